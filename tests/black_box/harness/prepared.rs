//! Databases that begin as copies: every migration and the first keys are made once for each engine, which is most of
//! what a first start costs.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use sqlx::postgres::PgConnectOptions;
use tokio::sync::OnceCell;

use super::server::{Database, Setup};
use crate::common::Engine;
use crate::common::postgres::Postgres;

static SQLITE: OnceCell<Arc<Database>> = OnceCell::const_new();
static POSTGRES: OnceCell<Arc<Database>> = OnceCell::const_new();

/// A database that a server has been started on once, without a tenant.
pub async fn database(engine: Engine) -> Database {
    let cell = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let original = cell.get_or_init(|| started_once(engine)).await;
    let url = match engine {
        Engine::Sqlite => original.url.clone(),
        Engine::Postgres => {
            let options = PgConnectOptions::from_str(&original.url).expect("a URL of ours");
            let template = options.get_database().expect("a URL of ours");
            Postgres::shared().create(template).await
        }
    };
    let copy = Database::at(url);
    copy_files(original.directory(), copy.directory());
    copy
}

async fn started_once(engine: Engine) -> Arc<Database> {
    let database = Arc::new(Database::create(engine).await);
    let server = Setup::on(Arc::clone(&database)).start().await;
    server.signal("TERM");
    assert_eq!(server.exit_code().await, Some(0), "{}", server.log());
    database
}

fn copy_files(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).expect("our own directory") {
        let file = file.expect("our own directory");
        std::fs::copy(file.path(), to.join(file.file_name())).expect("an ordinary file");
    }
}

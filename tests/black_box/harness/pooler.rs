//! pgbouncer in transaction mode, before the harness's Postgres. `PGBOUNCER` names the program, so that a newer release than
//! the system's can be tested.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Url;
use tempfile::TempDir;
use tokio::net::UnixStream;

use crate::common::postgres::{give_away, unprivileged_program};
use crate::common::watchdog::{self, Guarded};

const HOW_TO_INSTALL: &str = "these tests need pgbouncer: `apt-get install pgbouncer`";
/// The first release that keeps prepared statements.
const KEEPS_STATEMENTS: (u32, u32) = (1, 21);

/// A running pgbouncer, which has three sessions for all its clients and lends them in turn.
pub struct Pooler {
    /// The database's URL by this way.
    pub url: String,
    _process: Guarded,
    _directory: TempDir,
}

impl Pooler {
    /// A way to a database of the harness's Postgres; how many statements are kept where the release can.
    pub async fn before(database: &str, kept: Option<u32>) -> Self {
        let url: Url = database.parse().expect("a URL");
        let host = url.query_pairs().find(|(key, _)| key == "host");
        let host = host.expect("its directory").1.into_owned();
        let directory = watchdog::directory();
        give_away(directory.path());
        let own = directory.path().display();
        let kept = kept.map_or(String::new(), |n| {
            format!("max_prepared_statements = {n}\n")
        });
        let ini = directory.path().join("pgbouncer.ini");
        let text = format!(
            "[databases]\n* = host={host} user=footbridge\n[pgbouncer]\nlisten_port = 6432\nunix_socket_dir = {own}\n\
             auth_type = any\npool_mode = transaction\ndefault_pool_size = 3\nserver_round_robin = 1\n\
             max_client_conn = 200\n{kept}"
        );
        std::fs::write(&ini, text).expect("our own directory");
        let mut command = unprivileged_program(&program());
        command.arg(&ini).stdout(Stdio::null());
        let log = directory.path().join("log");
        command.stderr(std::fs::File::create(&log).expect("our own directory"));
        let process = Guarded::spawn(&mut command).expect(HOW_TO_INSTALL);
        let (socket, start) = (directory.path().join(".s.PGSQL.6432"), Instant::now());
        while UnixStream::connect(&socket).await.is_err() {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            assert!(start.elapsed() < Duration::from_secs(10), "{said}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let host: String = form_urlencoded::byte_serialize(own.to_string().as_bytes()).collect();
        Self {
            url: format!(
                "postgres://footbridge@localhost:6432{}?host={host}",
                url.path()
            ),
            _process: process,
            _directory: directory,
        }
    }

    /// Whether the installed release can keep prepared statements.
    pub fn keeps_statements() -> bool {
        let output = Command::new(program()).arg("--version").output();
        let output = output.expect(HOW_TO_INSTALL).stdout;
        let said = String::from_utf8_lossy(&output).into_owned();
        let version = said.split_whitespace().nth(1).expect("`PgBouncer 1.18.0`");
        let mut parts = version.split('.').map(|part| part.parse::<u32>());
        let mut part = || parts.next().expect("two parts").expect("a number");
        (part(), part()) >= KEEPS_STATEMENTS
    }
}

/// Debian puts it where only root looks.
#[expect(clippy::disallowed_methods, reason = "the tester's own choice")]
fn program() -> PathBuf {
    let named = std::env::var_os("PGBOUNCER").map(PathBuf::from);
    let places = [
        "/usr/sbin/pgbouncer",
        "/usr/bin/pgbouncer",
        "/usr/local/bin/pgbouncer",
    ];
    let found = places
        .map(Path::new)
        .into_iter()
        .find(|place| place.exists());
    named
        .or_else(|| found.map(Path::to_owned))
        .expect(HOW_TO_INSTALL)
}

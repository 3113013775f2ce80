//! `footbridge migrate`

use super::lines::say;
use super::{open, secret_key};
use crate::config::Config;

/// Creates or upgrades the database.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    // On Postgres, the schema is created without a secret; on SQLite, the key file has to exist before the database does.
    let key = if config.database.is_postgres() {
        config.secret_key
    } else {
        secret_key::find(config)?
    };
    let store = open::connect(config, key).await?;
    open::migrate(&store).await?;
    store.engine().close().await;
    say(format_args!("{} is up to date", config.database))
}

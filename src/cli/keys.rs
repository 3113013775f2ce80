//! `footbridge keys …`

use anyhow::bail;

use super::lines::say;
use super::{open, secret_key};
use crate::config::Config;
use crate::store::sealed_columns;

/// The command about keys.
#[derive(clap::Subcommand)]
pub enum KeysCommand {
    /// Sign with a new key; the old one stays published until its tokens have expired
    Rotate,
    /// Seal every secret under secret_key: unsealed ones, and those that old_secret_key opens. Stop the servers first
    Reseal,
}

/// Runs a command about keys.
pub async fn run(config: &Config, command: &KeysCommand) -> anyhow::Result<()> {
    match command {
        KeysCommand::Rotate => rotate(config).await,
        KeysCommand::Reseal => reseal(config).await,
    }
}

async fn reseal(config: &Config) -> anyhow::Result<()> {
    if secret_key::find(config)?.is_none() {
        bail!(
            "secret_key: found none to seal with: set it, and set old_secret_key to the previous key"
        );
    }
    let old = secret_key::old(config)?;
    let (store, _) = open::store(config).await?;
    let mut tx = store.begin().await?;
    let done = sealed_columns::reseal(&mut tx, &old).await?;
    tx.commit().await?;
    store.engine().close().await;
    say(format_args!(
        "{} secrets were resealed under secret_key; {} were sealed under it already",
        done.again, done.untouched
    ))
}

async fn rotate(config: &Config) -> anyhow::Result<()> {
    let (store, clock) = open::store(config).await?;
    let issuer = config.settings(config.listen.port).issuer;
    crate::key_ring::rotate(&store, issuer.host(), clock.now()).await?;
    store.engine().close().await;
    say("a new key signs; running servers use it within a second")
}

//! `footbridge keys …`

use super::{open, say};
use crate::config::Config;

/// What to do with signing keys.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Sign with a new key; the old one stays published until its tokens have expired
    Rotate,
}

/// Runs a command about keys.
pub async fn run(config: &Config, command: &Command) -> anyhow::Result<()> {
    let Command::Rotate = command;
    let (store, clock) = open::store(config).await?;
    let issuer = config.settings(config.listen.port).issuer;
    crate::keys::rotate(&store, issuer.host(), clock.now()).await?;
    store.engine().close().await;
    say("a new key signs; running servers take it up within a second")
}

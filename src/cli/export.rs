//! `footbridge export`

use std::path::PathBuf;

use super::{open, say};
use crate::config::Config;
use crate::tenant_file::write;

/// Where to.
#[derive(clap::Args)]
pub struct Arguments {
    /// A file, or a directory that gets a tenant.yaml
    path: PathBuf,
}

/// Writes the tenant.
pub async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    let (store, _) = open::store(config).await?;
    let settings = config.settings(config.listen.port);
    let written = write::export(&store, &settings, &arguments.path).await?;
    store.engine().close().await;
    say(format_args!(
        "{} written, without secrets and passwords",
        written.display()
    ))
}

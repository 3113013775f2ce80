//! `footbridge export`

use std::path::PathBuf;

use super::lines::say;
use super::open;
use crate::config::Config;
use crate::resources::sections::SECTIONS;
use crate::tenant_file::write;

/// The target of the export.
#[derive(clap::Args)]
pub struct ExportArguments {
    /// A file, or a directory in which to write tenant.yaml
    path: PathBuf,
}

/// Writes the tenant.
pub async fn run(config: &Config, arguments: &ExportArguments) -> anyhow::Result<()> {
    let (store, _) = open::store(config).await?;
    let settings = config.settings(config.listen.port);
    let written = write::export(SECTIONS, &store, &settings, &arguments.path).await?;
    store.engine().close().await;
    say(format_args!(
        "wrote {}, without secrets and passwords",
        written.display()
    ))
}

//! `footbridge serve`

use super::import::TenantSource;
use super::server::Server;
use super::signals::Signals;
use crate::config::Config;

/// Runs the server until a signal ends it.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let mut signals = Signals::catch()?;
    let tenant = config
        .tenant
        .as_deref()
        .map_or(TenantSource::Stored, TenantSource::File);
    let server = tokio::select! {
        server = Server::start(config, tenant) => server?,
        () = signals.next() => return Ok(()),
    };
    server.run(&mut signals).await
}

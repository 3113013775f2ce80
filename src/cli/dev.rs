//! `footbridge dev`

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::demo;
use super::import::TenantSource;
use super::output::Lines;
use super::server::Server;
use super::signals::Signals;
use crate::config::{Config, Environment};
use crate::outside::Entropy;

/// A temporary directory, removed on drop.
pub struct Directory(PathBuf);

impl Directory {
    /// Creates a directory that only this user can enter.
    pub fn new(environment: &Environment) -> anyhow::Result<Self> {
        let name = format!("footbridge-dev-{}", Entropy::system().token::<9>());
        let path = environment.temporary_directory().join(name);
        let made = DirBuilder::new().mode(0o700).create(&path);
        made.with_context(|| format!("cannot create {}", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, path = %self.0.display(), "the temporary directory could not be removed");
        }
    }
}

/// Runs a server on a throw-away tenant until a signal ends it.
pub async fn run(config: &Config, stdout: &Lines) -> anyhow::Result<()> {
    if !config.listen.is_loopback() {
        let listen = &config.listen;
        if !config.expose {
            bail!(
                "listen: found {listen} with dev, whose password is public and whose clock any caller can set; expected a \
                 loopback address, or --expose as well"
            );
        }
        tracing::warn!(
            "dev listens on {listen}: every client that reaches this port knows its password and can set its clock"
        );
    }
    let mut signals = Signals::catch()?;
    let tenant = config
        .tenant
        .as_deref()
        .map_or(TenantSource::Demo, TenantSource::File);
    let server = tokio::select! {
        server = Server::start(config, tenant) => server?,
        () = signals.next() => return Ok(()),
    };
    match tenant {
        TenantSource::Demo => stdout.say(demo::tour(&server.settings().issuer, config)),
        _ => stdout.say(format_args!(
            "Issuer: {}",
            server.settings().issuer.as_str()
        )),
    }
    server.run(&mut signals).await
}

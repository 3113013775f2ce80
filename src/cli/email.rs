//! `footbridge email …`

use anyhow::{anyhow, bail};

use super::lines::say;
use super::open;
use crate::config::Config;
use crate::domain::identifier;
use crate::flows::mail;
use crate::store::email_provider;

/// The command about e-mail.
#[derive(clap::Subcommand)]
pub enum EmailCommand {
    /// Send a test message by the configured provider, now, and print what the server said
    Test {
        /// Whom to send it to
        address: String,
    },
}

/// Runs a command about e-mail.
pub async fn run(config: &Config, command: &EmailCommand) -> anyhow::Result<()> {
    let EmailCommand::Test { address } = command;
    if identifier::email(address).is_none() {
        bail!("found {address:?}, expected an e-mail address such as ada@example.com");
    }
    let (store, clock) = open::store(config).await?;
    let provider = email_provider::read(&mut store.read().await?).await?;
    let Some(provider) = provider else {
        bail!(
            "no e-mail provider is configured: POST /api/v2/emails/provider, or emailProvider in a tenant file"
        );
    };
    let settings = config.settings(config.listen.port);
    let egress = open::egress(config)?;
    let renderer = mail::Renderer {
        store: &store,
        settings: &settings,
        workers: &open::workers(egress.clone())?,
    };
    let courier = mail::Courier {
        renderer,
        egress: &egress,
        clock: &clock,
    };
    let sent = mail::try_provider(courier, &provider, address).await;
    store.engine().close().await;
    let name = provider.name();
    let answer = sent.map_err(|e| {
        anyhow!("{name} did not take the message: {e}; correct the provider with PATCH /api/v2/emails/provider")
    })?;
    say(format_args!(
        "{name} took the message for {address}: {answer}"
    ))?;
    match provider.is_enabled() {
        true => Ok(()),
        false => say("the provider is not enabled: the server sends nothing by it"),
    }
}

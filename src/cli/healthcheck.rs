//! `footbridge healthcheck`

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::Certificate;

use crate::config::{Config, Tls};

const PATIENCE: Duration = Duration::from_secs(3);

/// Requests `/healthz` of the server with this configuration.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let scheme = if config.tls == Tls::Off {
        "http"
    } else {
        "https"
    };
    let url = format!("{scheme}://{}/healthz", reachable(config));
    let client = client(config)?;
    let answer = client
        .get(&url)
        .send()
        .await
        .with_context(|| format!("no response from {url}"))?;
    if !answer.status().is_success() {
        bail!("{url} answered {}", answer.status());
    }
    Ok(())
}

/// The address of the server from this machine: a server that listens on every address also listens on loopback.
fn reachable(config: &Config) -> String {
    let mut listen = config.listen.clone();
    match listen.host.as_str() {
        "0.0.0.0" => listen.host = "127.0.0.1".to_owned(),
        "::" => listen.host = "::1".to_owned(),
        _ => {}
    }
    listen.to_string()
}

fn client(config: &Config) -> anyhow::Result<reqwest::Client> {
    let mut authorities = Vec::new();
    if config.tls == Tls::SelfSigned {
        let file = config.tls_directory().join("ca.pem");
        let pem =
            std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        authorities.push(Certificate::from_pem(&pem).context("the local CA cannot be read")?);
    }
    let names_do_not_matter = matches!(config.tls, Tls::Files { .. });
    let builder = reqwest::Client::builder()
        .timeout(PATIENCE)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only(authorities)
        // The certificate has the public name, and this request goes to this machine.
        .tls_danger_accept_invalid_certs(names_do_not_matter);
    builder.build().context("cannot create an HTTP client")
}

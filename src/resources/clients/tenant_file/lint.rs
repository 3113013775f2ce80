//! What of clients is legal and has no effect, or cannot work.

use crate::domain::client::{AuthMethod, Client};
use crate::domain::device::DeviceBinding;
use crate::domain::grant_type::{self, GrantType};
use crate::domain::redirect_uri::{is_dangerous, matches_nothing};
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::state::State;

pub fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let state = inspected.state;
    for stored in &state.clients {
        let client = &stored.client;
        let about = format!("client {}", client.name);
        callbacks(findings, &about, client);
        grants(findings, &about, client);
        transfer(findings, &about, client, inspected.has_asn_database);
        connection(findings, &about, client, state);
    }
    pairing(findings, state);
}

fn callbacks(findings: &mut Findings, about: &str, client: &Client) {
    for uri in client.callbacks.iter().chain(&client.allowed_logout_urls) {
        if is_dangerous(uri) {
            findings.error(
                about,
                format!("{uri} has a scheme that runs code or reads files"),
                "remove it from callbacks and allowed_logout_urls",
            );
        }
    }
    let lists = [
        &client.callbacks,
        &client.allowed_logout_urls,
        &client.web_origins,
        &client.allowed_origins,
    ];
    for entry in lists
        .into_iter()
        .flatten()
        .filter(|entry| matches_nothing(entry))
    {
        findings.warn(
            about,
            format!("{entry} matches no address"),
            "use one * or {organization_name}, in the first label of a host, followed by at least two labels",
        );
    }
    let is_plain = |uri: &&String| {
        let host = uri
            .strip_prefix("http://")
            .and_then(|r| r.split(['/', ':', '?']).next());
        host.is_some_and(|h| {
            !matches!(h, "localhost" | "127.0.0.1" | "[")
                && !h.ends_with(".localhost")
                && !h.ends_with(".test")
        })
    };
    if let Some(uri) = client.callbacks.iter().find(is_plain) {
        findings.warn(
            about,
            format!("{uri} is not encrypted: anyone on the network path can read codes sent there"),
            "use https",
        );
    }
}

fn grants(findings: &mut Findings, about: &str, client: &Client) {
    let is_public = client.token_endpoint_auth_method == Some(AuthMethod::None);
    let refused = |grant: &&GrantType| !grant.allows_public_clients && client.may_use(grant);
    for grant in grant_type::ALL
        .into_iter()
        .filter(refused)
        .filter(|_| is_public)
    {
        findings.warn(
            about,
            format!("asks for {}, but cannot prove who it is", grant.name),
            "set token_endpoint_auth_method to client_secret_post, or take the grant type away",
        );
    }
    let idle = client.idle_grant_types();
    if !idle.is_empty() {
        findings.warn(
            about,
            format!(
                "has grant types that nothing acts upon: {}",
                idle.join(", ")
            ),
            "remove them from grant_types, or expect unsupported_grant_type for them",
        );
    }
    let settings = client.session_transfer();
    if settings.can_create_session_transfer_token && !client.may_use(&grant_type::REFRESH_TOKEN) {
        findings.warn(
            about,
            "may create session transfer tokens, but gets no refresh tokens to exchange for them",
            "add refresh_token to grant_types",
        );
    }
}

fn transfer(findings: &mut Findings, about: &str, client: &Client, has_asn_database: bool) {
    let settings = client.session_transfer();
    if settings.allowed_authentication_methods.is_empty() {
        return;
    }
    if settings.enforce_device_binding == DeviceBinding::Asn && !has_asn_database {
        findings.warn(
            about,
            "binds session transfer tokens to the network (asn), but no ASN database is configured: \
             every transfer to it will be refused",
            "set asn_database, or enforce_device_binding to ip",
        );
    }
    if settings.enforce_device_binding == DeviceBinding::None {
        findings.warn(
            about,
            "accepts session transfer tokens from any device: a leaked token gives access to the account",
            "set enforce_device_binding to ip or asn",
        );
    }
    if client.callbacks.is_empty() {
        findings.warn(
            about,
            "accepts session transfer tokens, but has no callback",
            "add its callbacks",
        );
    }
}

fn connection(findings: &mut Findings, about: &str, client: &Client, state: &State) {
    let mut grants = grant_type::ALL.into_iter();
    let signs_in = grants.any(|grant| grant.signs_in_users && client.may_use(grant));
    let is_interactive = signs_in && client.app_type.as_deref() != Some("non_interactive");
    let mut connections = state.connections.iter();
    if is_interactive && !connections.any(|c| c.connection.is_enabled_for(&client.client_id)) {
        findings.warn(
            about,
            "has no database, so no user can sign in",
            "add it to enabled_clients of a database",
        );
    }
}

/// One client that creates tokens needs another one that takes them.
fn pairing(findings: &mut Findings, state: &State) {
    let settings = || state.clients.iter().map(|c| c.client.session_transfer());
    let creates = settings().any(|s| s.can_create_session_transfer_token);
    let accepts = settings().any(|s| !s.allowed_authentication_methods.is_empty());
    if creates && !accepts {
        findings.warn(
            "the tenant",
            "has clients that create session transfer tokens and none that accepts them",
            "set session_transfer.allowed_authentication_methods of the web app to [cookie, query]",
        );
    }
    if accepts && !creates {
        findings.warn(
            "the tenant",
            "has clients that accept session transfer tokens and none that creates them",
            "set session_transfer.can_create_session_transfer_token of the native app to true",
        );
    }
}

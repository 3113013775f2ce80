//! What is worth a second look in a tenant, and how to mend it: `footbridge check`.

use super::state::State;
use crate::domain::client::{AuthMethod, Client};
use crate::domain::client_grant::idle;
use crate::domain::device::DeviceBinding;
use crate::domain::grant_type::{self, GrantType};
use crate::domain::log_stream::{LogStream, StreamStatus};
use crate::domain::redirect_uri::{is_dangerous, matches_nothing};
use crate::domain::settings::Settings;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    /// It cannot work, or must not.
    Error,
}

/// One observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// What it is about: `client Example Web`.
    pub about: String,
    pub problem: String,
    pub mend: &'static str,
}

/// Everything that is worth saying about the tenant.
pub fn lint(state: &State, settings: &Settings, has_asn_database: bool) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    for stored in &state.clients {
        let client = &stored.client;
        let about = format!("client {}", client.name);
        callbacks(&mut findings, &about, client);
        grants(&mut findings, &about, client);
        transfer(&mut findings, &about, client, has_asn_database);
        connection(&mut findings, &about, client, state);
    }
    pairing(&mut findings, state);
    references(&mut findings, state);
    log_streams(&mut findings, state);
    management_api(&mut findings, state, settings);
    reserved(&mut findings, state, settings);
    findings.0
}

struct Findings(Vec<Finding>);

impl Findings {
    fn warn(&mut self, about: &str, problem: impl Into<String>, mend: &'static str) {
        self.add(Severity::Warning, about, problem, mend);
    }

    fn error(&mut self, about: &str, problem: impl Into<String>, mend: &'static str) {
        self.add(Severity::Error, about, problem, mend);
    }

    fn add(
        &mut self,
        severity: Severity,
        about: &str,
        problem: impl Into<String>,
        mend: &'static str,
    ) {
        self.0.push(Finding {
            severity,
            about: about.to_owned(),
            problem: problem.into(),
            mend,
        });
    }
}

/// A domain of the configuration may have come after the API.
fn reserved(findings: &mut Findings, state: &State, settings: &Settings) {
    for stored in &state.resource_servers {
        let api = &stored.resource_server;
        let origin = state.reserved_on(settings, &api.identifier);
        if let Some(origin) = origin.filter(|_| !api.is_system) {
            let problem = format!(
                "its identifier is that of the Management API or /userinfo on {}, which would accept its tokens",
                origin.as_str()
            );
            let about = format!("API {}", api.identifier);
            findings.error(
                &about,
                problem,
                "delete the API, or remove the custom domain",
            );
        }
    }
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

fn references(findings: &mut Findings, state: &State) {
    for grant in &state.client_grants {
        let about = format!("client grant {}", grant.id);
        let client = state
            .clients
            .iter()
            .find(|c| c.client.client_id == grant.client_id);
        let api = state.resource_server(&grant.audience);
        if let (Some(client), Some(api)) = (client, api)
            && let Some(why) = idle(grant.subject_type, &client.client, &api.resource_server)
        {
            findings.warn(
                &about,
                format!(
                    "of {} for {} has no effect: {why}",
                    client.client.name, grant.audience
                ),
                "remove the grant, or change the client or the API",
            );
        }
        if api.is_none() {
            findings.error(
                &about,
                format!("is for the API {}, which does not exist", grant.audience),
                "add the API, or correct the grant's audience",
            );
        }
        if client.is_none() {
            findings.warn(
                &about,
                format!(
                    "is for the client {}, which does not exist",
                    grant.client_id
                ),
                "remove the grant",
            );
        }
    }
    for stored in &state.connections {
        let gone = |id: &&String| state.clients.iter().all(|c| c.client.client_id != **id);
        if let Some(id) = stored.connection.enabled_clients.iter().find(gone) {
            findings.warn(
                &format!("database {}", stored.connection.name),
                format!("is enabled for the client {id}, which does not exist"),
                "remove it from enabled_clients",
            );
        }
    }
    let directory = state
        .tenant
        .get("default_directory")
        .and_then(|d| d.as_str());
    if directory.is_some_and(|d| !d.is_empty() && !state.has_connection(d)) {
        findings.error(
            "the tenant",
            "default_directory names no database",
            "set it to the name of a database",
        );
    }
}

fn log_streams(findings: &mut Findings, state: &State) {
    let given_up = |stream: &&LogStream| stream.status == StreamStatus::Suspended;
    for stream in state.log_streams.iter().filter(given_up) {
        let name = stream.document.get("name").and_then(|name| name.as_str());
        findings.warn(
            &format!("log stream {}", name.unwrap_or(&stream.id)),
            "is suspended: its receiver failed for a week",
            "fix the receiver, and set the stream's status to active",
        );
    }
}

fn management_api(findings: &mut Findings, state: &State, settings: &Settings) {
    let identifier = settings.issuer.join("api/v2/");
    if state.resource_server(&identifier).is_none() {
        findings.error(
            "the Management API",
            format!("{identifier} is missing: the issuer changed, or nothing was imported yet"),
            "start the server, or import the tenant file again",
        );
    }
}

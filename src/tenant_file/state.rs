//! The tenant as the store has it, without its users: what a plan changes, an export writes and a check reads.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::domain::action::{Action, Binding};
use crate::domain::branding::Branding;
use crate::domain::brute_force::BruteForce;
use crate::domain::client_grant::ClientGrant;
use crate::domain::guardian::Guardian;
use crate::domain::log_stream::LogStream;
use crate::domain::mail::provider::EmailProvider;
use crate::domain::mail::template::EmailTemplate;
use crate::domain::organization;
use crate::domain::origin::Origin;
use crate::domain::page_template::PageTemplate;
use crate::domain::prompts::{CustomTexts, Prompts};
use crate::domain::role::{Permission, Role};
use crate::domain::settings::Settings;
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::domain::theme::StoredTheme;
use crate::store;
use crate::store::clients::{self, StoredClient};
use crate::store::connections::{self, StoredConnection};
use crate::store::engine::{Conn, StoreError};
use crate::store::organizations::StoredOrganization;
use crate::store::resource_servers::{self, StoredResourceServer};
use crate::store::tenant;
use crate::store::{
    action_bindings, actions, client_grants, email_provider, email_templates, log_streams,
};

/// Everything but the users.
#[derive(Debug, Clone)]
pub struct State {
    pub tenant: Map<String, Value>,
    pub clients: Vec<StoredClient>,
    pub connections: Vec<StoredConnection>,
    pub resource_servers: Vec<StoredResourceServer>,
    pub client_grants: Vec<ClientGrant>,
    pub actions: Vec<Action>,
    /// In the order of each trigger.
    pub bindings: Vec<Binding>,
    pub log_streams: Vec<LogStream>,
    pub branding: Branding,
    pub theme: Option<StoredTheme>,
    pub page_template: Option<PageTemplate>,
    pub email_provider: Option<EmailProvider>,
    pub email_templates: Vec<EmailTemplate>,
    pub brute_force: BruteForce,
    pub suspicious_ip: SuspiciousIp,
    pub guardian: Guardian,
    pub prompts: Prompts,
    /// The texts of the tenant's own, by language and prompt.
    pub custom_texts: BTreeMap<(String, String), CustomTexts>,
    pub roles: Vec<StateRole>,
    pub organizations: Vec<StateOrganization>,
    /// The hosts of the custom domains that the Management API keeps, ready or not.
    pub custom_domains: Vec<String>,
}

/// A role and what it gives, in order.
#[derive(Debug, Clone)]
pub struct StateRole {
    pub role: Role,
    pub permissions: Vec<Permission>,
}

/// An organization with what it has, by ids in order.
#[derive(Debug, Clone)]
pub struct StateOrganization {
    pub stored: StoredOrganization,
    pub connections: Vec<(String, organization::EnabledConnection)>,
    pub grants: Vec<String>,
}

/// Why a name does not lead to one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unresolved {
    Unknown,
    Ambiguous,
}

impl State {
    /// Reads it.
    pub async fn load(db: &mut Conn) -> Result<Self, StoreError> {
        Ok(Self {
            tenant: tenant::document(db).await?,
            clients: applications(db).await?,
            connections: connections::all(db).await?,
            resource_servers: resource_servers::all(db).await?,
            client_grants: client_grants::all(db).await?,
            actions: actions::all(db).await?,
            bindings: action_bindings::all(db).await?,
            log_streams: log_streams::all(db).await?,
            branding: tenant::kept(db).await?,
            theme: tenant::kept(db).await?,
            page_template: tenant::kept(db).await?,
            email_provider: email_provider::read(db).await?,
            email_templates: email_templates::all(db).await?,
            brute_force: tenant::kept(db).await?,
            suspicious_ip: tenant::kept(db).await?,
            guardian: tenant::kept(db).await?,
            prompts: tenant::kept(db).await?,
            custom_texts: custom_texts(db).await?,
            roles: roles(db).await?,
            organizations: organizations(db).await?,
            custom_domains: custom_domains(db).await?,
        })
    }

    /// Whether no server has started on it yet, and nothing was imported.
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.resource_servers.is_empty()
    }

    /// Where the client with that id, else the only one of that name, is.
    pub fn client(&self, id_or_name: &str) -> Result<usize, Unresolved> {
        let by_id = |c: &StoredClient| c.client.client_id == id_or_name;
        if let Some(at) = self.clients.iter().position(by_id) {
            return Ok(at);
        }
        self.client_named(id_or_name)
    }

    /// Where the only client of that name is.
    pub fn client_named(&self, name: &str) -> Result<usize, Unresolved> {
        let mut found = (0..self.clients.len()).filter(|at| self.clients[*at].client.name == name);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (None, _) => Err(Unresolved::Unknown),
            (Some(_), Some(_)) => Err(Unresolved::Ambiguous),
        }
    }

    /// The shortest text that leads to the client: its name where that is enough, else its id.
    pub fn name_of(&self, client_id: &str) -> String {
        let named = self
            .client(client_id)
            .map(|at| &self.clients[at].client.name);
        match named {
            Ok(name)
                if self
                    .client(name)
                    .is_ok_and(|at| self.clients[at].client.client_id == client_id) =>
            {
                name.clone()
            }
            _ => client_id.to_owned(),
        }
    }

    /// The API with that identifier.
    pub fn resource_server(&self, identifier: &str) -> Option<&StoredResourceServer> {
        self.resource_servers
            .iter()
            .find(|r| r.resource_server.identifier == identifier)
    }

    /// The domain of the tenant on which that identifier names the Management API or `/userinfo`.
    pub fn reserved_on(&self, settings: &Settings, identifier: &str) -> Option<Origin> {
        let hosts = self.custom_domains.iter();
        let kept = hosts.filter_map(|host| settings.issuer.with_host(host));
        let mut origins = settings.origins().cloned().chain(kept);
        origins.find(|origin| origin.reserves(identifier))
    }

    /// Whether there is a connection of that name.
    pub fn has_connection(&self, name: &str) -> bool {
        self.connections.iter().any(|c| c.connection.name == name)
    }
}

/// The global client is none.
async fn applications(db: &mut Conn) -> Result<Vec<StoredClient>, StoreError> {
    let mut found = clients::all(db).await?;
    found.retain(|stored| !stored.client.global);
    Ok(found)
}

/// The one audience of the Management API, for any of the ways to write it; other audiences as they are.
pub fn canonical_audience(settings: &Settings, audience: &str) -> String {
    if settings.is_management_audience(audience) || is_auth0s_management_audience(audience) {
        settings.issuer.join("api/v2/")
    } else {
        audience.to_owned()
    }
}

/// Whether it names the Management API of a tenant of Auth0's, as that tenant's exports do.
pub fn is_auth0s_management_audience(audience: &str) -> bool {
    let host = audience
        .strip_prefix("https://")
        .and_then(|rest| rest.strip_suffix("/api/v2/"));
    host.is_some_and(|host| host.ends_with(".auth0.com") && !host.contains('/'))
}

async fn custom_domains(db: &mut Conn) -> Result<Vec<String>, StoreError> {
    let stored = store::custom_domains::all(db).await?.into_iter();
    Ok(stored.map(|stored| stored.domain.domain).collect())
}

async fn custom_texts(
    db: &mut Conn,
) -> Result<BTreeMap<(String, String), CustomTexts>, StoreError> {
    let stored = store::custom_texts::all(db).await?.into_iter();
    Ok(stored
        .map(|(prompt, language, texts)| ((language, prompt), texts))
        .collect())
}

async fn roles(db: &mut Conn) -> Result<Vec<StateRole>, StoreError> {
    let mut out = Vec::new();
    for role in store::roles::all(db).await? {
        let mut permissions = store::permissions::of_role(db, &role.id).await?;
        permissions.sort();
        out.push(StateRole { role, permissions });
    }
    Ok(out)
}

async fn organizations(db: &mut Conn) -> Result<Vec<StateOrganization>, StoreError> {
    let mut out = Vec::new();
    for stored in store::organizations::all(db).await? {
        let id = &stored.organization.id;
        out.push(StateOrganization {
            connections: store::organization_connections::of_organization(db, id).await?,
            grants: store::organization_grants::of_organization(db, id).await?,
            stored,
        });
    }
    Ok(out)
}

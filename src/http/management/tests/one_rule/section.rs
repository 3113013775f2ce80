//! The resources: how a file and a request name them, and what is stored of them.

use serde_json::{Map, Value, json};

use super::documents::good;
use crate::domain::mail::Message;
use crate::tenant_file::state::State;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Clients,
    ResourceServers,
    Databases,
    ClientGrants,
    Roles,
    Organizations,
    Actions,
    LogStreams,
    Users,
    EmailTemplates,
    Tenant,
    Branding,
    Prompts,
    EmailProvider,
}

impl Section {
    /// Those of which a tenant has many.
    pub(super) const ALL: [Self; 10] = [
        Self::Clients,
        Self::ResourceServers,
        Self::Databases,
        Self::ClientGrants,
        Self::Roles,
        Self::Organizations,
        Self::Actions,
        Self::LogStreams,
        Self::Users,
        Self::EmailTemplates,
    ];

    /// The key in a file.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::ResourceServers => "resourceServers",
            Self::Databases => "databases",
            Self::ClientGrants => "clientGrants",
            Self::Roles => "roles",
            Self::Organizations => "organizations",
            Self::Actions => "actions",
            Self::LogStreams => "logStreams",
            Self::Users => "users",
            Self::EmailTemplates => "emailTemplates",
            Self::Tenant => "tenant",
            Self::Branding => "branding",
            Self::Prompts => "prompts",
            Self::EmailProvider => "emailProvider",
        }
    }

    /// Where requests go.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Clients => "/clients",
            Self::ResourceServers => "/resource-servers",
            Self::Databases => "/connections",
            Self::ClientGrants => "/client-grants",
            Self::Roles => "/roles",
            Self::Organizations => "/organizations",
            Self::Actions => "/actions/actions",
            Self::LogStreams => "/log-streams",
            Self::Users => "/users",
            Self::EmailTemplates => "/email-templates",
            Self::Tenant => "/tenants/settings",
            Self::Branding => "/branding",
            Self::Prompts => "/prompts",
            Self::EmailProvider => "/emails/provider",
        }
    }

    /// How many documents are tried: a tenant has 20 log streams at most and a template for each message, and passwords take
    /// their time.
    pub(super) fn number(self) -> usize {
        match self {
            Self::Clients => 100,
            Self::LogStreams | Self::Users => 20,
            Self::EmailTemplates => templates().count(),
            _ => 50,
        }
    }

    /// What names the entry with this number.
    pub(super) fn name(self, n: usize) -> Map<String, Value> {
        let name = match self {
            Self::Clients | Self::Roles | Self::Actions | Self::LogStreams => {
                json!({"name": format!("N{n}")})
            }
            Self::ResourceServers => json!({"identifier": format!("urn:made:{n}")}),
            Self::Databases => json!({"name": format!("d{n}"), "strategy": "auth0"}),
            Self::ClientGrants => {
                json!({"client_id": "base", "audience": format!("urn:grant:{n}")})
            }
            Self::Organizations => json!({"name": format!("o{n}")}),
            Self::Users => json!({"email": format!("u{n}@example.com"), "connection": "D",
                "user_id": format!("u{n}"), "password": "correct-horse-battery"}),
            Self::EmailTemplates => {
                let mut names = templates();
                json!({"template": names.nth(n).map(Message::as_str)})
            }
            Self::Tenant | Self::Branding | Self::Prompts | Self::EmailProvider => json!({}),
        };
        object(name)
    }

    /// Of what names an entry, what no request changes.
    pub(super) fn is_fixed(self, key: &str) -> bool {
        match self {
            Self::ResourceServers => key == "identifier",
            Self::Databases => ["name", "strategy"].contains(&key),
            Self::ClientGrants => ["client_id", "audience"].contains(&key),
            Self::Users => ["email", "connection", "user_id", "password"].contains(&key),
            _ => false,
        }
    }

    /// The good entry with this number.
    pub(super) fn original(self, n: usize) -> Map<String, Value> {
        let mut entry = self.name(n);
        let mut good = good(self);
        if self == Self::LogStreams {
            good.insert("type".into(), "http".into());
        }
        good.retain(|_, value| !value.is_null());
        entry.extend(good);
        entry
    }

    /// How a request names the entry.
    pub(super) fn id(self, state: &State, entry: &Map<String, Value>) -> String {
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        match self {
            Self::Clients => {
                let at = state.client(&text("name")).expect("a client");
                state.clients[at].client.client_id.clone()
            }
            Self::ResourceServers => {
                let found = state.resource_server(&text("identifier"));
                found.expect("an API").resource_server.id.clone()
            }
            Self::Databases => {
                let mut all = state.connections.iter();
                let found = all.find(|c| c.connection.name == text("name"));
                found.expect("a database").connection.id.clone()
            }
            Self::ClientGrants => {
                let mut all = state.client_grants.iter();
                let found = all.find(|g| g.audience == text("audience"));
                found.expect("a grant").id.clone()
            }
            Self::Roles => {
                let found = state.roles.iter().find(|r| r.role.name == text("name"));
                found.expect("a role").role.id.clone()
            }
            Self::Organizations => {
                let mut all = state.organizations.iter();
                let found = all.find(|o| o.stored.organization.name == text("name"));
                found.expect("one").stored.organization.id.clone()
            }
            Self::Actions => {
                let found = state.actions.iter().find(|a| a.name == text("name"));
                found.expect("an Action").id.clone()
            }
            Self::LogStreams => {
                let mut all = state.log_streams.iter();
                let found = all.find(|s| s.document["name"] == entry["name"]);
                found.expect("a stream").id.clone()
            }
            Self::Users => format!("auth0%7C{}", text("user_id")),
            Self::EmailTemplates => text("template"),
            Self::Tenant | Self::Branding | Self::Prompts | Self::EmailProvider => String::new(),
        }
    }

    /// What is stored of the entry, but for ids, secrets and times.
    pub(super) fn stored(self, state: &State, entry: &Map<String, Value>) -> Option<Value> {
        let text = |key: &str| entry[key].as_str().unwrap_or_default();
        let mut document = match self {
            Self::Clients => {
                let at = state.client(text("name")).ok()?;
                state.clients[at].document.clone()
            }
            Self::ResourceServers => state.resource_server(text("identifier"))?.document.clone(),
            Self::Databases => {
                let mut all = state.connections.iter();
                all.find(|c| c.connection.name == text("name"))?
                    .document
                    .clone()
            }
            Self::ClientGrants => {
                let mut all = state.client_grants.iter();
                let grant = all.find(|g| g.audience == text("audience"))?;
                let mut scope: Vec<&str> = grant.scope.iter().collect();
                scope.sort_unstable();
                object(json!([scope, grant.settings, grant.subject_type.name()]))
            }
            Self::Roles => {
                let stored = state.roles.iter().find(|r| r.role.name == text("name"))?;
                object(json!(stored.role.description))
            }
            Self::Organizations => {
                let mut all = state.organizations.iter();
                let found = all.find(|o| o.stored.organization.name == text("name"))?;
                found.stored.document.clone()
            }
            Self::Actions => {
                let action = state.actions.iter().find(|a| a.name == text("name"))?;
                let content = &action.content;
                let secrets: Vec<(&str, &str)> = content
                    .secrets
                    .iter()
                    .map(|s| (s.name.as_str(), s.value.as_str()))
                    .collect();
                object(json!([
                    content.trigger,
                    content.code,
                    content.runtime,
                    content.dependencies,
                    secrets
                ]))
            }
            Self::LogStreams => {
                let mut all = state.log_streams.iter();
                let stream = all.find(|s| s.document["name"] == entry["name"])?;
                object(json!([
                    stream.document,
                    stream.sink,
                    stream.status.as_str()
                ]))
            }
            Self::EmailTemplates => {
                let message = Message::of(text("template"));
                let mut all = state.email_templates.iter();
                all.find(|t| Some(t.message) == message)?.document.clone()
            }
            Self::Branding => object(json!(state.branding)),
            Self::Prompts => object(json!(state.prompts)),
            Self::EmailProvider => {
                let provider = state.email_provider.as_ref()?;
                object(json!([provider.document, provider.credentials]))
            }
            Self::Tenant | Self::Users => Map::new(),
        };
        for key in ["id", "client_id", "signing_secret"] {
            document.shift_remove(key);
        }
        Some(document.into())
    }
}

/// The messages that a tenant may have a template for.
fn templates() -> impl Iterator<Item = Message> {
    let all = Message::ALL.iter().copied();
    all.filter(|message| message.has_template())
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

//! Connections: where users come from. Today, databases of our own.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::attributes::Attributes;

/// The strategy of database connections.
pub const DATABASE: &str = "auth0";

/// One connection.
#[derive(Debug, Clone, Deserialize)]
pub struct Connection {
    /// `con_…`
    pub id: String,
    pub name: String,
    pub strategy: String,
    /// The ids of the clients that may use it.
    #[serde(default)]
    pub enabled_clients: Vec<String>,
    #[serde(default)]
    pub authentication: Purpose,
    #[serde(default)]
    options: Option<Map<String, Value>>,
    /// For Actions to read.
    #[serde(default)]
    pub metadata: Option<Map<String, Value>>,
}

/// What a connection is for.
#[derive(Debug, Clone, Deserialize)]
pub struct Purpose {
    pub active: bool,
}

/// Connections are for signing in unless they say otherwise.
impl Default for Purpose {
    fn default() -> Self {
        Self { active: true }
    }
}

impl Connection {
    /// Reads the connection from its document.
    pub fn from_document(document: &Map<String, Value>) -> Result<Self, serde_json::Error> {
        Self::deserialize(Value::Object(document.clone()))
    }

    /// Whether users may sign up, or are made by the Management API only.
    pub fn offers_sign_up(&self) -> bool {
        !self.sets("disable_signup")
    }

    /// Whether users may replace a forgotten password, or the Management API only.
    pub fn offers_password_reset(&self) -> bool {
        !self.sets("disable_self_service_change_password")
    }

    /// Whether users prove an address by a code, and not by a link.
    pub fn proves_addresses_by_code(&self) -> bool {
        self.attributes().is_some_and(Attributes::proves_by_code)
    }

    /// Whether new users are asked to prove their address.
    pub fn verifies_at_sign_up(&self) -> bool {
        self.attributes()
            .is_none_or(Attributes::verifies_at_sign_up)
    }

    fn attributes(&self) -> Option<Attributes<'_>> {
        Attributes::of(self.options.as_ref()?)
    }

    fn sets(&self, option: &str) -> bool {
        let options = self.options.as_ref();
        options.is_some_and(|options| options.get(option) == Some(&Value::Bool(true)))
    }

    /// Whether `client_id` may sign users in through it.
    pub fn is_enabled_for(&self, client_id: &str) -> bool {
        self.authentication.active && self.enabled_clients.iter().any(|c| c == client_id)
    }
}

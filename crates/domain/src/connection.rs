//! Connections: where users come from.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::attributes::Attributes;
use super::passwordless::{Channel, PasswordlessSettings};
use super::upstream::{OidcOptions, Strategy};

/// The strategy of database connections.
pub const DATABASE: &str = "auth0";

/// What a connection is, by its strategy: how its users prove who they are. Strategies that nothing acts upon have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Users whom this server keeps, with their passwords.
    Database,
    /// A code that is sent proves who the user is.
    Passwordless(Channel),
    /// An identity provider elsewhere says who the user is.
    Upstream(&'static Strategy),
}

impl Kind {
    /// That of a strategy.
    pub fn of(strategy: &str) -> Option<Self> {
        match strategy {
            DATABASE => Some(Self::Database),
            _ => Channel::of(strategy)
                .map(Self::Passwordless)
                .or_else(|| Strategy::of(strategy).map(Self::Upstream)),
        }
    }

    /// The strategy: what the ids of its users begin with, too.
    pub const fn strategy(self) -> &'static str {
        match self {
            Self::Database => DATABASE,
            Self::Passwordless(channel) => channel.strategy(),
            Self::Upstream(strategy) => strategy.name,
        }
    }

    /// Whether its users are of a provider of the public: `isSocial` of an identity.
    pub const fn is_social(self) -> bool {
        matches!(
            self,
            Self::Upstream(Strategy {
                is_social: true,
                ..
            })
        )
    }

    /// `strategy_type` of the tenant log.
    pub const fn strategy_type(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Passwordless(_) => "passwordless",
            Self::Upstream(strategy) => strategy.strategy_type(),
        }
    }

    /// What Actions call the way in which its users prove who they are.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Database => "pwd",
            Self::Passwordless(channel) => channel.strategy(),
            Self::Upstream(_) => "federated",
        }
    }
}

/// One connection.
#[derive(Debug, Clone, Deserialize)]
pub struct Connection {
    /// `con_…`
    pub id: String,
    pub name: String,
    pub strategy: String,
    /// As users know it.
    #[serde(default)]
    pub display_name: Option<String>,
    /// Whether pages have a button for it, where its provider is an enterprise's.
    #[serde(default)]
    pub show_as_button: Option<bool>,
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

/// How a page asks for a passkey: `passkey_options.challenge_ui`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyUi {
    Both,
    /// In the list of what the browser fills in.
    Autofill,
    Button,
}

impl PasskeyUi {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Autofill => "autofill",
            Self::Button => "button",
        }
    }
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

    /// Whether users may sign in with passkeys.
    pub fn has_passkeys(&self) -> bool {
        let enabled = self.method("passkey").and_then(|of| of.get("enabled"));
        self.is_database() && enabled == Some(&Value::Bool(true))
    }

    /// What is set of a way to sign in.
    fn method(&self, name: &str) -> Option<&Value> {
        let options = self.options.as_ref()?;
        options.get("authentication_methods")?.get(name)
    }

    /// How the page for the identifier asks for a passkey.
    pub fn passkey_ui(&self) -> PasskeyUi {
        let named = self.passkey_option("challenge_ui").and_then(Value::as_str);
        let all = [PasskeyUi::Both, PasskeyUi::Autofill, PasskeyUi::Button];
        let found = all.into_iter().find(|ui| Some(ui.name()) == named);
        found.unwrap_or(PasskeyUi::Both)
    }

    /// Whether users who sign in with a password are offered a passkey.
    pub fn offers_passkeys_at_login(&self) -> bool {
        let named = self.passkey_option("progressive_enrollment_enabled");
        self.has_passkeys() && named != Some(&Value::Bool(false))
    }

    /// Whether users who sign in with a passkey of another device are offered one on theirs.
    pub fn offers_passkeys_on_this_device(&self) -> bool {
        let named = self.passkey_option("local_enrollment_enabled");
        self.has_passkeys() && named != Some(&Value::Bool(false))
    }

    fn passkey_option(&self, name: &str) -> Option<&Value> {
        self.options.as_ref()?.get("passkey_options")?.get(name)
    }

    /// Whether users may replace a forgotten password, or the Management API only.
    pub fn offers_password_reset(&self) -> bool {
        self.takes_passwords() && !self.sets("disable_self_service_change_password")
    }

    /// Whether users may sign in with passwords.
    pub fn takes_passwords(&self) -> bool {
        let enabled = self.method("password").and_then(|of| of.get("enabled"));
        self.is_database() && enabled != Some(&Value::Bool(false))
    }

    /// Whether new users may choose a password.
    pub fn signs_up_by_passwords(&self) -> bool {
        let behavior = self
            .method("password")
            .and_then(|of| of.get("signup_behavior"));
        self.takes_passwords() && behavior.and_then(Value::as_str) != Some("block")
    }

    /// Whether who types an address is sent a code before any password is asked for.
    pub fn sends_codes_first(&self) -> bool {
        let prefers = self.attributes().is_some_and(Attributes::prefers_codes);
        self.takes_codes_by(Channel::Email) && (prefers || !self.takes_passwords())
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

    /// What it is.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of(&self.strategy)
    }

    /// Whether it is a database.
    pub fn is_database(&self) -> bool {
        self.kind() == Some(Kind::Database)
    }

    /// How its users sign in without a password; `None` where they do not.
    pub fn passwordless(&self) -> Option<PasswordlessSettings<'_>> {
        match self.kind()? {
            Kind::Passwordless(channel) => {
                Some(PasswordlessSettings::of(channel, self.options.as_ref()))
            }
            Kind::Database | Kind::Upstream(_) => None,
        }
    }

    /// Where its users sign in, and the options that say how; `None` where that is here.
    pub fn upstream(&self) -> Option<(&'static Strategy, OidcOptions<'_>)> {
        match self.kind()? {
            Kind::Upstream(strategy) => Some((strategy, OidcOptions::of(self.options.as_ref()?))),
            Kind::Database | Kind::Passwordless(_) => None,
        }
    }

    /// What users call it.
    pub fn label(&self) -> &str {
        let name = self.display_name.as_deref();
        name.filter(|name| !name.is_empty()).unwrap_or(&self.name)
    }

    /// Whether its users may sign in by a code that is sent, beside their password.
    pub fn takes_codes_by(&self, channel: Channel) -> bool {
        let name = match channel {
            Channel::Email => "email_otp",
            Channel::Sms => "phone_otp",
        };
        let method = self.method(name);
        self.is_database() && method.is_some_and(|method| method["enabled"] == true)
    }

    /// Whether a new user needs an address and nothing else.
    pub fn makes_users_of_addresses(&self) -> bool {
        let has_username = match self.attributes() {
            Some(attributes) => attributes.has_username(),
            None => self.sets("requires_username"),
        };
        self.offers_sign_up() && !has_username
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

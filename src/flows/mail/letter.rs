//! A message as a flow writes it.

use std::time::Duration;

use serde_json::{Map, Value, json};
use url::Url;

use crate::domain::client::Client;
use crate::domain::mail::{LONGEST_DELIVERY, MailEnvelope, Message};
use crate::domain::user::{METADATA, User};
use crate::flows::Ctx;

/// Metadata that are longer, as JSON, are left out.
const MAX_METADATA: usize = 16 * 1024;
/// How long a message without a link or a code is tried.
const USUAL_DELIVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// A message to one address: what it is about, and what its template may use.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    pub(super) message: Message,
    pub(super) to: &'a str,
    pub(super) user: Option<&'a User>,
    pub(super) client: Option<&'a Client>,
    language: Option<&'a str>,
    /// Of its link or code.
    lifetime: Option<Duration>,
    variables: Map<String, Value>,
}

impl<'a> Letter<'a> {
    /// A message to an address.
    pub fn new(message: Message, to: &'a str) -> Self {
        Self {
            message,
            to,
            user: None,
            client: None,
            language: None,
            lifetime: None,
            variables: Map::new(),
        }
    }

    /// Whose account it is about: `user` and `connection` of the template. The message is not sent if the user is deleted
    /// before.
    #[must_use]
    pub fn about(self, user: &'a User) -> Self {
        Self {
            user: Some(user),
            ..self.with("connection", json!({ "name": user.connection }))
        }
    }

    /// The client that the user came from: `application` of the template.
    #[must_use]
    pub fn from_client(self, client: &'a Client) -> Self {
        Self {
            client: Some(client),
            ..self
        }
    }

    /// The organization's document: `organization` of the template.
    #[must_use]
    pub fn of_organization(self, document: &Map<String, Value>) -> Self {
        let shown = ["id", "name", "display_name", "metadata", "branding"];
        let members = shown.iter().filter_map(|name| {
            let value = document.get(*name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        self.with("organization", Value::Object(members.collect()))
    }

    /// The language tag of the message. Without one, it is in the tenant's first language.
    #[must_use]
    pub fn in_language(self, language: &'a str) -> Self {
        Self {
            language: Some(language),
            ..self
        }
    }

    /// The link of the message, and how long it can be used: after that, the message is not sent any more.
    #[must_use]
    pub fn link(self, url: &str, lifetime: Duration) -> Self {
        // Auth0's templates for enrollment and for logins without a password call it `link`.
        self.with("url", url).with("link", url).lasting(lifetime)
    }

    /// The code of the message, and how long it can be used.
    #[must_use]
    pub fn code(self, code: &str, lifetime: Duration) -> Self {
        self.with("code", code).lasting(lifetime)
    }

    /// One more variable of the template, such as `inviter` or `roles`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    fn lasting(self, lifetime: Duration) -> Self {
        Self {
            lifetime: Some(lifetime),
            ..self
        }
    }

    /// How long it is tried to send it.
    pub(super) fn patience(&self) -> Duration {
        self.lifetime
            .unwrap_or(USUAL_DELIVERY)
            .min(LONGEST_DELIVERY)
    }

    /// The message as it is stored; in `language`, where the flow names none.
    pub(super) fn envelope(&self, ctx: &Ctx, language: &str) -> MailEnvelope {
        let language = self.language.unwrap_or(language);
        let mut variables = self.variables.clone();
        variables.insert("request_language".into(), language.into());
        if let Some(client) = self.client {
            variables.insert("application".into(), application(client));
        }
        if let Some(user) = self.user {
            let mut shown = of_user(user);
            if self.message == Message::BlockedAccount {
                shown.extend(place(ctx));
            }
            variables.insert("user".into(), shown.into());
        }
        if ctx.origin != ctx.settings.issuer {
            let domain = json!({ "domain": ctx.origin.domain() });
            variables.insert("custom_domain".into(), domain);
        }
        MailEnvelope {
            to: self.to.to_owned(),
            language: language.to_owned(),
            lifetime: self.lifetime.map_or(0, |lifetime| lifetime.as_secs()),
            variables,
        }
    }
}

/// `application` of the template.
pub(super) fn application(client: &Client) -> Value {
    let metadata = client.client_metadata.clone().unwrap_or_default();
    json!({
        "name": client.name,
        "clientID": client.client_id,
        "client_metadata": metadata,
        "callback_domain": callback_domain(client),
    })
}

/// The origin of the first callback.
fn callback_domain(client: &Client) -> Option<String> {
    let first = Url::parse(client.callbacks.first()?).ok()?;
    Some(first.origin().ascii_serialization()).filter(|origin| origin != "null")
}

fn of_user(user: &User) -> Map<String, Value> {
    let mut shown = Map::new();
    shown.insert("email".into(), json!(user.email));
    shown.insert("email_verified".into(), user.email_verified.into());
    if let Some(username) = &user.username {
        shown.insert("username".into(), username.as_str().into());
    }
    for name in ["picture", "nickname", "given_name", "family_name", "name"] {
        if let Some(text) = user.text(name) {
            shown.insert(name.into(), text.into());
        }
    }
    for name in METADATA {
        let metadata = user.profile.get(name);
        if let Some(metadata) = metadata.filter(|m| m.to_string().len() <= MAX_METADATA) {
            shown.insert(name.into(), metadata.clone());
        }
    }
    shown
}

/// Where the request comes from, for the user to recognize.
fn place(ctx: &Ctx) -> Map<String, Value> {
    let geo = ctx.device.geoip.as_ref();
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    let facts = [
        ("source_ip", ip),
        ("city", geo.and_then(|geo| geo.city_name.clone())),
        ("country", geo.and_then(|geo| geo.country_name.clone())),
    ];
    let known = facts.into_iter();
    known
        .filter_map(|(name, fact)| Some((name.to_owned(), fact?.into())))
        .collect()
}

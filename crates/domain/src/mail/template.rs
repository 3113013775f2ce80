//! The tenant's own messages.

use std::time::Duration;

use serde_json::{Map, Value};

use super::Message;

/// The members that are templates in Liquid, and whether they are HTML.
pub const LIQUID_MEMBERS: [(&str, bool); 4] = [
    ("subject", false),
    ("from", false),
    ("body", true),
    ("resultUrl", false),
];

/// A message of the tenant's own.
#[derive(Debug, Clone, PartialEq)]
pub struct EmailTemplate {
    pub message: Message,
    pub document: Map<String, Value>,
    /// For a change: which one it changes.
    pub revision: i64,
}

impl EmailTemplate {
    /// A member that is a string with something in it.
    pub fn text(&self, name: &str) -> Option<&str> {
        let text = self.document.get(name).and_then(Value::as_str);
        text.filter(|text| !text.trim().is_empty())
    }

    /// Whether the message is sent.
    pub fn is_enabled(&self) -> bool {
        self.document.get("enabled") == Some(&Value::Bool(true))
    }

    /// How long the link of the message can be used; `None` for as long as usual.
    pub fn link_lifetime(&self) -> Option<Duration> {
        let seconds = self.document.get("urlLifetimeInSeconds")?.as_f64()?;
        let lifetime = Duration::try_from_secs_f64(seconds).ok()?;
        (!lifetime.is_zero()).then_some(lifetime)
    }

    /// Whether the URL after the link gets the e-mail address as a parameter.
    pub fn includes_email(&self) -> bool {
        self.document.get("includeEmailInRedirect") != Some(&Value::Bool(false))
    }
}

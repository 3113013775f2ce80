//! Organizations: groups of users, each with connections of its own, that users sign in to.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How an organization's id begins; no name does.
const PREFIX: &str = "org_";

/// Whether an organization may, or has to, be named (`organization_usage`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganizationUsage {
    #[default]
    Deny,
    Allow,
    Require,
}

/// One organization.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Organization {
    /// `org_…`
    pub id: String,
    pub name: String,
}

/// A connection as an organization has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnabledConnection {
    #[serde(default)]
    pub assign_membership_on_login: bool,
    #[serde(default = "yes")]
    pub show_as_button: bool,
    #[serde(default)]
    pub is_signup_enabled: bool,
    #[serde(default = "yes")]
    pub is_enabled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_connection_name: Option<String>,
    #[serde(default = "none")]
    pub organization_access_level: String,
}

fn yes() -> bool {
    true
}

fn none() -> String {
    "none".to_owned()
}

impl Default for EnabledConnection {
    fn default() -> Self {
        Self {
            assign_membership_on_login: false,
            show_as_button: true,
            is_signup_enabled: false,
            is_enabled: true,
            organization_connection_name: None,
            organization_access_level: none(),
        }
    }
}

impl Organization {
    /// Reads the organization from its document.
    pub fn from_document(document: &Map<String, Value>) -> Result<Self, serde_json::Error> {
        Self::deserialize(Value::Object(document.clone()))
    }
}

impl EnabledConnection {
    /// Takes over what a body says: absent keys stay.
    pub fn apply(&mut self, body: &Map<String, Value>) {
        let flag = |key: &str, current: bool| {
            let sent = body.get(key).and_then(Value::as_bool);
            sent.unwrap_or(current)
        };
        self.assign_membership_on_login = flag(
            "assign_membership_on_login",
            self.assign_membership_on_login,
        );
        self.show_as_button = flag("show_as_button", self.show_as_button);
        self.is_signup_enabled = flag("is_signup_enabled", self.is_signup_enabled);
        self.is_enabled = flag("is_enabled", self.is_enabled);
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        if body.contains_key("organization_connection_name") {
            self.organization_connection_name = text("organization_connection_name");
        }
        if let Some(level) = text("organization_access_level") {
            self.organization_access_level = level;
        }
    }
}

/// Whether a request's `organization` is an id; otherwise it is a name.
pub fn is_id(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// Whether an organization may have that name: lower-case letters, digits, `-` and `_`, and never what looks like an id.
pub fn is_name(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (1..=50).contains(&text.len())
        && text.bytes().next().is_some_and(is_plain)
        && text
            .bytes()
            .all(|b| is_plain(b) || matches!(b, b'-' | b'_'))
        && !is_id(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_never_taken_for_ids() {
        for good in ["acme", "a", "0-1_b", &"a".repeat(50)] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "Acme", "-a", "a b", "org_a", "ä", &"a".repeat(51)] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}

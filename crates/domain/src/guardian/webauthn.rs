//! How authenticators of the WebAuthn factors are asked.

use serde::{Deserialize, Serialize};

/// Whether an authenticator has to verify its user, by a PIN or a finger (WebAuthn §5.8.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserVerification {
    Discouraged,
    Preferred,
    Required,
}

/// How authenticators of one of the two WebAuthn factors are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebauthnSettings {
    pub user_verification: UserVerification,
    /// Whether `relying_party_identifier` takes the place of the domain in use.
    #[serde(default)]
    pub override_relying_party: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relying_party_identifier: Option<String>,
}

impl WebauthnSettings {
    pub(super) const fn new(user_verification: UserVerification) -> Self {
        Self {
            user_verification,
            override_relying_party: false,
            relying_party_identifier: None,
        }
    }

    /// The RP ID of a page on that host: the identifier of the settings, if pages of the host may use it (a host itself, or
    /// a domain that it is in, WebAuthn §5.1.2), else the host. Browsers refuse public suffixes.
    pub fn relying_party<'a>(&'a self, host: &'a str) -> &'a str {
        let own = self.relying_party_identifier.as_deref();
        let own = own.filter(|id| self.override_relying_party && is_domain_of(id, host));
        own.unwrap_or(host)
    }
}

/// Whether pages of that host may use the RP ID.
pub fn is_domain_of(id: &str, host: &str) -> bool {
    let below = host.strip_suffix(id);
    below.is_some_and(|rest| rest.is_empty() || (rest.ends_with('.') && id.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relying_party_is_the_host_or_a_domain_that_it_is_in() {
        for (identifier, is_on, expected) in [
            (Some("example.com"), true, "example.com"),
            (Some("login.example.com"), true, "login.example.com"),
            (Some("example.com"), false, "login.example.com"),
            (None, true, "login.example.com"),
            (Some("ample.com"), true, "login.example.com"),
            (Some("com"), true, "login.example.com"),
            (Some(""), true, "login.example.com"),
            (Some("a.login.example.com"), true, "login.example.com"),
            (Some("badexample.com"), true, "login.example.com"),
        ] {
            let settings = WebauthnSettings {
                user_verification: UserVerification::Preferred,
                override_relying_party: is_on,
                relying_party_identifier: identifier.map(str::to_owned),
            };
            let used = settings.relying_party("login.example.com");
            assert_eq!(used, expected, "{identifier:?}");
        }
    }
}

//! Brute-force protection: how many wrong passwords in a row before further ones are refused unseen.

use serde::{Deserialize, Serialize};

use super::protection::{BLOCK, Protection, USER_NOTIFICATION, usual_members};

/// The tenant's settings, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BruteForce {
    pub enabled: bool,
    pub shields: Vec<String>,
    pub mode: Counting,
    /// Addresses and networks to which nothing of this applies.
    pub allowlist: Vec<String>,
    pub max_attempts: i64,
}

/// What failures are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    CountPerIdentifierAndIp,
    CountPerIdentifier,
}

impl Default for BruteForce {
    fn default() -> Self {
        Self {
            enabled: true,
            shields: vec![BLOCK.into(), USER_NOTIFICATION.into()],
            mode: Counting::CountPerIdentifierAndIp,
            allowlist: vec![],
            max_attempts: 10,
        }
    }
}

impl Protection for BruteForce {
    usual_members!();
}

impl BruteForce {
    /// Whether the owner of a blocked account gets an e-mail.
    pub fn notifies_user(&self) -> bool {
        self.shields
            .iter()
            .any(|shield| shield == USER_NOTIFICATION)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn those_on_the_list_are_never_refused() {
        let settings = BruteForce {
            allowlist: vec!["198.51.100.7".into(), "2001:db8::/32".into()],
            ..BruteForce::default()
        };
        for (address, applies) in [
            (Some("198.51.100.7"), false),
            (Some("198.51.100.8"), true),
            (Some("2001:db8::1"), false),
            (None, true),
        ] {
            let address = address.map(|text| text.parse().expect("an address"));
            assert_eq!(settings.applies_to(address), applies, "{address:?}");
        }
    }

    #[test]
    fn what_is_off_counts_nobody_and_what_has_no_shield_refuses_nobody() {
        let usual = BruteForce::default;
        let off = BruteForce {
            enabled: false,
            ..usual()
        };
        let watching = BruteForce {
            shields: vec![],
            ..usual()
        };
        for (settings, counts, blocks) in [
            (usual(), true, true),
            (off, false, true),
            (watching, true, false),
        ] {
            let found = (settings.applies_to(None), settings.blocks());
            assert_eq!(found, (counts, blocks), "{settings:?}");
        }
    }

    #[test]
    fn the_settings_are_shown_as_auth0_shows_them() {
        let expected = r#"{"enabled":true,"shields":["block","user_notification"],"mode":"count_per_identifier_and_ip","allowlist":[],"max_attempts":10}"#;
        assert_eq!(json!(BruteForce::default()).to_string(), expected);
    }
}

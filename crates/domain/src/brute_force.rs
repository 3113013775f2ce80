//! Brute-force protection: how many wrong passwords in a row before further ones are refused unseen.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::protection::{BLOCK, Protection, USER_NOTIFICATION, usual_members};
use super::request_body::Bodies;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("brute_force/schema.json"))
        .expect("the schema is part of the program and tested")
});

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
    fn bodies() -> &'static Bodies {
        &BODIES
    }
    fn known_shields() -> &'static [&'static str] {
        &[BLOCK, USER_NOTIFICATION]
    }
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
    use serde_json::{Value, json};

    use super::*;

    fn patched(before: &BruteForce, body: Value) -> Result<BruteForce, String> {
        let body = body.as_object().cloned().unwrap_or_default();
        before.patched(&body).map_err(|e| e.to_string())
    }

    #[test]
    fn those_on_the_list_are_never_refused() {
        let body = json!({"allowlist": ["198.51.100.7", "2001:db8::/32"]});
        let settings = patched(&BruteForce::default(), body).expect("settings");
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
        for (change, counts, blocks) in [
            (json!({}), true, true),
            (json!({"enabled": false}), false, true),
            (json!({"shields": []}), true, false),
        ] {
            let settings = patched(&BruteForce::default(), change).expect("settings");
            let found = (settings.applies_to(None), settings.blocks());
            assert_eq!(found, (counts, blocks), "{settings:?}");
        }
    }

    #[test]
    fn the_owner_of_an_account_is_told_by_a_shield() {
        let before = BruteForce::default();
        assert!(before.notifies_user());
        let silent = patched(&before, json!({"shields": ["block"]})).expect("settings");
        assert!(!silent.notifies_user());
        assert_eq!(before.check(&silent), Ok(()));
        for bad in [
            json!({"shields": ["block", "admin_notification"]}),
            json!({"max_attempts": 0}),
            json!({"max_attempts": 101}),
            json!({"allowlist": ["example.com"]}),
            json!({"mode": "fantasy"}),
            json!({"fantasy": 1}),
        ] {
            assert!(patched(&before, bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_settings_are_shown_as_auth0_shows_them() {
        let expected = r#"{"enabled":true,"shields":["block","user_notification"],"mode":"count_per_identifier_and_ip","allowlist":[],"max_attempts":10}"#;
        assert_eq!(json!(BruteForce::default()).to_string(), expected);
    }
}

//! Brute-force protection: how many wrong passwords in a row before further ones are refused unseen.

use std::net::IpAddr;
use std::sync::LazyLock;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::json_schema::Mismatch;
use super::request_body::{Bodies, Forbidden, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("brute_force/schema.json"))
        .expect("the schema is part of the program and tested")
});

const BLOCK: &str = "block";

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
            shields: vec![BLOCK.into()],
            mode: Counting::CountPerIdentifierAndIp,
            allowlist: vec![],
            max_attempts: 10,
        }
    }
}

impl BruteForce {
    /// Whether attempts from that address are refused at some point.
    pub fn applies_to(&self, address: Option<IpAddr>) -> bool {
        let is_allowed = |ip: IpAddr| {
            let mut networks = self.allowlist.iter().filter_map(|entry| network(entry));
            networks.any(|net| net.contains(&ip))
        };
        self.enabled && self.shields.iter().any(|s| s == BLOCK) && !address.is_some_and(is_allowed)
    }

    /// The settings after a change by a body.
    pub fn patched(&self, body: &Map<String, Value>) -> Result<Self, Invalid> {
        BODIES.validate(body, Mode::Update)?;
        let mut document = json!(self);
        for (key, value) in body {
            document[key] = value.clone();
        }
        let after: Self = serde_json::from_value(document)
            .map_err(|e| Invalid::Rule(format!("Payload validation error: {e}")))?;
        match after
            .allowlist
            .iter()
            .position(|entry| network(entry).is_none())
        {
            None => Ok(after),
            Some(at) => {
                let sentence = format!(
                    "Object didn't pass validation for format cidr: {}",
                    after.allowlist[at]
                );
                Err(Mismatch::at(&format!("allowlist[{at}]"), sentence, None).into())
            }
        }
    }

    /// Refuses to promise messages to users, which nobody sends, unless they were promised `before`.
    pub fn check(&self, before: &Self) -> Result<(), Forbidden> {
        let is_new = |shield: &&String| *shield != BLOCK && !before.shields.contains(shield);
        match self.shields.iter().find(is_new) {
            Some(_) => Err(Forbidden),
            None => Ok(()),
        }
    }
}

fn network(entry: &str) -> Option<IpNet> {
    let address = entry.parse::<IpAddr>().map(IpNet::from);
    entry.parse().or(address).ok()
}

#[cfg(test)]
mod tests {
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
    fn what_is_off_refuses_nobody() {
        for off in [json!({"enabled": false}), json!({"shields": []})] {
            let settings = patched(&BruteForce::default(), off).expect("settings");
            assert!(!settings.applies_to(None));
        }
    }

    #[test]
    fn nobody_is_promised_a_message() {
        let before = BruteForce::default();
        let body = json!({"shields": ["block", "user_notification"]});
        let after = patched(&before, body).expect("settings");
        assert_eq!(after.check(&before), Err(Forbidden));
        assert_eq!(after.check(&after), Ok(()));
        for bad in [
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
        let expected = r#"{"enabled":true,"shields":["block"],"mode":"count_per_identifier_and_ip","allowlist":[],"max_attempts":10}"#;
        assert_eq!(json!(BruteForce::default()).to_string(), expected);
    }
}

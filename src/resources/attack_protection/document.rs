//! What a change of the kinds of attack protection must be, and what it makes of their settings.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::brute_force::BruteForce;
use crate::domain::json_schema::Mismatch;
use crate::domain::networks;
use crate::domain::protection::{BLOCK, Protection, USER_NOTIFICATION};
use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode, merge};
use crate::domain::suspicious_ip::SuspiciousIp;

static BRUTE_FORCE: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("brute_force.json"))
        .expect("the schema is part of the program and tested")
});

static SUSPICIOUS_IP: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("suspicious_ip.json"))
        .expect("the schema is part of the program and tested")
});

/// A kind of attack protection whose settings can be changed.
pub trait Changeable: Protection {
    /// The shields that this server acts upon.
    const SHIELDS: &'static [&'static str];

    /// The schema of a change.
    fn bodies() -> &'static Bodies;
}

impl Changeable for BruteForce {
    const SHIELDS: &'static [&'static str] = &[BLOCK, USER_NOTIFICATION];

    fn bodies() -> &'static Bodies {
        &BRUTE_FORCE
    }
}

impl Changeable for SuspiciousIp {
    const SHIELDS: &'static [&'static str] = &[BLOCK];

    fn bodies() -> &'static Bodies {
        &SUSPICIOUS_IP
    }
}

/// The settings after a change by a body.
pub fn patched<P: Changeable>(before: &P, body: &Map<String, Value>) -> Result<P, Invalid> {
    P::bodies().validate(body, Mode::Update)?;
    let mut document = json!(before);
    merge(&mut document, body);
    let after: P = serde_json::from_value(document).map_err(Invalid::unusable)?;
    let list = after.allowlist();
    match list.iter().position(|e| networks::parse(e).is_none()) {
        None => Ok(after),
        Some(at) => {
            let sentence = format!(
                "Object didn't pass validation for format cidr: {}",
                list[at]
            );
            Err(Mismatch::at(&format!("allowlist[{at}]"), sentence, None).into())
        }
    }
}

/// Refuses to promise what no shield does, unless it was promised `before`.
pub fn check<P: Changeable>(after: &P, before: &P) -> Result<(), Forbidden> {
    let acts = |shield: &str| P::SHIELDS.contains(&shield);
    let is_new = |shield: &&String| !acts(shield) && !before.shields().contains(shield);
    match after.shields().iter().find(is_new) {
        Some(_) => Err(Forbidden),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::suspicious_ip::Stage;
    use crate::resources::testing::map;

    fn patched<P: Changeable>(before: &P, body: Value) -> Result<P, String> {
        super::patched(before, &map(body)).map_err(|e| e.to_string())
    }

    #[test]
    fn the_owner_of_an_account_is_told_by_a_shield() {
        let before = BruteForce::default();
        assert!(before.notifies_user());
        let silent = patched(&before, json!({"shields": ["block"]})).expect("settings");
        assert!(!silent.notifies_user());
        assert_eq!(check(&before, &silent), Ok(()));
    }

    #[test]
    fn a_message_to_administrators_is_not_promised() {
        let before = SuspiciousIp::default();
        let body = json!({"shields": ["block", "admin_notification"]});
        let after = patched(&before, body).expect("settings");
        assert_eq!(check(&after, &before), Err(Forbidden));
        assert_eq!(check(&after, &after), Ok(()));
    }

    #[test]
    fn a_stage_is_changed_by_itself() {
        let before = SuspiciousIp::default();
        let body = json!({"stage": {"pre-login": {"max_attempts": 3}}});
        let after = patched(&before, body).expect("settings");
        let login = after.attempts(Stage::Login);
        assert_eq!((login.max_attempts, login.rate), (3, 864_000));
        assert_eq!(
            after.attempts(Stage::SignUp),
            before.attempts(Stage::SignUp)
        );
    }

    #[test]
    fn settings_have_bounds() {
        for bad in [
            json!({"shields": ["block", "admin_notification"]}),
            json!({"max_attempts": 0}),
            json!({"max_attempts": 101}),
            json!({"allowlist": ["example.com"]}),
            json!({"mode": "fantasy"}),
            json!({"fantasy": 1}),
        ] {
            assert!(
                patched(&BruteForce::default(), bad.clone()).is_err(),
                "{bad}"
            );
        }
        for bad in [
            json!({"stage": {"pre-login": {"max_attempts": 0}}}),
            json!({"stage": {"pre-login": {"max_attempts": 2501}}}),
            json!({"stage": {"pre-login": {"rate": 34559}}}),
            json!({"stage": {"pre-user-registration": {"max_attempts": 72001}}}),
            json!({"stage": {"pre-user-registration": {"rate": 1199}}}),
            json!({"stage": {"pre-fantasy": {}}}),
            json!({"stage": {"pre-login": {"fantasy": 1}}}),
            json!({"allowlist": ["example.com"]}),
            json!({"shields": ["fantasy"]}),
            json!({"mode": "count_per_identifier"}),
        ] {
            assert!(
                patched(&SuspiciousIp::default(), bad.clone()).is_err(),
                "{bad}"
            );
        }
    }
}

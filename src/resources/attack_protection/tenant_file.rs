//! `attackProtection` of the tenant file: a key for each kind.

use serde_json::{Map, Value, json};

use super::document::{self, Changeable};
use crate::resources::not_offered::table as not_offered;
use crate::tenant_file::entry::Entry;
use crate::tenant_file::judge::refused;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{KeptRow, PlannedRow};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "attackProtection",
    layout: Layout::Keys("attack-protection", &KINDS),
    is_mapping: true,
    planning: Planning::Each(attack_protection),
    export: Export::Mapping(export),
    ..Section::PLAIN
};

const BRUTE_FORCE: &str = "bruteForceProtection";
const SUSPICIOUS_IP: &str = "suspiciousIpThrottling";

/// The kinds: their keys in a tenant file, and what their files and endpoints are called.
const KINDS: [(&str, &str); 5] = [
    ("botDetection", "bot-detection"),
    ("breachedPasswordDetection", "breached-password-detection"),
    (BRUTE_FORCE, "brute-force-protection"),
    ("captcha", "captcha"),
    (SUSPICIOUS_IP, "suspicious-ip-throttling"),
];

fn attack_protection(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    for (key, value) in &entry.document {
        let place = entry.place.key(key);
        match KINDS.iter().find(|(known, _)| known == key) {
            Some((BRUTE_FORCE, _)) => {
                let before = planner.state.brute_force.clone();
                if let Some(after) = protection(planner, &place, value, &before)? {
                    planner.state.brute_force = after.clone();
                    let what = "brute-force protection";
                    push(planner, what, value, KeptRow(after));
                }
            }
            Some((SUSPICIOUS_IP, _)) => {
                let before = planner.state.suspicious_ip.clone();
                if let Some(after) = protection(planner, &place, value, &before)? {
                    planner.state.suspicious_ip = after.clone();
                    let what = "suspicious IP throttling";
                    push(planner, what, value, KeptRow(after));
                }
            }
            Some((_, kind)) if !asks_for_protection(kind, value) => {}
            Some(_) => planner.warn_not_applied(&place),
            None => planner
                .warnings
                .push(format!("{place}: not understood, ignored")),
        }
    }
    Ok(())
}

/// The settings of one kind after the file, where it changes any.
fn protection<P: Changeable>(
    planner: &mut Planner<'_>,
    place: &Place,
    value: &Value,
    before: &P,
) -> Result<Option<P>, FileError> {
    let Value::Object(body) = value else {
        return Err(place.error("must be a mapping"));
    };
    let mut body = body.clone();
    planner.conform(place, &mut body, |body| {
        document::patched(before, body).map(drop)
    })?;
    let after = document::patched(before, &body);
    let mut after = after.map_err(|invalid| refused(place, &invalid))?;
    if document::check(&after, before).is_err() {
        let place = place.key("shields");
        planner
            .warnings
            .push(format!("{place}: this version sends no such notifications"));
        after
            .shields_mut()
            .retain(|shield| P::SHIELDS.contains(&shield.as_str()));
    }
    Ok((after != *before).then_some(after))
}

fn push(planner: &mut Planner<'_>, what: &str, value: &Value, row: impl PlannedRow) {
    let keys = value.as_object().into_iter().flat_map(Map::keys);
    planner.push(what.to_owned(), keys.cloned().collect(), row);
}

/// Whether a kind of attack protection asks for more than there is.
fn asks_for_protection(kind: &str, value: &Value) -> bool {
    let current = not_offered::at(&format!("/attack-protection/{kind}"));
    not_offered::changes(current, value)
}

fn export(state: &State) -> Map<String, Value> {
    let mut kinds = Map::new();
    kinds.extend(changed(BRUTE_FORCE, &state.brute_force));
    kinds.extend(changed(SUSPICIOUS_IP, &state.suspicious_ip));
    kinds
}

/// A kind of attack protection that is not as it always was.
fn changed<P: Changeable>(key: &str, settings: &P) -> Option<(String, Value)> {
    (*settings != P::default()).then(|| (key.to_owned(), json!(settings)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protection_that_is_off_is_not_asked_for() {
        assert!(!asks_for_protection("captcha", &json!({})));
        assert!(!asks_for_protection(
            "bot-detection",
            &json!({"bot_detection_level": "medium"})
        ));
        assert!(asks_for_protection(
            "breached-password-detection",
            &json!({"enabled": true})
        ));
    }
}

//! `guardianFactors` and `guardianPolicies` of the tenant file: one object of the tenant, in two sections.

use serde_json::{Map, Value, json};

use super::document;
use crate::domain::guardian::{Factor, Guardian};
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::refused;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::KeptRow;
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

const ABOUT: &str = "second factors";

/// Which factors there are.
pub const FACTORS: Section = Section {
    key: "guardianFactors",
    layout: Layout::Below("guardian", "factors"),
    found_by: &[("name", 64)],
    read_only: "trial_expired",
    planning: Planning::All(factors),
    export: Export::List(|state, _| exported_factors(state)),
    lint,
    ..Section::PLAIN
};

/// When one is asked for.
pub const POLICIES: Section = Section {
    key: "guardianPolicies",
    layout: Layout::Inside("guardian", "policies.json"),
    is_mapping: true,
    planning: Planning::All(policies),
    export: Export::Mapping(exported_policies),
    ..Section::PLAIN
};

/// All factors are one row.
fn factors(planner: &mut Planner<'_>, entries: &[Entry]) {
    let before = planner.state.guardian.clone();
    planner.each(entries, factor);
    let after = planner.state.guardian.clone();
    let switched = before.factors.symmetric_difference(&after.factors);
    let names: Vec<String> = switched.map(|factor| factor.name().to_owned()).collect();
    if !names.is_empty() {
        planner.push(ABOUT.into(), names, KeptRow(after));
    }
}

fn factor(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let mut body = entry.document.clone();
    let name = body.shift_remove("name").unwrap_or_default();
    let place = &entry.place;
    let factor = name.as_str().and_then(Factor::parse).ok_or_else(|| {
        let names = Factor::ALL.map(Factor::name).join(", ");
        place.key("name").error(format!("must be one of {names}"))
    })?;
    planner.once(place, &format!("the factor {}", factor.name()))?;
    planner.conform(place, &mut body, |body| {
        document::is_enabled(body).map(drop)
    })?;
    let Ok(enabled) = document::is_enabled(&body) else {
        return Ok(());
    };
    if document::switch(&mut planner.state.guardian, factor, enabled).is_err() {
        let warning = format!(
            "{}: this version does not have the factor {}: it is not asked for, and users who have enrolled no other one sign in without a second factor or enroll another one",
            place.key("enabled"),
            factor.name()
        );
        planner.warnings.push(warning);
    }
    Ok(())
}

fn policies(planner: &mut Planner<'_>, entries: &[Entry]) {
    let before = planner.state.guardian.clone();
    planner.each(entries, policy);
    let after = planner.state.guardian.clone();
    if after.policy != before.policy {
        let keys = vec!["policies".to_owned()];
        planner.push(
            "when a second factor is asked for".into(),
            keys,
            KeptRow(after),
        );
    }
}

fn policy(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    for (key, value) in &entry.document {
        let place = entry.place.key(key);
        let list = match value {
            _ if key != "policies" => return Err(place.error("is an unknown key")),
            Value::Null => continue,
            Value::Array(list) => list,
            _ => return Err(place.error("must be a list")),
        };
        let names = document::policies(list).map_err(|invalid| refused(&place, &invalid))?;
        match document::policy(&names) {
            Ok(policy) => planner.state.guardian.policy = policy,
            Err(_) => planner.warnings.push(format!(
                "{place}: this version does not assess how risky a login is: {} is not applied, and the tenant goes on to ask for a second factor as before",
                document::CONFIDENCE_SCORE
            )),
        }
    }
    Ok(())
}

/// All of them, so that another tenant has the same ones.
fn exported_factors(state: &State) -> Vec<Map<String, Value>> {
    if state.guardian == Guardian::default() {
        return vec![];
    }
    let all = document::factors(&state.guardian);
    all.map(|(name, enabled)| object(json!({ "name": name, "enabled": enabled })))
        .collect()
}

fn exported_policies(state: &State) -> Map<String, Value> {
    if state.guardian == Guardian::default() {
        return Map::new();
    }
    object(json!({ "policies": document::policies_of(&state.guardian) }))
}

/// A factor that does not stand by itself is asked only of users who have another one.
fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let guardian = &inspected.state.guardian;
    let settings = inspected.settings;
    if guardian.has(Factor::Sms) && settings.sms.gateway.is_none() && !settings.test_mode {
        findings.error(
            ABOUT,
            "sms is enabled, and no gateway is configured: no code is sent",
            "set sms.gateway_url and sms.allowed_countries",
        );
    }
    let stands = |factor: &Factor| factor.stands_alone();
    if guardian.factors.iter().any(stands) {
        return;
    }
    let mend = "enable a factor that stands by itself, such as otp";
    if guardian.policy.is_some() {
        findings.error(
            ABOUT,
            "are demanded of every login, but none is enabled that users can enroll: nobody is asked for one",
            mend,
        );
    } else if !guardian.factors.is_empty() {
        let names: Vec<_> = guardian.factors.iter().map(|f| f.name()).collect();
        let names = names.join(" and ");
        findings.warn(
            ABOUT,
            format!("{names} is for users who have another factor, and none is enabled"),
            mend,
        );
    }
}

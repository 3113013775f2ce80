//! What is worth a second look in a tenant, and how to mend it: `footbridge check`.

use super::findings::{Finding, Findings, Inspected};
use super::section::Sections;
use super::state::State;
use crate::domain::settings::Settings;

/// Everything that is worth saying about the tenant.
pub fn lint(
    sections: Sections,
    state: &State,
    settings: &Settings,
    has_asn_database: bool,
) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    let inspected = Inspected {
        state,
        settings,
        has_asn_database,
    };
    // Most problems are in clients and in what they may use, the fewest in APIs.
    let in_order = sections.ranked(|key| match key {
        "clients" => 0,
        "clientGrants" => 1,
        "resourceServers" => 3,
        _ => 2,
    });
    for section in in_order {
        (section.lint)(&mut findings, &inspected);
    }
    findings.0
}

//! `tenant` of the tenant file: the tenant's settings.

use serde_json::{Map, Value};

use super::document;
use crate::domain::tenant::Tenant;
use crate::store::engine::{StoreError, Tx};
use crate::store::tenant;
use crate::tenant_file::entry::Entry;
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::typed;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};

pub const SECTION: Section = Section {
    key: "tenant",
    layout: Layout::File("tenant.json"),
    is_mapping: true,
    read_only: "sandbox_versions_available",
    not_applied: &[("universal_login", "not applied by this version")],
    planning: Planning::All(settings),
    export: Export::Mapping(|state| state.tenant.clone()),
    lint,
    ..Section::PLAIN
};

/// Every key is an entry, and all of them are one row.
fn settings(planner: &mut Planner<'_>, entries: &[Entry]) {
    let before = planner.state.tenant.clone();
    planner.each(entries, setting);
    let keys = changed_keys(&before, &planner.state.tenant);
    if !keys.is_empty() {
        let document = planner.state.tenant.clone();
        planner.push("the tenant's settings".into(), keys, SettingsRow(document));
    }
}

/// One of the tenant's settings.
fn setting(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let mut patch = entry.document.clone();
    document::fractions_in_minutes(&mut patch);
    planner.conform(place, &mut patch, document::validate)?;
    let directory = entry.text("default_directory").filter(|d| !d.is_empty());
    if directory.is_some_and(|d| !planner.state.has_connection(d)) {
        let problem = "must be the name of a database of the file or of the tenant";
        return Err(place.key("default_directory").error(problem));
    }
    let before = planner.state.tenant.clone();
    let mut asked = before.clone();
    document::merge(&mut asked, &patch);
    let unsupported = document::unsupported(&before, &asked);
    planner.set_back(place, &mut patch, (Some(&before), &unsupported));
    let mut after = before;
    document::merge(&mut after, &patch);
    typed(place, Tenant::from_document(&after))?;
    planner.state.tenant = after;
    Ok(())
}

/// All settings.
struct SettingsRow(Map<String, Value>);

impl PlannedRow for SettingsRow {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        tenant::replace(tx, &self.0).await?;
        Ok(true)
    }
}

fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let state = inspected.state;
    let directory = state
        .tenant
        .get("default_directory")
        .and_then(|d| d.as_str());
    if directory.is_some_and(|d| !d.is_empty() && !state.has_connection(d)) {
        findings.error(
            "the tenant",
            "default_directory names no database",
            "set it to the name of a database",
        );
    }
}

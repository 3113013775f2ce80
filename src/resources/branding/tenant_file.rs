//! `branding` of the tenant file: how the hosted pages look.

use serde_json::{Map, Value, json};

use super::{patched, validate};
use crate::domain::branding::Branding;
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::judge::refused;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::KeptRow;
use crate::tenant_file::section::{Export, Layout, Planning, Section};

pub const SECTION: Section = Section {
    key: "branding",
    layout: Layout::Folder("branding"),
    is_mapping: true,
    not_applied: &[("templates", "not applied by this version")],
    planning: Planning::All(branding),
    export: Export::Mapping(|state| document(&state.branding)),
    ..Section::PLAIN
};

/// Every key is an entry, and all of them are one row.
fn branding(planner: &mut Planner<'_>, entries: &[Entry]) {
    let before = document(&planner.state.branding);
    planner.each(entries, setting);
    let after = planner.state.branding.clone();
    let keys = changed_keys(&before, &document(&after));
    if !keys.is_empty() {
        planner.push("the branding of pages".into(), keys, KeptRow(after));
    }
}

/// One of the settings.
fn setting(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let mut patch = entry.document.clone();
    planner.conform(place, &mut patch, validate)?;
    let after = patched(&planner.state.branding, &patch);
    planner.state.branding = after.map_err(|invalid| refused(place, &invalid))?;
    Ok(())
}

fn document(branding: &Branding) -> Map<String, Value> {
    object(json!(branding))
}

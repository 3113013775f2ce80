//! `branding` of the tenant file: how the hosted pages look, and their template.

use serde_json::{Map, Value, json};

use super::{patched, validate};
use crate::domain::branding::Branding;
use crate::domain::page_template::PageTemplate;
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::judge::refused;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::KeptRow;
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "branding",
    layout: Layout::Folder("branding"),
    is_mapping: true,
    code: Some("templates[].body"),
    planning: Planning::All(branding),
    export: Export::Mapping(export),
    ..Section::PLAIN
};

/// The key of the list of templates, and the only one that there is.
const TEMPLATES: &str = "templates";
const UNIVERSAL_LOGIN: &str = "universal_login";

/// Every key is an entry, and all of them are one row, but for the template.
fn branding(planner: &mut Planner<'_>, entries: &[Entry]) {
    let before = document(&planner.state.branding);
    let template_before = planner.state.page_template.clone();
    planner.each(entries, setting);
    let after = planner.state.branding.clone();
    let keys = changed_keys(&before, &document(&after));
    if !keys.is_empty() {
        planner.push("the branding of pages".into(), keys, KeptRow(after));
    }
    let template = planner.state.page_template.clone();
    if template != template_before {
        let keys = template_before.map(|_| "body".to_owned());
        let keys = keys.into_iter().collect();
        planner.push("the template of pages".into(), keys, KeptRow(template));
    }
}

/// One of the settings.
fn setting(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    if let Some(templates) = entry.document.get(TEMPLATES) {
        return templates_of(planner, &place.key(TEMPLATES), templates);
    }
    let mut patch = entry.document.clone();
    planner.conform(place, &mut patch, validate)?;
    let after = patched(&planner.state.branding, &patch);
    planner.state.branding = after.map_err(|invalid| refused(place, &invalid))?;
    Ok(())
}

/// Whether a template is Liquid is known when it is rendered: an import starts no worker.
fn templates_of(
    planner: &mut Planner<'_>,
    place: &Place,
    templates: &Value,
) -> Result<(), FileError> {
    let Some(templates) = templates.as_array() else {
        return Err(place.error("must be a list"));
    };
    for (index, template) in templates.iter().enumerate() {
        let place = place.item(index);
        if template["template"] != UNIVERSAL_LOGIN {
            planner.warn_not_applied(&place);
            continue;
        }
        planner.once(&place, "the template of pages")?;
        let place = place.key("body");
        let body = template["body"].as_str();
        let body = body.ok_or_else(|| place.error("must be a string"))?;
        let made = PageTemplate::new(body.to_owned());
        planner.state.page_template = Some(made.map_err(|e| place.error(e.to_string()))?);
    }
    Ok(())
}

fn export(state: &State) -> Map<String, Value> {
    let mut branding = document(&state.branding);
    if let Some(template) = &state.page_template {
        let template = json!({ "template": UNIVERSAL_LOGIN, "body": template.source() });
        branding.insert(TEMPLATES.to_owned(), json!([template]));
    }
    branding
}

fn document(branding: &Branding) -> Map<String, Value> {
    object(json!(branding))
}

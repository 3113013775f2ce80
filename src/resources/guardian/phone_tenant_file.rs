//! What the tenant file says of text messages, in the three sections of the Deploy CLI. Whether a template is Liquid is known
//! when it is rendered: an import starts no worker.

use serde_json::{Map, Value, json};

use super::phone_document;
use crate::domain::guardian::Guardian;
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::judge::refused;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::KeptRow;
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

/// What they say. `sms` and `phone` are one here; where a file has both, `sms` counts.
pub const TEMPLATES: Section = Section {
    key: "guardianFactorTemplates",
    layout: Layout::Below("guardian", "templates"),
    found_by: &[("name", 64)],
    planning: Planning::All(templates),
    export: Export::List(|state, _| exported_templates(state)),
    ..Section::PLAIN
};

/// Whether there are any.
pub const MESSAGE_TYPES: Section = Section {
    key: "guardianPhoneFactorMessageTypes",
    layout: Layout::Inside("guardian", "phoneFactorMessageTypes.json"),
    is_mapping: true,
    planning: Planning::All(message_types),
    export: Export::Mapping(exported_types),
    ..Section::PLAIN
};

/// By what they are sent.
pub const PROVIDER: Section = Section {
    key: "guardianPhoneFactorSelectedProvider",
    layout: Layout::Inside("guardian", "phoneFactorSelectedProvider.json"),
    is_mapping: true,
    planning: Planning::All(provider),
    export: Export::Mapping(exported_provider),
    ..Section::PLAIN
};

const NAMES: [&str; 2] = ["phone", "sms"];

/// What `read` changes of the row, after all entries.
fn planned(
    planner: &mut Planner<'_>,
    (entries, what): (&[Entry], &str),
    read: fn(&mut Planner<'_>, &Entry) -> Result<(), FileError>,
) {
    let before = planner.state.guardian.clone();
    planner.each(entries, read);
    let after: Guardian = planner.state.guardian.clone();
    if after != before {
        planner.push(what.to_owned(), vec![], KeptRow(after));
    }
}

fn templates(planner: &mut Planner<'_>, entries: &[Entry]) {
    let what = "what text messages of second factors say";
    let has_sms = entries
        .iter()
        .any(|entry| entry.text("name") == Some("sms"));
    let read = if has_sms { of_sms } else { template };
    planned(planner, (entries, what), read);
}

/// The entry of that name counts, and the other one only has to be right.
fn of_sms(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let before = planner.state.guardian.sms_templates.clone();
    template(planner, entry)?;
    if entry.text("name") != Some("sms") {
        planner.state.guardian.sms_templates = before;
    }
    Ok(())
}

fn template(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let mut body = entry.document.clone();
    let name = body.shift_remove("name").unwrap_or_default();
    let place = &entry.place;
    if !NAMES.iter().any(|known| name == *known) {
        let names = NAMES.join(", ");
        return Err(place.key("name").error(format!("must be one of {names}")));
    }
    let of = name.as_str().unwrap_or_default();
    planner.once(place, &format!("the templates of {of}"))?;
    planner.conform(place, &mut body, |body| {
        phone_document::templates(body).map(drop)
    })?;
    let read = phone_document::templates(&body).map_err(|invalid| refused(place, &invalid))?;
    planner.state.guardian.sms_templates = Some(read);
    Ok(())
}

fn message_types(planner: &mut Planner<'_>, entries: &[Entry]) {
    let what = "which messages phones are sent";
    planned(planner, (entries, what), types);
}

fn types(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let (sms, voice) = phone_document::message_types(&entry.document)
        .map_err(|invalid| refused(place, &invalid))?;
    if voice {
        planner.warnings.push(format!(
            "{place}: this version calls no phones: voice is not applied"
        ));
    }
    planner.state.guardian.names_sms = sms;
    Ok(())
}

fn provider(planner: &mut Planner<'_>, entries: &[Entry]) {
    let what = "by what phones are sent messages";
    planned(planner, (entries, what), selected);
}

fn selected(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let named = phone_document::provider(&entry.document);
    let named = named.map_err(|invalid| refused(place, &invalid))?;
    let guardian = &mut planner.state.guardian;
    match named {
        Some(named) if named == guardian.phone_provider.unwrap_or_default() => {}
        Some(named) => guardian.phone_provider = Some(named),
        None => planner.warnings.push(format!(
            "{place}: this version sends text messages by the gateway of the operator: twilio is not applied"
        )),
    }
    Ok(())
}

fn exported_templates(state: &State) -> Vec<Map<String, Value>> {
    let templates = state.guardian.sms_templates.iter();
    let with_name = |templates| {
        let mut document = object(json!({ "name": "sms" }));
        document.extend(object(json!(templates)));
        document
    };
    templates.map(with_name).collect()
}

fn exported_types(state: &State) -> Map<String, Value> {
    match state.guardian.names_sms {
        true => object(json!({ "message_types": ["sms"] })),
        false => Map::new(),
    }
}

fn exported_provider(state: &State) -> Map<String, Value> {
    match state.guardian.phone_provider {
        Some(provider) => object(json!({ "provider": provider })),
        None => Map::new(),
    }
}

//! `triggers` of the tenant file: a key for each trigger, with the Actions that are bound to it.

use serde_json::{Map, Value, json};

use crate::domain::action::Binding;
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Invalid;
use crate::ids;
use crate::resources::actions::{document, trigger};
use crate::store::action_bindings;
use crate::store::engine::{StoreError, Tx};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::judge::{refused_item, without_nulls};
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "triggers",
    layout: Layout::Folder("triggers"),
    is_mapping: true,
    planning: Planning::Each(triggers),
    export: Export::Mapping(export),
    ..Section::PLAIN
};

/// The bindings of each trigger that the entry names, which replace those that are there.
fn triggers(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    for (trigger_id, listed) in &entry.document {
        let place = entry.place.key(trigger_id);
        let Value::Array(items) = listed else {
            return Err(place.error("must be a list"));
        };
        let known = trigger::current(trigger_id);
        if known.is_none_or(|t| !t.is_run()) {
            if !items.is_empty() {
                planner.warn_not_applied(&place);
            }
            continue;
        }
        let what = format!("trigger {trigger_id}");
        planner.once(&place, &what)?;
        check_length(&place, items.len())?;
        let of_it = |b: &&Binding| b.trigger_id == *trigger_id;
        let before: Vec<Binding> = planner
            .state
            .bindings
            .iter()
            .filter(of_it)
            .cloned()
            .collect();
        let bindings = bound(planner, &place, (trigger_id, &before), items);
        if bindings != before {
            planner
                .state
                .bindings
                .retain(|b| b.trigger_id != *trigger_id);
            planner.state.bindings.extend(bindings.iter().cloned());
            let row = BindingsRow {
                trigger_id: trigger_id.clone(),
                bindings,
            };
            planner.push(what, vec!["bindings".into()], row);
        }
    }
    Ok(())
}

fn bound(
    planner: &mut Planner<'_>,
    place: &Place,
    of_trigger: (&str, &[Binding]),
    items: &[Value],
) -> Vec<Binding> {
    let mut bindings: Vec<Binding> = vec![];
    for (index, item) in items.iter().enumerate() {
        let place = place.item(index);
        let bound = binding(planner, &place, of_trigger, item).and_then(|binding| {
            let is_twice = bindings.iter().any(|b| b.action_id == binding.action_id);
            let twice = || {
                let place = place.key("action_name");
                place.error("is bound twice; allowed is once")
            };
            (!is_twice).then_some(binding).ok_or_else(twice)
        });
        bindings.extend(planner.or_leave_out(bound));
    }
    bindings
}

fn binding(
    planner: &Planner<'_>,
    place: &Place,
    (trigger_id, before): (&str, &[Binding]),
    item: &Value,
) -> Result<Binding, FileError> {
    let name = binding_name(place, item)?;
    let place = place.key("action_name");
    let Some(action) = planner.state.actions.iter().find(|a| a.name == name) else {
        return Err(place.error("must be the name of an action of the file or of the tenant"));
    };
    if let Some(why) = document::unfit_for(action, trigger_id) {
        return Err(place.error(why));
    }
    let display_name = item["display_name"].as_str().unwrap_or(name);
    let new = (ids::uuid(planner.context.entropy), planner.context.now);
    Ok(document::bind(
        before,
        (trigger_id, action),
        display_name,
        new,
    ))
}

/// Holds the number of bindings to the schema, whatever each of them is.
fn check_length(place: &Place, n: usize) -> Result<(), FileError> {
    let any = json!({ "ref": { "value": "any" } });
    let body = Map::from_iter([("bindings".to_owned(), vec![any; n].into())]);
    let checked = document::validate_bindings(&body);
    checked.map_err(|invalid| refused_item(place, "bindings", &invalid))
}

/// The name of the Action that an item binds, once the item is as one of the Management API's would have to be.
fn binding_name<'a>(place: &Place, item: &'a Value) -> Result<&'a str, FileError> {
    let Value::Object(members) = item else {
        return Err(place.error("must be a mapping"));
    };
    let mut judged = without_nulls(members);
    let value = judged.shift_remove("action_name");
    let reference = json!({ "type": "action_name", "value": value });
    judged.insert("ref".to_owned(), reference);
    let body = Map::from_iter([("bindings".to_owned(), json!([judged]))]);
    let Err(invalid) = document::validate_bindings(&body) else {
        return Ok(item["action_name"].as_str().unwrap_or_default());
    };
    let is_name = |m: &Mismatch| m.path() == "bindings[0].ref.value";
    match &invalid {
        Invalid::Schema(mismatch) if is_name(mismatch) => {
            Err(place.key("action_name").error(mismatch.plainly()))
        }
        _ => Err(refused_item(place, "bindings[0]", &invalid)),
    }
}

/// All bindings of a trigger.
struct BindingsRow {
    trigger_id: String,
    bindings: Vec<Binding>,
}

impl PlannedRow for BindingsRow {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        action_bindings::replace(tx, &self.trigger_id, &self.bindings).await
    }
}

fn export(state: &State) -> Map<String, Value> {
    let mut triggers = Map::new();
    for binding in &state.bindings {
        let bound = state.actions.iter().find(|a| a.id == binding.action_id);
        let Some(action) = bound else { continue };
        let of_it = triggers
            .entry(binding.trigger_id.as_str())
            .or_insert_with(|| json!([]));
        if let Value::Array(items) = of_it {
            items.push(json!({
                "action_name": action.name,
                "display_name": binding.display_name,
            }));
        }
    }
    triggers
}

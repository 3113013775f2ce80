//! The Actions of a plan, and which of them are bound to which trigger.

use serde_json::{Map, Value, json};

use super::judge::{refused, refused_item, without_nulls};
use super::{Planner, Write};
use crate::domain::action::{self, Action, Binding, Content, MOST_ACTIONS, Version, trigger};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Invalid, Mode};
use crate::ids;
use crate::tenant_file::keys::{self, lists};
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;

/// An Action, and the version that is deployed of it.
pub(in crate::tenant_file) struct ActionWrite {
    pub action: Action,
    pub is_new: bool,
    pub version: Option<Version>,
}

impl Planner<'_> {
    pub(super) fn action(&mut self, entry: &Entry) -> Result<(), FileError> {
        let name = entry.text("name").unwrap_or_default().to_owned();
        let what = format!("action {name}");
        self.once(&entry.place, &what)?;
        let place = &entry.place;
        let mut body = without_nulls(&entry.document);
        body.retain(|key, _| !lists(keys::ACTION_PARTS, key));
        // A file has `deployed` for what POST calls `deploy`, which this schema does not have.
        self.conform(place, &mut body, |body| {
            action::validate(body, Mode::Update)
        })?;
        if action::check(&body).is_err() {
            let problem = "must be empty: there are no modules";
            return Err(place.key("modules").error(problem));
        }
        let now = self.context.now;
        let known = self.state.actions.iter().position(|a| a.name == name);
        let before = known.map(|at| self.state.actions[at].clone());
        if before.is_none() {
            self.conform(place, &mut body, |body| {
                action::validate(body, Mode::Create)
            })?;
            self.check_room_for_actions(place)?;
        }
        let mut action = before.clone().unwrap_or_else(|| Action {
            id: ids::uuid(self.context.entropy),
            name,
            content: Content::default(),
            created_at: now,
            updated_at: now,
            deployed: None,
            revision: 1,
        });
        let applied = action.content.apply(&body, now);
        applied.map_err(|invalid: Invalid| refused(place, &invalid))?;
        let mut keys = vec![];
        if let Some(before) = &before {
            if before.content.trigger.id != action.content.trigger.id {
                let place = entry.place.key("supported_triggers");
                return Err(
                    place.error("must be what it is: the trigger of an action cannot be changed")
                );
            }
            keys = changed(&before.content, &action.content);
        }
        let is_changed = !keys.is_empty();
        let version = (entry.is_deployed() && !action.is_all_deployed()).then(|| {
            let id = ids::uuid(self.context.entropy);
            action.next_version(id, action.content.clone(), now)
        });
        if let Some(version) = &version {
            action.deployed = Some(version.clone());
            keys.push("deployed".to_owned());
        }
        self.warn_of_secrets(&entry.place, &action);
        let is_new = before.is_none();
        if is_new || is_changed || version.is_some() {
            if is_changed {
                action.updated_at = now;
            }
            let write = ActionWrite {
                action: action.clone(),
                is_new,
                version,
            };
            let keys = if is_new { vec![] } else { keys };
            self.push(what, keys, Write::Action(Box::new(write)));
        }
        match known {
            Some(at) => self.state.actions[at] = action,
            None => self.state.actions.push(action),
        }
        Ok(())
    }

    fn check_room_for_actions(&self, place: &Place) -> Result<(), FileError> {
        if self.state.actions.len() < usize::try_from(MOST_ACTIONS).unwrap_or(usize::MAX) {
            return Ok(());
        }
        let problem = format!("is one too many; a tenant has at most {MOST_ACTIONS} actions");
        Err(place.error(problem))
    }

    fn warn_of_secrets(&mut self, place: &Place, action: &Action) {
        for secret in action.content.secrets.iter().filter(|s| s.value.is_empty()) {
            let (place, name) = (place.key("secrets"), &secret.name);
            self.warnings.push(format!(
                "{place}: {name} has no value; exports leave values out"
            ));
        }
    }

    /// The bindings of each trigger that the entry names, which replace those that are there.
    pub(super) fn triggers(&mut self, entry: &Entry) -> Result<(), FileError> {
        for (trigger_id, listed) in &entry.document {
            let place = entry.place.key(trigger_id);
            let Value::Array(items) = listed else {
                return Err(place.error("must be a list"));
            };
            let known = trigger::current(trigger_id);
            if known.is_none_or(|t| !t.is_run()) {
                if !items.is_empty() {
                    self.warnings
                        .push(format!("{place}: not applied by this version"));
                }
                continue;
            }
            let what = format!("trigger {trigger_id}");
            self.once(&place, &what)?;
            check_length(&place, items.len())?;
            let of_it = |b: &&Binding| b.trigger_id == *trigger_id;
            let before: Vec<Binding> = self.state.bindings.iter().filter(of_it).cloned().collect();
            let bindings = self.bound(&place, (trigger_id, &before), items);
            if bindings != before {
                self.state.bindings.retain(|b| b.trigger_id != *trigger_id);
                self.state.bindings.extend(bindings.iter().cloned());
                let write = Write::Bindings(trigger_id.clone(), bindings);
                self.push(what, vec!["bindings".into()], write);
            }
        }
        Ok(())
    }

    fn bound(
        &mut self,
        place: &Place,
        of_trigger: (&str, &[Binding]),
        items: &[Value],
    ) -> Vec<Binding> {
        let mut bindings: Vec<Binding> = vec![];
        for (index, item) in items.iter().enumerate() {
            let place = place.item(index);
            let bound = self.binding(&place, of_trigger, item).and_then(|binding| {
                let is_twice = bindings.iter().any(|b| b.action_id == binding.action_id);
                let twice = || {
                    let place = place.key("action_name");
                    place.error("is bound twice; allowed is once")
                };
                (!is_twice).then_some(binding).ok_or_else(twice)
            });
            bindings.extend(self.or_leave_out(bound));
        }
        bindings
    }

    fn binding(
        &self,
        place: &Place,
        (trigger_id, before): (&str, &[Binding]),
        item: &Value,
    ) -> Result<Binding, FileError> {
        let name = binding_name(place, item)?;
        let place = place.key("action_name");
        let Some(action) = self.state.actions.iter().find(|a| a.name == name) else {
            return Err(place.error("must be the name of an action of the file or of the tenant"));
        };
        if let Some(why) = action.unfit_for(trigger_id) {
            return Err(place.error(why));
        }
        let display_name = item["display_name"].as_str().unwrap_or(name);
        let new = (ids::uuid(self.context.entropy), self.context.now);
        Ok(Binding::of(before, (trigger_id, action), display_name, new))
    }
}

/// Holds the number of bindings to the schema, whatever each of them is.
fn check_length(place: &Place, n: usize) -> Result<(), FileError> {
    let any = json!({ "ref": { "value": "any" } });
    let body = Map::from_iter([("bindings".to_owned(), vec![any; n].into())]);
    let checked = action::validate_bindings(&body);
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
    let Err(invalid) = action::validate_bindings(&body) else {
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

fn changed(before: &Content, after: &Content) -> Vec<String> {
    let differs = [
        ("supported_triggers", before.trigger != after.trigger),
        ("code", before.code != after.code),
        ("runtime", before.runtime != after.runtime),
        ("dependencies", before.dependencies != after.dependencies),
        ("secrets", before.secrets != after.secrets),
    ];
    let keys = differs.into_iter().filter(|(_, differs)| *differs);
    keys.map(|(key, _)| key.to_owned()).collect()
}

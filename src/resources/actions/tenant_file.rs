//! `actions` of the tenant file, with their code; which of them are bound is in `triggers`.

pub mod triggers;

use serde_json::{Map, Value, json};

use super::document::{self, MOST_ACTIONS, MOST_VERSIONS};
use crate::domain::action::{Action, Content, Version};
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::settings::Settings;
use crate::ids;
use crate::store::engine::{StoreError, Tx};
use crate::store::{action_versions, actions};
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::judge::{refused, without_nulls};
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "actions",
    layout: Layout::Folder("actions"),
    found_by: &[("name", 255)],
    not_applied: &[(
        "bindings",
        "not applied; `triggers` says which Actions are bound",
    )],
    code: Some("code"),
    modernize: move_current_version,
    planning: Planning::Each(action),
    export: Export::List(export),
    ..Section::PLAIN
};

/// What is no part of an Action's draft.
const PARTS: [&str; 10] = [
    "deployed",
    "status",
    "id",
    "created_at",
    "updated_at",
    "built_at",
    "all_changes_deployed",
    "deployed_version",
    "installed_integration_id",
    "integration",
];

/// Whether an Action is to be deployed.
pub fn is_deployed(entry: &Entry) -> bool {
    entry.document.get("deployed") == Some(&Value::Bool(true))
}

/// Leaves an Action a draft.
pub fn keep_draft(entry: &mut Entry) {
    entry.document.insert("deployed".to_owned(), false.into());
}

/// Exports of 2021 have what an Action consists of in `current_version`.
fn move_current_version(action: &mut Value) {
    let Some(Value::Object(mut version)) = action
        .as_object_mut()
        .and_then(|a| a.shift_remove("current_version"))
    else {
        return;
    };
    for key in ["code", "dependencies", "runtime", "secrets"] {
        if let Some(value) = version.shift_remove(key)
            && action[key].is_null()
        {
            action[key] = value;
        }
    }
}

/// An Action, and the version that is deployed of it.
struct ActionRow {
    action: Action,
    is_new: bool,
    version: Option<Version>,
}

fn action(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let name = entry.text("name").unwrap_or_default().to_owned();
    let what = format!("action {name}");
    planner.once(&entry.place, &what)?;
    let place = &entry.place;
    let mut body = without_nulls(&entry.document);
    body.retain(|key, _| !PARTS.contains(&key.as_str()));
    // A file has `deployed` for what POST calls `deploy`, which this schema does not have.
    planner.conform(place, &mut body, |body| {
        document::validate(body, Mode::Update)
    })?;
    if document::check(&body).is_err() {
        let problem = "must be empty: there are no modules";
        return Err(place.key("modules").error(problem));
    }
    let now = planner.context.now;
    let known = planner.state.actions.iter().position(|a| a.name == name);
    let before = known.map(|at| planner.state.actions[at].clone());
    if before.is_none() {
        planner.conform(place, &mut body, |body| {
            document::validate(body, Mode::Create)
        })?;
        check_room_for_actions(planner, place)?;
    }
    let mut action = before.clone().unwrap_or_else(|| Action {
        id: ids::uuid(planner.context.entropy),
        name,
        content: document::new_content(),
        created_at: now,
        updated_at: now,
        deployed: None,
        revision: 1,
    });
    let applied = document::apply(&mut action.content, &body, now);
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
    let version = (is_deployed(entry) && !action.is_all_deployed()).then(|| {
        let id = ids::uuid(planner.context.entropy);
        action.next_version(id, action.content.clone(), now)
    });
    if let Some(version) = &version {
        action.deployed = Some(version.clone());
        keys.push("deployed".to_owned());
    }
    warn_of_secrets(planner, &entry.place, &action);
    let is_new = before.is_none();
    if is_new || is_changed || version.is_some() {
        if is_changed {
            action.updated_at = now;
        }
        let row = ActionRow {
            action: action.clone(),
            is_new,
            version,
        };
        let keys = if is_new { vec![] } else { keys };
        planner.push(what, keys, row);
    }
    match known {
        Some(at) => planner.state.actions[at] = action,
        None => planner.state.actions.push(action),
    }
    Ok(())
}

fn check_room_for_actions(planner: &Planner<'_>, place: &Place) -> Result<(), FileError> {
    if planner.state.actions.len() < usize::try_from(MOST_ACTIONS).unwrap_or(usize::MAX) {
        return Ok(());
    }
    let problem = format!("is one too many; a tenant has at most {MOST_ACTIONS} actions");
    Err(place.error(problem))
}

fn warn_of_secrets(planner: &mut Planner<'_>, place: &Place, action: &Action) {
    for secret in action.content.secrets.iter().filter(|s| s.value.is_empty()) {
        let (place, name) = (place.key("secrets"), &secret.name);
        planner.warnings.push(format!(
            "{place}: {name} has no value; exports leave values out"
        ));
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

impl PlannedRow for ActionRow {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        let action = &self.action;
        if let Some(version) = &self.version {
            if !action_versions::insert(tx, &action.id, version).await? {
                return Ok(false);
            }
            let old = version.number - MOST_VERSIONS;
            action_versions::delete_up_to(tx, &action.id, old).await?;
        }
        if self.is_new {
            actions::insert(tx, action).await
        } else {
            actions::replace(tx, action).await
        }
    }
}

/// Values of secrets are left out.
fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
    state.actions.iter().map(exported).collect()
}

fn exported(action: &Action) -> Map<String, Value> {
    let content = &action.content;
    let secrets = content.secrets.iter().map(|s| json!({ "name": s.name }));
    let entry = json!({
        "name": action.name,
        "code": content.code,
        "dependencies": content.dependencies,
        "deployed": action.is_all_deployed(),
        "runtime": content.runtime,
        "secrets": secrets.collect::<Vec<_>>(),
        "supported_triggers": [{ "id": content.trigger.id, "version": content.trigger.version }],
    });
    object(entry)
}

//! Actions, versions and bindings as Auth0 shows them. A secret's value is in none of them.

use serde_json::{Map, Value, json};

use crate::domain::action::{Action, Binding, Content, Version};

/// A draft in the moment of its writing is `pending`; building one takes no time here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildStatus {
    Pending,
    Built,
}

/// An Action: its draft and what is deployed of it.
pub fn action(action: &Action, status: BuildStatus) -> Value {
    let content = &action.content;
    let mut view = head(action);
    view.insert("code".into(), content.code.as_str().into());
    view.insert("dependencies".into(), json!(content.dependencies));
    view.insert("runtime".into(), content.runtime.as_str().into());
    let status = match status {
        BuildStatus::Pending => "pending",
        BuildStatus::Built => "built",
    };
    view.insert("status".into(), status.into());
    view.insert("secrets".into(), secrets(content));
    tail(&mut view, action, action.is_all_deployed());
    view.into()
}

/// A version beside its Action.
pub fn version(action: &Action, version: &Version) -> Value {
    let is_deployed = action.deployed.as_ref().is_some_and(|d| d.id == version.id);
    let mut view = version_alone(version, is_deployed, true);
    view.insert("action".into(), owner(action));
    view.into()
}

/// A version as the call that makes it shows it: about to be deployed.
pub fn new_version(action: &Action, version: &Version) -> Value {
    let mut view = version_alone(version, false, false);
    view.insert("action".into(), owner(action));
    view.into()
}

/// A binding with its Action.
pub fn binding(binding: &Binding, action: &Action) -> Value {
    let mut bound = head(action);
    tail(&mut bound, action, action.is_all_deployed());
    json!({
        "id": binding.id,
        "trigger_id": binding.trigger_id,
        "action": bound,
        "created_at": binding.created_at.to_string(),
        "updated_at": binding.updated_at.to_string(),
        "display_name": binding.display_name,
    })
}

fn head(action: &Action) -> Map<String, Value> {
    let head = json!({
        "id": action.id,
        "name": action.name,
        "supported_triggers": triggers(&action.content),
        "created_at": action.created_at.to_string(),
        "updated_at": action.updated_at.to_string(),
    });
    match head {
        Value::Object(head) => head,
        _ => Map::new(),
    }
}

/// What a version says of the Action that it belongs to.
fn owner(action: &Action) -> Value {
    let mut owner = head(action);
    owner.insert("all_changes_deployed".into(), false.into());
    owner.into()
}

fn tail(view: &mut Map<String, Value>, action: &Action, is_all_deployed: bool) {
    if let Some(version) = &action.deployed {
        let at = version.created_at.to_string();
        let current = json!({
            "id": version.id,
            "code": version.content.code,
            "runtime": version.content.runtime,
            "status": "BUILT",
            "number": version.number,
            "build_time": at,
            "created_at": at,
            "updated_at": at,
        });
        view.insert("current_version".into(), current);
        let deployed = version_alone(version, true, true);
        view.insert("deployed_version".into(), deployed.into());
    }
    view.insert("all_changes_deployed".into(), is_all_deployed.into());
}

fn version_alone(version: &Version, is_deployed: bool, is_built: bool) -> Map<String, Value> {
    let (content, at) = (&version.content, version.created_at.to_string());
    let mut view = Map::new();
    view.insert("code".into(), content.code.as_str().into());
    view.insert("dependencies".into(), json!(content.dependencies));
    view.insert("id".into(), version.id.as_str().into());
    view.insert("deployed".into(), is_deployed.into());
    view.insert("number".into(), version.number.into());
    if is_built {
        view.insert("built_at".into(), at.as_str().into());
    }
    view.insert("secrets".into(), secrets(content));
    view.insert("status".into(), "built".into());
    view.insert("created_at".into(), at.as_str().into());
    view.insert("updated_at".into(), at.into());
    view.insert("runtime".into(), content.runtime.as_str().into());
    view.insert("supported_triggers".into(), triggers(content));
    view
}

fn triggers(content: &Content) -> Value {
    json!([{ "id": content.trigger.id, "version": content.trigger.version }])
}

fn secrets(content: &Content) -> Value {
    let shown = |secret: &crate::domain::action::ActionSecret| json!({ "name": secret.name, "updated_at": secret.updated_at.to_string() });
    content.secrets.iter().map(shown).collect()
}

//! What bodies of these endpoints must be, and what they make of an Action and of the bindings of a trigger.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::trigger;
use crate::domain::action::{Action, ActionSecret, Binding, Content, Supported};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};
use crate::domain::time::Timestamp;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

static BINDINGS: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("bindings.json"))
        .expect("the schema is part of the program and tested")
});

static ROLLBACK: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("rollback.json"))
        .expect("the schema is part of the program and tested")
});

static TEST: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("test.json")).expect("the schema is part of the program and tested")
});

/// More would be read whole for one page of a list.
pub const MOST_ACTIONS: i64 = 200;
/// Older versions are forgotten.
pub const MOST_VERSIONS: i64 = 50;

/// What is kept and shown: the engine is not Node, and has no npm packages.
pub const KEPT: &[&str] = &["dependencies", "runtime"];

const DEFAULT_CODE: &str = "module.exports = () => {}";
const DEFAULT_RUNTIME: &str = "node22";

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

/// Checks a body that replaces the bindings of a trigger.
pub fn validate_bindings(body: &Map<String, Value>) -> Result<(), Invalid> {
    BINDINGS.validate(body, Mode::Update)
}

/// Checks a body that asks for a run of the draft.
pub fn validate_test(body: &Map<String, Value>) -> Result<(), Invalid> {
    TEST.validate(body, Mode::Create)
}

/// Whether a body that deploys an older version asks to make it the draft too.
pub fn updates_draft(body: &Map<String, Value>) -> Result<bool, Invalid> {
    ROLLBACK.validate(body, Mode::Update)?;
    Ok(body.get("update_draft") == Some(&Value::Bool(true)))
}

/// Refuses code shared by Actions, which is not supported.
pub fn check(body: &Map<String, Value>) -> Result<(), Forbidden> {
    let modules = body.get("modules").and_then(Value::as_array);
    if modules.is_some_and(|modules| !modules.is_empty()) {
        return Err(Forbidden);
    }
    Ok(())
}

/// What a new Action has until a body says more.
pub fn new_content() -> Content {
    Content {
        trigger: Supported {
            id: String::new(),
            version: String::new(),
        },
        code: DEFAULT_CODE.into(),
        runtime: DEFAULT_RUNTIME.into(),
        dependencies: vec![],
        secrets: vec![],
    }
}

/// Takes over what a body says: absent keys stay, everything else is replaced. A secret without a value keeps the one
/// that it has, and a secret that is not named goes.
pub fn apply(
    content: &mut Content,
    body: &Map<String, Value>,
    now: Timestamp,
) -> Result<(), Invalid> {
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    if let Some(listed) = body.get("supported_triggers") {
        content.trigger = supported(&listed[0])?;
    }
    if let Some(code) = text("code") {
        content.code = code.to_owned();
    }
    // Tools send an empty one where their caller names none.
    if let Some(runtime) = text("runtime").filter(|runtime| !runtime.is_empty()) {
        content.runtime = runtime.to_owned();
    }
    if let Some(Value::Array(dependencies)) = body.get("dependencies") {
        content.dependencies = dependencies.clone();
    }
    if let Some(Value::Array(secrets)) = body.get("secrets") {
        content.secrets = written(&content.secrets, secrets, now)?;
    }
    Ok(())
}

fn supported(sent: &Value) -> Result<Supported, Invalid> {
    let id = sent["id"].as_str().unwrap_or_default();
    let version = sent["version"].as_str();
    let found = match version {
        Some(version) => trigger::versioned(id, version),
        None => trigger::current(id),
    };
    let Some(found) = found else {
        let sentence = format!("No enum match for: {}", version.unwrap_or(id));
        return Err(wrong("supported_triggers[0].version", &sentence));
    };
    Ok(Supported {
        id: found.id.clone(),
        version: found.version.clone(),
    })
}

/// The secrets after a write: those that stay keep their places, new ones follow. A new one may still lack its value, as
/// in a tenant that was exported, where values are left out.
fn written(
    before: &[ActionSecret],
    sent: &[Value],
    now: Timestamp,
) -> Result<Vec<ActionSecret>, Invalid> {
    let mut values: Vec<(&str, Option<&str>)> = vec![];
    for item in sent {
        let name = item["name"].as_str().unwrap_or_default();
        if values.iter().any(|(other, _)| *other == name) {
            return Err(wrong("secrets", "Array items are not unique"));
        }
        values.push((name, item["value"].as_str()));
    }
    let mut after = vec![];
    for old in before {
        let Some(at) = values.iter().position(|(name, _)| *name == old.name) else {
            continue;
        };
        let mut kept = old.clone();
        if let (_, Some(value)) = values.remove(at)
            && value != kept.value
        {
            kept.value = value.to_owned();
            kept.updated_at = now;
        }
        after.push(kept);
    }
    for (name, value) in values {
        after.push(ActionSecret {
            name: name.to_owned(),
            updated_at: now,
            value: value.unwrap_or_default().to_owned(),
        });
    }
    Ok(after)
}

fn wrong(path: &str, sentence: &str) -> Invalid {
    Mismatch::at(path, sentence, None).into()
}

/// Why an Action cannot be bound to that trigger, if so.
pub fn unfit_for(action: &Action, trigger_id: &str) -> Option<&'static str> {
    match &action.deployed {
        None => Some("the action has not been deployed yet"),
        Some(version) if version.content.trigger.id != trigger_id => {
            Some("the action does not support the trigger")
        }
        Some(_) => None,
    }
}

/// The binding of an Action to a trigger: the one that is there `before`, renamed, or a new one.
pub fn bind(
    before: &[Binding],
    (trigger_id, action): (&str, &Action),
    display_name: &str,
    (new_id, now): (String, Timestamp),
) -> Binding {
    let old = before.iter().find(|b| b.action_id == action.id);
    let mut binding = old.cloned().unwrap_or_else(|| Binding {
        id: new_id,
        trigger_id: trigger_id.to_owned(),
        action_id: action.id.clone(),
        display_name: display_name.to_owned(),
        created_at: now,
        updated_at: now,
    });
    if binding.display_name != display_name {
        display_name.clone_into(&mut binding.display_name);
        binding.updated_at = now;
    }
    binding
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1);
    const LATER: Timestamp = Timestamp::from_millis(2);

    fn apply(content: &mut Content, body: Value, now: Timestamp) -> Result<(), String> {
        let body = body.as_object().cloned().unwrap_or_default();
        validate(&body, Mode::Update).map_err(|e| e.to_string())?;
        super::apply(content, &body, now).map_err(|e| e.to_string())
    }

    fn names(content: &Content) -> Vec<(&str, &str, i64)> {
        let secrets = content.secrets.iter();
        secrets
            .map(|s| (s.name.as_str(), s.value.as_str(), s.updated_at.millis()))
            .collect()
    }

    #[test]
    fn a_secret_keeps_its_value_until_another_one_is_sent() {
        let mut content = new_content();
        let sent = json!({"secrets": [{"name": "foo", "value": "1"}]});
        assert_eq!(apply(&mut content, sent, NOW), Ok(()));
        let sent = json!({"secrets": [{"name": "bar", "value": "2"}, {"name": "foo"}]});
        assert_eq!(apply(&mut content, sent, LATER), Ok(()));
        assert_eq!(names(&content), [("foo", "1", 1), ("bar", "2", 2)]);
        let same =
            json!({"secrets": [{"name": "foo", "value": "1"}, {"name": "bar", "value": "3"}]});
        assert_eq!(apply(&mut content, same, LATER), Ok(()));
        assert_eq!(names(&content), [("foo", "1", 1), ("bar", "3", 2)]);
        assert_eq!(apply(&mut content, json!({"secrets": []}), LATER), Ok(()));
        assert!(content.secrets.is_empty());
        let without = json!({"secrets": [{"name": "new"}]});
        assert_eq!(apply(&mut content, without, NOW), Ok(()));
        assert_eq!(names(&content), [("new", "", 1)]);
        assert!(content.secret_values().is_empty());
        let twice = json!({"secrets": [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}]});
        assert!(apply(&mut content, twice, NOW).is_err());
    }

    #[test]
    fn a_trigger_without_a_version_is_the_current_one() {
        let mut content = new_content();
        let sent = json!({"supported_triggers": [{"id": "post-login"}]});
        assert_eq!(apply(&mut content, sent, NOW), Ok(()));
        assert_eq!(content.trigger.version, "v3");
        let sent = json!({"supported_triggers": [{"id": "post-login", "version": "v9"}]});
        let message = "Payload validation error: 'No enum match for: v9' on property supported_triggers[0].version.";
        assert_eq!(apply(&mut content, sent, NOW), Err(message.into()));
    }

    #[test]
    fn code_and_numbers_are_bounded() {
        let mut content = new_content();
        let long = json!({"code": "x".repeat(102_401)});
        assert!(apply(&mut content, long, NOW).is_err());
        let two =
            json!({"supported_triggers": [{"id": "post-login"}, {"id": "credentials-exchange"}]});
        assert!(apply(&mut content, two, NOW).is_err());
        let secrets: Vec<Value> = (0..101)
            .map(|n| json!({"name": n.to_string(), "value": "v"}))
            .collect();
        assert!(apply(&mut content, json!({"secrets": secrets}), NOW).is_err());
    }

    #[test]
    fn no_output_shows_a_value() {
        let mut content = new_content();
        let sent = json!({"secrets": [{"name": "foo", "value": "hush"}]});
        assert_eq!(apply(&mut content, sent, NOW), Ok(()));
        assert!(!format!("{content:?}").contains("hush"));
        let stored = serde_json::to_string(&content).expect("a document");
        assert!(!stored.contains("hush"));
    }
}

//! Actions, triggers, log streams and attack protection, as the Deploy CLI writes them but for the code, which is in its
//! place. Values of secrets and headers are left out.

use serde_json::{Map, Value, json};

use super::{section, yaml};
use crate::domain::action::Action;
use crate::domain::log_stream::LogStream;
use crate::domain::protection::Protection;
use crate::tenant_file::state::State;

/// What a sink authenticates with.
const SECRET: [&str; 2] = ["httpAuthorization", "httpCustomHeaders"];

pub(super) fn render(out: &mut String, state: &State) {
    let mut protections = Map::new();
    protections.extend(changed(&state.brute_force));
    protections.extend(changed(&state.suspicious_ip));
    if !protections.is_empty() {
        yaml::entry(out, "attackProtection", &protections.into(), 0);
    }
    section(out, "actions", state.actions.iter().map(action).collect());
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
    if !triggers.is_empty() {
        yaml::entry(out, "triggers", &triggers.into(), 0);
    }
    let streams = state.log_streams.iter().map(log_stream);
    section(out, "logStreams", streams.collect());
}

/// A kind of attack protection that is not as it always was.
fn changed<P: Protection>(settings: &P) -> Option<(String, Value)> {
    (*settings != P::default()).then(|| (P::SECTION.to_owned(), json!(settings)))
}

fn action(action: &Action) -> Map<String, Value> {
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

fn log_stream(stream: &LogStream) -> Map<String, Value> {
    let mut entry = stream.view();
    entry.shift_remove("id");
    if let Some(Value::Object(sink)) = entry.get_mut("sink") {
        sink.retain(|key, _| !SECRET.contains(&key.as_str()));
    }
    entry
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

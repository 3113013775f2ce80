//! The record of a run, which the Management API shows.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::trigger::FlowTrigger;
use crate::actions::{Done, LogLine};
use crate::domain::action::run::{BoundAction, Execution};
use crate::domain::time::Timestamp;

/// What is kept of the runs.
pub(super) struct Record {
    id: String,
    /// When they began, all of them.
    at: Timestamp,
    document: Map<String, Value>,
    results: Vec<Value>,
}

impl Record {
    pub fn new(id: String, trigger: FlowTrigger, at: Timestamp) -> Self {
        let mut document = Map::new();
        document.insert("id".into(), id.as_str().into());
        document.insert("trigger_id".into(), trigger.id.into());
        document.insert("status".into(), "final".into());
        document.insert("results".into(), Value::Null);
        document.insert("created_at".into(), at.to_string().into());
        Self {
            id,
            at,
            document,
            results: vec![],
        }
    }

    pub fn add(&mut self, action: &BoundAction, done: &Done, took: Duration) {
        let mut result = json!({
            "action_name": action.name,
            "started_at": self.at.to_string(),
            "ended_at": self.at.plus(took).to_string(),
        });
        if let Some(error) = &done.error {
            result["error"] =
                json!({"id": "action_error", "msg": error.message, "stack": error.stack});
        }
        if !done.log.is_empty() {
            result["logs"] = logs(&done.log);
        }
        self.results.push(result);
    }

    /// The record, whole.
    pub fn end(mut self) -> Execution {
        let last = self.results.last().and_then(|r| r.get("ended_at")).cloned();
        self.document
            .insert("updated_at".into(), last.unwrap_or_default());
        self.document.insert("results".into(), self.results.into());
        Execution {
            id: self.id,
            at: self.at,
            document: Value::Object(self.document).to_string(),
        }
    }
}

/// The lines that an Action printed.
pub(super) fn logs(lines: &[LogLine]) -> Value {
    let line = |line: &LogLine| json!({"level": line.level, "message": line.text});
    lines.iter().map(line).collect()
}

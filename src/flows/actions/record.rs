//! The record of a run, which the Management API shows.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::trigger::FlowTrigger;
use crate::actions::{Done, LogLine};
use crate::domain::action::run::{BoundAction, Execution};
use crate::flows::Ctx;
use crate::ids;

/// What is kept of the runs.
pub(super) struct Record {
    document: Map<String, Value>,
    results: Vec<Value>,
}

impl Record {
    pub fn new(ctx: &Ctx, trigger: FlowTrigger) -> Self {
        let mut document = Map::new();
        document.insert("id".into(), ids::uuid(&ctx.entropy).into());
        document.insert("trigger_id".into(), trigger.id.into());
        document.insert("status".into(), "final".into());
        document.insert("results".into(), Value::Null);
        document.insert("created_at".into(), ctx.now.to_string().into());
        Self {
            document,
            results: vec![],
        }
    }

    pub fn add(&mut self, ctx: &Ctx, action: &BoundAction, done: &Done, took: Duration) {
        let mut result = json!({
            "action_name": action.name,
            "started_at": ctx.now.to_string(),
            "ended_at": ctx.now.plus(took).to_string(),
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

    /// Hands the record over; its id.
    pub fn keep(mut self, ctx: &Ctx) -> String {
        let id = self.document["id"].as_str().unwrap_or_default().to_owned();
        let last = self.results.last().and_then(|r| r.get("ended_at")).cloned();
        self.document
            .insert("updated_at".into(), last.unwrap_or_default());
        self.document.insert("results".into(), self.results.into());
        ctx.keep(Execution {
            id: id.clone(),
            at: ctx.now,
            document: Value::Object(self.document).to_string(),
        });
        id
    }
}

/// The lines that an Action printed.
pub(super) fn logs(lines: &[LogLine]) -> Value {
    let line = |line: &LogLine| json!({"level": line.level, "message": line.text});
    lines.iter().map(line).collect()
}

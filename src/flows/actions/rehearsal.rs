//! The test of a draft, as the Management API offers it.

use serde_json::{Map, Value, json};

use super::record::logs;
use super::trigger::handler_of;
use crate::actions::{RunOrder, Workers};
use crate::domain::action::Action;
use crate::flows::Ctx;
use crate::ids;

/// Runs a draft for an event that the caller made up; what it would have done, printed and thrown.
pub async fn rehearse(
    ctx: &Ctx,
    action: &Action,
    mut event: Map<String, Value>,
) -> Map<String, Value> {
    let content = &action.content;
    event.insert("secrets".into(), json!(content.secret_values()));
    let text = Value::Object(event).to_string();
    let order = RunOrder {
        trigger: &content.trigger.id,
        handler: handler_of(&content.trigger.id),
        // A draft changes under its id.
        version: &ids::uuid(&ctx.entropy),
        source: &content.code,
        event: &text,
        now: ctx.now,
        clock_offset: ctx.clock.offset_of(ctx.now),
        deadline: Workers::deadline(),
    };
    let done = ctx.workers.run(order).await;
    let mut payload = Map::new();
    payload.insert("commands".into(), done.commands.into());
    payload.insert("logs".into(), logs(&done.log));
    if let Some(error) = done.error {
        payload.insert(
            "error".into(),
            json!({"msg": error.message, "stack": error.stack, "line": error.line}),
        );
    }
    payload
}

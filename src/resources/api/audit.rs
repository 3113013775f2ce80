//! The tenant log of the Management API: every write, with what was asked and answered, as far as the log's gate shows it.

use serde_json::{Map, Value, json};

use crate::flows::Ctx;
use crate::resources::api::caller::Caller;
use crate::tenant_log::{Event, EventCode};

/// A write that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct AuditedWrite<'a> {
    /// What it is called in the log: "Create a client".
    pub description: &'a str,
    pub caller: &'a Caller,
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a Map<String, Value>,
    pub body: &'a Value,
    /// The caller's own name for the request.
    pub correlation_id: Option<&'a str>,
}

/// Logs what became of a write: `sapi` when it was done, `fapi` when not.
pub fn record(ctx: &Ctx, write: &AuditedWrite<'_>, status: u16, answer: &Value) {
    let code = if status < 400 {
        EventCode::ManagementWrite
    } else {
        EventCode::FailedManagementWrite
    };
    let scopes: Vec<&str> = write.caller.scope.iter().collect();
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    let details = json!({
        "request": {
            "method": write.method.to_ascii_lowercase(),
            "path": write.path,
            "query": write.query,
            "body": logged(write.body),
            "channel": "api",
            "ip": ip,
            "userAgent": ctx.device.user_agent,
            "auth": { "user": {}, "strategy": "jwt", "credentials": { "scopes": scopes } },
        },
        "response": { "statusCode": status, "body": logged(answer) },
    });
    let references = write
        .correlation_id
        .map(|id| json!({ "correlation_id": id }));
    let event = Event::new(code, write.description)
        .client(&write.caller.client.client)
        .with("references", references)
        .details(details);
    match write.caller.user_id {
        Some(_) => ctx.log_counted(event),
        None => ctx.log(event),
    };
}

/// A log's body is an object or a list.
fn logged(body: &Value) -> Value {
    match body {
        Value::Null => json!({}),
        other => other.clone(),
    }
}

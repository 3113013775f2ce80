//! The tenant log of the Management API: every write, with what was asked and answered, and without any secret.

use serde_json::{Map, Value, json};

use super::Caller;
use crate::flows::Ctx;
use crate::tenant_log::{Code, Event};

/// A body larger than this is not repeated in the log.
const MAX_LOGGED_BYTES: usize = 64 * 1024;

/// A write that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Write<'a> {
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
pub fn record(ctx: &Ctx, write: &Write<'_>, status: u16, answer: &Value) {
    let code = if status < 400 {
        Code::ManagementWrite
    } else {
        Code::FailedManagementWrite
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
    ctx.log(
        Event::new(code, write.description)
            .client(&write.caller.client.client)
            .with("references", references)
            .details(details),
    );
}

fn logged(body: &Value) -> Value {
    let clean = without_secrets(body);
    if clean.to_string().len() > MAX_LOGGED_BYTES {
        return json!({ "omitted": "too large" });
    }
    match clean {
        Value::Null => json!({}),
        other => other,
    }
}

/// The value less every member that may hold a secret.
fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(name, member)| !is_secret(name, member))
            .map(|(name, member)| (name.clone(), without_secrets(member)))
            .collect(),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        other => other.clone(),
    }
}

/// By its name. Objects and flags are let through: `refresh_token` is a policy, `secret_encoded` a flag.
fn is_secret(name: &str, member: &Value) -> bool {
    let name = name.to_ascii_lowercase();
    let names_one = ["secret", "password"].iter().any(|w| name.contains(w))
        || [
            "key",
            "keys",
            "token",
            "pem",
            "assertion",
            "authorization",
            "headers",
            // A link that sets a password.
            "ticket",
        ]
        .iter()
        .any(|end| name.ends_with(end));
    names_one
        && matches!(
            member,
            Value::String(_) | Value::Array(_) | Value::Number(_)
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_left_out_wherever_they_are() {
        let body = json!({"name": "A", "client_secret": "hush", "signing_keys": [{"cert": "c"}],
            "addons": {"azure_blob": {"storageAccessKey": "hush", "accountName": "a"}},
            "client_authentication_methods": {"private_key_jwt": {"credentials": [{"pem": "hush", "name": "n"}]}},
            "refresh_token": {"leeway": 0}, "jwt_configuration": {"secret_encoded": false},
            "ticket": "https://login.example/u/reset-password?ticket=hush#",
            "sink": {"httpAuthorization": "hush", "httpCustomHeaders": [{"header": "X-Key", "value": "hush"}]}});
        let expected = json!({"name": "A", "addons": {"azure_blob": {"accountName": "a"}},
            "client_authentication_methods": {"private_key_jwt": {"credentials": [{"name": "n"}]}},
            "refresh_token": {"leeway": 0}, "jwt_configuration": {"secret_encoded": false}, "sink": {}});
        assert_eq!(logged(&body), expected);
    }

    #[test]
    fn what_is_too_large_is_left_out() {
        let page = json!({"custom_login_page": "x".repeat(MAX_LOGGED_BYTES)});
        assert_eq!(logged(&page), json!({"omitted": "too large"}));
    }
}

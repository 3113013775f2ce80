//! The tenant that is measured: a native app with each kind of refresh token, a web app, a machine, and people.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

pub const PASSWORD: &str = "correct-horse-battery";
pub const API: &str = "https://orders.example";
pub const STATIC_APP: &str = "native-static";
pub const ROTATING_APP: &str = "native-rotating";
pub const WEB_APP: &str = "web";
pub const SERVICE_PROVIDER: &str = "sp";
pub const CALLBACK: &str = "https://web.example/callback";
pub const MACHINE: &str = "machine";
pub const SECRET: &str = "0123456789abcdef0123456789abcdef";

const CONNECTION: &str = "Username-Password-Authentication";

/// As small as most are: it compares two facts.
const ACTION: &str = "exports.onExecutePostLogin = async (event, api) => {
  const transfer = event.session_transfer_token;
  if (transfer && transfer.request.ip !== event.request.ip) api.access.deny('Network mismatch detected');
};";

/// The people whose refresh tokens are exchanged.
pub fn email(number: usize) -> String {
    format!("user{number}@example.com")
}

/// The people who only log in: a user may have no more than 200 refresh tokens for an app, and the oldest ones go.
pub fn login_email(number: usize) -> String {
    format!("login{number}@example.com")
}

/// Writes the tenant file. JSON is YAML, so no writer of our own is needed.
pub fn write(path: &Path, people: usize, has_action: bool) -> Result<()> {
    // A cheap hash, so that the first login does not have to verify a costly one before the server makes its own.
    let hash = bcrypt::hash(PASSWORD, 4)?;
    let person = |email: String| {
        json!({ "email": email, "password_hash": hash, "connection": CONNECTION,
            "email_verified": true, "name": "Ada Example", "nickname": "ada" })
    };
    let people: Vec<Value> = (0..people)
        .flat_map(|number| [person(email(number)), person(login_email(number))])
        .collect();
    let mut file = json!({
        "tenant": { "friendly_name": "Bench", "default_directory": CONNECTION },
        "databases": [{ "name": CONNECTION, "enabled_clients": [STATIC_APP, ROTATING_APP, WEB_APP, SERVICE_PROVIDER] }],
        "resourceServers": [{
            "name": "Orders", "identifier": API, "allow_offline_access": true,
            "skip_consent_for_verifiable_first_party_clients": true,
            "scopes": [{ "value": "read:orders" }],
        }],
        "clients": [
            native(STATIC_APP, "non-rotating"),
            native(ROTATING_APP, "rotating"),
            {
                "name": WEB_APP, "client_id": WEB_APP, "client_secret": SECRET,
                "app_type": "regular_web", "token_endpoint_auth_method": "client_secret_post",
                "grant_types": ["authorization_code"], "callbacks": [CALLBACK],
                "session_transfer": { "allowed_authentication_methods": ["query"] },
            },
            {
                "name": SERVICE_PROVIDER, "client_id": SERVICE_PROVIDER, "app_type": "regular_web",
                "callbacks": [CALLBACK], "addons": { "samlp": {} },
                "session_transfer": { "allowed_authentication_methods": ["query"] },
            },
            {
                "name": MACHINE, "client_id": MACHINE, "client_secret": SECRET,
                "app_type": "non_interactive", "grant_types": ["client_credentials"],
            },
        ],
        "clientGrants": [{ "client_id": MACHINE, "audience": API, "scope": ["read:orders"] }],
        "users": people,
    });
    if has_action {
        file["actions"] = json!([{ "name": "Country", "code": ACTION, "deployed": true, "runtime": "node22",
            "supported_triggers": [{ "id": "post-login", "version": "v3" }] }]);
        file["triggers"] =
            json!({ "post-login": [{ "action_name": "Country", "display_name": "Country" }] });
    }
    Ok(std::fs::write(path, format!("{file:#}\n"))?)
}

fn native(id: &str, rotation: &str) -> Value {
    json!({
        "name": id, "client_id": id, "app_type": "native", "token_endpoint_auth_method": "none",
        "grant_types": ["refresh_token", "password"],
        "refresh_token": { "rotation_type": rotation, "expiration_type": "expiring", "leeway": 0,
            "token_lifetime": 86_400, "idle_token_lifetime": 43_200 },
        "session_transfer": { "can_create_session_transfer_token": true },
    })
}

//! The tenant file that the servers under test are seeded with.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};

pub const CONNECTION: &str = "Username-Password-Authentication";
pub const PASSWORD: &str = "correct-horse-battery";
pub const API: &str = "https://orders.example";
pub const RFC9068_API: &str = "https://rfc9068.example";
pub const NATIVE_CALLBACK: &str = "com.example.app://callback";

/// A cheap hash: most tests are about what follows a login.
static PASSWORD_HASH: LazyLock<String> =
    LazyLock::new(|| bcrypt::hash(PASSWORD, 4).expect("four is the least cost"));

/// A tenant file under construction.
#[derive(Clone)]
pub struct Tenant(Value);

impl Tenant {
    /// The clients and APIs that the tests know, and `users` people (see [`email`]).
    pub fn standard(users: usize) -> Self {
        let mut clients = native_clients();
        clients.extend(web_clients());
        clients.push(json!({
            "name": "Machine", "client_id": "machine", "client_secret": secret("machine"),
            "app_type": "non_interactive", "grant_types": ["client_credentials"],
        }));
        let everybody: Vec<_> = clients
            .iter()
            .filter(|client| client["client_id"] != "web-unconnected")
            .map(|client| client["name"].clone())
            .collect();
        Self(json!({
            "tenant": { "friendly_name": "Black box", "default_directory": CONNECTION,
                "allowed_logout_urls": ["https://tenant.example/bye"] },
            "databases": [{ "name": CONNECTION, "enabled_clients": everybody }],
            "resourceServers": apis(),
            "clients": clients,
            "clientGrants": [
                { "client_id": "Machine", "audience": "https://##DOMAIN##/api/v2/",
                  "scope": ["*"] },
                { "client_id": "Machine", "audience": API, "scope": ["read:orders"] },
            ],
            "users": (0..users).map(person).collect::<Vec<_>>(),
        }))
    }

    /// The file's root, for a test that needs something else.
    pub fn root(&mut self) -> &mut Value {
        &mut self.0
    }

    /// The client with this id.
    pub fn client(&mut self, id: &str) -> &mut Value {
        self.find("clients", "client_id", id)
    }

    /// The person with this number.
    pub fn user(&mut self, number: usize) -> &mut Value {
        self.find("users", "email", &email(number))
    }

    /// Writes the file. JSON is YAML, so no writer of our own is needed.
    pub fn write(&self, path: &Path) {
        std::fs::write(path, format!("{:#}\n", self.0)).expect("our own directory");
    }

    fn find(&mut self, list: &str, key: &str, value: &str) -> &mut Value {
        let entries = self.0[list].as_array_mut().expect("a list");
        let found = entries.iter_mut().find(|entry| entry[key] == value);
        found.unwrap_or_else(|| panic!("no {value} in {list}"))
    }
}

pub fn email(number: usize) -> String {
    format!("user{number}@example.com")
}

/// The secret of a confidential client.
pub fn secret(client: &str) -> String {
    format!("{client}-secret-0123456789abcdef")
}

/// Whether the client keeps no secret.
pub fn is_public(client: &str) -> bool {
    (client.starts_with("native") && client != "native-confidential") || client.starts_with("spa")
}

/// Where the client is called back.
pub fn callback(client: &str) -> String {
    if client.starts_with("native") {
        return NATIVE_CALLBACK.to_owned();
    }
    format!("https://{client}.example/callback")
}

fn person(number: usize) -> Value {
    json!({
        "email": email(number), "password_hash": *PASSWORD_HASH, "connection": CONNECTION,
        "email_verified": true, "name": format!("User {number}"), "nickname": "somebody",
    })
}

fn apis() -> Value {
    let scopes = json!([{ "value": "read:orders" }, { "value": "write:orders" }]);
    json!([
        { "name": "Orders", "identifier": API, "allow_offline_access": true, "scopes": scopes },
        { "name": "Typed", "identifier": RFC9068_API, "token_dialect": "rfc9068_profile",
          "allow_offline_access": true, "scopes": scopes },
        { "name": "Online only", "identifier": "https://online.example", "scopes": scopes },
    ])
}

fn native_clients() -> Vec<Value> {
    let may = json!({ "can_create_session_transfer_token": true });
    vec![
        native("native", json!({ "session_transfer": may })),
        native(
            "native-leeway",
            json!({ "session_transfer": may, "refresh_token": rotating(30) }),
        ),
        native(
            "native-static",
            json!({ "session_transfer": may, "refresh_token": {
                "rotation_type": "non-rotating", "expiration_type": "expiring",
                "token_lifetime": 3600, "idle_token_lifetime": 600 } }),
        ),
        native(
            "native-asn",
            json!({ "session_transfer": {
                "can_create_session_transfer_token": true, "enforce_device_binding": "asn" } }),
        ),
        native(
            "native-uncascaded",
            json!({ "session_transfer": {
                "can_create_session_transfer_token": true, "enforce_cascade_revocation": false } }),
        ),
        native("native-untransferable", json!({})),
        native(
            "native-confidential",
            json!({
                "client_secret": secret("native-confidential"),
                "token_endpoint_auth_method": "client_secret_post",
                "is_token_endpoint_ip_header_trusted": true, "session_transfer": may }),
        ),
    ]
}

fn rotating(leeway: u32) -> Value {
    json!({
        "rotation_type": "rotating", "expiration_type": "expiring", "leeway": leeway,
        "token_lifetime": 3600, "idle_token_lifetime": 600,
    })
}

fn native(id: &str, more: Value) -> Value {
    let base = json!({
        "name": id, "client_id": id, "app_type": "native", "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token", "password",
            "http://auth0.com/oauth/grant-type/password-realm"],
        "callbacks": [NATIVE_CALLBACK], "refresh_token": rotating(0),
    });
    with(base, more)
}

fn web_clients() -> Vec<Value> {
    let both = json!(["cookie", "query"]);
    let transfer = |more: Value| {
        let usual = json!({ "allowed_authentication_methods": both });
        json!({ "session_transfer": with(usual, more) })
    };
    vec![
        web("web", transfer(json!({}))),
        web("web-second", transfer(json!({}))),
        web(
            "web-query",
            transfer(json!({ "allowed_authentication_methods": ["query"] })),
        ),
        web(
            "web-cookie",
            transfer(json!({ "allowed_authentication_methods": ["cookie"] })),
        ),
        web("web-closed", json!({})),
        web("web-unconnected", transfer(json!({}))),
        web(
            "web-asn",
            transfer(json!({ "enforce_device_binding": "asn" })),
        ),
        web(
            "web-open",
            transfer(json!({ "enforce_device_binding": "none" })),
        ),
        web(
            "web-refresh",
            transfer(json!({ "allow_refresh_token": true })),
        ),
        web(
            "web-offline",
            transfer(
                json!({ "allow_refresh_token": true, "enforce_online_refresh_tokens": false }),
            ),
        ),
        web(
            "web-nesting",
            transfer(
                json!({ "allow_refresh_token": true, "can_create_session_transfer_token": true }),
            ),
        ),
        web(
            "web-basic",
            json!({ "token_endpoint_auth_method": "client_secret_basic" }),
        ),
        web(
            "web-third-party",
            with(json!({ "is_first_party": false }), transfer(json!({}))),
        ),
        web(
            "spa",
            with(
                json!({
                    "app_type": "spa", "token_endpoint_auth_method": "none", "client_secret": null,
                    "web_origins": ["https://spa.example"] }),
                transfer(json!({})),
            ),
        ),
    ]
}

fn web(id: &str, more: Value) -> Value {
    let base = json!({
        "name": id, "client_id": id, "client_secret": secret(id), "app_type": "regular_web",
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": ["authorization_code", "refresh_token"],
        "callbacks": [callback(id)], "allowed_logout_urls": [format!("https://{id}.example/bye")],
    });
    with(base, more)
}

/// `base` with the keys of `more`; a null takes the key away.
fn with(mut base: Value, more: Value) -> Value {
    let fields = base.as_object_mut().expect("an object");
    for (key, value) in more.as_object().expect("an object") {
        fields.insert(key.clone(), value.clone());
        if value.is_null() {
            fields.remove(key);
        }
    }
    base
}

#[test]
fn the_file_is_readable_and_its_clients_can_be_changed() {
    let directory = crate::common::watchdog::directory();
    let path = directory.path().join("tenant.yaml");
    let mut tenant = Tenant::standard(3);
    tenant.client("spa")["name"] = json!("Changed");
    tenant.user(2)["blocked"] = json!(true);
    tenant.write(&path);
    let text = std::fs::read_to_string(&path).expect("just written");
    let read: Value = serde_json::from_str(&text).expect("JSON is YAML");
    assert_eq!(&read, tenant.root());
    assert_eq!(read["users"][2]["blocked"], true);
    assert!(is_public("spa") && !is_public("native-confidential"));
    let spa = tenant.client("spa");
    assert!(spa.get("client_secret").is_none());
    assert_eq!(spa["callbacks"][0], callback("spa"));
}

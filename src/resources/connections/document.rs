//! Auth0's connection object as it is kept and shown. What decides something is read from it by
//! [`crate::domain::connection::Connection`].

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::passwordless;
use crate::domain::attributes::Attributes;
use crate::domain::connection::Kind;
use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};
use crate::domain::upstream::check_options;
use crate::resources::unsupported::{Unsupported, is_off};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// Checks a body against the schema of its request. What the resulting connection must be is [`check`]'s to say.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

/// Whether a property of a connection is chosen once, when it is made.
pub fn is_fixed(property: &str) -> bool {
    BODIES.is_fixed(property)
}

/// The document of a new connection: what was sent, in the order of Auth0's answers, and what Auth0 fills in.
pub fn complete(id: &str, mut sent: Map<String, Value>) -> Map<String, Value> {
    sent.retain(|_, value| !value.is_null());
    let realm = sent.get("name").cloned().unwrap_or_default();
    let defaults = json!({
        "id": id,
        "options": {},
        "strategy": null,
        "name": null,
        "is_domain_connection": false,
        "authentication": {"active": true},
        "connected_accounts": {"active": false},
        "enabled_clients": [],
        "realms": [realm],
    });
    let mut document = Map::new();
    for (key, default) in defaults.as_object().into_iter().flatten() {
        let value = sent.shift_remove(key).unwrap_or_else(|| default.clone());
        document.insert(key.clone(), value);
    }
    document.extend(sent);
    complete_options(&mut document);
    document
}

/// What was sent, with the options that Auth0 gives to a new connection, and that a later change may take away. Where
/// nothing says how good passwords have to be, `policy` does.
pub fn with_first_options(mut sent: Map<String, Value>, policy: &str) -> Map<String, Value> {
    let is_database = kind_of(&sent).is_none_or(|kind| kind == Kind::Database);
    let options = sent.entry("options").or_insert_with(|| json!({}));
    if let Some(options) = options.as_object_mut().filter(|_| is_database) {
        if !options.contains_key("password_options") {
            options.entry("passwordPolicy").or_insert(policy.into());
        }
        let mfa = json!({"active": true, "return_enroll_settings": true});
        options.entry("mfa").or_insert(mfa);
        options.entry("strategy_version").or_insert(2.into());
    }
    sent
}

fn kind_of(connection: &Map<String, Value>) -> Option<Kind> {
    Kind::of(connection.get("strategy")?.as_str()?)
}

/// Applies a patch: absent keys stay, `null` removes, everything else is replaced whole, `options` too, but for what the
/// server itself puts there.
pub fn merge(current: &mut Map<String, Value>, patch: Map<String, Value>) {
    for (key, value) in patch {
        match value {
            Value::Null if key == "enabled_clients" => {
                current.insert(key, json!([]));
            }
            Value::Null => drop(current.shift_remove(&key)),
            Value::Object(mut options) if key == "options" => {
                let before = current.get("options");
                for kept in ["authentication_methods", "passkey_options"] {
                    if let Some(value) = before.and_then(|o| o.get(kept)) {
                        options.entry(kept).or_insert_with(|| value.clone());
                    }
                }
                current.insert(key, options.into());
            }
            value => drop(current.insert(key, value)),
        }
    }
    current.entry("options").or_insert_with(|| json!({}));
    complete_options(current);
}

fn complete_options(document: &mut Map<String, Value>) {
    let kind = kind_of(document);
    let Some(options) = document.get_mut("options").and_then(Value::as_object_mut) else {
        return;
    };
    options.retain(|_, value| !value.is_null());
    match kind {
        Some(Kind::Passwordless(_)) => {
            options
                .entry("brute_force_protection")
                .or_insert(true.into());
            return;
        }
        Some(Kind::Upstream(_)) => return,
        Some(Kind::Database) | None => {}
    }
    let defaults = [
        ("brute_force_protection", json!(true)),
        ("disable_self_service_change_password", json!(false)),
        (
            "authentication_methods",
            json!({"password": {"enabled": true, "api_behavior": "required", "signup_behavior": "allow"},
                "passkey": {"enabled": false}, "email_otp": {"enabled": false}, "phone_otp": {"enabled": false}}),
        ),
        (
            "passkey_options",
            json!({"challenge_ui": "both", "progressive_enrollment_enabled": true, "local_enrollment_enabled": true}),
        ),
    ];
    for (key, default) in defaults {
        options.entry(key).or_insert(default);
    }
}

/// Refuses a connection whose options do not go together, and one that asks for what this server does not do, unless it asked
/// for it `before`.
pub fn check(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Result<(), Forbidden>, Invalid> {
    match kind_of(after) {
        Some(Kind::Database) => {
            check_attributes(after)?;
            check_methods(after)?;
        }
        Some(Kind::Passwordless(channel)) => passwordless::check(channel, after.get("options"))?,
        Some(Kind::Upstream(_)) => {
            let options = after.get("options").and_then(Value::as_object);
            let checked = check_options(options.unwrap_or(&Map::new()));
            checked.map_err(|sentence| Invalid::Rule(sentence.into()))?;
        }
        None => return Ok(Err(Forbidden)),
    }
    if unsupported(before, after).next().is_some() {
        return Ok(Err(Forbidden));
    }
    Ok(Ok(()))
}

fn check_attributes(connection: &Map<String, Value>) -> Result<(), Invalid> {
    let options = connection.get("options").and_then(Value::as_object);
    let Some((options, attributes)) = options.and_then(|o| Some((o, Attributes::of(o)?))) else {
        return Ok(());
    };
    let wrong = match options.get("requires_username") {
        Some(Value::Bool(true)) => {
            "Cannot set both options.attributes and options.requires_username"
        }
        _ if !attributes.has_identifier() => "attributes must contain one active identifier",
        _ if !attributes.has_possible_lengths() => {
            "attributes.username.validation must have whole numbers, min_length not above max_length"
        }
        _ => return Ok(()),
    };
    Err(Invalid::Rule(wrong.into()))
}

/// A passkey alone is refused, as at Auth0: who loses it would have no way in.
fn check_methods(connection: &Map<String, Value>) -> Result<(), Invalid> {
    let methods = connection
        .get("options")
        .and_then(|options| options.get("authentication_methods"));
    let is_set =
        |name: &str, to: bool| methods.is_some_and(|methods| methods[name]["enabled"] == to);
    let has_any = !is_set("password", false)
        || ["email_otp", "phone_otp"]
            .iter()
            .any(|name| is_set(name, true));
    let wrong = "authentication_methods must have password, email_otp or phone_otp enabled";
    has_any
        .then_some(())
        .ok_or_else(|| Invalid::Rule(wrong.into()))
}

/// The paths of what no flow acts upon, and was not there `before`: keys with dots between them.
pub fn unsupported<'a>(
    before: Option<&'a Map<String, Value>>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = &'static str> + 'a {
    let name = after.get("name").cloned().unwrap_or_default();
    let has_own_realm = after.get("realms").is_none_or(|r| r == &json!([name]));
    let had_others = before.is_some_and(|b| b.get("realms") == after.get("realms"));
    let realms = (!has_own_realm && !had_others).then_some("realms");
    realms
        .into_iter()
        .chain(UNSUPPORTED.requested(before, after))
}

/// The keys of what is refused, because no flow acts upon it.
pub fn refused() -> impl Iterator<Item = &'static str> {
    UNSUPPORTED.paths()
}

/// Of `options`, what signing up, logging in and choosing a password act upon.
pub const OPTIONS_ACTED_UPON: &[&str] = &[
    "attributes",
    "authentication_methods",
    "disable_self_service_change_password",
    "disable_signup",
    "passkey_options",
    "passwordPolicy",
    "password_complexity_options",
    "password_dictionary",
    "password_no_personal_info",
    "password_options",
    "requires_username",
    "validation",
];

/// What no flow acts upon, each with the values that ask for nothing.
const UNSUPPORTED: Unsupported = Unsupported(&[
    ("connected_accounts.active", is_off),
    ("cross_app_access_requesting_app.active", is_off),
    ("options.enabledDatabaseCustomization", is_off),
    ("options.import_mode", is_off),
    ("options.password_history.enable", is_off),
    ("options.password_options.history.active", is_off),
    ("options.password_options.dictionary.default", is_usual),
    ("options.customScripts", is_empty),
    ("options.configuration", is_empty),
    ("options.attributes", are_offered),
    ("options.authentication_methods.phone_otp.enabled", is_off),
    ("options.id_token_session_expiry_supported", is_off),
    ("options.dpop_signing_alg", is_absent),
    ("options.token_endpoint_auth_method", is_secret_posted),
]);

fn is_absent(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_null)
}

/// The one way of a client to prove who it is.
fn is_secret_posted(value: Option<&Value>) -> bool {
    value.is_none_or(|v| v.is_null() || v == "client_secret_post")
}

/// The dictionary of 10,000 passwords.
fn is_usual(value: Option<&Value>) -> bool {
    value.is_none_or(|v| v.is_null() || v == "en_10k")
}

fn is_empty(value: Option<&Value>) -> bool {
    value.is_none_or(|v| v.as_object().is_some_and(Map::is_empty))
}

/// Attributes that something acts upon.
fn are_offered(value: Option<&Value>) -> bool {
    let Some(value) = value else {
        return true;
    };
    let options = Map::from_iter([("attributes".to_owned(), value.clone())]);
    Attributes::of(&options).is_none_or(Attributes::are_offered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn options_are_replaced_but_for_the_servers_own() {
        let sent = json!({"name": "db", "strategy": "auth0", "options": {"passwordPolicy": "good", "mfa": {"active": true}}});
        let mut document = complete("con_1", map(sent));
        assert_eq!(document["realms"], json!(["db"]));
        assert_eq!(check(None, &document), Ok(Ok(())));
        merge(
            &mut document,
            map(json!({"options": {"disable_signup": true}, "display_name": "DB"})),
        );
        let options = document["options"].as_object().expect("options");
        assert!(!options.contains_key("mfa") && !options.contains_key("passwordPolicy"));
        assert_eq!(options["disable_signup"], true);
        assert_eq!(
            options["authentication_methods"]["password"]["enabled"],
            true
        );
    }

    #[test]
    fn what_no_flow_acts_upon_is_not_made() {
        for asked in [
            json!({"name": "a", "strategy": "samlp"}),
            json!({"name": "a", "strategy": "auth0", "realms": ["b"]}),
            json!({"name": "a", "strategy": "auth0", "options": {"import_mode": true}}),
            json!({"name": "a", "strategy": "auth0", "options": {"customScripts": {"login": "x"}}}),
        ] {
            let after = complete("con_1", map(asked));
            assert_eq!(check(None, &after), Ok(Err(Forbidden)), "{after:?}");
        }
    }

    #[test]
    fn attributes_go_together() {
        let check = |options: Value| {
            let asked = json!({"name": "a", "strategy": "auth0", "options": options});
            check(None, &complete("con_1", map(asked)))
        };
        let email = |active: bool| json!({"email": {"identifier": {"active": active}}});
        assert_eq!(check(json!({"attributes": email(true)})), Ok(Ok(())));
        let phone = json!({"phone_number": {"identifier": {"active": true}}});
        assert_eq!(check(json!({"attributes": phone})), Ok(Err(Forbidden)));
        for wrong in [
            json!({"attributes": email(false)}),
            json!({"attributes": email(true), "requires_username": true}),
        ] {
            assert!(check(wrong.clone()).is_err(), "{wrong}");
        }
    }
}

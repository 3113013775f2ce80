//! What bodies of these endpoints must be, and what they make of the provider.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::mail::provider::EmailProvider;
use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::flows::mail::is_sender;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// The providers that Auth0 has and this server does not.
const OTHERS: [&str; 1] = ["ms365"];

/// What answers show of the credentials.
const SHOWN: [&str; 4] = ["region", "smtp_host", "smtp_port", "smtp_user"];

/// The members of credentials that say where the password of an SMTP server goes.
const WHERE_TO: [&str; 3] = ["smtp_host", "smtp_port", "smtp_user"];

/// Why a body is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedProvider {
    Invalid(Invalid),
    /// Auth0 has it, and this server does not.
    NotOffered,
}

impl From<Invalid> for RefusedProvider {
    fn from(e: Invalid) -> Self {
        Self::Invalid(e)
    }
}

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), RefusedProvider> {
    let name = body.get("name").and_then(Value::as_str);
    if name.is_some_and(|name| OTHERS.contains(&name)) {
        return Err(RefusedProvider::NotOffered);
    }
    Ok(BODIES.validate(body, mode)?)
}

/// Makes a provider of a body.
pub fn create(body: &Map<String, Value>) -> Result<EmailProvider, RefusedProvider> {
    validate(body, Mode::Create)?;
    let mut made = EmailProvider {
        document: Map::from_iter([
            ("name".to_owned(), Value::Null),
            ("enabled".to_owned(), true.into()),
        ]),
        credentials: Map::new(),
        revision: 1,
    };
    take(&mut made, body);
    check(&made)?;
    Ok(made)
}

/// Changes the provider by a body. Credentials are merged key by key; those of another provider go. A password is not
/// sent to another server than the one that it was given for.
pub fn update(
    provider: &mut EmailProvider,
    body: &Map<String, Value>,
) -> Result<(), RefusedProvider> {
    validate(body, Mode::Update)?;
    let before = provider.clone();
    if body
        .get("name")
        .is_some_and(|name| *name != before.document["name"])
    {
        provider.credentials.clear();
    }
    take(provider, body);
    let sent = |key: &str| {
        body.get("credentials")
            .and_then(|sent| sent.get(key))
            .is_some()
    };
    let is_moved = WHERE_TO
        .iter()
        .any(|key| provider.credentials.get(*key) != before.credentials.get(*key));
    if is_moved && provider.credentials.contains_key("smtp_pass") && !sent("smtp_pass") {
        let why = "smtp_pass is needed again when smtp_host, smtp_port or smtp_user changes";
        return Err(Invalid::unusable(why).into());
    }
    Ok(check(provider)?)
}

/// Refuses a provider by which nothing could be sent.
fn check(provider: &EmailProvider) -> Result<(), Invalid> {
    provider.way()?;
    match provider.default_from().is_none_or(is_sender) {
        true => Ok(()),
        false => Err(Invalid::unusable(
            "default_from_address must be an e-mail address, or a name and one: Acme <id@acme.example>",
        )),
    }
}

fn take(provider: &mut EmailProvider, body: &Map<String, Value>) {
    for (key, value) in body {
        match (key.as_str(), value) {
            ("credentials", Value::Object(sent)) => {
                provider.credentials.extend(sent.clone());
                provider.credentials.retain(|_, value| !value.is_null());
            }
            (_, value) => drop(provider.document.insert(key.clone(), value.clone())),
        }
    }
}

/// As answers show it: of the credentials, nothing secret.
pub fn view(provider: &EmailProvider) -> Map<String, Value> {
    let mut view = Map::new();
    let mut show = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            view.insert(key.to_owned(), value);
        }
    };
    let kept = |key: &str| provider.document.get(key).cloned();
    show("name", kept("name"));
    show("enabled", kept("enabled"));
    show("default_from_address", kept("default_from_address"));
    let shown = SHOWN.iter().filter_map(|key| {
        let value = provider.credentials.get(*key)?;
        Some(((*key).to_owned(), value.clone()))
    });
    show("credentials", Some(Value::Object(shown.collect())));
    let settings = kept("settings").filter(|settings| !settings.is_null());
    show("settings", Some(settings.unwrap_or(Map::new().into())));
    view
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resources::testing::map;

    fn made(body: Value) -> Result<EmailProvider, RefusedProvider> {
        create(&map(body))
    }

    fn smtp() -> EmailProvider {
        let credentials = json!({"smtp_host": "mail.example.com", "smtp_port": 587, "smtp_user": "u", "smtp_pass": "p"});
        made(json!({"name": "smtp", "credentials": credentials})).expect("a provider")
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(
            Value::Object(view(&smtp())),
            json!({
                "name": "smtp", "enabled": true,
                "credentials": {"smtp_host": "mail.example.com", "smtp_port": 587, "smtp_user": "u"}, "settings": {}
            })
        );
        let credentials =
            json!({"accessKeyId": "a", "secretAccessKey": "s", "region": "us-east-1"});
        let ses = made(json!({"name": "ses", "credentials": credentials})).expect("a provider");
        assert_eq!(view(&ses)["credentials"], json!({"region": "us-east-1"}));
    }

    #[test]
    fn a_password_is_for_the_server_that_it_was_given_for() {
        for (key, value) in [
            ("smtp_host", json!("evil.example")),
            ("smtp_port", json!(25)),
            ("smtp_user", json!("v")),
        ] {
            let mut provider = smtp();
            let moved = map(json!({"credentials": {key: value}}));
            assert!(
                matches!(
                    update(&mut provider, &moved),
                    Err(RefusedProvider::Invalid(_))
                ),
                "{key}"
            );
            let mut provider = smtp();
            let whole = map(json!({"credentials": {key: value, "smtp_pass": "q"}}));
            assert_eq!(update(&mut provider, &whole), Ok(()));
            assert_eq!(provider.credentials["smtp_pass"], "q");
        }
        let mut provider = smtp();
        let other = map(json!({"name": "sendgrid", "credentials": {"api_key": "k"}}));
        assert_eq!(update(&mut provider, &other), Ok(()));
        assert_eq!(Value::Object(provider.credentials), json!({"api_key": "k"}));
    }

    #[test]
    fn what_would_be_of_no_use_is_refused() {
        for body in [
            json!({"name": "smtp", "credentials": {"smtp_host": "a b", "smtp_port": 25}}),
            json!({"name": "smtp", "credentials": {"smtp_host": "a", "smtp_port": 25, "smtp_user": "u"}}),
            json!({"name": "smtp", "credentials": {"smtp_host": "a"}}),
            json!({"name": "mailgun", "credentials": {"api_key": "k", "domain": "a/../b"}}),
            json!({"name": "mailgun", "credentials": {"api_key": "k", "domain": "a.example", "region": "us"}}),
            json!({"name": "ses", "credentials": {"accessKeyId": "a", "secretAccessKey": "s", "region": "x.evil.example"}}),
            json!({"name": "sendgrid", "credentials": {}}),
            json!({"name": "azure_cs", "credentials": {"connectionString": "endpoint=https://a.example"}}),
            json!({"name": "azure_cs", "credentials": {"connectionString": "endpoint=https://a/b;accesskey=aGk="}}),
            json!({"name": "azure_cs", "credentials": {"connectionString": "endpoint=http://a.example;accesskey=aGk="}}),
        ] {
            assert!(
                matches!(made(body.clone()), Err(RefusedProvider::Invalid(_))),
                "{body}"
            );
        }
        for name in OTHERS {
            let refused = made(json!({"name": name, "credentials": {}}));
            assert_eq!(refused, Err(RefusedProvider::NotOffered));
        }
    }
}

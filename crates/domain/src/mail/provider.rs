//! The provider that sends the tenant's messages, and what it is reached with.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("provider.json"))
        .expect("the schema is part of the program and tested")
});

/// The providers that Auth0 has and this server does not.
const OTHERS: [&str; 3] = ["azure_cs", "ms365", "custom"];

/// What answers show of the credentials.
const SHOWN: [&str; 4] = ["region", "smtp_host", "smtp_port", "smtp_user"];

/// The members of credentials that say where the password of an SMTP server goes.
const WHERE_TO: [&str; 3] = ["smtp_host", "smtp_port", "smtp_user"];

/// A provider as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct EmailProvider {
    /// Everything but the credentials.
    pub document: Map<String, Value>,
    /// A secret.
    pub credentials: Map<String, Value>,
    /// For a change: which one it changes.
    pub revision: i64,
}

/// How messages go out. Not `Debug`: it holds the secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum Way {
    Smtp(Smtp),
    SendGrid {
        api_key: String,
    },
    Mandrill {
        api_key: String,
    },
    Resend {
        api_key: String,
    },
    SparkPost {
        api_key: String,
        /// Whether the account is in Western Europe.
        in_europe: bool,
    },
    Mailgun {
        api_key: String,
        domain: String,
        in_europe: bool,
    },
    Ses {
        access_key_id: String,
        secret_access_key: String,
        region: String,
        configuration_set: Option<String>,
    },
}

/// An SMTP server.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    /// Name and password, where the server asks for them.
    pub login: Option<(String, String)>,
}

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

impl EmailProvider {
    /// Makes a provider of a body.
    pub fn create(body: &Map<String, Value>) -> Result<Self, RefusedProvider> {
        validate(body, Mode::Create)?;
        let mut made = Self {
            document: Map::from_iter([
                ("name".to_owned(), Value::Null),
                ("enabled".to_owned(), true.into()),
            ]),
            credentials: Map::new(),
            revision: 1,
        };
        made.take(body);
        made.way()?;
        Ok(made)
    }

    /// Changes the provider by a body. Credentials are merged key by key; those of another provider go. A password is not
    /// sent to another server than the one that it was given for.
    pub fn update(&mut self, body: &Map<String, Value>) -> Result<(), RefusedProvider> {
        validate(body, Mode::Update)?;
        let before = self.clone();
        if body
            .get("name")
            .is_some_and(|name| *name != before.document["name"])
        {
            self.credentials.clear();
        }
        self.take(body);
        let sent = |key: &str| {
            body.get("credentials")
                .and_then(|sent| sent.get(key))
                .is_some()
        };
        let is_moved = WHERE_TO
            .iter()
            .any(|key| self.credentials.get(*key) != before.credentials.get(*key));
        if is_moved && self.credentials.contains_key("smtp_pass") && !sent("smtp_pass") {
            let why = "smtp_pass is needed again when smtp_host, smtp_port or smtp_user changes";
            return Err(Invalid::unusable(why).into());
        }
        self.way()?;
        Ok(())
    }

    fn take(&mut self, body: &Map<String, Value>) {
        for (key, value) in body {
            match (key.as_str(), value) {
                ("credentials", Value::Object(sent)) => {
                    self.credentials.extend(sent.clone());
                    self.credentials.retain(|_, value| !value.is_null());
                }
                (_, value) => drop(self.document.insert(key.clone(), value.clone())),
            }
        }
    }

    /// How messages go out by it; an error where something is missing, or would be of no use.
    pub fn way(&self) -> Result<Way, Invalid> {
        let name = self.name();
        let text = |key: &str| {
            let text = self.credentials.get(key).and_then(Value::as_str);
            text.map(str::to_owned)
        };
        let needed = |key: &str| {
            let why = || Invalid::unusable(format!("credentials.{key} is required for {name}"));
            text(key).ok_or_else(why)
        };
        let in_europe = || match text("region").as_deref() {
            None => Ok(false),
            Some("eu") => Ok(true),
            Some(_) => Err(Invalid::unusable(
                "credentials.region must be \"eu\" or null",
            )),
        };
        Ok(match name {
            "smtp" => Way::Smtp(Smtp {
                host: host(needed("smtp_host")?)?,
                port: self.port()?,
                login: match (text("smtp_user"), text("smtp_pass")) {
                    (None, None) => None,
                    (Some(user), Some(password)) => Some((user, password)),
                    _ => {
                        let why = "credentials.smtp_user and credentials.smtp_pass go together";
                        return Err(Invalid::unusable(why));
                    }
                },
            }),
            "sendgrid" => Way::SendGrid {
                api_key: needed("api_key")?,
            },
            "mandrill" => Way::Mandrill {
                api_key: needed("api_key")?,
            },
            "resend" => Way::Resend {
                api_key: needed("api_key")?,
            },
            "sparkpost" => Way::SparkPost {
                api_key: needed("api_key")?,
                in_europe: in_europe()?,
            },
            "mailgun" => Way::Mailgun {
                api_key: needed("api_key")?,
                domain: host(needed("domain")?)?,
                in_europe: in_europe()?,
            },
            "ses" => Way::Ses {
                access_key_id: needed("accessKeyId")?,
                secret_access_key: needed("secretAccessKey")?,
                region: region(needed("region")?)?,
                configuration_set: self.configuration_set(),
            },
            _ => return Err(Invalid::unusable("name is of no provider")),
        })
    }

    fn port(&self) -> Result<u16, Invalid> {
        let port = self.credentials.get("smtp_port").and_then(Value::as_u64);
        let port = port.and_then(|port| u16::try_from(port).ok());
        port.ok_or_else(|| Invalid::unusable("credentials.smtp_port is required for smtp"))
    }

    /// `settings.message.configuration_set_name` of SES.
    fn configuration_set(&self) -> Option<String> {
        let message = self.document.get("settings")?.get("message")?;
        let name = message.get("configuration_set_name")?.as_str()?;
        Some(name.to_owned())
    }

    /// Auth0's name of the provider.
    pub fn name(&self) -> &str {
        let name = self.document.get("name").and_then(Value::as_str);
        name.unwrap_or_default()
    }

    /// Whether messages go out by it.
    pub fn is_enabled(&self) -> bool {
        self.document.get("enabled") != Some(&Value::Bool(false))
    }

    /// The sender where a template names none.
    pub fn default_from(&self) -> Option<&str> {
        let from = self.document.get("default_from_address");
        from.and_then(Value::as_str).filter(|from| !from.is_empty())
    }

    /// As answers show it: of the credentials, nothing secret.
    pub fn view(&self) -> Map<String, Value> {
        let mut view = Map::new();
        let mut show = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                view.insert(key.to_owned(), value);
            }
        };
        let kept = |key: &str| self.document.get(key).cloned();
        show("name", kept("name"));
        show("enabled", kept("enabled"));
        show("default_from_address", kept("default_from_address"));
        let shown = SHOWN.iter().filter_map(|key| {
            let value = self.credentials.get(*key)?;
            Some(((*key).to_owned(), value.clone()))
        });
        show("credentials", Some(Value::Object(shown.collect())));
        let settings = kept("settings").filter(|settings| !settings.is_null());
        show("settings", Some(settings.unwrap_or(Map::new().into())));
        view
    }
}

/// A host name or an address: it becomes part of a URL, or of a command.
fn host(text: String) -> Result<String, Invalid> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    match !text.is_empty() && text.chars().all(is_part) {
        true => Ok(text),
        false => Err(Invalid::unusable("credentials name no host")),
    }
}

/// A region of AWS: it becomes part of a host name.
fn region(text: String) -> Result<String, Invalid> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match text.chars().all(is_part) {
        true => Ok(text),
        false => Err(Invalid::unusable("credentials.region is no region")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn made(body: Value) -> Result<EmailProvider, RefusedProvider> {
        EmailProvider::create(&object(body))
    }

    fn smtp() -> EmailProvider {
        let credentials = json!({"smtp_host": "mail.example.com", "smtp_port": 587, "smtp_user": "u", "smtp_pass": "p"});
        made(json!({"name": "smtp", "credentials": credentials})).expect("a provider")
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(
            Value::Object(smtp().view()),
            json!({
                "name": "smtp", "enabled": true,
                "credentials": {"smtp_host": "mail.example.com", "smtp_port": 587, "smtp_user": "u"}, "settings": {}
            })
        );
        let credentials =
            json!({"accessKeyId": "a", "secretAccessKey": "s", "region": "us-east-1"});
        let ses = made(json!({"name": "ses", "credentials": credentials})).expect("a provider");
        assert_eq!(ses.view()["credentials"], json!({"region": "us-east-1"}));
    }

    #[test]
    fn a_password_is_for_the_server_that_it_was_given_for() {
        for (key, value) in [
            ("smtp_host", json!("evil.example")),
            ("smtp_port", json!(25)),
            ("smtp_user", json!("v")),
        ] {
            let mut provider = smtp();
            let moved = object(json!({"credentials": {key: value}}));
            assert!(
                matches!(provider.update(&moved), Err(RefusedProvider::Invalid(_))),
                "{key}"
            );
            let mut provider = smtp();
            let whole = object(json!({"credentials": {key: value, "smtp_pass": "q"}}));
            assert_eq!(provider.update(&whole), Ok(()));
            assert_eq!(provider.credentials["smtp_pass"], "q");
        }
        let mut provider = smtp();
        let other = object(json!({"name": "sendgrid", "credentials": {"api_key": "k"}}));
        assert_eq!(provider.update(&other), Ok(()));
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

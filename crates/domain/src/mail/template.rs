//! The tenant's own messages.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Map, Value};

use super::Message;
use crate::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("template.json"))
        .expect("the schema is part of the program and tested")
});

/// The only syntax of templates.
const LIQUID: &str = "liquid";

/// The members that are templates in Liquid, and whether they are HTML.
pub const LIQUID_MEMBERS: [(&str, bool); 4] = [
    ("subject", false),
    ("from", false),
    ("body", true),
    ("resultUrl", false),
];

/// Messages that Auth0 has a template for and this server never sends.
const NEVER_SENT: [&str; 2] = ["async_approval", "change_password"];

/// A message of the tenant's own.
#[derive(Debug, Clone, PartialEq)]
pub struct EmailTemplate {
    pub message: Message,
    pub document: Map<String, Value>,
    /// For a change: which one it changes.
    pub revision: i64,
}

/// Why a body is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedTemplate {
    Invalid(Invalid),
    /// Auth0 has it, and this server does not.
    NotOffered,
}

impl From<Invalid> for RefusedTemplate {
    fn from(e: Invalid) -> Self {
        Self::Invalid(e)
    }
}

/// Whether Auth0 has a template of that name, which this server may have none for.
pub fn is_name(name: &str) -> bool {
    NEVER_SENT.contains(&name) || Message::of(name).is_some_and(Message::has_template)
}

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), RefusedTemplate> {
    BODIES.validate(body, mode)?;
    let syntax = body.get("syntax").and_then(Value::as_str);
    match syntax.is_some_and(|syntax| syntax != LIQUID) {
        true => Err(RefusedTemplate::NotOffered),
        false => Ok(()),
    }
}

impl EmailTemplate {
    /// Makes a template of a body.
    pub fn create(body: &Map<String, Value>) -> Result<Self, RefusedTemplate> {
        validate(body, Mode::Create)?;
        let name = body.get("template").and_then(Value::as_str);
        let message = name.and_then(Message::of);
        let message = message.ok_or(RefusedTemplate::NotOffered)?;
        Ok(Self {
            message,
            document: body.clone(),
            revision: 1,
        })
    }

    /// Changes the template by a body: what is left out stays.
    pub fn update(&mut self, body: &Map<String, Value>) -> Result<(), RefusedTemplate> {
        validate(body, Mode::Update)?;
        self.check_name(body)?;
        self.document.extend(body.clone());
        Ok(())
    }

    /// Puts a body in the place of the document.
    pub fn set(&mut self, body: &Map<String, Value>) -> Result<(), RefusedTemplate> {
        validate(body, Mode::Create)?;
        self.check_name(body)?;
        self.document = body.clone();
        Ok(())
    }

    fn check_name(&self, body: &Map<String, Value>) -> Result<(), Invalid> {
        let name = self.message.as_str();
        match body.get("template").is_none_or(|sent| sent == name) {
            true => Ok(()),
            false => Err(Invalid::unusable(format!("template must be {name}"))),
        }
    }

    /// A member that is a string with something in it.
    pub fn text(&self, name: &str) -> Option<&str> {
        let text = self.document.get(name).and_then(Value::as_str);
        text.filter(|text| !text.trim().is_empty())
    }

    /// Whether the message is sent.
    pub fn is_enabled(&self) -> bool {
        self.document.get("enabled") == Some(&Value::Bool(true))
    }

    /// How long the link of the message can be used; `None` for as long as usual.
    pub fn link_lifetime(&self) -> Option<Duration> {
        let seconds = self.document.get("urlLifetimeInSeconds")?.as_f64()?;
        let lifetime = Duration::try_from_secs_f64(seconds).ok()?;
        (!lifetime.is_zero()).then_some(lifetime)
    }

    /// Whether the URL after the link gets the e-mail address as a parameter.
    pub fn includes_email(&self) -> bool {
        self.document.get("includeEmailInRedirect") != Some(&Value::Bool(false))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn body(name: &str) -> Map<String, Value> {
        object(
            json!({"template": name, "body": "b", "from": "", "subject": "s", "syntax": "liquid", "enabled": true}),
        )
    }

    #[test]
    fn a_template_is_of_a_message_that_is_sent() {
        let mut made = EmailTemplate::create(&body("reset_email")).expect("a template");
        assert!(made.is_enabled() && made.includes_email());
        assert_eq!((made.text("subject"), made.text("from")), (Some("s"), None));
        let changed = object(json!({"urlLifetimeInSeconds": 60, "enabled": null}));
        assert_eq!(made.update(&changed), Ok(()));
        assert_eq!(made.link_lifetime(), Some(Duration::from_secs(60)));
        assert!(!made.is_enabled());
        let other = object(json!({"template": "verify_email"}));
        assert!(matches!(
            made.update(&other),
            Err(RefusedTemplate::Invalid(_))
        ));
        for name in NEVER_SENT {
            let refused = EmailTemplate::create(&body(name));
            assert_eq!(refused, Err(RefusedTemplate::NotOffered));
            assert!(is_name(name));
        }
        let mut macros = body("reset_email");
        macros.insert("syntax".into(), "md_with_macros".into());
        let refused = EmailTemplate::create(&macros);
        assert_eq!(refused, Err(RefusedTemplate::NotOffered));
        assert!(!is_name("try_provider_configuration_email") && !is_name("nothing"));
    }
}

//! What bodies of these endpoints must be, and what they make of a template.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::mail::Message;
use crate::domain::mail::template::EmailTemplate;
use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::flows::mail::is_sender;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// The only syntax of templates.
const LIQUID: &str = "liquid";

/// Messages that Auth0 has a template for and this server never sends.
const NEVER_SENT: [&str; 2] = ["async_approval", "change_password"];

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
    check_sender(body)?;
    let syntax = body.get("syntax").and_then(Value::as_str);
    match syntax.is_some_and(|syntax| syntax != LIQUID) {
        true => Err(RefusedTemplate::NotOffered),
        false => Ok(()),
    }
}

/// Makes a template of a body.
pub fn create(body: &Map<String, Value>) -> Result<EmailTemplate, RefusedTemplate> {
    validate(body, Mode::Create)?;
    let name = body.get("template").and_then(Value::as_str);
    let message = name.and_then(Message::of);
    let message = message.ok_or(RefusedTemplate::NotOffered)?;
    Ok(EmailTemplate {
        message,
        document: body.clone(),
        revision: 1,
    })
}

/// Changes the template by a body: what is left out stays.
pub fn update(
    template: &mut EmailTemplate,
    body: &Map<String, Value>,
) -> Result<(), RefusedTemplate> {
    validate(body, Mode::Update)?;
    check_name(template, body)?;
    template.document.extend(body.clone());
    Ok(())
}

/// Puts a body in the place of the document.
pub fn set(template: &mut EmailTemplate, body: &Map<String, Value>) -> Result<(), RefusedTemplate> {
    validate(body, Mode::Create)?;
    check_name(template, body)?;
    template.document = body.clone();
    Ok(())
}

/// A sender that is Liquid is known when it is rendered.
fn check_sender(body: &Map<String, Value>) -> Result<(), Invalid> {
    let from = body.get("from").and_then(Value::as_str).unwrap_or_default();
    match from.is_empty() || from.contains(['{', '%']) || is_sender(from) {
        true => Ok(()),
        false => Err(Invalid::unusable(
            "from must be an e-mail address, or a name and one: Acme <id@acme.example>",
        )),
    }
}

fn check_name(template: &EmailTemplate, body: &Map<String, Value>) -> Result<(), Invalid> {
    let name = template.message.as_str();
    match body.get("template").is_none_or(|sent| sent == name) {
        true => Ok(()),
        false => Err(Invalid::unusable(format!("template must be {name}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::resources::testing::map;

    fn body(name: &str) -> Map<String, Value> {
        map(
            json!({"template": name, "body": "b", "from": "", "subject": "s", "syntax": "liquid", "enabled": true}),
        )
    }

    #[test]
    fn a_template_is_of_a_message_that_is_sent() {
        let mut made = create(&body("reset_email")).expect("a template");
        assert!(made.is_enabled() && made.includes_email());
        assert_eq!((made.text("subject"), made.text("from")), (Some("s"), None));
        let changed = map(json!({"urlLifetimeInSeconds": 60, "enabled": null}));
        assert_eq!(update(&mut made, &changed), Ok(()));
        assert_eq!(made.link_lifetime(), Some(Duration::from_secs(60)));
        assert!(!made.is_enabled());
        let other = map(json!({"template": "verify_email"}));
        assert!(matches!(
            update(&mut made, &other),
            Err(RefusedTemplate::Invalid(_))
        ));
        for name in NEVER_SENT {
            let refused = create(&body(name));
            assert_eq!(refused, Err(RefusedTemplate::NotOffered));
            assert!(is_name(name));
        }
        let mut macros = body("reset_email");
        macros.insert("syntax".into(), "md_with_macros".into());
        let refused = create(&macros);
        assert_eq!(refused, Err(RefusedTemplate::NotOffered));
        assert!(!is_name("try_provider_configuration_email") && !is_name("nothing"));
    }
}

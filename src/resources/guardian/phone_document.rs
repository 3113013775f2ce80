//! What bodies of the settings of text messages must be.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::guardian::{PhoneProvider, SmsTemplates};
use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<[Bodies; 3]> = LazyLock::new(|| {
    let all: Map<String, Value> = serde_json::from_str(include_str!("phone.json"))
        .expect("the schemas are part of the program and tested");
    ["message_types", "provider", "templates"].map(|name| {
        Bodies::read(&all[name].to_string())
            .expect("the schemas are part of the program and tested")
    })
});

/// Whether text messages are among the types, and calls.
pub fn message_types(body: &Map<String, Value>) -> Result<(bool, bool), Invalid> {
    BODIES[0].validate(body, Mode::Create)?;
    let types = body["message_types"].as_array();
    let has = |name: &str| types.is_some_and(|types| types.contains(&json!(name)));
    Ok((has("sms"), has("voice")))
}

/// By what phones are sent messages; `None` for what this server does not have.
pub fn provider(body: &Map<String, Value>) -> Result<Option<PhoneProvider>, Invalid> {
    BODIES[1].validate(body, Mode::Create)?;
    Ok(serde_json::from_value(body["provider"].clone()).ok())
}

/// What messages say.
pub fn templates(body: &Map<String, Value>) -> Result<SmsTemplates, Invalid> {
    BODIES[2].validate(body, Mode::Create)?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    Ok(SmsTemplates {
        enrollment_message: text("enrollment_message"),
        verification_message: text("verification_message"),
    })
}

//! The options of connections without passwords.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::json_schema::{Definitions, Schema};
use crate::domain::passwordless::Channel;
use crate::domain::request_body::Invalid;
use crate::domain::sms::has_userinfo;

/// By the strategy.
static OPTIONS: LazyLock<BTreeMap<String, Schema>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("passwordless.json"))
        .expect("the schemas are part of the program and tested")
});

/// Checks the options of a connection.
pub fn check(channel: Channel, options: Option<&Value>) -> Result<(), Invalid> {
    let none = Value::Object(Map::new());
    let options = options.unwrap_or(&none);
    let schema = &OPTIONS[channel.strategy()];
    schema
        .validate(&Definitions::new(), options)
        .map_err(Invalid::Schema)?;
    let params = options.get("authParams").and_then(Value::as_str);
    if params.is_some_and(|text| serde_json::from_str::<Map<String, Value>>(text).is_err()) {
        let sentence = "authParams of a connection must be an object, or one written as JSON";
        return Err(Invalid::Rule(sentence.into()));
    }
    let gateway = options.get("gateway_url").and_then(Value::as_str);
    let gateway = gateway.and_then(|url| url::Url::parse(url).ok());
    if gateway.is_some_and(|url| has_userinfo(&url)) {
        // Auth0's own members for it are sealed; a URL is shown and exported.
        let sentence = "gateway_url of a connection must not contain a user name or a password";
        return Err(Invalid::Rule(sentence.into()));
    }
    Ok(())
}

//! What the body says that asks for a ticket.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::domain::ticket::TicketKind;
use crate::flows::links::issue::LIFETIME;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// Whose ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketOwner {
    User(String),
    /// By address, in the connection with that id.
    Email {
        email: String,
        connection_id: String,
    },
}

/// A ticket that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRequest {
    pub whose: TicketOwner,
    /// One identity of the user, by provider and id.
    pub identity: Option<(String, String)>,
    pub client_id: Option<String>,
    pub organization_id: Option<String>,
    pub result_url: Option<String>,
    pub lifetime: Duration,
    pub includes_email: bool,
    pub marks_verified: bool,
}

impl TicketRequest {
    /// Reads the body that asks for a ticket.
    pub fn read(kind: TicketKind, body: &Map<String, Value>) -> Result<Self, Invalid> {
        BODIES.validate(
            body,
            match kind {
                TicketKind::PasswordChange => Mode::Create,
                _ => Mode::Update,
            },
        )?;
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        let flag = |name: &str| body.get(name).and_then(Value::as_bool).unwrap_or(false);
        let seconds = body.get("ttl_sec").and_then(Value::as_u64).unwrap_or(0);
        Ok(Self {
            whose: whose(text("user_id"), text("email"), text("connection_id"))?,
            identity: identity_named(body),
            client_id: text("client_id"),
            organization_id: text("organization_id"),
            result_url: text("result_url"),
            lifetime: match seconds {
                0 => LIFETIME,
                seconds => Duration::from_secs(seconds),
            },
            includes_email: flag("includeEmailInRedirect"),
            marks_verified: flag("mark_email_as_verified"),
        })
    }
}

/// The identity that a body names, by provider and id.
pub fn identity_named(body: &Map<String, Value>) -> Option<(String, String)> {
    let identity = body.get("identity")?;
    let part = |name: &str| identity[name].as_str().unwrap_or_default().to_owned();
    Some((part("provider"), part("user_id")))
}

fn whose(
    user_id: Option<String>,
    email: Option<String>,
    connection_id: Option<String>,
) -> Result<TicketOwner, Invalid> {
    let missing = |name: &str| {
        let sentence = format!("Payload validation error: 'Missing required property: {name}'.");
        Err(Invalid::Rule(sentence))
    };
    match (user_id, email, connection_id) {
        (Some(user_id), None, None) => Ok(TicketOwner::User(user_id)),
        (None, Some(email), Some(connection_id)) => Ok(TicketOwner::Email {
            email,
            connection_id,
        }),
        (None, None, None) => missing("user_id"),
        (None, Some(_), None) => missing("connection_id"),
        (None, None, Some(_)) => missing("email"),
        _ => Err(Invalid::Rule(
            "Payload validation error: 'None of the valid schemas were met'.".into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(kind: TicketKind, body: Value) -> Result<TicketRequest, Invalid> {
        TicketRequest::read(kind, body.as_object().expect("an object"))
    }

    #[test]
    fn tickets_are_somebodys_and_end() {
        let order =
            read(TicketKind::PasswordChange, json!({ "user_id": "auth0|1" })).expect("an order");
        assert_eq!(order.whose, TicketOwner::User("auth0|1".into()));
        assert_eq!(order.lifetime, Duration::from_secs(432_000));
        let short = json!({ "user_id": "auth0|1", "ttl_sec": 60 });
        let short = read(TicketKind::EmailVerification, short).expect("an order");
        assert_eq!(short.lifetime, Duration::from_secs(60));
        for body in [
            json!({}),
            json!({ "email": "a@b.example" }),
            json!({ "connection_id": "con_0123456789abcdef" }),
            json!({ "user_id": "auth0|1", "email": "a@b.example", "connection_id": "con_0123456789abcdef" }),
            json!({ "user_id": "auth0|1", "ttl_sec": -1 }),
            json!({ "user_id": "auth0|1", "result_url": "javascript:alert(1)" }),
            json!({ "user_id": "auth0|1", "fantasy": 1 }),
        ] {
            assert!(
                read(TicketKind::PasswordChange, body.clone()).is_err(),
                "{body}"
            );
        }
        let by_address = json!({ "email": "a@b.example", "connection_id": "con_0123456789abcdef" });
        assert!(read(TicketKind::PasswordChange, by_address.clone()).is_ok());
        assert!(read(TicketKind::EmailVerification, by_address).is_err());
    }
}

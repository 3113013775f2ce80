//! What bodies may say of clients' credentials.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("credential.json"))
        .expect("the schema is part of the program and tested")
});

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(body: Value, mode: Mode) -> String {
        let body = body.as_object().expect("a body is an object");
        validate(body, mode).map_or_else(|e| e.to_string(), |()| "accepted".to_owned())
    }

    #[test]
    fn bodies_are_closed_and_bounded() {
        let good = json!({"credential_type": "public_key", "pem": "x", "alg": "PS256", "kid": "0123456789",
            "name": "n", "parse_expiry_from_cert": true, "expires_at": "2030-01-01T00:00:00+02:00"});
        assert_eq!(refusal(good, Mode::Create), "accepted");
        for (body, sentence) in [
            (json!({}), "'Missing required property: credential_type'."),
            (
                json!({"credential_type": "secret"}),
                "'No enum match for: secret' on property credential_type.",
            ),
            (
                json!({"credential_type": "public_key", "alg": "ES256"}),
                "'No enum match for: ES256' on property alg.",
            ),
            (
                json!({"credential_type": "public_key", "id": "cred_x"}),
                "'Additional properties not allowed: id'.",
            ),
        ] {
            let expected = format!("Payload validation error: {sentence}");
            assert_eq!(refusal(body, Mode::Create), expected);
        }
        assert_eq!(
            refusal(json!({"expires_at": null}), Mode::Update),
            "accepted"
        );
        assert!(refusal(json!({}), Mode::Update).contains("Too few properties defined (0)"));
        assert!(refusal(json!({"alg": "RS256"}), Mode::Update).contains("not allowed: alg"));
    }
}

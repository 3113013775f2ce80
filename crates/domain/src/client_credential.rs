//! Credentials of clients: public keys by which they prove who they are, without a secret that two parties know.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::request_body::{Bodies, Invalid, Mode};
use super::time::Timestamp;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("client_credential/schema.json"))
        .expect("the schema is part of the program and tested")
});

/// One public key of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCredential {
    /// `cred_…`
    pub id: String,
    pub client_id: String,
    pub name: Option<String>,
    pub kid: String,
    pub alg: Algorithm,
    pub key: RsaKey,
    /// From then on nothing that it signs is believed.
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A public key, its parts as a JWK has them (RFC 7518 §6.3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RsaKey {
    pub modulus: String,
    pub exponent: String,
}

/// How a client signs: the credential says so, never the assertion (RFC 8725 §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    Rs256,
    Rs384,
    Ps256,
}

impl Algorithm {
    /// Every algorithm, as discovery lists them.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Rs384, Self::Ps256];

    /// Its name in a JWS header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Ps256 => "PS256",
        }
    }

    /// The algorithm of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.as_str() == name)
    }
}

impl ClientCredential {
    /// Whether what it signs is believed at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

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

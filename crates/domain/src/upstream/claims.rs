//! What an ID token of a provider must say (OIDC Core §3.1.3.7, §3.2.2.11), once its signature is known to be good.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::time::Timestamp;

/// How far the provider's clock may be from ours.
const LEEWAY: Duration = Duration::from_secs(60);
/// ASCII characters of a subject (OIDC Core §2).
pub const MAX_SUBJECT: usize = 255;

/// What the token is held to.
#[derive(Debug, Clone, Copy)]
pub struct ExpectedToken<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub now: Timestamp,
}

/// Why a token is not taken.
pub fn check_token(
    claims: &Map<String, Value>,
    expected: ExpectedToken<'_>,
) -> Result<(), &'static str> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err("the ID token has another issuer");
    }
    check_audience(claims, expected.client_id)?;
    if text("nonce") != Some(expected.nonce) {
        return Err("the ID token has another nonce");
    }
    let time = |name: &str| claims.get(name).map(Value::as_f64);
    let now = expected.now.seconds() as f64;
    let leeway = LEEWAY.as_secs_f64();
    match time("exp") {
        Some(Some(exp)) if exp + leeway > now => {}
        Some(Some(_)) => return Err("the ID token has expired"),
        _ => return Err("the ID token has no exp"),
    }
    match time("iat") {
        Some(Some(iat)) if iat <= now + leeway => {}
        Some(Some(_)) => return Err("the ID token is of the future"),
        _ => return Err("the ID token has no iat"),
    }
    match time("nbf") {
        None => {}
        Some(Some(nbf)) if nbf <= now + leeway => {}
        _ => return Err("the ID token is not valid yet"),
    }
    subject(claims).map(drop)
}

/// A token for several receivers says which of them asked for it.
fn check_audience(claims: &Map<String, Value>, client_id: &str) -> Result<(), &'static str> {
    const ANOTHER: &str = "the ID token is for another client";
    let several = match claims.get("aud") {
        Some(Value::String(one)) if one == client_id => false,
        Some(Value::Array(all)) if all.iter().any(|one| one == client_id) => all.len() > 1,
        _ => return Err(ANOTHER),
    };
    match claims.get("azp") {
        Some(azp) if azp != client_id => Err("another client asked for the ID token"),
        None if several => {
            Err("the ID token is for several clients, and does not say which one asked for it")
        }
        _ => Ok(()),
    }
}

/// Whom the provider names.
pub fn subject(claims: &Map<String, Value>) -> Result<&str, &'static str> {
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or("");
    let is_fit = (1..=MAX_SUBJECT).contains(&subject.len())
        && subject.bytes().all(|b| (b' '..=b'~').contains(&b));
    match is_fit {
        true => Ok(subject),
        false => Err("the subject must be 1 to 255 characters of ASCII"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn judged(changes: Value) -> Result<(), &'static str> {
        let mut claims = json!({"iss": "https://idp.example", "aud": "us", "sub": "1", "nonce": "n",
            "exp": NOW + 300, "iat": NOW});
        for (name, value) in changes.as_object().into_iter().flatten() {
            claims[name] = value.clone();
        }
        let mut claims = claims.as_object().cloned().unwrap_or_default();
        claims.retain(|_, value| !value.is_null());
        let expected = ExpectedToken {
            issuer: "https://idp.example",
            client_id: "us",
            nonce: "n",
            now: Timestamp::from_millis(NOW * 1000),
        };
        check_token(&claims, expected)
    }

    #[test]
    fn a_token_is_for_this_login_and_no_other() {
        for good in [
            json!({}),
            json!({"aud": ["us"]}),
            json!({"aud": ["us", "them"], "azp": "us"}),
            json!({"azp": "us"}),
            json!({"exp": NOW - 59, "iat": NOW + 59, "nbf": NOW + 59}),
            json!({"exp": NOW as f64 + 0.5}),
        ] {
            assert_eq!(judged(good.clone()), Ok(()), "{good}");
        }
        for bad in [
            json!({"iss": "https://idp.example/"}),
            json!({"iss": null}),
            json!({"aud": "them"}),
            json!({"aud": ["them"]}),
            json!({"aud": null}),
            json!({"aud": ["us", "them"]}),
            json!({"azp": "them"}),
            json!({"azp": 1}),
            json!({"nonce": "other"}),
            json!({"nonce": null}),
            json!({"exp": NOW - 60}),
            json!({"exp": null}),
            json!({"exp": "soon"}),
            json!({"iat": NOW + 61}),
            json!({"iat": null}),
            json!({"nbf": NOW + 61}),
            json!({"nbf": "x"}),
            json!({"sub": ""}),
            json!({"sub": null}),
            json!({"sub": 7}),
            json!({"sub": "a\u{0}b"}),
            json!({"sub": "x".repeat(256)}),
        ] {
            assert!(judged(bad.clone()).is_err(), "{bad}");
        }
    }
}

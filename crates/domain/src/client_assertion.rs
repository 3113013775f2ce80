//! What a client's signed assertion must claim (RFC 7523 §3). Its signature is judged elsewhere.

use std::time::Duration;

use serde_json::{Map, Value};

use super::origin::Origin;
use super::time::Timestamp;

/// How far ahead of now an assertion may end: one that lives long is a password that anybody may copy.
const MAX_LIFETIME: Duration = Duration::from_secs(300);
/// How far a client's clock may be off.
const LEEWAY: Duration = Duration::from_secs(10);
const MAX_JTI: usize = 255;

/// An assertion whose claims hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// To be used once.
    pub jti: String,
    /// From then on it is refused for its age.
    pub ends_at: Timestamp,
}

/// Judges the claims of an assertion by `client_id`, sent to a server that answers at `origins`. The reason of a refusal
/// is for the tenant log.
pub fn check<'a>(
    claims: &Map<String, Value>,
    client_id: &str,
    origins: impl Iterator<Item = &'a Origin>,
    now: Timestamp,
) -> Result<Assertion, &'static str> {
    let text = |key: &str| claims.get(key).and_then(Value::as_str);
    if text("iss") != Some(client_id) || text("sub") != Some(client_id) {
        return Err("the client assertion names another client");
    }
    if !is_for_us(claims.get("aud"), origins) {
        return Err("the client assertion is for another audience");
    }
    let expires = date(claims, "exp")?.ok_or("the client assertion has no exp")?;
    let ends_at = expires.plus(LEEWAY);
    if now >= ends_at {
        return Err("the client assertion has expired");
    }
    if expires > now.plus(MAX_LIFETIME).plus(LEEWAY) {
        return Err("the client assertion lives too long");
    }
    for name in ["nbf", "iat"] {
        if date(claims, name)?.is_some_and(|at| at > now.plus(LEEWAY)) {
            return Err("the client assertion is from the future");
        }
    }
    let jti = text("jti").filter(|jti| !jti.is_empty() && jti.len() <= MAX_JTI);
    Ok(Assertion {
        jti: jti.ok_or("the client assertion has no jti")?.to_owned(),
        ends_at,
    })
}

/// Every audience must be ours: one that is also for another server could be carried there, or come from there.
fn is_for_us<'a>(aud: Option<&Value>, origins: impl Iterator<Item = &'a Origin>) -> bool {
    let ours: Vec<String> = origins
        .flat_map(|o| [o.as_str().to_owned(), o.join("oauth/token")])
        .collect();
    let is_ours = |aud: &Value| {
        aud.as_str().is_some_and(|aud| {
            ours.iter()
                .any(|own| own == aud || own.strip_suffix('/') == Some(aud))
        })
    };
    match aud {
        Some(Value::Array(list)) => !list.is_empty() && list.iter().all(is_ours),
        Some(one) => is_ours(one),
        None => false,
    }
}

/// A NumericDate (RFC 7519 §2): seconds, which may have a fraction.
fn date(claims: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>, &'static str> {
    let Some(value) = claims.get(name) else {
        return Ok(None);
    };
    let seconds = value.as_f64().filter(|s| (0.0..1e11).contains(s));
    let seconds = seconds.ok_or("the client assertion has a date that is none")?;
    let millis = (seconds * 1000.0) as i64;
    Ok(Some(Timestamp::from_millis(millis)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_500);

    fn judge(change: Value) -> Result<Assertion, &'static str> {
        let mut claims = json!({"iss": "c", "sub": "c", "aud": "https://id.example/",
            "exp": 1_800_000_060, "iat": 1_800_000_000, "jti": "1"});
        for (key, value) in change.as_object().expect("an object") {
            claims[key] = value.clone();
        }
        claims
            .as_object_mut()
            .expect("an object")
            .retain(|_, v| !v.is_null());
        let origins = ["https://id.example/", "https://login.example/"]
            .map(|o| Origin::parse(o).expect("an origin"));
        check(
            claims.as_object().expect("an object"),
            "c",
            origins.iter(),
            NOW,
        )
    }

    #[test]
    fn a_good_one_ends_soon_after_its_exp() {
        let good = judge(json!({})).expect("a good one");
        assert_eq!(good.jti, "1");
        assert_eq!(good.ends_at, Timestamp::from_millis(1_800_000_070_000));
    }

    #[test]
    fn every_audience_must_be_ours() {
        for good in [
            json!("https://id.example"),
            json!("https://login.example/"),
            json!("https://id.example/oauth/token"),
            json!(["https://id.example/", "https://id.example/oauth/token"]),
        ] {
            assert!(judge(json!({"aud": good})).is_ok(), "{good}");
        }
        for bad in [
            json!("https://other.example/"),
            json!("id.example"),
            json!("https://id.example/oauth/token/"),
            json!(["https://id.example/", "https://other.example/"]),
            json!([]),
            json!({"a": 1}),
            json!(null),
        ] {
            assert!(judge(json!({"aud": bad})).is_err(), "{bad}");
        }
    }

    #[test]
    fn times_are_bounded_and_clocks_may_be_a_little_off() {
        let at = |seconds: i64| 1_800_000_000 + seconds;
        for good in [
            json!({"exp": at(-9)}),
            json!({"exp": at(310)}),
            json!({"exp": 1_800_000_001.5}),
            json!({"iat": at(10), "nbf": at(10)}),
            json!({"iat": null}),
        ] {
            assert!(judge(good.clone()).is_ok(), "{good}");
        }
        for bad in [
            json!({"exp": at(-10)}),
            json!({"exp": at(311)}),
            json!({"exp": "1800000060"}),
            json!({"exp": -1}),
            json!({"exp": null}),
            json!({"iat": at(11)}),
            json!({"nbf": at(11)}),
            json!({"nbf": "now"}),
        ] {
            assert!(judge(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn it_names_the_client_twice_and_itself_once() {
        for bad in [
            json!({"iss": "other"}),
            json!({"sub": "other"}),
            json!({"sub": null}),
            json!({"jti": ""}),
            json!({"jti": null}),
            json!({"jti": "x".repeat(256)}),
        ] {
            assert!(judge(bad.clone()).is_err(), "{bad}");
        }
    }
}

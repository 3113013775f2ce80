//! The client credentials of a request (RFC 6749 §2.3): in the body, by HTTP Basic, or by a signed assertion; only one of
//! them. Other schemes of `Authorization` are ignored: programs send a user's token, or `null`.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::form::Params;
use crate::flows::client_auth::{ClaimedClient, Proof};
use crate::flows::{Code, Refusal};
use crate::keys::client_key::claimed_client;

/// The only supported type of assertion (RFC 7523 §2.2).
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// RFC 7617 §2.
const SCHEME: &[u8] = b"Basic";

/// Reads the credentials. The body may repeat the `client_id` of a Basic header or of an assertion, but not contain a
/// second credential.
pub fn credentials(headers: &HeaderMap, params: &Params) -> Result<ClaimedClient, Refusal> {
    let body_id = params.string("client_id")?;
    let ways = [basic(headers)?, assertion(params)?, secret(params)?];
    let mut ways = ways.into_iter().flatten();
    let Some(first) = ways.next() else {
        return Ok(ClaimedClient {
            client_id: body_id.ok_or_else(|| missing("client_id"))?.to_owned(),
            proof: Proof::None,
        });
    };
    if ways.next().is_some() || body_id.is_some_and(|id| id != first.client_id) {
        return Err(Code::InvalidRequest.refuse("The request has two different client credentials"));
    }
    Ok(first)
}

/// A secret in the body.
fn secret(params: &Params) -> Result<Option<ClaimedClient>, Refusal> {
    let Some(secret) = params.string("client_secret")? else {
        return Ok(None);
    };
    let client_id = params.string("client_id")?;
    Ok(Some(ClaimedClient {
        client_id: client_id.ok_or_else(|| missing("client_id"))?.to_owned(),
        proof: Proof::Secret(secret.to_owned()),
    }))
}

fn missing(name: &str) -> Refusal {
    Code::InvalidRequest.refuse(format!("Missing required parameter: {name}"))
}

/// An assertion names its client: `client_id` is optional (RFC 7521 §4.2).
fn assertion(params: &Params) -> Result<Option<ClaimedClient>, Refusal> {
    let (kind, jwt) = (
        params.string("client_assertion_type")?,
        params.string("client_assertion")?,
    );
    match (kind, jwt) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(missing("client_assertion_type")),
        (Some(_), None) => Err(missing("client_assertion")),
        (Some(JWT_BEARER), Some(jwt)) => {
            let client_id = claimed_client(jwt).ok_or_else(|| {
                Code::Unauthenticated
                    .refuse("Unauthorized")
                    .because("the client assertion cannot be read")
            })?;
            Ok(Some(ClaimedClient {
                client_id,
                proof: Proof::Assertion(jwt.to_owned()),
            }))
        }
        (Some(_), Some(_)) => Err(Code::InvalidRequest.refuse("Unsupported client_assertion_type")),
    }
}

fn basic(headers: &HeaderMap) -> Result<Option<ClaimedClient>, Refusal> {
    let malformed = || {
        Code::Unauthenticated
            .refuse("Unauthorized")
            .because("malformed Authorization header")
    };
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(malformed());
    }
    let (scheme, encoded) = match value.as_bytes().split_at_checked(SCHEME.len()) {
        Some((scheme, [b' ', rest @ ..])) => (scheme, rest),
        Some((scheme, [])) => (scheme, &[][..]),
        _ => return Ok(None),
    };
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Ok(None);
    }
    let decoded = STANDARD
        .decode(encoded.trim_ascii())
        .ok()
        .and_then(|b| String::from_utf8(b).ok())
        .ok_or_else(malformed)?;
    let (id, secret) = decoded.split_once(':').ok_or_else(malformed)?;
    let (client_id, secret) = (
        form_decoded(id).ok_or_else(malformed)?,
        form_decoded(secret).ok_or_else(malformed)?,
    );
    let proof = if secret.is_empty() {
        Proof::None
    } else {
        Proof::Secret(secret)
    };
    Ok(Some(ClaimedClient { client_id, proof }))
}

/// Both halves are form-encoded before they are joined (RFC 6749 §2.3.1).
fn form_decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    let text = percent_encoding::percent_decode_str(&spaced).decode_utf8();
    // Postgres cannot store NUL, nor look it up.
    text.ok()
        .filter(|t| !t.contains('\0'))
        .map(|t| t.into_owned())
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn read(authorization: Option<&str>, body: &str) -> Result<(String, String), String> {
        let mut headers = HeaderMap::new();
        if let Some(value) = authorization {
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        }
        let params = Params::from_query(body).unwrap();
        let shown = |proof| match proof {
            Proof::None => "nothing".to_owned(),
            Proof::Secret(secret) => format!("secret {secret}"),
            Proof::Assertion(jwt) => format!("assertion of {} bytes", jwt.len()),
        };
        credentials(&headers, &params)
            .map(|c| (c.client_id, shown(c.proof)))
            .map_err(|r| r.description.to_string())
    }

    fn assertion(sub: &str) -> String {
        let claims = URL_SAFE_NO_PAD.encode(serde_json::json!({ "sub": sub }).to_string());
        format!("client_assertion_type={JWT_BEARER}&client_assertion=e30.{claims}.c2ln")
    }

    #[test]
    fn basic_and_body_are_read() {
        let basic = format!("Basic {}", STANDARD.encode("a%3Ab:s%20e+t"));
        assert_eq!(
            read(Some(&basic), "").unwrap(),
            ("a:b".into(), "secret s e t".into())
        );
        assert_eq!(
            read(None, "client_id=a&client_secret=s").unwrap(),
            ("a".into(), "secret s".into())
        );
        assert_eq!(
            read(None, "client_id=a").unwrap(),
            ("a".into(), "nothing".into())
        );
        for incomplete in ["", "client_secret=s"] {
            assert!(read(None, incomplete).unwrap_err().contains("client_id"));
        }
    }

    #[test]
    fn an_assertion_names_its_client() {
        for body in [assertion("a"), format!("client_id=a&{}", assertion("a"))] {
            let (client_id, proof) = read(None, &body).unwrap();
            assert_eq!(client_id, "a");
            assert!(proof.starts_with("assertion of"), "{proof}");
        }
        for bad in [
            format!("client_id=b&{}", assertion("a")),
            assertion("a").replace("jwt-bearer", "saml2-bearer"),
            assertion("a").replace("e30.", ""),
            assertion("a\0"),
            assertion(""),
            format!("client_assertion_type={JWT_BEARER}&client_id=a"),
            "client_assertion=a.b.c&client_id=a".into(),
        ] {
            assert!(read(None, &bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_way_at_a_time() {
        let basic = format!("Basic {}", STANDARD.encode("a:s"));
        assert!(read(Some(&basic), "client_id=a").is_ok());
        assert!(read(Some(&basic), "client_id=b").is_err());
        assert!(read(Some(&basic), "client_secret=s").is_err());
        assert!(read(Some(&basic), &assertion("a")).is_err());
        let both = format!("client_id=a&client_secret=s&{}", assertion("a"));
        assert!(read(None, &both).is_err());
        for malformed in ["Basic !!!", "Basic", "basic ", "Basic null"] {
            assert!(read(Some(malformed), "client_id=a").is_err());
        }
    }

    #[test]
    fn another_scheme_says_nothing_of_the_client() {
        let body = "client_id=a&client_secret=s";
        for other in [
            "Bearer a.b.c",
            "Bearer ",
            "Bearer",
            "null",
            "undefined",
            "",
            "DPoP x",
            "Basically x",
            "\u{e9}",
        ] {
            assert_eq!(
                read(Some(other), body).unwrap(),
                ("a".into(), "secret s".into()),
                "{other}"
            );
            assert_eq!(
                read(Some(other), "client_id=a").unwrap(),
                ("a".into(), "nothing".into())
            );
        }
    }
}

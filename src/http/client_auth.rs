//! How a request says which client it is (RFC 6749 §2.3.1): in the body, or by HTTP Basic; one way at a time.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::form::Params;
use crate::flows::client_auth::Credentials;
use crate::flows::{Code, Refusal};

/// Reads the credentials. The body may repeat the `client_id` of a Basic header, but not send a second secret.
pub fn credentials(headers: &HeaderMap, params: &Params) -> Result<Credentials, Refusal> {
    let body_id = params.get("client_id");
    let body_secret = params.get("client_secret");
    let Some(basic) = basic(headers)? else {
        let client_id = body_id
            .ok_or_else(|| Code::InvalidRequest.refuse("Missing required parameter: client_id"))?;
        return Ok(Credentials {
            client_id: client_id.to_owned(),
            secret: body_secret.map(str::to_owned),
        });
    };
    if body_secret.is_some() || body_id.is_some_and(|id| id != basic.client_id) {
        return Err(Code::InvalidRequest.refuse("The request has two different client credentials"));
    }
    Ok(basic)
}

fn basic(headers: &HeaderMap) -> Result<Option<Credentials>, Refusal> {
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
    let text = value.to_str().map_err(|_| malformed())?;
    let Some((scheme, encoded)) = text.split_once(' ') else {
        return Err(malformed());
    };
    if !scheme.eq_ignore_ascii_case("basic") {
        return Ok(None);
    }
    let decoded = STANDARD
        .decode(encoded.trim())
        .ok()
        .and_then(|b| String::from_utf8(b).ok())
        .ok_or_else(malformed)?;
    let (id, secret) = decoded.split_once(':').ok_or_else(malformed)?;
    let (client_id, secret) = (
        form_decoded(id).ok_or_else(malformed)?,
        form_decoded(secret).ok_or_else(malformed)?,
    );
    Ok(Some(Credentials {
        client_id,
        secret: (!secret.is_empty()).then_some(secret),
    }))
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
    use super::*;

    fn read(authorization: Option<&str>, body: &str) -> Result<(String, Option<String>), String> {
        let mut headers = HeaderMap::new();
        if let Some(value) = authorization {
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        }
        let params = Params::from_query(body).unwrap();
        credentials(&headers, &params)
            .map(|c| (c.client_id, c.secret))
            .map_err(|r| r.description.to_string())
    }

    #[test]
    fn basic_and_body_are_read() {
        let basic = format!("Basic {}", STANDARD.encode("a%3Ab:s%20e+t"));
        assert_eq!(
            read(Some(&basic), "").unwrap(),
            ("a:b".into(), Some("s e t".into()))
        );
        assert_eq!(
            read(None, "client_id=a&client_secret=s").unwrap(),
            ("a".into(), Some("s".into()))
        );
        assert_eq!(read(None, "client_id=a").unwrap(), ("a".into(), None));
        assert!(read(None, "").unwrap_err().contains("client_id"));
    }

    #[test]
    fn one_way_at_a_time() {
        let basic = format!("Basic {}", STANDARD.encode("a:s"));
        assert!(read(Some(&basic), "client_id=a").is_ok());
        assert!(read(Some(&basic), "client_id=b").is_err());
        assert!(read(Some(&basic), "client_secret=s").is_err());
        assert!(read(Some("Basic !!!"), "").is_err());
        assert!(read(Some("Basic"), "client_id=a").is_err());
    }
}

//! Sending a text message by a gateway, as Auth0 calls that of an `sms` connection: one `POST` with a token under a secret that both
//! have. Of the answer, only the status counts.

use std::time::Duration;

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use url::Url;

use super::clean::line;
use super::rendered::Unsent;
use crate::domain::phone::PhoneNumber;
use crate::domain::sms::{Gateway, GatewayAuthentication};
use crate::domain::time::Timestamp;
use crate::egress::Egress;

const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a token is good.
const LIFETIME: i64 = 300;
/// How much of an answer the log gets, in characters.
const MOST_TOLD: usize = 300;

/// A text message that is ready.
#[derive(Debug)]
pub struct TextMessage<'a> {
    /// The same at every attempt.
    pub id: &'a str,
    pub to: &'a PhoneNumber,
    pub body: &'a str,
    /// Whose request has caused it: `ip` and `user_agent`.
    pub request: Option<&'a Value>,
}

/// Sends a message; what the gateway answered. `issuer` is who we are.
pub async fn send(
    (gateway, issuer): (&Gateway, &str),
    message: &TextMessage<'_>,
    egress: &Egress,
    now: Timestamp,
) -> Result<String, Unsent> {
    let url = Url::parse(&gateway.gateway_url);
    let url = url.map_err(|e| Unsent::ForGood(format!("the gateway's URL: {e}")))?;
    let mut headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("idempotency-key".to_owned(), message.id.to_owned()),
    ];
    if let Some(authentication) = &gateway.gateway_authentication {
        let token = token(authentication, (message.id, issuer), now)?;
        headers.push(("authorization".to_owned(), format!("Bearer {token}")));
    }
    let body = body(gateway, message).to_string();
    let answered = egress.call(url, &headers, body, TIMEOUT);
    let (status, body) = answered.await.map_err(|e| Unsent::ForNow(e.to_string()))?;
    let told: String = line(&body).chars().take(MOST_TOLD).collect();
    let told = format!("{status} {told}");
    match status {
        200..300 => Ok(told),
        // It says that it will never take it.
        400..=407 | 410 | 413 | 422 => Err(Unsent::ForGood(told)),
        _ => Err(Unsent::ForNow(told)),
    }
}

fn body(gateway: &Gateway, message: &TextMessage<'_>) -> Value {
    let mut body = json!({ "recipient": message.to, "body": message.body });
    if let Some(from) = &gateway.from {
        body["sender"] = from.as_str().into();
    }
    if let Some(request) = message.request.filter(|_| gateway.forward_req_info) {
        body["req"] = request.clone();
    }
    body
}

/// A token for one request, by HS256 (RFC 7515).
fn token(
    of: &GatewayAuthentication,
    (id, issuer): (&str, &str),
    now: Timestamp,
) -> Result<String, Unsent> {
    let key = of.key();
    let key = key.ok_or_else(|| Unsent::ForGood("the gateway's secret is no base64".to_owned()))?;
    let mut claims = Map::new();
    let mut add = |name: &str, value: Value| drop(claims.insert(name.to_owned(), value));
    add("iss", issuer.into());
    if let Some(subject) = &of.subject {
        add("sub", subject.as_str().into());
    }
    if let Some(audience) = &of.audience {
        add("aud", audience.as_str().into());
    }
    add("iat", now.seconds().into());
    add("exp", (now.seconds() + LIFETIME).into());
    add("jti", id.into());
    let header = json!({ "alg": "HS256", "typ": "JWT" }).to_string();
    let [header, claims] =
        [header, Value::Object(claims).to_string()].map(|part| URL_SAFE_NO_PAD.encode(part));
    let input = format!("{header}.{claims}");
    let tag = sign(&Key::new(HMAC_SHA256, &key), input.as_bytes());
    Ok(format!("{input}.{}", URL_SAFE_NO_PAD.encode(tag)))
}

//! What the server asks of a provider behind the browser's back: tokens for a code (OIDC Core §3.1.3), and `/userinfo`.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::Awaited;
use super::Trouble;
use super::provider::{Provider, unreached};
use crate::domain::upstream::{OidcOptions, subject};
use crate::egress::Exchange;
use crate::flows::Ctx;

/// Bytes of an answer.
const MOST_BYTES: usize = 128 * 1024;
const TIMEOUT: Duration = Duration::from_secs(8);

/// What the token endpoint gives.
pub struct Tokens {
    pub id_token: String,
    pub access_token: Option<String>,
}

/// Redeems a code.
pub async fn redeem(
    ctx: &Ctx,
    (provider, options): (&Provider, OidcOptions<'_>),
    (code, awaited): (&str, &Awaited),
) -> Result<Tokens, Trouble> {
    let (headers, form) = proof(provider.wants_basic, options, (code, awaited));
    let exchange = Exchange {
        url: provider.endpoint("token_endpoint")?,
        headers: &headers,
        form: Some(form),
        most: MOST_BYTES,
        timeout: TIMEOUT,
    };
    let (status, answer) = ask(ctx, exchange, "the token endpoint").await?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
    if status != 200 {
        let error = text("error").unwrap_or_else(|| format!("the status {status}"));
        return Err(Trouble::Answer(format!(
            "the token endpoint answers {error}"
        )));
    }
    let id_token = text("id_token");
    let id_token =
        id_token.ok_or_else(|| Trouble::Answer("the provider gives no ID token".into()))?;
    Ok(Tokens {
        id_token,
        access_token: text("access_token"),
    })
}

/// The headers and the form of a token request.
fn proof(
    wants_basic: bool,
    options: OidcOptions<'_>,
    (code, awaited): (&str, &Awaited),
) -> (Vec<(String, String)>, String) {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &awaited.redirect_uri);
    if let Some(verifier) = &awaited.verifier {
        form.append_pair("code_verifier", verifier);
    }
    let client_id = options.text("client_id").unwrap_or_default();
    let secret = options.text("client_secret");
    let mut headers = vec![json_only()];
    match secret.filter(|_| wants_basic) {
        Some(secret) => headers.push(basic(client_id, secret)),
        None => {
            form.append_pair("client_id", client_id);
            if let Some(secret) = secret {
                form.append_pair("client_secret", secret);
            }
        }
    }
    (headers, form.finish())
}

/// What `/userinfo` says of the user of an ID token; of another one it says nothing that counts (OIDC Core §5.3.2).
pub async fn userinfo(
    ctx: &Ctx,
    provider: &Provider,
    (access_token, claims): (&str, &Map<String, Value>),
) -> Result<Map<String, Value>, Trouble> {
    let bearer = format!("Bearer {access_token}");
    let exchange = Exchange {
        url: provider.endpoint("userinfo_endpoint")?,
        headers: &[json_only(), ("authorization".to_owned(), bearer)],
        form: None,
        most: MOST_BYTES,
        timeout: TIMEOUT,
    };
    let (status, answer) = ask(ctx, exchange, "userinfo").await?;
    if status != 200 {
        return Err(Trouble::Answer(format!(
            "userinfo answers the status {status}"
        )));
    }
    if subject(&answer) != subject(claims) {
        return Err(Trouble::Answer("userinfo is of another user".to_owned()));
    }
    Ok(answer)
}

async fn ask(
    ctx: &Ctx,
    exchange: Exchange<'_>,
    what: &str,
) -> Result<(u16, Map<String, Value>), Trouble> {
    let answer = ctx.egress.exchange(exchange).await;
    let (status, body) = answer.map_err(|e| unreached(what, &e))?;
    match serde_json::from_slice(&body) {
        Ok(answer) => Ok((status, answer)),
        Err(_) => Err(Trouble::Answer(format!(
            "{what} answers no JSON object, with the status {status}"
        ))),
    }
}

fn json_only() -> (String, String) {
    ("accept".to_owned(), "application/json".to_owned())
}

/// Id and secret are encoded before they are joined (RFC 6749 §2.3.1).
fn basic(client_id: &str, secret: &str) -> (String, String) {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(client_id), encoded(secret));
    (
        "authorization".to_owned(),
        format!("Basic {}", STANDARD.encode(pair)),
    )
}

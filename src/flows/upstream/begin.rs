//! The request that the browser brings to a provider (OIDC Core §3.1.2.1, §3.2.2.1).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use super::Trouble;
use super::provider::Provider;
use crate::domain::connection::Connection;
use crate::domain::digest::digest;
use crate::domain::upstream::{AnswerChannel, OidcOptions, Pkce};
use crate::flows::Ctx;

/// Where providers send browsers back to.
const CALLBACK: &str = "login/callback";

/// What the answer is held to. Kept under the `state` of the transaction, which is sealed and bound to one browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Awaited {
    /// The id of the connection: an answer for another one is none for this.
    pub connection: String,
    pub nonce: String,
    /// Of PKCE (RFC 7636 §4.1).
    pub verifier: Option<String>,
    pub redirect_uri: String,
    /// The issuer as it was when the browser left (RFC 9700 §4.4).
    pub issuer: String,
}

/// Where the browser goes, but for the `state`.
#[derive(Debug)]
pub struct Departure {
    url: Url,
    pub awaited: Awaited,
}

/// What the application's request adds to the provider's.
#[derive(Debug, Clone, Copy)]
pub struct HandedThrough<'a> {
    pub query: &'a Map<String, Value>,
    pub login_hint: Option<&'a str>,
}

impl Departure {
    /// To the provider of a connection.
    pub async fn to(
        ctx: &Ctx,
        connection: &Connection,
        options: OidcOptions<'_>,
        handed: HandedThrough<'_>,
    ) -> Result<Self, Trouble> {
        let provider = Provider::of(ctx, options).await?;
        let mut url = provider.endpoint("authorization_endpoint")?;
        let redirect_uri = ctx.origin.join(CALLBACK);
        let (nonce, verifier) = (ctx.entropy.token::<32>(), ctx.entropy.token::<32>());
        let sent = |name: &str| handed.query.get(name).and_then(Value::as_str);
        let scope = options.scope(sent("connection_scope"));
        let channel = options.channel();
        let (response_type, response_mode) = match channel {
            AnswerChannel::Front => ("id_token", Some("form_post")),
            AnswerChannel::Back => ("code", None),
        };
        let pkce = match options.pkce() {
            _ if channel == AnswerChannel::Front => None,
            Pkce::Disabled => None,
            Pkce::Plain => Some(("plain", verifier.clone())),
            Pkce::S256 => Some(("S256", digest(&verifier))),
        };
        let mut query = handed.query.clone();
        if let Some(hint) = handed.login_hint {
            query.insert("login_hint".to_owned(), hint.into());
        }
        {
            let mut pairs = url.query_pairs_mut();
            pairs
                .append_pair("client_id", options.text("client_id").unwrap_or_default())
                .append_pair("response_type", response_type)
                .append_pair("redirect_uri", &redirect_uri)
                .append_pair("scope", &scope)
                .append_pair("nonce", &nonce);
            if let Some(mode) = response_mode {
                pairs.append_pair("response_mode", mode);
            }
            if let Some((method, challenge)) = &pkce {
                pairs
                    .append_pair("code_challenge", challenge)
                    .append_pair("code_challenge_method", method);
            }
            for (name, value) in options.parameters(&query) {
                pairs.append_pair(&name, &value);
            }
        }
        let awaited = Awaited {
            connection: connection.id.clone(),
            nonce,
            verifier: pkce.map(|_| verifier),
            redirect_uri,
            issuer: provider.issuer,
        };
        Ok(Self { url, awaited })
    }

    /// The address, with the `state` by which the browser comes back.
    pub fn location(mut self, state: &str) -> String {
        self.url.query_pairs_mut().append_pair("state", state);
        self.url.into()
    }
}

//! What a provider says of itself: its issuer, its endpoints and its keys, from the connection's options or its discovery
//! document (OpenID Connect Discovery 1.0 §3). What the options say counts first.

use serde_json::{Map, Value};
use url::Url;

use super::Trouble;
use crate::domain::upstream::OidcOptions;
use crate::egress::{Unreached, Wanted};
use crate::flows::Ctx;
use crate::keys::provider_key::{self, Unverified};

/// A provider whose documents have been read.
#[derive(Debug)]
pub struct Provider {
    pub issuer: String,
    /// Answers bring `iss` (RFC 9207 §3).
    pub answers_with_issuer: bool,
    /// Clients prove at the token endpoint who they are by HTTP Basic, and not in the form.
    pub wants_basic: bool,
    found: Map<String, Value>,
    allows_http: bool,
}

impl Provider {
    /// That of a connection.
    pub async fn of(ctx: &Ctx, options: OidcOptions<'_>) -> Result<Self, Trouble> {
        let allows_http = ctx.egress.allows_private();
        let mut found = match (options.metadata(), options.text("discovery_url")) {
            (Some(metadata), _) => metadata.clone(),
            (None, Some(address)) => discover(ctx, address, allows_http).await?,
            (None, None) => Map::new(),
        };
        for name in [
            "issuer",
            "authorization_endpoint",
            "token_endpoint",
            "jwks_uri",
            "userinfo_endpoint",
        ] {
            if let Some(told) = options.text(name) {
                let is_another = name == "issuer"
                    && found
                        .get(name)
                        .is_some_and(|own| own.as_str() != Some(told));
                if is_another {
                    let reason = "the discovery document has another issuer than the options";
                    return Err(Trouble::Provider(reason.to_owned()));
                }
                found.insert(name.to_owned(), told.into());
            }
        }
        let text = |name: &str| found.get(name).and_then(Value::as_str);
        let methods = found.get("token_endpoint_auth_methods_supported");
        let takes = |method: &str| {
            let methods = methods.and_then(Value::as_array);
            methods.is_some_and(|all| all.iter().any(|one| one == method))
        };
        let issuer = text("issuer").filter(|issuer| !issuer.is_empty());
        let Some(issuer) = issuer else {
            return Err(Trouble::Provider("the provider names no issuer".to_owned()));
        };
        Ok(Self {
            issuer: issuer.to_owned(),
            answers_with_issuer: found.get("authorization_response_iss_parameter_supported")
                == Some(&Value::Bool(true)),
            wants_basic: takes("client_secret_basic") && !takes("client_secret_post"),
            found,
            allows_http,
        })
    }

    /// An endpoint of it.
    pub fn endpoint(&self, name: &str) -> Result<Url, Trouble> {
        let told = self.found.get(name).and_then(Value::as_str);
        let told = told.ok_or_else(|| Trouble::Provider(format!("the provider has no {name}")))?;
        address(told, self.allows_http)
    }

    /// The claims of a token that the provider has signed. A key that is new is looked for.
    pub async fn verify(
        &self,
        ctx: &Ctx,
        token: &str,
        algorithms: Option<&[&str]>,
    ) -> Result<Map<String, Value>, Trouble> {
        let url = self.endpoint("jwks_uri")?;
        let mut verified = Err(Unverified::UnknownKey);
        for wanted in [Wanted::Kept, Wanted::Newer] {
            let keys = ctx.egress.document(&url, wanted, ctx.now.millis()).await;
            let keys = keys.map_err(|e| unreached("the keys", &e))?;
            verified = provider_key::verify(token, &keys, algorithms);
            if !matches!(verified, Err(Unverified::UnknownKey)) {
                break;
            }
        }
        verified.map_err(|e| Trouble::Answer(e.to_string()))
    }
}

async fn discover(ctx: &Ctx, told: &str, allows_http: bool) -> Result<Map<String, Value>, Trouble> {
    let url = address(told, allows_http)?;
    let found = ctx.egress.document(&url, Wanted::Kept, ctx.now.millis());
    let found = found
        .await
        .map_err(|e| unreached("the discovery document", &e))?;
    serde_json::from_str(&found)
        .map_err(|_| Trouble::Provider("the discovery document is not a JSON object".to_owned()))
}

/// An address with TLS; without it where the operator lets private addresses be called.
fn address(told: &str, allows_http: bool) -> Result<Url, Trouble> {
    let url = Url::parse(told).ok();
    let is_safe = |url: &Url| url.scheme() == "https" || (allows_http && url.scheme() == "http");
    url.filter(is_safe).ok_or_else(|| {
        Trouble::Provider("an address of the provider is not an https:// URL".into())
    })
}

/// What could not be had of a provider.
pub fn unreached(what: &str, error: &Unreached) -> Trouble {
    Trouble::Provider(format!("{what}: {error}"))
}

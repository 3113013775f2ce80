//! Access tokens: JWTs for APIs in both of Auth0's dialects, and opaque ones that only `/userinfo` takes.

use std::time::Duration;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::TokenOrganization;
use crate::domain::action::run::add_claims;
use crate::domain::origin::Origin;
use crate::domain::resource_server::TokenDialect;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::keys::{Ring, sign_with_secret};
use crate::outside::Entropy;

const OPAQUE_PREFIX: &str = "at_";
const OPAQUE_AAD: &[u8] = b"access token for userinfo";
const MAX_OPAQUE: usize = 8 * 1024;

/// What goes into a token for an API.
#[derive(Debug, Clone)]
pub struct ApiToken<'a> {
    pub issuer: &'a Origin,
    pub subject: &'a str,
    pub client_id: &'a str,
    pub audience: &'a str,
    pub scope: &'a Scope,
    pub organization: Option<TokenOrganization<'a>>,
    /// The permissions of the user, or of the client itself; only for APIs whose tokens contain them.
    pub permissions: Option<&'a [String]>,
    /// The API's secret, if its tokens are signed with HS256.
    pub secret: Option<&'a str>,
    /// `gty`; only in Auth0's dialect.
    pub grant: Option<&'a str>,
    pub dialect: TokenDialect,
    pub issued_at: Timestamp,
    pub lifetime: Duration,
    /// What Actions add.
    pub custom: &'a Map<String, Value>,
}

impl ApiToken<'_> {
    /// The signed token.
    pub fn sign(&self, ring: &Ring, entropy: &Entropy) -> String {
        let mut claims = Map::new();
        claims.insert("iss".into(), self.issuer.as_str().into());
        claims.insert("sub".into(), self.subject.into());
        // With a secret of the API's own the token says nothing to us.
        let audience = if self.scope.contains("openid") && self.secret.is_none() {
            json!([self.audience, userinfo_audience(self.issuer)])
        } else {
            self.audience.into()
        };
        claims.insert("aud".into(), audience);
        claims.insert("iat".into(), self.issued_at.seconds().into());
        claims.insert(
            "exp".into(),
            self.issued_at.plus(self.lifetime).seconds().into(),
        );
        if !self.scope.is_empty() {
            claims.insert("scope".into(), self.scope.to_string().into());
        }
        if let Some(permissions) = self.permissions {
            claims.insert("permissions".into(), json!(permissions));
        }
        if let Some(organization) = self.organization {
            organization.insert_into(&mut claims);
        }
        match self.dialect {
            TokenDialect::Auth0 => {
                if let Some(grant) = self.grant {
                    claims.insert("gty".into(), grant.into());
                }
                claims.insert("azp".into(), self.client_id.into());
                add_claims(&mut claims, self.custom);
                self.sign_as(ring, "JWT", &claims)
            }
            TokenDialect::Rfc9068 => {
                claims.insert("jti".into(), entropy.token::<16>().into());
                claims.insert("client_id".into(), self.client_id.into());
                add_claims(&mut claims, self.custom);
                self.sign_as(ring, "at+jwt", &claims)
            }
        }
    }

    fn sign_as(&self, ring: &Ring, typ: &str, claims: &Map<String, Value>) -> String {
        match self.secret {
            Some(secret) => sign_with_secret(secret, typ, claims),
            None => ring.signer.sign(typ, claims),
        }
    }
}

/// The audience that opens `/userinfo`.
pub fn userinfo_audience(issuer: &Origin) -> String {
    issuer.join("userinfo")
}

/// The content of an opaque token. It is sealed, so only this server can read it, and it needs no row in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpaqueToken {
    pub user_id: String,
    pub client_id: String,
    pub scope: Scope,
    pub session_id: Option<String>,
    /// The refresh-token family of the same grant.
    pub family_id: Option<String>,
    /// The family whose transfer the login came from, if the session does not name it.
    #[serde(default)]
    pub parent_family: Option<String>,
    /// The digest of the code that it was exchanged for: using that code twice revokes the token.
    pub code: Option<String>,
    /// `None` in tokens of older versions.
    #[serde(default)]
    pub issued_at: Option<Timestamp>,
    pub expires_at: Timestamp,
}

impl OpaqueToken {
    /// The token's text.
    pub fn seal(&self, ring: &Ring, entropy: &Entropy) -> String {
        let nonce = entropy.bytes::<NONCE_LEN>();
        let mut sealed = serde_json::to_vec(self).expect("an opaque token is plain data");
        key(ring)
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(OPAQUE_AAD),
                &mut sealed,
            )
            .expect("an opaque token is far below AES-GCM's limit");
        format!(
            "{OPAQUE_PREFIX}{}",
            URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
        )
    }

    /// Opens a token that this server sealed; `None` for anything else. The caller checks whether it is still valid.
    pub fn open(ring: &Ring, text: &str) -> Option<Self> {
        let body = text
            .strip_prefix(OPAQUE_PREFIX)
            .filter(|b| b.len() <= MAX_OPAQUE)?;
        let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut opened = sealed.to_vec();
        let plain = key(ring)
            .open_in_place(nonce, Aad::from(OPAQUE_AAD), &mut opened)
            .ok()?;
        serde_json::from_slice(plain).ok()
    }
}

fn key(ring: &Ring) -> LessSafeKey {
    LessSafeKey::new(
        UnboundKey::new(&AES_256_GCM, &ring.opaque_key).expect("AES-256 keys have 32 bytes"),
    )
}

/// A verified access token for an API: signature, type, issuer and time have been checked.
#[derive(Debug, Clone)]
pub struct Verified {
    pub subject: String,
    pub client_id: String,
    pub scope: Scope,
    pub issued_at: Timestamp,
    pub claims: Map<String, Value>,
}

/// Why a token for an API is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidToken {
    /// Not signed by this server, or not for this audience.
    Token,
    Expired,
}

/// Checks a token against the issuers that this server has and the audience that `accepts` recognises.
pub fn verify(
    ring: &Ring,
    token: &str,
    issuers: &[&Origin],
    accepts: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Result<Verified, InvalidToken> {
    let claims = ring
        .verify(token, &["JWT", "at+jwt"])
        .ok_or(InvalidToken::Token)?;
    let text = |key: &str| claims.get(key).and_then(Value::as_str);
    let issued_by_us = text("iss").is_some_and(|iss| issuers.iter().any(|o| o.as_str() == iss));
    let meant_for_us = match claims.get("aud") {
        Some(Value::String(aud)) => accepts(aud),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).any(accepts),
        _ => false,
    };
    // An ID token is no access token, though the same key signs it: only access tokens name their client so.
    let client_id = text("azp")
        .or_else(|| text("client_id"))
        .ok_or(InvalidToken::Token)?
        .to_owned();
    let subject = text("sub").ok_or(InvalidToken::Token)?.to_owned();
    let expires = claims
        .get("exp")
        .and_then(Value::as_i64)
        .ok_or(InvalidToken::Token)?;
    if !issued_by_us || !meant_for_us {
        return Err(InvalidToken::Token);
    }
    if expires <= now.seconds() {
        return Err(InvalidToken::Expired);
    }
    let scope = Scope::parse(text("scope").unwrap_or(""));
    let issued_at = claims.get("iat").and_then(Value::as_i64).unwrap_or(0);
    Ok(Verified {
        issued_at: Timestamp::from_millis(issued_at.saturating_mul(1_000)),
        subject,
        client_id,
        scope,
        claims,
    })
}

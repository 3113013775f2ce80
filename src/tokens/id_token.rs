//! ID tokens (OIDC Core §2) and the claims that scopes ask for (§5.4).

use serde_json::{Map, Value};

use super::TokenOrganization;
use crate::domain::action::run::add_claims;
use crate::domain::client::Client;
use crate::domain::dialect::Dialect;
use crate::domain::digest::digest;
use crate::domain::guardian::MULTI_FACTOR;
use crate::domain::origin::Origin;
use crate::domain::scope::Scope;
use crate::domain::session::MFA;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::keys::{Ring, sign_with_secret, verify_with_secret};

/// What goes into an ID token besides the user's claims.
#[derive(Debug, Clone)]
pub struct IdToken<'a> {
    pub issuer: &'a Origin,
    pub client: &'a Client,
    pub user: &'a User,
    pub scope: &'a Scope,
    pub session_id: Option<&'a str>,
    pub nonce: Option<&'a str>,
    /// When the user signed in; only if the request asked for `auth_time`.
    pub authenticated_at: Option<Timestamp>,
    /// The user has passed a second factor for this request (`acr`, `amr`).
    pub second_factor: bool,
    pub organization: Option<TokenOrganization<'a>>,
    /// The access token and code that travel beside it through the front channel (`at_hash`, `c_hash`).
    pub access_token: Option<&'a str>,
    pub code: Option<&'a str>,
    pub issued_at: Timestamp,
    pub dialect: Dialect,
    /// What Actions add.
    pub custom: &'a Map<String, Value>,
}

impl IdToken<'_> {
    /// The signed token. `secret` signs for clients that ask for HS256.
    pub fn sign(&self, ring: &Ring, secret: Option<&str>) -> String {
        let mut claims = user_claims(self.user, self.scope, self.dialect);
        claims.insert("iss".into(), self.issuer.as_str().into());
        claims.insert("aud".into(), self.client.client_id.as_str().into());
        claims.insert("sub".into(), self.user.user_id.as_str().into());
        claims.insert("iat".into(), self.issued_at.seconds().into());
        claims.insert(
            "exp".into(),
            self.issued_at
                .plus(self.client.id_token_lifetime())
                .seconds()
                .into(),
        );
        let mut insert = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                claims.insert(name.into(), value);
            }
        };
        insert("sid", self.session_id.map(Value::from));
        insert("nonce", self.nonce.map(Value::from));
        insert(
            "auth_time",
            self.authenticated_at.map(|t| t.seconds().into()),
        );
        insert("acr", self.second_factor.then(|| MULTI_FACTOR.into()));
        insert("amr", self.second_factor.then(|| vec![MFA].into()));
        insert("at_hash", self.access_token.map(|t| half_hash(t).into()));
        insert("c_hash", self.code.map(|c| half_hash(c).into()));
        if let Some(organization) = self.organization {
            organization.insert_into(&mut claims);
        }
        add_claims(&mut claims, self.custom);
        match secret.filter(|_| self.client.signs_with_secret()) {
            Some(secret) => sign_with_secret(secret, "JWT", &claims),
            None => ring.signer.sign("JWT", &claims),
        }
    }
}

/// The claims of `profile` (OIDC Core §5.4) that a user may have besides a name, a nickname and the time of the last change.
const PROFILE: [&str; 11] = [
    "picture",
    "given_name",
    "family_name",
    "middle_name",
    "preferred_username",
    "profile",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
];

/// Those that Auth0 also gives by themselves, each for the scope of its name.
const SINGLE: [&str; 5] = ["name", "nickname", "picture", "given_name", "family_name"];

/// The user's claims for `scope`, in `/userinfo` and in ID tokens; `sub` is the caller's to add. They come from the root of
/// the profile: what stands in `user_metadata` is what users say of themselves.
pub fn user_claims(user: &User, scope: &Scope, dialect: Dialect) -> Map<String, Value> {
    let mut claims = Map::new();
    let mut tell = |name: &str, value: Option<Value>| {
        claims.extend(value.map(|value| (name.to_owned(), value)));
    };
    let text = |name: &str| user.text(name).map(Value::from);
    if scope.contains("profile") {
        tell("nickname", Some(user.nickname().into()));
        tell("name", Some(user.display_name().into()));
        for name in PROFILE {
            tell(name, text(name));
        }
        let at = user.updated_at;
        let updated_at = if dialect.is_standard() {
            at.seconds().into()
        } else {
            at.to_string().into()
        };
        tell("updated_at", Some(updated_at));
    } else {
        for name in SINGLE.into_iter().filter(|name| scope.contains(name)) {
            tell(name, text(name));
        }
    }
    if scope.contains("created_at") {
        tell("created_at", Some(user.created_at.to_string().into()));
    }
    if let Some(email) = user.email.as_deref().filter(|_| scope.contains("email")) {
        tell("email", Some(email.into()));
        tell("email_verified", Some(user.email_verified.into()));
    }
    if scope.contains("address") {
        let address = user.profile.get("address").filter(|v| v.is_object());
        tell("address", address.cloned());
    }
    if scope.contains("phone") {
        let verified = user
            .profile
            .get("phone_verified")
            .filter(|v| v.is_boolean());
        tell("phone_number", text("phone_number"));
        tell("phone_number_verified", verified.cloned());
    }
    claims
}

/// The left half of the SHA-256, base64url (OIDC Core §3.1.3.6): 16 of 32 bytes.
fn half_hash(text: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let whole = URL_SAFE_NO_PAD.decode(digest(text)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(&whole[..whole.len() / 2])
}

/// The session that an `id_token_hint` names. Expired hints are accepted (RP-Initiated Logout §2), forged ones are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub subject: String,
    pub client_id: String,
    pub session_id: Option<String>,
}

/// Reads a hint that one of our keys signed, or the secret of the client that sends it.
pub fn read_hint(
    ring: &Ring,
    secret: Option<&str>,
    token: &str,
    issuers: &[&Origin],
) -> Option<Hint> {
    let by_secret = || verify_with_secret(secret?, token, "JWT");
    let claims = ring.verify(token, &["JWT"]).or_else(by_secret)?;
    read(&claims, issuers).map(|(hint, _)| hint)
}

/// Reads an ID token that one of our keys signed and that has not expired.
pub fn verify(ring: &Ring, token: &str, issuers: &[&Origin], now: Timestamp) -> Option<Hint> {
    let claims = ring.verify(token, &["JWT"])?;
    read(&claims, issuers)
        .filter(|(_, expires)| *expires > now.seconds())
        .map(|(hint, _)| hint)
}

fn read(claims: &Map<String, Value>, issuers: &[&Origin]) -> Option<(Hint, i64)> {
    let text = |key: &str| claims.get(key).and_then(Value::as_str).map(str::to_owned);
    let ours = text("iss").is_some_and(|iss| issuers.iter().any(|o| o.as_str() == iss));
    // Access tokens are signed by the same keys; they have `azp`.
    let is_id_token = ours && !claims.contains_key("azp");
    if !is_id_token {
        return None;
    }
    let hint = Hint {
        subject: text("sub")?,
        client_id: text("aud")?,
        session_id: text("sid"),
    };
    let expires = claims.get("exp").and_then(Value::as_i64).unwrap_or(0);
    Some((hint, expires))
}

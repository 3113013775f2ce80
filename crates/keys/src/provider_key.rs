//! Tokens of identity providers: verified by the keys that they publish (RFC 7517), and by no key that a token brings itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};

/// Bytes of a token.
const MAX_TOKEN: usize = 64 * 1024;
/// How many keys are tried for a token that names none.
const MOST_TRIED: usize = 16;

/// Without a shared secret: who can check a token of one of these cannot make one.
const ALGORITHMS: [(&str, Algorithm); 9] = [
    ("RS256", Algorithm::RS256),
    ("RS384", Algorithm::RS384),
    ("RS512", Algorithm::RS512),
    ("PS256", Algorithm::PS256),
    ("PS384", Algorithm::PS384),
    ("PS512", Algorithm::PS512),
    ("ES256", Algorithm::ES256),
    ("ES384", Algorithm::ES384),
    ("EdDSA", Algorithm::EdDSA),
];

/// Why a token is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    #[error("the token cannot be read")]
    Malformed,
    #[error("the token is signed by an algorithm that is not allowed")]
    Algorithm,
    /// The provider may have published the key since.
    #[error("the provider publishes no key that the token names")]
    UnknownKey,
    #[error("no key of the provider has signed the token")]
    Signature,
}

/// The claims of a token that one of the published keys signed; `allowed` are the algorithms, if not all that need no shared
/// secret. Nothing that they say is checked.
pub fn verify(
    token: &str,
    published: &str,
    allowed: Option<&[&str]>,
) -> Result<Map<String, Value>, Unverified> {
    let header = header(token).ok_or(Unverified::Malformed)?;
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    let algorithm = text("alg").and_then(|alg| {
        let is_allowed = allowed.is_none_or(|allowed| allowed.contains(&alg));
        let mut known = ALGORITHMS.into_iter();
        known.find(|(name, _)| is_allowed && *name == alg)
    });
    let (_, algorithm) = algorithm.ok_or(Unverified::Algorithm)?;
    let keys = keys(published, text("kid"), algorithm);
    if keys.is_empty() {
        return Err(Unverified::UnknownKey);
    }
    let mut validation = Validation::new(algorithm);
    // The domain checks the claims, at the time of the request.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let verified = keys.iter().filter_map(|key| {
        let key = DecodingKey::from_jwk(key).ok()?;
        jsonwebtoken::decode::<Map<String, Value>>(token, &key, &validation).ok()
    });
    let mut verified = verified.map(|token| token.claims);
    verified.next().ok_or(Unverified::Signature)
}

/// The header of a compact JWS. No extension is understood (RFC 7515 §4.1.11).
fn header(token: &str) -> Option<Map<String, Value>> {
    let (first, _) = token.split_once('.').filter(|_| token.len() <= MAX_TOKEN)?;
    let bytes = URL_SAFE_NO_PAD.decode(first).ok()?;
    let header: Map<String, Value> = serde_json::from_slice(&bytes).ok()?;
    (!header.contains_key("crit")).then_some(header)
}

/// The published keys that may have signed: of that name, if one is named, and of the algorithm's kind. Keys that are not
/// understood are left out.
fn keys(published: &str, kid: Option<&str>, algorithm: Algorithm) -> Vec<Jwk> {
    let document: Value = serde_json::from_str(published).unwrap_or_default();
    let listed = document.get("keys").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().cloned();
    let read = listed.filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
    let fits = |key: &Jwk| {
        let of = &key.common;
        let is_named = kid.is_none_or(|kid| of.key_id.as_deref() == Some(kid));
        let signs = of
            .public_key_use
            .as_ref()
            .is_none_or(|u| *u == PublicKeyUse::Signature);
        is_named && signs && is_of_kind(&key.algorithm, algorithm)
    };
    read.filter(fits).take(MOST_TRIED).collect()
}

fn is_of_kind(key: &AlgorithmParameters, algorithm: Algorithm) -> bool {
    match algorithm {
        Algorithm::ES256 | Algorithm::ES384 => matches!(key, AlgorithmParameters::EllipticCurve(_)),
        Algorithm::EdDSA => matches!(key, AlgorithmParameters::OctetKeyPair(_)),
        _ => matches!(key, AlgorithmParameters::RSA(_)),
    }
}

//! Public keys: the JWK of a certificate (RFC 7517) with `x5c` and `x5t`, and the key that verifies.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde_json::{Value, json};

use super::error::KeyError;
use footbridge_domain::signing_key::SigningKey;

/// A published key.
pub(super) struct PublicKey {
    pub(super) kid: String,
    pub(super) jwk: Value,
    pub(super) verifier: DecodingKey,
    /// The certificate's DER in base64.
    pub(super) certificate: String,
}

impl PublicKey {
    pub(super) fn of(key: &SigningKey) -> Result<Self, KeyError> {
        let pair = RsaKeyPair::from_pkcs8(&key.private_key).map_err(|_| KeyError::Crypto)?;
        let public = pair.public_key();
        let base64url = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let n = base64url(public.modulus().big_endian_without_leading_zero());
        let e = base64url(public.exponent().big_endian_without_leading_zero());
        let verifier = DecodingKey::from_rsa_components(&n, &e).map_err(|_| KeyError::Crypto)?;
        let certificate = der_of(&key.certificate).ok_or(KeyError::Crypto)?;
        let thumbprint = base64url(digest(&SHA1_FOR_LEGACY_USE_ONLY, &certificate).as_ref());
        let jwk = json!({
            "alg": "RS256", "kty": "RSA", "use": "sig", "n": n, "e": e,
            "kid": key.kid, "x5t": thumbprint, "x5c": [STANDARD.encode(&certificate)],
        });
        let certificate = STANDARD.encode(&certificate);
        Ok(Self {
            kid: key.kid.clone(),
            jwk,
            verifier,
            certificate,
        })
    }
}

fn der_of(pem: &str) -> Option<Vec<u8>> {
    let body: String = pem.lines().filter(|l| !l.starts_with("-----")).collect();
    STANDARD.decode(body.trim()).ok()
}

//! Signing of compact JWS (RFC 7515 §7.1) with a key that is parsed once: parsing it for each token would cost more than
//! the signature itself.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::ring::KeyError;

/// The key that signs.
pub struct Signer {
    kid: String,
    key: RsaKeyPair,
}

impl Signer {
    pub(super) fn new(kid: &str, pkcs8: &[u8]) -> Result<Self, KeyError> {
        let key = RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| KeyError::Crypto)?;
        Ok(Self {
            kid: kid.to_owned(),
            key,
        })
    }

    /// The key's id.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// An RS256 token with `typ` in its header.
    pub fn sign(&self, typ: &str, claims: &Map<String, Value>) -> String {
        let input = signing_input(
            &json!({"alg": "RS256", "typ": typ, "kid": self.kid}),
            claims,
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                input.as_bytes(),
                &mut signature,
            )
            .expect("an RSA key that was accepted signs");
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// An HS256 token under a secret of the client's or API's own, for those that ask for it.
pub fn sign_with_secret(secret: &str, typ: &str, claims: &Map<String, Value>) -> String {
    let input = signing_input(&json!({"alg": "HS256", "typ": typ}), claims);
    let tag = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
        input.as_bytes(),
    );
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(tag))
}

fn signing_input(header: &Value, claims: &Map<String, Value>) -> String {
    let claims = serde_json::to_vec(claims).expect("claims are plain JSON");
    format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims)
    )
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

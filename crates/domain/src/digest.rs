//! SHA-256 digests of secrets. Only digests reach the store: a token has 256 random bits, so it needs no salt.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of `secret`, base64url: what the store keeps of a token.
pub fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

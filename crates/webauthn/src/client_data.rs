//! What the browser says of the ceremony (§5.8.1 `CollectedClientData`).

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::ceremony::{Expected, Refusal};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

/// Checks it (§7.1 and §7.2, steps 5 to 12); the digest that is signed.
pub fn check(json: &[u8], kind: &str, expected: Expected<'_>) -> Result<[u8; 32], Refusal> {
    let data: ClientData =
        serde_json::from_slice(json).map_err(|_| Refusal::Malformed("clientDataJSON"))?;
    if data.kind != kind {
        return Err(Refusal::Type);
    }
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(expected.challenge);
    verify_slices_are_equal(challenge.as_bytes(), data.challenge.as_bytes())
        .map_err(|_| Refusal::Challenge)?;
    if !expected.origins.contains(&data.origin) {
        return Err(Refusal::Origin);
    }
    if data.cross_origin || data.top_origin.is_some() {
        return Err(Refusal::CrossOrigin);
    }
    Ok(hash(json))
}

/// SHA-256.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
    hash
}

//! Tokens as a relying party reads them: by the published keys.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A verified token.
#[derive(Debug)]
pub struct Jwt {
    pub typ: Option<String>,
    pub claims: Value,
}

/// Verifies signature, issuer and audience. Times are left to the test: the server's clock may
/// have been moved.
pub fn verify(token: &str, keys: &Value, issuer: &str, audience: &str) -> Result<Jwt, String> {
    let explain = |error: &dyn std::fmt::Display| format!("{error}: {token}");
    let header = decode_header(token).map_err(|error| explain(&error))?;
    let keys: JwkSet = serde_json::from_value(keys.clone()).map_err(|error| explain(&error))?;
    let kid = header.kid.ok_or("no kid")?;
    let key = keys.find(&kid).ok_or("the kid is not published")?;
    let key = DecodingKey::from_jwk(key).map_err(|error| explain(&error))?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["iss", "sub", "aud", "exp"]);
    let data = decode::<Value>(token, &key, &validation).map_err(|error| explain(&error))?;
    Ok(Jwt {
        typ: data.header.typ,
        claims: data.claims,
    })
}

/// RFC 7636, section 4.2: `S256`.
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

#[test]
fn the_challenge_is_that_of_the_rfc() {
    // RFC 7636, appendix B.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert_eq!(
        challenge(verifier),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
}

#[test]
fn a_token_is_verified_by_the_published_key_only() {
    use jsonwebtoken::{EncodingKey, Header, encode, jwk::Jwk};
    let key = || {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).expect("a key");
        EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).expect("a PEM key")
    };
    let ours = key();
    let mut published = Jwk::from_encoding_key(&ours, Algorithm::RS256).expect("a public key");
    published.common.key_id = Some("k1".to_owned());
    let keys = serde_json::json!({ "keys": [published] });
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some("k1".to_owned());
    let sent = serde_json::json!({ "iss": "i", "sub": "s", "aud": ["a", "b"], "exp": 1 });
    let token = encode(&header, &sent, &ours).expect("a token");
    let read = verify(&token, &keys, "i", "a").expect("a good token");
    assert_eq!(read.claims, sent);
    assert_eq!(read.typ.as_deref(), Some("JWT"));
    verify(&token, &keys, "other", "a").expect_err("another issuer");
    verify(&token, &keys, "i", "c").expect_err("another audience");
    let forged = encode(&header, &sent, &key()).expect("a token");
    verify(&forged, &keys, "i", "a").expect_err("another key");
}

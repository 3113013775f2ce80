//! Signing of compact JWS (RFC 7515 §7.1) and of XML with a key that is parsed once: parsing it for each token would cost
//! more than the signature.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use serde_json::{Map, Value, json};
use sha1::Digest;

use super::error::KeyError;
use footbridge_domain::saml::HashAlgorithm;
use footbridge_domain::signing_key::SigningKey;

/// The key that signs.
pub struct Signer {
    kid: String,
    key: RsaKeyPair,
    /// For the one algorithm that `key` does not know.
    pkcs8: Vec<u8>,
    certificate: String,
}

impl Signer {
    /// The key of the store, with its certificate in base64 of DER.
    pub fn new(key: &SigningKey, certificate: &str) -> Result<Self, KeyError> {
        let pair = RsaKeyPair::from_pkcs8(&key.private_key).map_err(|_| KeyError::Crypto)?;
        Ok(Self {
            kid: key.kid.clone(),
            key: pair,
            pkcs8: key.private_key.clone(),
            certificate: certificate.to_owned(),
        })
    }

    /// A private key in PEM, with its certificate in base64 of DER.
    pub fn of_pem(key: &str, certificate: &str) -> Option<Self> {
        let key = key.trim();
        let parsed = RsaPrivateKey::from_pkcs8_pem(key)
            .or_else(|_| RsaPrivateKey::from_pkcs1_pem(key))
            .ok()?;
        let pkcs8 = parsed.to_pkcs8_der().ok()?.as_bytes().to_vec();
        Some(Self {
            kid: String::new(),
            key: RsaKeyPair::from_pkcs8(&pkcs8).ok()?,
            pkcs8,
            certificate: certificate.to_owned(),
        })
    }

    /// The key's id.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The certificate's DER in base64.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// A bare RSASSA-PKCS1-v1_5 signature.
    pub fn sign_bytes(&self, hash: HashAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match hash {
            HashAlgorithm::Sha1 => self.sign_sha1(message),
            HashAlgorithm::Sha256 => Ok(self.sign_sha256(message)),
        }
    }

    fn sign_sha256(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .expect("an RSA key that was accepted signs");
        signature
    }

    /// aws-lc makes no such signature any more. Blinded, because this implementation is not constant in time.
    fn sign_sha1(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let key = RsaPrivateKey::from_pkcs8_der(&self.pkcs8).map_err(|_| KeyError::Crypto)?;
        let digest = sha1::Sha1::digest(message);
        key.sign_with_rng(
            &mut rsa::rand_core::OsRng,
            rsa::Pkcs1v15Sign::new::<sha1::Sha1>(),
            &digest,
        )
        .map_err(|_| KeyError::Crypto)
    }

    /// An RS256 token with `typ` in its header.
    pub fn sign(&self, typ: &str, claims: &Map<String, Value>) -> String {
        let input = signing_input(
            &json!({"alg": "RS256", "typ": typ, "kid": self.kid}),
            claims,
        );
        let signature = self.sign_sha256(input.as_bytes());
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// An HS256 token under the secret of a client or an API, for those with that setting.
pub fn sign_with_secret(secret: &str, typ: &str, claims: &Map<String, Value>) -> String {
    let input = signing_input(&json!({"alg": "HS256", "typ": typ}), claims);
    let tag = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
        input.as_bytes(),
    );
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(tag))
}

/// The claims of an HS256 token under that secret; signature and type only. The server chooses the algorithm, never the token.
pub fn verify_with_secret(secret: &str, token: &str, typ: &str) -> Option<Map<String, Value>> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    header.typ.filter(|t| t.eq_ignore_ascii_case(typ))?;
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let key = DecodingKey::from_secret(secret.as_bytes());
    let verified = jsonwebtoken::decode::<Map<String, Value>>(token, &key, &validation);
    verified.ok().map(|data| data.claims)
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

//! The ring: all keys in use at one time.

use aws_lc_rs::hmac;
use jsonwebtoken::{Algorithm, Validation};
use serde_json::{Map, Value, json};

use super::error::KeyError;
use super::jwks::PublicKey;
use super::signer::Signer;
use footbridge_domain::saml::HashAlgorithm;
use footbridge_domain::signing_key::{KeyState, SigningKey};

/// A compact JWS longer than this was not issued by this server.
const MAX_JWS: usize = 16 * 1024;

/// The keys at one time.
pub struct Ring {
    /// Signs.
    pub signer: Signer,
    /// Signs with SHA-1.
    sha1_signer: Signer,
    /// Seals opaque access tokens.
    pub opaque_key: [u8; 32],
    published: Vec<PublicKey>,
    version: Vec<(String, KeyState)>,
}

fn version(keys: &[SigningKey]) -> Vec<(String, KeyState)> {
    keys.iter().map(|k| (k.kid.clone(), k.state)).collect()
}

impl Ring {
    /// The ring of these keys, which need a current one and one for SHA-1.
    pub fn build(keys: &[SigningKey], opaque_key: [u8; 32]) -> Result<Self, KeyError> {
        let only = |state| keys.iter().find(|k| k.state == state);
        let current = only(KeyState::Current).ok_or(KeyError::NoCurrentKey)?;
        let sha1 = only(KeyState::Sha1).ok_or(KeyError::NoCurrentKey)?;
        let mut published = keys
            .iter()
            .filter(|k| k.state != KeyState::Sha1)
            .map(PublicKey::of)
            .collect::<Result<Vec<_>, _>>()?;
        // The key in use comes first: many verifiers that ignore `kid` take the first.
        published.sort_by_key(|k| k.kid != current.kid);
        let signer = Signer::new(current, &published[0].certificate)?;
        Ok(Self {
            signer,
            sha1_signer: Signer::new(sha1, &PublicKey::of(sha1)?.certificate)?,
            opaque_key,
            published,
            version: version(keys),
        })
    }

    /// Whether the ring was made from other keys, or uses them differently.
    pub fn differs_from(&self, keys: &[SigningKey]) -> bool {
        self.version != version(keys)
    }

    /// A secret that is known from what it is for, to every process, and stored nowhere.
    pub fn secret_for(&self, purpose: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.opaque_key);
        let tag = hmac::sign(&key, purpose.as_bytes());
        tag.as_ref().iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The key set document of `/.well-known/jwks.json`.
    pub fn jwks(&self) -> Value {
        json!({"keys": self.published.iter().map(|k| &k.jwk).collect::<Vec<_>>()})
    }

    /// The signer of XML with that hash. A collision of SHA-1 can forge neither a token nor a signature with SHA-256.
    pub fn xml_signer(&self, hash: HashAlgorithm) -> &Signer {
        match hash {
            HashAlgorithm::Sha1 => &self.sha1_signer,
            HashAlgorithm::Sha256 => &self.signer,
        }
    }

    /// The certificates of all keys that sign XML with that hash, the one in use first: base64 of DER.
    pub fn certificates(&self, hash: HashAlgorithm) -> Vec<&str> {
        match hash {
            HashAlgorithm::Sha1 => vec![self.sha1_signer.certificate()],
            HashAlgorithm::Sha256 => self
                .published
                .iter()
                .map(|k| k.certificate.as_str())
                .collect(),
        }
    }

    /// The claims of a token that one of these keys signed; `None` for anything else. Checks only the signature: the caller
    /// checks issuer, audience and times. The server chooses algorithm and key, never the token (RFC 8725 §3.1).
    pub fn verify(&self, token: &str, typ: &[&str]) -> Option<Map<String, Value>> {
        if token.len() > MAX_JWS || token.bytes().filter(|b| *b == b'.').count() != 2 {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        let fits = |t: &str| typ.iter().any(|allowed| allowed.eq_ignore_ascii_case(t));
        let kid = header
            .kid
            .filter(|_| header.typ.as_deref().is_some_and(fits))?;
        let key = self.published.iter().find(|k| k.kid == kid)?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        jsonwebtoken::decode::<Map<String, Value>>(token, &key.verifier, &validation)
            .ok()
            .map(|d| d.claims)
    }
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ring")
            .field(
                "keys",
                &self.version.iter().map(|(kid, _)| kid).collect::<Vec<_>>(),
            )
            .finish()
    }
}

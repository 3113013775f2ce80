//! The ring: all keys in use, read from the store and kept in memory.

use std::sync::Arc;

use arc_swap::ArcSwap;
use jsonwebtoken::{Algorithm, Validation};
use serde_json::{Map, Value, json};

use super::certificate::make_key;
use super::jwks::PublicKey;
use super::signer::Signer;
use crate::domain::saml::Hash;
use crate::domain::time::Timestamp;
use crate::store::Store;
use crate::store::engine::StoreError;
use crate::store::sealing_keys;
use crate::store::signing_keys::{self, SigningKey, State};

/// The purpose under which the store keeps the key of opaque access tokens.
const OPAQUE_TOKENS: &str = "opaque_access_tokens";
/// A compact JWS longer than this is none of ours.
const MAX_JWS: usize = 16 * 1024;

/// Why keys could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a signing key could not be made or read")]
    Crypto,
    #[error("a certificate could not be made")]
    Certificate(#[from] rcgen::Error),
    #[error("no key is in use")]
    NoCurrentKey,
}

/// Keeps the newest [`Ring`] at hand.
#[derive(Debug)]
pub struct KeyRing {
    ring: ArcSwap<Ring>,
    host: String,
}

/// The keys at one moment.
pub struct Ring {
    /// Signs.
    pub signer: Signer,
    /// Signs with SHA-1.
    sha1_signer: Signer,
    /// Seals opaque access tokens.
    pub opaque_key: [u8; 32],
    published: Vec<PublicKey>,
    version: Vec<(String, State)>,
}

impl KeyRing {
    /// Reads the keys, and makes those that are missing: a current and a next one. `host` names the certificates.
    pub async fn open(store: &Store, host: &str, now: Timestamp) -> Result<Self, KeyError> {
        fill(store, host, now).await?;
        let keys = signing_keys::published(&mut store.read().await?).await?;
        let opaque_key =
            sealing_keys::ensure(&mut store.write().await?, OPAQUE_TOKENS, now).await?;
        let ring = Ring::build(&keys, opaque_key)?;
        Ok(Self {
            ring: ArcSwap::from_pointee(ring),
            host: host.to_owned(),
        })
    }

    /// The keys now.
    pub fn ring(&self) -> Arc<Ring> {
        self.ring.load_full()
    }

    /// Takes over what another process, or an operator, changed. Called every second.
    pub async fn refresh(&self, store: &Store) -> Result<(), KeyError> {
        let keys = signing_keys::published(&mut store.read().await?).await?;
        let ring = self.ring();
        if version(&keys) != ring.version {
            self.ring
                .store(Arc::new(Ring::build(&keys, ring.opaque_key)?));
        }
        Ok(())
    }

    /// Puts the next key to use and makes a new next one.
    pub async fn rotate(&self, store: &Store, now: Timestamp) -> Result<(), KeyError> {
        rotate(store, &self.host, now).await?;
        self.refresh(store).await
    }
}

/// Rotates without a ring in memory, for the command line.
pub async fn rotate(store: &Store, host: &str, now: Timestamp) -> Result<(), KeyError> {
    fill(store, host, now).await?;
    let mut tx = store.begin().await?;
    signing_keys::rotate(&mut tx, now).await?;
    tx.commit().await?;
    fill(store, host, now).await
}

async fn fill(store: &Store, host: &str, now: Timestamp) -> Result<(), KeyError> {
    let keys = signing_keys::published(&mut store.read().await?).await?;
    for state in [State::Current, State::Next, State::Sha1] {
        if !keys.iter().any(|k| k.state == state) {
            let host = host.to_owned();
            let key = tokio::task::spawn_blocking(move || make_key(&host, state, now))
                .await
                .map_err(|_| KeyError::Crypto)??;
            signing_keys::insert(&mut store.write().await?, &key).await?;
        }
    }
    Ok(())
}

fn version(keys: &[SigningKey]) -> Vec<(String, State)> {
    keys.iter().map(|k| (k.kid.clone(), k.state)).collect()
}

impl Ring {
    fn build(keys: &[SigningKey], opaque_key: [u8; 32]) -> Result<Self, KeyError> {
        let only = |state| keys.iter().find(|k| k.state == state);
        let current = only(State::Current).ok_or(KeyError::NoCurrentKey)?;
        let sha1 = only(State::Sha1).ok_or(KeyError::NoCurrentKey)?;
        let mut published = keys
            .iter()
            .filter(|k| k.state != State::Sha1)
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

    /// The key set document of `/.well-known/jwks.json`.
    pub fn jwks(&self) -> Value {
        json!({"keys": self.published.iter().map(|k| &k.jwk).collect::<Vec<_>>()})
    }

    /// What signs XML with that hash. What a collision of SHA-1 makes sign for us signs no token, and nothing else with SHA-256.
    pub fn xml_signer(&self, hash: Hash) -> &Signer {
        match hash {
            Hash::Sha1 => &self.sha1_signer,
            Hash::Sha256 => &self.signer,
        }
    }

    /// The certificates of all keys that sign XML with that hash, the one in use first: base64 of DER.
    pub fn certificates(&self, hash: Hash) -> Vec<&str> {
        match hash {
            Hash::Sha1 => vec![self.sha1_signer.certificate()],
            Hash::Sha256 => self
                .published
                .iter()
                .map(|k| k.certificate.as_str())
                .collect(),
        }
    }

    /// The claims of a token that one of our keys signed; `None` for anything else. Signature only: issuer, audience and
    /// times are the caller's to judge by its own clock. Algorithm and key are ours, never the token's choice (RFC 8725 §3.1).
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

//! The keys of the store, in memory: generated if they are missing, rotated, and reloaded when they change.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::domain::signing_key::KeyState;
use crate::domain::time::Timestamp;
use crate::keys::{KeyError, Ring, make_key};
use crate::store::Store;
use crate::store::engine::StoreError;
use crate::store::{sealing_keys, signing_keys};

/// The purpose under which the store keeps the key of opaque access tokens.
const OPAQUE_TOKENS: &str = "opaque_access_tokens";

/// Why the keys could not be generated or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Holds the current [`Ring`].
#[derive(Debug)]
pub struct KeyRing {
    ring: ArcSwap<Ring>,
    host: String,
}

impl KeyRing {
    /// Reads the keys, and generates those that are missing: a current and a next one. `host` names the certificates.
    pub async fn open(store: &Store, host: &str, now: Timestamp) -> Result<Self, KeyRingError> {
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

    /// Loads the changes of other processes or of an operator. Called every second.
    pub async fn refresh(&self, store: &Store) -> Result<(), KeyRingError> {
        let keys = signing_keys::published(&mut store.read().await?).await?;
        let ring = self.ring();
        if ring.differs_from(&keys) {
            self.ring
                .store(Arc::new(Ring::build(&keys, ring.opaque_key)?));
        }
        Ok(())
    }

    /// Makes the next key the current one, and generates a new next one.
    pub async fn rotate(&self, store: &Store, now: Timestamp) -> Result<(), KeyRingError> {
        rotate(store, &self.host, now).await?;
        self.refresh(store).await
    }
}

/// Rotates without a ring in memory, for the command line.
pub async fn rotate(store: &Store, host: &str, now: Timestamp) -> Result<(), KeyRingError> {
    fill(store, host, now).await?;
    let mut tx = store.begin().await?;
    signing_keys::rotate(&mut tx, now).await?;
    tx.commit().await?;
    fill(store, host, now).await
}

async fn fill(store: &Store, host: &str, now: Timestamp) -> Result<(), KeyRingError> {
    let keys = signing_keys::published(&mut store.read().await?).await?;
    for state in [KeyState::Current, KeyState::Next, KeyState::Sha1] {
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

//! Symmetric keys that all processes share: what seals opaque access tokens.

use crate::engine::{Conn, StoreError, execute, fetch_one, on_engine, statements};
use crate::sealed_columns::SEALING_KEY;
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    INSERT: "INSERT INTO sealing_keys (purpose, secret, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    READ: "SELECT secret FROM sealing_keys WHERE purpose = $1";
}

/// The key for `purpose`; made on first use, by whichever process comes first.
pub async fn ensure(db: &mut Conn, purpose: &str, now: Timestamp) -> Result<[u8; 32], StoreError> {
    let cell = SEALING_KEY.cell(purpose);
    let entropy = Entropy::system();
    let sealed = db.sealer().seal(&entropy, cell, &entropy.bytes::<32>());
    execute!(db, INSERT, purpose, sealed, now.millis())?;
    let (stored,) = fetch_one!((Vec<u8>,), db, READ, purpose)?;
    let opened = db.sealer().open(cell, &stored)?;
    opened.try_into().map_err(|_| StoreError::Corrupt {
        table: "sealing_keys",
        what: "a key of another length".into(),
    })
}

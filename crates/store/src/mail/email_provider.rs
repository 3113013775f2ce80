//! How the tenant sends its messages: a document, and the credentials sealed beside it. There is at most one.

use crate::engine::{Conn, StoreError, Tx, execute, fetch_optional, on_engine, statements};
use crate::sealed_columns::EMAIL_PROVIDER_CREDENTIALS;
use crate::{from_text, to_text};
use footbridge_domain::mail::provider::EmailProvider;
use footbridge_outside::Entropy;

/// The id of the one row.
const ONLY: &str = "provider";

statements! {
    INSERT: "INSERT INTO email_provider (id, document, credentials) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    /// Lost when another request changed the provider in between: the caller reads again.
    REPLACE: "UPDATE email_provider SET document = $3, credentials = $4, version = version + 1 WHERE id = $1 AND version = $2";
    READ: "SELECT document, credentials, version FROM email_provider WHERE id = $1";
    DELETE: "DELETE FROM email_provider WHERE id = $1";
}

/// Stores the first one; false when there is one already.
pub async fn insert(tx: &mut Tx, provider: &EmailProvider) -> Result<bool, StoreError> {
    let (document, sealed) = (to_text(&provider.document), seal(tx, provider));
    Ok(execute!(tx, INSERT, ONLY, document, sealed)? == 1)
}

/// Replaces it if no other request has replaced it since its revision.
pub async fn replace(tx: &mut Tx, provider: &EmailProvider) -> Result<bool, StoreError> {
    let (document, sealed) = (to_text(&provider.document), seal(tx, provider));
    Ok(execute!(tx, REPLACE, ONLY, provider.revision, document, sealed)? == 1)
}

/// The provider, where there is one.
pub async fn read(db: &mut Conn) -> Result<Option<EmailProvider>, StoreError> {
    let row = fetch_optional!((String, Vec<u8>, i64), db, READ, ONLY)?;
    let Some((document, sealed, revision)) = row else {
        return Ok(None);
    };
    let cell = EMAIL_PROVIDER_CREDENTIALS.cell(ONLY);
    let opened = db.sealer().open(cell, &sealed)?;
    let credentials = serde_json::from_slice(&opened).map_err(|e| StoreError::Corrupt {
        table: "email_provider",
        what: e.to_string(),
    })?;
    Ok(Some(EmailProvider {
        document: from_text("email_provider", &document)?,
        credentials,
        revision,
    }))
}

/// Deletes it; false when there is none.
pub async fn delete(db: &mut Conn) -> Result<bool, StoreError> {
    Ok(execute!(db, DELETE, ONLY)? == 1)
}

fn seal(db: &Conn, provider: &EmailProvider) -> Vec<u8> {
    let text = to_text(&provider.credentials);
    let cell = EMAIL_PROVIDER_CREDENTIALS.cell(ONLY);
    db.sealer().seal(&Entropy::system(), cell, text.as_bytes())
}

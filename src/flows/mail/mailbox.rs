//! The mailbox of test mode: what would have been sent.

use serde_json::{Map, Value, json};

use crate::domain::time::Timestamp;
use crate::flows::{Answer, Parts};
use crate::mail::Rendered;
use crate::store::engine::{StoreError, Tx};
use crate::store::mail_outbox::Leased;
use crate::store::mailbox;

/// Puts a message into the mailbox. The link and the code are members of their own, so that no test has to search for them.
pub(super) async fn keep(
    tx: &mut Tx,
    mail: &Leased,
    rendered: &Rendered,
    now: Timestamp,
) -> Result<(), StoreError> {
    let variable = |name: &str| mail.envelope.variables.get(name).cloned();
    let letter = json!({
        "id": mail.id,
        "type": mail.message.as_str(),
        "to": rendered.to,
        "from": rendered.from,
        "subject": rendered.subject,
        "language": mail.envelope.language,
        "link": variable("url"),
        "code": variable("code"),
        "text": rendered.text,
        "html": rendered.html,
        "created_at": now.to_string(),
    });
    let letter = letter.as_object().cloned().unwrap_or_default();
    mailbox::insert(tx, &mail.id, &letter).await
}

/// The last messages, the newest first.
pub async fn latest(parts: &Parts) -> Answer<Vec<Map<String, Value>>> {
    Ok(mailbox::latest(&mut parts.store.read().await?).await?)
}

/// Forgets all of them.
pub async fn empty(parts: &Parts) -> Answer<()> {
    Ok(mailbox::empty(&mut parts.store.write().await?).await?)
}

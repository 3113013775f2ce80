//! The tenant's own messages, by their names.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_optional, on_engine, statements,
};
use crate::{from_text, to_text};
use footbridge_domain::mail::Message;
use footbridge_domain::mail::template::EmailTemplate;

statements! {
    INSERT: "INSERT INTO email_templates (name, document) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    /// Lost when another request changed the template in between: the caller reads again.
    REPLACE: "UPDATE email_templates SET document = $3, version = version + 1 WHERE name = $1 AND version = $2";
    READ: "SELECT document, version FROM email_templates WHERE name = $1";
    ALL: "SELECT name, document, version FROM email_templates ORDER BY name";
}

/// Stores a new one; false when there is one of that name.
pub async fn insert(tx: &mut Tx, template: &EmailTemplate) -> Result<bool, StoreError> {
    let (name, document) = (template.message.as_str(), to_text(&template.document));
    Ok(execute!(tx, INSERT, name, document)? == 1)
}

/// Replaces one if no other request has replaced it since its revision.
pub async fn replace(tx: &mut Tx, template: &EmailTemplate) -> Result<bool, StoreError> {
    let (name, document) = (template.message.as_str(), to_text(&template.document));
    Ok(execute!(tx, REPLACE, name, template.revision, document)? == 1)
}

/// The template of a message.
pub async fn of(db: &mut Conn, message: Message) -> Result<Option<EmailTemplate>, StoreError> {
    let row = fetch_optional!((String, i64), db, READ, message.as_str())?;
    row.map(|(document, revision)| read(message, &document, revision))
        .transpose()
}

/// Every template.
pub async fn all(db: &mut Conn) -> Result<Vec<EmailTemplate>, StoreError> {
    let rows = fetch_all!((String, String, i64), db, ALL)?;
    let known = rows.into_iter().filter_map(|(name, document, revision)| {
        Some(read(Message::of(&name)?, &document, revision))
    });
    known.collect()
}

fn read(message: Message, document: &str, revision: i64) -> Result<EmailTemplate, StoreError> {
    Ok(EmailTemplate {
        message,
        document: from_text("email_templates", document)?,
        revision,
    })
}

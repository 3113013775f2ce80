//! Codes that users type from a message: each used once, and tried a few times, whatever races.

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, row, statements};
use footbridge_domain::time::Timestamp;

statements! {
    /// In the place of the one before.
    PUT: "INSERT INTO email_codes (id, subject, code, tries_left, expires_at) VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, code = excluded.code,
                                         tries_left = excluded.tries_left, expires_at = excluded.expires_at";
    /// A code of the same subject stays as it is, with the tries that it has left: to ask again gives no guess more.
    KEEP: "INSERT INTO email_codes (id, subject, code, tries_left, expires_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (id) DO UPDATE
              SET code = CASE WHEN email_codes.subject = excluded.subject THEN email_codes.code ELSE excluded.code END,
                  expires_at = CASE WHEN email_codes.subject = excluded.subject THEN email_codes.expires_at
                                    ELSE excluded.expires_at END,
                  tries_left = CASE WHEN email_codes.subject = excluded.subject THEN email_codes.tries_left
                                    ELSE excluded.tries_left END,
                  subject = excluded.subject";
    END_OTHERS: "DELETE FROM email_codes WHERE subject = $1 AND id <> $2";
    /// The try is used up before anything is compared.
    TRY: "UPDATE email_codes SET tries_left = tries_left - 1 WHERE id = $1 AND tries_left > 0
          RETURNING subject, code, expires_at";
    /// The whole of single use.
    BURN: "DELETE FROM email_codes WHERE id = $1 AND code = $2 AND expires_at > $3";
}

/// A code of one login transaction.
#[derive(Debug, Clone, Copy)]
pub struct NewEmailCode<'a> {
    /// The transaction's digest.
    pub id: &'a str,
    /// Whose address it proves, and for what; as a digest.
    pub subject: &'a str,
    /// Its digest.
    pub code: &'a str,
    pub tries: u32,
    pub expires_at: Timestamp,
}

row! {
    /// A code that is tried.
    #[derive(Debug, Clone)]
    pub struct TriedEmailCode {
        pub subject: String,
        pub code: String,
        expires_at: i64,
    }
}

impl TriedEmailCode {
    /// Whether it is too late for it.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now.millis()
    }
}

/// Stores a code; the one before it is worth nothing.
pub async fn put(db: &mut Conn, new: NewEmailCode<'_>) -> Result<(), StoreError> {
    store(db, PUT, new).await
}

/// Stores a code where there is none for that subject. One that is there can be tried as often as before, no more.
pub async fn keep(db: &mut Conn, new: NewEmailCode<'_>) -> Result<(), StoreError> {
    store(db, KEEP, new).await
}

async fn store(db: &mut Conn, sql: &'static str, new: NewEmailCode<'_>) -> Result<(), StoreError> {
    let expires_at = new.expires_at.millis();
    let tries = i64::from(new.tries);
    execute!(db, sql, new.id, new.subject, new.code, tries, expires_at).map(drop)
}

/// Ends the codes of a subject that other transactions have asked for.
pub async fn end_others(db: &mut Conn, subject: &str, id: &str) -> Result<(), StoreError> {
    execute!(db, END_OTHERS, subject, id).map(drop)
}

/// Uses a try up; `None`: there is none left, or no code.
pub async fn attempt(db: &mut Conn, id: &str) -> Result<Option<TriedEmailCode>, StoreError> {
    fetch_optional!(TriedEmailCode, db, TRY, id)
}

/// Uses a code up; false where it was used, was replaced, or has expired.
pub async fn burn(
    db: &mut Conn,
    (id, code): (&str, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, BURN, id, code, now.millis())? == 1)
}

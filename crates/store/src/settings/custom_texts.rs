//! The tenant's own texts of its pages: a row for each prompt and language that has any.

use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::prompts::CustomTexts;

statements! {
    ONE: "SELECT document FROM custom_texts WHERE prompt = $1 AND language = $2";
    ALL: "SELECT prompt, language, document FROM custom_texts ORDER BY language, prompt";
    SET: "INSERT INTO custom_texts (prompt, language, document) VALUES ($1, $2, $3)
          ON CONFLICT (prompt, language) DO UPDATE SET document = excluded.document";
    DELETE: "DELETE FROM custom_texts WHERE prompt = $1 AND language = $2";
}

/// The texts of a prompt in one language; none, if the tenant has none.
pub async fn of(db: &mut Conn, prompt: &str, language: &str) -> Result<CustomTexts, StoreError> {
    let row = fetch_optional!((String,), db, ONE, prompt, language)?;
    let texts = row.map(|(text,)| from_text("custom_texts", &text));
    Ok(texts.transpose()?.unwrap_or_default())
}

/// The texts of all prompts: prompt, language, texts.
pub async fn all(db: &mut Conn) -> Result<Vec<(String, String, CustomTexts)>, StoreError> {
    let rows = fetch_all!((String, String, String), db, ALL)?.into_iter();
    rows.map(|(prompt, language, text)| {
        let texts = from_text("custom_texts", &text)?;
        Ok((prompt, language, texts))
    })
    .collect()
}

/// Replaces the texts of a prompt in one language; no text removes the row.
pub async fn set(
    db: &mut Conn,
    (prompt, language): (&str, &str),
    texts: &CustomTexts,
) -> Result<(), StoreError> {
    match texts.0.is_empty() {
        true => execute!(db, DELETE, prompt, language).map(drop),
        false => execute!(db, SET, prompt, language, to_text(texts)).map(drop),
    }
}

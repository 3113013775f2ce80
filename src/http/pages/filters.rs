//! Filters of the templates: a text key becomes the sentence of the page's screen, or of another one: `page.backTo`.

use askama::Values;
use askama::filters::{Html, Safe, escape};

use super::look::TEXTS;
use crate::texts::{END_OF_ISOLATE, ISOLATE, Texts};

fn texts(values: &dyn Values) -> askama::Result<&Texts> {
    askama::get_value::<Texts>(values, TEXTS)
}

/// A sentence in the page. It is escaped here; the only markup that it gets are the marks around its variables, which no
/// value has.
#[askama::filter_fn]
pub fn text(key: &str, values: &dyn Values) -> askama::Result<Safe<String>> {
    sentence(texts(values)?, key)
}

fn sentence(texts: &Texts, key: &str) -> askama::Result<Safe<String>> {
    let escaped = escape(texts.text(key), Html)?.to_string();
    let marked = escaped.replace(ISOLATE, "<bdi>");
    Ok(Safe(marked.replace(END_OF_ISOLATE, "</bdi>")))
}

/// The same with the name of a connection.
#[askama::filter_fn]
pub fn naming(key: &str, values: &dyn Values, connection: &str) -> askama::Result<Safe<String>> {
    sentence(&texts(values)?.with("connectionName", connection), key)
}

/// A sentence in an attribute.
#[askama::filter_fn]
pub fn plain(key: &str, values: &dyn Values) -> askama::Result<String> {
    Ok(texts(values)?.plain(key))
}

/// The page's title, which tells of an error first: it is the first thing that is read aloud.
#[askama::filter_fn]
pub fn page_title(key: &str, values: &dyn Values, has_error: bool) -> askama::Result<String> {
    let texts = texts(values)?;
    let title = texts.plain(key);
    Ok(match has_error {
        true => texts.with("title", &title).plain("page.errorTitle"),
        false => title,
    })
}

/// A sentence in an attribute; nothing, if the screen has none.
#[askama::filter_fn]
pub fn optional(key: &str, values: &dyn Values) -> askama::Result<String> {
    Ok(texts(values)?.find_plain(key).unwrap_or_default())
}

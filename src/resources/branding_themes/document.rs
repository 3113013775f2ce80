//! What a theme must be, and how a `PATCH` changes it.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode, merge};
use crate::domain::theme::StoredTheme;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

const NAME: &str = "displayName";
/// What a theme is called that was given no name.
const UNNAMED: &str = "Unnamed Theme";

/// Checks the settings of a request, of either kind: all five groups have to be there.
pub fn validate(settings: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(settings, Mode::Create)
}

/// A new theme of these settings, if they are whole.
pub fn create(id: String, settings: &Map<String, Value>) -> Result<StoredTheme, Invalid> {
    validate(settings)?;
    let mut settings = settings.clone();
    settings.entry(NAME).or_insert_with(|| UNNAMED.into());
    let theme = StoredTheme { id, settings };
    theme.theme().map_err(Invalid::unusable)?;
    Ok(theme)
}

/// Takes over the settings of a `PATCH`, which has to be whole, too. What may be left out and was, stays.
pub fn update(theme: &mut StoredTheme, settings: &Map<String, Value>) -> Result<(), Invalid> {
    validate(settings)?;
    let mut merged = Value::Object(std::mem::take(&mut theme.settings));
    merge(&mut merged, settings);
    if let Value::Object(merged) = merged {
        theme.settings = merged;
    }
    Ok(())
}

//! `prompts` of the tenant file: the settings, and below `customText` the tenant's own texts by language and prompt.

use serde_json::{Map, Value, json};

use super::document;
use crate::domain::prompts::{CustomTexts, Prompts, is_prompt};
use crate::resources::tenants::document::is_locale;
use crate::store::engine::{StoreError, Tx};
use crate::store::{custom_texts, tenant};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::judge::refused;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

const CUSTOM_TEXT: &str = "customText";

pub const SECTION: Section = Section {
    key: "prompts",
    // The settings have a file of their own, without a key.
    layout: Layout::Keys(
        "prompts",
        &[
            ("", "prompts"),
            (CUSTOM_TEXT, "custom-text"),
            ("partials", "partials"),
        ],
    ),
    is_mapping: true,
    planning: Planning::All(prompts),
    export: Export::Mapping(export),
    ..Section::PLAIN
};

/// The settings are one row, and the texts of a language and prompt are one each.
fn prompts(planner: &mut Planner<'_>, entries: &[Entry]) {
    let before = planner.state.prompts.clone();
    planner.each(entries, entry);
    let after = planner.state.prompts.clone();
    if after != before {
        let keys = vec!["identifier_first".to_owned()];
        planner.push("the order of the pages".into(), keys, SettingsRow(after));
    }
}

fn entry(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    for (key, value) in &entry.document {
        let place = entry.place.key(key);
        match key.as_str() {
            CUSTOM_TEXT => by_language(planner, &place, value)?,
            "partials" | "screenRenderers" if asks_for_nothing(value) => {}
            "partials" | "screenRenderers" => planner.warn_not_applied(&place),
            _ => setting(planner, &entry.place, (key, value))?,
        }
    }
    Ok(())
}

fn asks_for_nothing(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.values().all(asks_for_nothing),
        Value::Array(items) => items.is_empty(),
        value => value.is_null(),
    }
}

fn setting(
    planner: &mut Planner<'_>,
    place: &Place,
    (key, value): (&str, &Value),
) -> Result<(), FileError> {
    let mut patch: Map<_, _> = [(key.to_owned(), value.clone())].into_iter().collect();
    planner.conform(place, &mut patch, document::validate)?;
    if document::UNSUPPORTED
        .requested(None, &patch)
        .next()
        .is_some()
    {
        planner.warn_not_applied(&place.key(key));
        return Ok(());
    }
    let merged = document::merged(&planner.state.prompts, &patch);
    planner.state.prompts = merged.map_err(|invalid| refused(place, &invalid))?;
    Ok(())
}

fn by_language(
    planner: &mut Planner<'_>,
    place: &Place,
    languages: &Value,
) -> Result<(), FileError> {
    for (language, prompts) in mapping(place, languages)? {
        let place = place.key(language);
        if !is_locale(language) {
            return Err(place.error("is not the code of a language"));
        }
        for (prompt, texts) in mapping(&place, prompts)? {
            let place = place.key(prompt);
            if !is_prompt(prompt) {
                return Err(place.error("is not the name of a prompt"));
            }
            texts_of(planner, &place, ((prompt, language), texts))?;
        }
    }
    Ok(())
}

fn texts_of(
    planner: &mut Planner<'_>,
    place: &Place,
    ((prompt, language), texts): ((&str, &str), &Value),
) -> Result<(), FileError> {
    let texts = mapping(place, texts)?;
    document::validate_texts(texts).map_err(|invalid| refused(place, &invalid))?;
    let after = CustomTexts(texts.clone());
    let key = (language.to_owned(), prompt.to_owned());
    let before = planner.state.custom_texts.get(&key);
    if before.cloned().unwrap_or_default() == after {
        return Ok(());
    }
    let what = format!("the texts of {prompt} in {language}");
    let screens = texts.keys().cloned().collect();
    planner
        .state
        .custom_texts
        .insert(key.clone(), after.clone());
    planner.push(what, screens, TextsRow(key, after));
    Ok(())
}

fn mapping<'v>(place: &Place, value: &'v Value) -> Result<&'v Map<String, Value>, FileError> {
    value
        .as_object()
        .ok_or_else(|| place.error("must be a mapping"))
}

/// The settings.
struct SettingsRow(Prompts);

impl PlannedRow for SettingsRow {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        tenant::replace_kept(tx, &self.0).await?;
        Ok(true)
    }
}

/// The texts of a language and a prompt.
struct TextsRow((String, String), CustomTexts);

impl PlannedRow for TextsRow {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        let Self((language, prompt), texts) = self;
        custom_texts::set(tx, (prompt, language), texts).await?;
        Ok(true)
    }
}

fn export(state: &State) -> Map<String, Value> {
    let mut exported = Map::new();
    if state.prompts != Prompts::default() {
        exported.extend(match json!(state.prompts) {
            Value::Object(settings) => settings,
            _ => Map::new(),
        });
    }
    let mut languages = Map::new();
    for ((language, prompt), texts) in &state.custom_texts {
        let of_language = languages.entry(language).or_insert_with(|| json!({}));
        of_language[prompt] = json!(texts);
    }
    if !languages.is_empty() {
        exported.insert(CUSTOM_TEXT.into(), languages.into());
    }
    exported
}

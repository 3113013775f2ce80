//! Exports the tenant as one file, without secrets and passwords. Importing it again changes nothing.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::section::{Export, NextPage, Section, Sections};
use super::state::State;
use super::yaml;
use crate::domain::settings::Settings;
use crate::store::Store;
use crate::store::engine::{Conn, StoreError};

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{0} cannot be written ({1})")]
    Io(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes the tenant to `path`, or to `tenant.yaml` in the directory `path`; the file that was written.
pub async fn export(
    sections: Sections,
    store: &Store,
    settings: &Settings,
    path: &Path,
) -> Result<PathBuf, ExportError> {
    let target = if path.is_dir() {
        path.join("tenant.yaml")
    } else {
        path.to_owned()
    };
    let failed = |e| ExportError::Io(target.clone(), e);
    let mut out = BufWriter::new(File::create(&target).map_err(failed)?);
    let mut db = store.read().await?;
    let state = State::load(&mut db).await?;
    for section in in_order(sections) {
        let Export::Pages(next) = section.export else {
            let text = text(section, &state, settings);
            out.write_all(text.as_bytes()).map_err(failed)?;
            continue;
        };
        let mut last = String::new();
        while let Some(text) = page(&mut db, (section.key, next), &mut last).await? {
            out.write_all(text.as_bytes()).map_err(failed)?;
        }
    }
    out.flush().map_err(failed)?;
    Ok(target)
}

/// Everything but what is written page by page, in an order that depends on names alone.
pub fn render(sections: Sections, state: &State, settings: &Settings) -> String {
    let sections = in_order(sections).into_iter();
    sections
        .map(|section| text(section, state, settings))
        .collect()
}

/// The settings and the databases first, as in the examples of the format.
fn in_order(sections: Sections) -> Vec<&'static Section> {
    sections.ranked(|key| match key {
        "tenant" => 0,
        "databases" => 1,
        _ => 2,
    })
}

/// A section that is in `state`; nothing if it is empty.
fn text(section: &Section, state: &State, settings: &Settings) -> String {
    let mut out = String::new();
    match section.export {
        Export::List(entries) => list(&mut out, section.key, entries(state, settings)),
        Export::Mapping(mapping) => {
            let mapping = mapping(state);
            if !mapping.is_empty() {
                yaml::entry(&mut out, section.key, &mapping.into(), 0);
            }
        }
        Export::Lines(lines) => {
            let lines = lines(state, settings);
            if !lines.is_empty() {
                out = format!("{}:\n{lines}", section.key);
            }
        }
        Export::Pages(_) => {}
    }
    out
}

fn list(out: &mut String, key: &str, mut entries: Vec<Map<String, Value>>) {
    let text = |map: &Map<String, Value>, key| {
        map.get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    entries.sort_by_cached_key(|map| ["name", "client_id", "identifier"].map(|key| text(map, key)));
    if !entries.is_empty() {
        out.push_str(key);
        out.push_str(":\n");
        for map in &entries {
            yaml::item(out, map, 1);
        }
    }
}

/// The next page of a section after `last`, which it moves on; `None` at the end.
async fn page(
    db: &mut Conn,
    (key, next): (&str, NextPage),
    last: &mut String,
) -> Result<Option<String>, StoreError> {
    let page = next(db, last).await?;
    let mut out = String::new();
    if last.is_empty() && !page.is_empty() {
        out = format!("{key}:\n");
    }
    for (position, entry) in &page {
        yaml::item(&mut out, entry, 1);
        last.clone_from(position);
    }
    Ok((!page.is_empty()).then_some(out))
}

/// The members of a document without `left_out`, its name first.
pub fn named_first(document: &Map<String, Value>, left_out: &[&str]) -> Map<String, Value> {
    let name = document.get("name").map(|n| ("name".to_owned(), n.clone()));
    let kept = document
        .iter()
        .filter(|(k, _)| !left_out.contains(&k.as_str()));
    name.into_iter()
        .chain(kept.map(|(k, v)| (k.clone(), v.clone())))
        .collect()
}

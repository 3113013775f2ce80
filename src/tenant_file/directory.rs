//! The Deploy CLI's directory layout: a file an entry, a folder a section.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::keys::lists;
use super::place::{FileError, Place};
use super::read::{Sources, unused};

/// Folders of JSON files, and the sections that they hold. `users` is ours: Auth0's exports have none.
const FOLDERS: [(&str, &str); 6] = [
    ("clients", "clients"),
    ("resource-servers", "resourceServers"),
    ("grants", "clientGrants"),
    ("roles", "roles"),
    ("organizations", "organizations"),
    ("users", "users"),
];

/// Folders of the layout that this version reads over.
const NOT_APPLIED: &str = "actions action-modules triggers log-streams attack-protection pages branding connections \
     rules rules-configs hooks emails guardian prompts custom-domains themes forms flows flow-vault-connections \
     self-service-profiles network-acls risk-assessment phone-providers phone-templates token-exchange-profiles \
     user-attribute-profiles connection-profiles rate-limit-policies event-streams supplemental-signals.json \
     network-acl-keys";

const MAX_FILES: usize = 10_000;

/// Reads every file of the layout under `root`.
pub(super) fn read(root: &Path, sources: &mut Sources<'_>) -> Result<(), FileError> {
    for path in children(root)? {
        let name = file_name(&path);
        let place = place_of(root, &path);
        match name.as_str() {
            "tenant.yaml" | "tenant.yml" => {
                let value = sources.load(&path, &place)?;
                sources.add_file(&place, value)?;
            }
            "tenant.json" => {
                let value = sources.load(&path, &place)?;
                sources.add("tenant", place, value);
            }
            "database-connections" if path.is_dir() => databases(root, &path, sources)?,
            _ => match FOLDERS.into_iter().find(|(folder, _)| *folder == name) {
                Some((_, section)) if path.is_dir() => entries(root, &path, section, sources)?,
                _ if is_empty_folder(&path) => {}
                _ => sources
                    .warnings
                    .push(unused(&place, lists(NOT_APPLIED, &name))),
            },
        }
    }
    Ok(())
}

fn entries(
    root: &Path,
    folder: &Path,
    section: &'static str,
    sources: &mut Sources<'_>,
) -> Result<(), FileError> {
    for path in children(folder)? {
        let place = place_of(root, &path);
        if path.extension().is_none_or(|e| e != "json") {
            sources.warnings.push(unused(&place, false));
            continue;
        }
        match sources.load(&path, &place)? {
            Value::Array(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    sources.add(section, place.item(index), item);
                }
            }
            value => sources.add(section, place, value),
        }
    }
    Ok(())
}

/// `database-connections/NAME/database.json`, with its scripts beside it.
fn databases(root: &Path, folder: &Path, sources: &mut Sources<'_>) -> Result<(), FileError> {
    for path in children(folder)? {
        let file = path.join("database.json");
        if !file.is_file() {
            let place = place_of(root, &path);
            sources
                .warnings
                .push(format!("{place}: has no database.json, ignored"));
            continue;
        }
        let place = place_of(root, &file);
        let value = sources.load(&file, &place)?;
        sources.add("databases", place, value);
    }
    Ok(())
}

/// What a folder holds, in the order of the names; hidden entries are not ours.
fn children(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let place = Place::file(&folder.display().to_string());
    let unreadable = |e: std::io::Error| place.error(format!("cannot be read ({e})"));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if !file_name(&path).starts_with('.') {
            paths.push(path);
        }
        if paths.len() > MAX_FILES {
            return Err(place.error("holds more than 10,000 files; allowed are at most that many"));
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_empty_folder(path: &Path) -> bool {
    path.is_dir() && children(path).is_ok_and(|c| c.is_empty())
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn place_of(root: &Path, path: &Path) -> Place {
    let relative = path.strip_prefix(root).unwrap_or(path);
    Place::file(&relative.display().to_string())
}

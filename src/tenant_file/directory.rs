//! The Deploy CLI's directory layout: a file an entry, a folder a section.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::place::{FileError, Place};
use super::placeholders::DEPLOY_CLI;
use super::section::{Layout, Section, code_place, lists};
use super::silence;
use super::sources::{Sources, unused};

/// Folders of the layout that this version reads over.
const NOT_APPLIED: &str = "action-modules pages migrations.json \
     rules rules-configs hooks custom-domains forms flows flow-vault-connections \
     self-service-profiles network-acls risk-assessment phone-providers phone-templates token-exchange-profiles \
     user-attribute-profiles connection-profiles rate-limit-policies event-streams supplemental-signals.json \
     network-acl-keys";

const MAX_FILES: usize = 10_000;

/// Reads every file of the layout under `root`.
pub(super) fn read(root: &Path, sources: &mut Sources<'_>) -> Result<(), FileError> {
    for path in children(root)? {
        let name = file_name(&path);
        let place = place_of(root, &path);
        if is_beside(&path) {
            continue;
        }
        if path.is_dir() && sources.sections.has_below(&name) {
            sources.has_section = true;
            shared(root, &path, sources)?;
            continue;
        }
        let section = sources.sections.laid_out_in(&name);
        let is_known = lists(NOT_APPLIED, &name);
        // A tenant.yaml says by itself what it holds.
        sources.has_section |= section.is_some() || is_known;
        if ["tenant.yaml", "tenant.yml"].contains(&name.as_str()) {
            let value = sources.load(&path, &place)?;
            sources.add_file(&place, value)?;
            continue;
        }
        match section.map(|section| (section, section.layout)) {
            Some((section, Layout::File(_))) => entry(&path, (place, section), sources),
            Some((section, Layout::Folder(_))) if path.is_dir() => {
                entries(root, &path, section, sources)?;
            }
            Some((section, Layout::Folders(_, file))) if path.is_dir() => {
                folders(root, &path, (section, file), sources)?;
            }
            Some((section, Layout::Keys(_, keys))) if path.is_dir() => {
                keyed(root, &path, (section, keys), sources)?;
            }
            _ if is_known && is_silent(root, &path, sources)? => {}
            _ => sources.warnings.push(unused(&place, is_known)),
        }
    }
    Ok(())
}

/// A folder of several sections, and of what this version reads over.
fn shared(root: &Path, folder: &Path, sources: &mut Sources<'_>) -> Result<(), FileError> {
    let outer = file_name(folder);
    for path in children(folder)? {
        let (name, place) = (file_name(&path), place_of(root, &path));
        let (below, inside) = (
            sources.sections.below(&outer, &name),
            sources.sections.inside(&outer, &name),
        );
        match (below, inside) {
            (Some(section), _) if path.is_dir() => entries(root, &path, section, sources)?,
            (_, Some(section)) if path.is_file() => entry(&path, (place, section), sources),
            _ if is_silent(root, &path, sources)? => {}
            _ => sources.warnings.push(unused(&place, true)),
        }
    }
    Ok(())
}

fn entries(
    root: &Path,
    folder: &Path,
    section: &'static Section,
    sources: &mut Sources<'_>,
) -> Result<(), FileError> {
    for path in children(folder)? {
        let place = place_of(root, &path);
        if is_beside(&path) {
            continue;
        }
        // Code that the entries name, or a list of entries with code.
        if section.code.is_some() && path.is_dir() {
            if let Some((list, key)) = section.code.and_then(|code| code.split_once("[].")) {
                listed(root, &path, (section, list, key), sources)?;
            }
            continue;
        }
        let layout_name = section.layout.name();
        let section = match sources.sections.inside(layout_name, &file_name(&path)) {
            Some(other) => other,
            None => section,
        };
        let page = path.with_extension("html");
        match path.extension().and_then(|e| e.to_str()) {
            Some("json") if section.code.is_some() && page.is_file() => {
                with_page((&path, &page), (place, section), sources);
            }
            Some("json") => entry(&path, (place, section), sources),
            // It is read with the entry beside it.
            Some("html") if section.code.is_some() && path.with_extension("json").is_file() => {}
            _ => sources.warnings.push(unused(&place, false)),
        }
    }
    Ok(())
}

/// The files of a list that is a member of the section, each with its code in a page beside it.
fn listed(
    root: &Path,
    folder: &Path,
    (section, list, key): (&'static Section, &str, &str),
    sources: &mut Sources<'_>,
) -> Result<(), FileError> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|e| e == "json");
    if file_name(folder) != list {
        return Ok(());
    }
    for path in children(folder)?.into_iter().filter(is_json) {
        let place = place_of(root, &path);
        let loaded = sources.load(&path, &place);
        let Some(mut item) = sources.or_leave_out(loaded) else {
            continue;
        };
        let page = path.with_extension("html");
        let name = page.strip_prefix(root).unwrap_or(&page);
        if page.is_file() && item.is_object() {
            item[key] = name.display().to_string().into();
        }
        sources.add(section, place, json!({ list: [item] }));
    }
    Ok(())
}

/// An entry whose code is a page beside it, as the Deploy CLI has the bodies of e-mails.
fn with_page(
    (path, page): (&Path, &Path),
    (place, section): (Place, &'static Section),
    sources: &mut Sources<'_>,
) {
    let loaded = sources.load(path, &place);
    let Some(mut value) = sources.or_leave_out(loaded) else {
        return;
    };
    let name = page.strip_prefix(sources.root.as_deref().unwrap_or(page));
    if let (Some(code), Ok(name)) = (section.code, name)
        && let Some((at, key)) = code_place(code, &mut value)
        && at.is_object()
    {
        at[key] = name.display().to_string().into();
    }
    sources.add(section, place, value);
}

/// One file, with an entry or a list of them.
fn entry(path: &Path, (place, section): (Place, &'static Section), sources: &mut Sources<'_>) {
    let loaded = sources.load(path, &place);
    match sources.or_leave_out(loaded) {
        Some(Value::Array(items)) => {
            for (index, item) in items.into_iter().enumerate() {
                sources.add(section, place.item(index), item);
            }
        }
        Some(value) => sources.add(section, place, value),
        None => {}
    }
}

/// A file for each key of a mapping.
fn keyed(
    root: &Path,
    folder: &Path,
    (section, keys): (&'static Section, &[(&str, &str)]),
    sources: &mut Sources<'_>,
) -> Result<(), FileError> {
    for path in children(folder)? {
        let place = place_of(root, &path);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match keys.iter().find(|(_, name)| *name == stem) {
            Some((key, _)) => {
                let loaded = sources.load(&path, &place);
                if let Some(value) = sources.or_leave_out(loaded) {
                    let entry = match key.is_empty() {
                        true => value,
                        false => json!({ *key: value }),
                    };
                    sources.add(section, place, entry);
                }
            }
            None if is_beside(&path) => {}
            None => sources.warnings.push(unused(&place, false)),
        }
    }
    Ok(())
}

/// A folder for each entry, which is in its `file`, with scripts beside it.
fn folders(
    root: &Path,
    folder: &Path,
    (section, file): (&'static Section, &str),
    sources: &mut Sources<'_>,
) -> Result<(), FileError> {
    for path in children(folder)? {
        let inside = path.join(file);
        if is_beside(&path) {
            continue;
        }
        if !inside.is_file() {
            let place = place_of(root, &path);
            sources
                .warnings
                .push(format!("{place}: has no {file}, ignored"));
            continue;
        }
        entry(&inside, (place_of(root, &inside), section), sources);
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
            return Err(place.error("holds more than 10,000 files; that is the limit"));
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether nothing below the path says anything: exports have such files of everything that a tenant does without.
fn is_silent(root: &Path, path: &Path, sources: &mut Sources<'_>) -> Result<bool, FileError> {
    if path.is_dir() {
        for child in children(path)? {
            if !is_silent(root, &child, sources)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    if is_beside(path) {
        return Ok(true);
    }
    let is_page = path.extension().is_some_and(|e| e == "html");
    if path.extension().is_none_or(|e| e != "json") {
        // A page belongs to a file that says whether it is shown.
        return Ok(is_page);
    }
    let value = sources.load(path, &place_of(root, path));
    Ok(value.is_ok_and(|value| !silence::says_something(&value)))
}

/// What a repository has beside the tenant's files, and says nothing of the tenant.
fn is_beside(path: &Path) -> bool {
    let name = file_name(path);
    let stem = name.split('.').next().unwrap_or_default();
    let is_prose = ["README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(stem));
    path.is_file() && (is_prose || name == DEPLOY_CLI)
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

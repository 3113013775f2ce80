//! Reads a tenant file, or a directory in the Deploy CLI's layout.

use std::fs;
use std::path::Path;

use super::directory;
use super::file::TenantFile;
use super::place::{FileError, Place};
use super::placeholders::Placeholders;
use super::section::Sections;
use super::sources::Sources;

/// Reads the file or the directory at `path`.
pub fn read(
    sections: Sections,
    path: &Path,
    placeholders: &Placeholders<'_>,
) -> Result<TenantFile, FileError> {
    let mut sources = Sources::new(sections, placeholders);
    let name = path.display().to_string();
    let place = Place::file(&name);
    let metadata = fs::metadata(path).map_err(|e| place.error(format!("cannot be read ({e})")))?;
    let expected = if metadata.is_dir() {
        sources.root = Some(path.to_owned());
        directory::read(path, &mut sources)?;
        "a tenant.yaml, or folders of the Deploy CLI's layout such as clients/"
    } else {
        sources.root = path.parent().map(Path::to_owned);
        let value = sources.load(path, &place)?;
        sources.add_file(&place, value)?;
        "sections such as `clients:`"
    };
    if !sources.has_section {
        return Err(place.error(format!(
            "holds no section of a tenant file; expected {expected} (docs/tenant-file.md tells of each)"
        )));
    }
    Ok(sources.understand())
}

/// Reads the text of a tenant file; `name` stands for it in errors.
pub fn read_text(
    sections: Sections,
    name: &str,
    text: &str,
    placeholders: &Placeholders<'_>,
) -> Result<TenantFile, FileError> {
    let mut sources = Sources::new(sections, placeholders);
    let place = Place::file(name);
    let value = sources.parse(text, &place, false)?;
    sources.add_file(&place, value)?;
    Ok(sources.understand())
}

//! What a section of the tenant file is. A resource declares its own in `resources/<name>/tenant_file.rs`;
//! `resources/sections.rs` lists them.

use serde_json::{Map, Value};

use super::entry::Entry;
use super::findings::{Findings, Inspected};
use super::place::FileError;
use super::planner::{PlanError, Planner};
use super::row::BoxFuture;
use super::state::State;
use crate::domain::settings::Settings;
use crate::store::engine::{Conn, StoreError};

/// All sections, in an order in which they can be applied.
#[derive(Debug, Clone, Copy)]
pub struct Sections(pub &'static [Section]);

/// One section, as its resource declares it. What a section does not say is as [`Section::PLAIN`] has it.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its key in the file.
    pub key: &'static str,
    /// Where the directory layout has its entries.
    pub layout: Layout,
    /// Whether it is one mapping, each key of which is an entry of its own, and not a list.
    pub is_mapping: bool,
    /// What an entry is found by: the keys of strings that it must have, and the most bytes of each.
    pub found_by: &'static [(&'static str, usize)],
    /// Keys that exports have and the server decides, as a list of words: ignored, with a warning.
    pub read_only: &'static str,
    /// Keys that exports have and that set nothing here, and what the warning says of each.
    pub not_applied: &'static [(&'static str, &'static str)],
    /// The key of an entry that holds code, or the name of a file with it; `list[].key` if the members of a list have it,
    /// `outer.key` if a mapping inside of the entry has.
    pub code: Option<&'static str>,
    /// Brings an entry of an older export into the form of today's.
    pub modernize: fn(&mut Value),
    /// Checks what a file alone says, before the tenant is looked at. It may warn, and change the entry's form.
    pub read: fn(&mut Entry, &mut Vec<String>) -> Result<(), FileError>,
    pub planning: Planning,
    pub export: Export,
    /// What is legal and has no effect, or cannot work.
    pub lint: fn(&mut Findings, &Inspected<'_>),
}

/// Where the directory layout has the entries of a section.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// In one file, `tenant.json`.
    File(&'static str),
    /// In a folder of files, each with an entry or a list of them: `clients/`.
    Folder(&'static str),
    /// In a folder of folders, each with such a file and what belongs to it: `database-connections/`, `database.json`.
    Folders(&'static str, &'static str),
    /// In one file of a folder in which another section has its entries, or below: `emails/`, `provider.json`.
    Inside(&'static str, &'static str),
    /// In a folder of files, inside of a folder that is of no section: `guardian/`, `factors/`.
    Below(&'static str, &'static str),
    /// In a folder with a file for each key of the mapping; the keys, and what their files are called: `attack-protection/`.
    /// The file of an empty key has the keys that no other file is for.
    Keys(&'static str, &'static [(&'static str, &'static str)]),
}

/// How the entries of a section are compared with the tenant.
#[derive(Debug, Clone, Copy)]
pub enum Planning {
    /// One after the other.
    Each(fn(&mut Planner<'_>, &Entry) -> Result<(), FileError>),
    /// All of them together, and if there are none as well.
    All(fn(&mut Planner<'_>, &[Entry])),
    /// One after the other, each looked up in the store: a tenant may have more of them than fit into memory.
    Stored(
        for<'a> fn(
            &'a mut Planner<'_>,
            &'a mut Conn,
            &'a Entry,
        ) -> BoxFuture<'a, Result<(), PlanError>>,
    ),
}

/// How what is stored becomes a section again.
#[derive(Debug, Clone, Copy)]
pub enum Export {
    /// A list, which the export sorts by what names its entries.
    List(fn(&State, &Settings) -> Vec<Map<String, Value>>),
    Mapping(fn(&State) -> Map<String, Value>),
    /// The lines below the key.
    Lines(fn(&State, &Settings) -> String),
    /// A list of more than fits into memory, page by page: the entries after a position, each with its own. An empty
    /// position is before the first.
    Pages(NextPage),
}

/// Reads the entries after a position.
pub type NextPage =
    for<'a> fn(&'a mut Conn, &'a str) -> BoxFuture<'a, Result<ExportedPage, StoreError>>;

/// Some entries of a section, each with its position.
pub type ExportedPage = Vec<(String, Map<String, Value>)>;

impl Sections {
    /// The one with that key.
    pub fn find(self, key: &str) -> Option<&'static Section> {
        self.0.iter().find(|section| section.key == key)
    }

    /// The one whose entries the directory layout has in a file or folder of that name.
    pub fn laid_out_in(self, name: &str) -> Option<&'static Section> {
        self.0.iter().find(|section| section.layout.name() == name)
    }

    /// The one that has the file of that name inside of the folder of another section.
    pub fn inside(self, folder: &str, file: &str) -> Option<&'static Section> {
        let is_there =
            |layout| matches!(layout, Layout::Inside(f, name) if f == folder && name == file);
        self.0.iter().find(|section| is_there(section.layout))
    }

    /// The one whose entries are in a folder inside of another one.
    pub fn below(self, outer: &str, folder: &str) -> Option<&'static Section> {
        let is_there =
            |layout| matches!(layout, Layout::Below(o, name) if o == outer && name == folder);
        self.0.iter().find(|section| is_there(section.layout))
    }

    /// Whether sections have folders inside of the one of that name.
    pub fn has_below(self, outer: &str) -> bool {
        let is_there =
            |section: &Section| matches!(section.layout, Layout::Below(o, _) if o == outer);
        self.0.iter().any(is_there)
    }

    /// In another order: by `rank`, those of one rank as they are.
    pub fn ranked(self, rank: fn(&str) -> u8) -> Vec<&'static Section> {
        let mut sections: Vec<_> = self.0.iter().collect();
        sections.sort_by_key(|section| rank(section.key));
        sections
    }
}

impl Section {
    /// A list with nothing special about its entries, which is not planned and not exported yet.
    pub const PLAIN: Self = Self {
        key: "",
        layout: Layout::Folder(""),
        is_mapping: false,
        found_by: &[],
        read_only: "",
        not_applied: &[],
        code: None,
        modernize: |_| {},
        read: |_, _| Ok(()),
        planning: Planning::Each(|_, _| Ok(())),
        export: Export::List(|_, _| Vec::new()),
        lint: |_, _| {},
    };
}

/// The mapping inside of an entry that has its code, and the key there.
pub(super) fn code_place<'k, 'v>(
    code: &'k str,
    entry: &'v mut Value,
) -> Option<(&'v mut Value, &'k str)> {
    let Some((outer, key)) = code.rsplit_once('.') else {
        return Some((entry, code));
    };
    let pointer = format!("/{}", outer.replace('.', "/"));
    Some((entry.pointer_mut(&pointer)?, key))
}

impl Layout {
    /// The file or folder, at the top of the layout; none for what is inside of a folder that is not the section's own.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inside(_, _) | Self::Below(_, _) => "",
            Self::File(name)
            | Self::Folder(name)
            | Self::Folders(name, _)
            | Self::Keys(name, _) => name,
        }
    }
}

/// Whether `word` is one of the words of `list`.
pub(super) fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

//! `themes` of the tenant file: a list of one theme at most.

use serde_json::{Map, Value};

use crate::domain::settings::Settings;
use crate::ids;
use crate::resources::branding_themes::document;
use crate::tenant_file::entry::Entry;
use crate::tenant_file::judge::refused;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::KeptRow;
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "themes",
    layout: Layout::Folder("themes"),
    read_only: "themeId",
    planning: Planning::Each(theme),
    export: Export::List(export),
    ..Section::PLAIN
};

fn theme(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let what = "the theme of pages".to_owned();
    planner.once(place, &what)?;
    let mut settings = entry.document.clone();
    planner.conform(place, &mut settings, document::validate)?;
    let before = planner.state.theme.clone();
    let after = match before.clone() {
        None => document::create(ids::hex24(planner.context.entropy), &settings),
        Some(mut theme) => document::update(&mut theme, &settings).map(|()| theme),
    };
    let after = after.map_err(|invalid| refused(place, &invalid))?;
    let keys = match &before {
        Some(before) => changed_keys(&before.settings, &after.settings),
        None => Vec::new(),
    };
    if before.as_ref() != Some(&after) {
        planner.state.theme = Some(after.clone());
        planner.push(what, keys, KeptRow(Some(after)));
    }
    Ok(())
}

fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
    let themes = state.theme.iter();
    themes.map(|theme| theme.settings.clone()).collect()
}

//! `emailTemplates` of the tenant file. Whether a body is Liquid is known when it is rendered: an import starts no worker.

use serde_json::{Map, Value};

use super::document::{self, RefusedTemplate};
use crate::domain::mail::Message;
use crate::domain::mail::template::EmailTemplate;
use crate::domain::request_body::Mode;
use crate::domain::settings::Settings;
use crate::store::email_templates as store;
use crate::store::engine::{StoreError, Tx};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::judge::refused;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "emailTemplates",
    layout: Layout::Folder("emails"),
    found_by: &[("template", 64)],
    code: Some("body"),
    planning: Planning::Each(email_template),
    export: Export::List(export),
    ..Section::PLAIN
};

fn email_template(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let (place, name) = (&entry.place, entry.text("template").unwrap_or_default());
    let what = format!("e-mail template {name}");
    planner.once(place, &what)?;
    let mut body = entry.document.clone();
    let known = Message::of(name);
    let before = planner.state.email_templates.iter();
    let before = before.clone().position(|one| Some(one.message) == known);
    let mode = match before {
        Some(_) => Mode::Update,
        None => Mode::Create,
    };
    if mode == Mode::Create {
        for member in ["body", "from", "subject"] {
            let value = body.entry(member).or_insert(Value::Null);
            if value.is_null() {
                *value = "".into();
            }
        }
    }
    planner.conform(place, &mut body, |body| {
        match document::validate(body, mode) {
            Err(RefusedTemplate::Invalid(invalid)) => Err(invalid),
            _ => Ok(()),
        }
    })?;
    let Some(at) = before else {
        let made = match document::create(&body) {
            Ok(made) => made,
            Err(RefusedTemplate::Invalid(invalid)) => return Err(refused(place, &invalid)),
            Err(RefusedTemplate::NotOffered) => {
                planner.warn_not_applied(place);
                return Ok(());
            }
        };
        planner.state.email_templates.push(made.clone());
        planner.push(what, vec![], NewTemplate(made));
        return Ok(());
    };
    let before = planner.state.email_templates[at].clone();
    let mut after = before.clone();
    match document::update(&mut after, &body) {
        Ok(()) => {}
        Err(RefusedTemplate::Invalid(invalid)) => return Err(refused(place, &invalid)),
        Err(RefusedTemplate::NotOffered) => {
            planner.warn_not_applied(place);
            return Ok(());
        }
    }
    let keys = changed_keys(&before.document, &after.document);
    if !keys.is_empty() {
        planner.state.email_templates[at] = after.clone();
        planner.push(what, keys, ChangedTemplate(after));
    }
    Ok(())
}

struct NewTemplate(EmailTemplate);

impl PlannedRow for NewTemplate {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        store::insert(tx, &self.0).await
    }
}

struct ChangedTemplate(EmailTemplate);

impl PlannedRow for ChangedTemplate {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        store::replace(tx, &self.0).await
    }
}

fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
    let templates = state.email_templates.iter();
    templates
        .map(|template| template.document.clone())
        .collect()
}

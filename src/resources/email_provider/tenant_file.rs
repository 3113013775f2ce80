//! `emailProvider` of the tenant file: one mapping. Exports leave the secrets out; importing one keeps those that are there.

use serde_json::{Map, Value};

use super::document::{self, RefusedProvider};
use crate::domain::mail::provider::EmailProvider;
use crate::domain::mail::template::EmailTemplate;
use crate::domain::request_body::{Forbidden, Mode};
use crate::store::email_provider as store;
use crate::store::engine::{StoreError, Tx};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::{not_enabled, refused, without_nulls};
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;

pub const SECTION: Section = Section {
    key: "emailProvider",
    layout: Layout::Inside("emails", "provider.json"),
    is_mapping: true,
    planning: Planning::All(email_provider),
    export: Export::Mapping(export),
    lint,
    ..Section::PLAIN
};

/// Every key is an entry, and all of them are one row.
fn email_provider(planner: &mut Planner<'_>, entries: &[Entry]) {
    let Some(first) = entries.first() else {
        return;
    };
    let members = entries
        .iter()
        .flat_map(|entry| without_nulls(&entry.document));
    let planned = plan(planner, &first.place, members.collect());
    planner.or_leave_out(planned);
}

fn plan(
    planner: &mut Planner<'_>,
    place: &Place,
    mut body: Map<String, Value>,
) -> Result<(), FileError> {
    let before = planner.state.email_provider.clone();
    let mode = match before {
        Some(_) => Mode::Update,
        None => Mode::Create,
    };
    if document::validate(&body, mode) == Err(RefusedProvider::NotOffered) {
        planner.warn_not_applied(place);
        return Ok(());
    }
    planner.conform(place, &mut body, |body| {
        match document::validate(body, mode) {
            Err(RefusedProvider::Invalid(invalid)) => Err(invalid),
            _ => Ok(()),
        }
    })?;
    let invalid = |e| match e {
        RefusedProvider::Invalid(invalid) => refused(place, &invalid),
        RefusedProvider::NotOffered => not_enabled(place, &Forbidden),
    };
    let (after, keys) = match &before {
        None => (document::create(&body).map_err(invalid)?, vec![]),
        Some(before) => {
            let mut after = before.clone();
            document::update(&mut after, &body).map_err(invalid)?;
            if after == *before {
                return Ok(());
            }
            let mut keys = changed_keys(&before.document, &after.document);
            if after.credentials != before.credentials {
                keys.push("credentials".to_owned());
            }
            (after, keys)
        }
    };
    planner.state.email_provider = Some(after.clone());
    let is_new = before.is_none();
    let what = format!("e-mail provider {}", after.name());
    planner.push(
        what,
        keys,
        ProviderRow {
            provider: after,
            is_new,
        },
    );
    Ok(())
}

struct ProviderRow {
    provider: EmailProvider,
    is_new: bool,
}

impl PlannedRow for ProviderRow {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        match self.is_new {
            true => store::insert(tx, &self.provider).await,
            false => store::replace(tx, &self.provider).await,
        }
    }
}

fn export(state: &State) -> Map<String, Value> {
    let mut view = state.email_provider.as_ref().map(document::view);
    if let Some(view) = &mut view {
        view.retain(|_, value| value.as_object().is_none_or(|members| !members.is_empty()));
    }
    view.unwrap_or_default()
}

fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let state = inspected.state;
    match &state.email_provider {
        Some(provider) if !provider.is_enabled() => findings.warn(
            "the e-mail provider",
            "is not enabled: no e-mail is sent",
            "set enabled to true, or remove it",
        ),
        None if !inspected.settings.test_mode
            && state
                .connections
                .iter()
                .any(|c| c.connection.offers_password_reset()) =>
        {
            findings.warn(
                "the e-mail provider",
                "is missing: users cannot confirm their address or set a forgotten password",
                "configure one with POST /api/v2/emails/provider, or emailProvider of a tenant file",
            );
        }
        None if state.email_templates.iter().any(EmailTemplate::is_enabled) => findings.warn(
            "the e-mail templates",
            "have no effect: there is no e-mail provider, and no e-mail is sent",
            "configure one with POST /api/v2/emails/provider, or emailProvider of a tenant file",
        ),
        _ => {}
    }
}

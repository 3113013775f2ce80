//! `clientGrants` of the tenant file.

use serde_json::{Map, Value};

use super::document::{self, idle};
use crate::domain::client_grant::{ClientGrant, SubjectType};
use crate::domain::request_body::Mode;
use crate::domain::scope::Scope;
use crate::domain::settings::Settings;
use crate::ids;
use crate::store::client_grants;
use crate::store::engine::{StoreError, Tx};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::without_nulls;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::{State, canonical_audience, is_auth0s_management_audience};
use crate::tenant_file::yaml;

pub const SECTION: Section = Section {
    key: "clientGrants",
    layout: Layout::Folder("grants"),
    found_by: &[("client_id", 255), ("audience", 600)],
    read_only: "id is_system",
    planning: Planning::Each(client_grant),
    export: Export::Lines(export),
    lint,
    ..Section::PLAIN
};

fn client_grant(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let client = entry.text("client_id").unwrap_or_default();
    let at = planner.resolve(&place.key("client_id"), client)?;
    let client_id = planner.state.clients[at].client.client_id.clone();
    let given = entry.text("audience").unwrap_or_default();
    let audience = canonical_audience(planner.context.settings, given);
    if is_auth0s_management_audience(given) {
        let place = place.key("audience");
        let warning = format!("{place}: {given} becomes this tenant's Management API");
        planner.warnings.push(warning);
    }
    let mut body = without_nulls(&entry.document);
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Create);
    planner.conform(place, &mut body, schema)?;
    let unsupported: Vec<_> = document::unsupported(&body).collect();
    planner.set_back(place, &mut body, (None, &unsupported));
    let subject_type = SubjectType::parse(entry.text("subject_type"));
    let name = &planner.state.clients[at].client.name;
    let (what, seen) = match subject_type {
        SubjectType::Client => (
            format!("grant of {name} for {audience}"),
            format!("the grant of {client_id} for {audience}"),
        ),
        SubjectType::User => (
            format!("grant of {name}'s users for {audience}"),
            format!("the grant of {client_id}'s users for {audience}"),
        ),
    };
    planner.once(place, &seen)?;
    put_scope(planner, entry, &audience, &mut body)?;
    let client = &planner.state.clients[at].client;
    let api = planner.state.resource_server(&audience);
    if let Some(why) = api.and_then(|api| idle(subject_type, client, &api.resource_server)) {
        planner
            .warnings
            .push(format!("{place}: has no effect: {why}"));
    }
    for (key, value) in &entry.document {
        // As in a PATCH, `null` takes a setting away.
        if value.is_null() {
            body.insert(key.clone(), Value::Null);
        }
    }
    let new = ClientGrant {
        id: ids::prefixed(planner.context.entropy, "cgr_"),
        client_id,
        audience,
        subject_type,
        scope: Scope::default(),
        settings: Map::new(),
    };
    put_grant(planner, what, new, &body);
    Ok(())
}

/// Puts the scopes that the API defines in the place of those that the entry names.
fn put_scope(
    planner: &mut Planner<'_>,
    entry: &Entry,
    audience: &str,
    body: &mut Map<String, Value>,
) -> Result<(), FileError> {
    let Some(api) = planner.state.resource_server(audience) else {
        let problem = "is no API of the file or of the tenant; allowed is the identifier of one, \
                       or https://##DOMAIN##/api/v2/ for the Management API";
        return Err(entry.place.key("audience").error(problem));
    };
    let defined = api.resource_server.scope();
    if body.get("allow_all_scopes") == Some(&Value::Bool(true)) {
        return Ok(());
    }
    let Some(given) = entry.texts("scope")? else {
        return Ok(());
    };
    let (known, unknown): (Vec<&str>, Vec<&str>) =
        given.iter().partition(|word| defined.contains(word));
    let words: Vec<&str> = match given.contains(&"*") {
        true => defined.iter().collect(),
        false => known,
    };
    body.insert("scope".into(), words.into());
    if !given.contains(&"*") && !unknown.is_empty() {
        let (place, words) = (entry.place.key("scope"), unknown.join(" "));
        planner
            .warnings
            .push(format!("{place}: {audience} defines no scope {words}"));
    }
    Ok(())
}

fn put_grant(
    planner: &mut Planner<'_>,
    what: String,
    mut new: ClientGrant,
    body: &Map<String, Value>,
) {
    let same = |g: &&mut ClientGrant| {
        g.client_id == new.client_id
            && g.audience == new.audience
            && g.subject_type == new.subject_type
    };
    let Some(stored) = planner.state.client_grants.iter_mut().find(same) else {
        new.apply(body);
        planner.state.client_grants.push(new.clone());
        planner.push(what, Vec::new(), GrantRow(new));
        return;
    };
    let before = stored.clone();
    // A list of scopes means these, not all.
    if body.contains_key("scope") && !body.contains_key("allow_all_scopes") {
        stored.settings.shift_remove("allow_all_scopes");
    }
    stored.apply(body);
    let is_same = before.scope.is_subset(&stored.scope) && stored.scope.is_subset(&before.scope);
    let mut keys = changed_keys(&before.settings, &stored.settings);
    if is_same {
        stored.scope = before.scope;
    } else {
        keys.push("scope".into());
    }
    if !keys.is_empty() {
        let grant = stored.clone();
        planner.push(what, keys, GrantRow(grant));
    }
}

/// A grant, new or changed.
struct GrantRow(ClientGrant);

impl PlannedRow for GrantRow {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        client_grants::upsert(tx, &self.0, with.now).await?;
        Ok(true)
    }
}

/// A list of scopes stands on one line, and the Management API is named as in every tenant.
fn export(state: &State, settings: &Settings) -> String {
    let mut out = String::new();
    let known = |g: &&ClientGrant| {
        state.client(&g.client_id).is_ok() && state.resource_server(&g.audience).is_some()
    };
    let grants = state.client_grants.iter().filter(known);
    let mut grants: Vec<(String, &ClientGrant)> =
        grants.map(|g| (state.name_of(&g.client_id), g)).collect();
    grants.sort_by(|(a, x), (b, y)| (a, &x.audience).cmp(&(b, &y.audience)));
    for (client, grant) in grants {
        let system = settings.is_management_audience(&grant.audience);
        out.push_str("  - client_id: ");
        yaml::quote(&mut out, &client);
        out.push_str("\n    audience: ");
        yaml::audience(&mut out, &grant.audience, settings);
        if grant.subject_type == SubjectType::User {
            out.push_str("\n    subject_type: \"user\"");
        }
        for key in ["organization_usage", "allow_any_organization"] {
            if let Some(value) = grant.settings.get(key) {
                out.push_str(&format!("\n    {key}: {value}"));
            }
        }
        if grant.allows_all_scopes() {
            out.push_str("\n    allow_all_scopes: true\n");
            continue;
        }
        out.push_str("\n    scope: ");
        let api = state.resource_server(&grant.audience);
        let defined = api.map(|r| r.resource_server.scope()).unwrap_or_default();
        let everything = defined.is_subset(&grant.scope);
        let scope = if system && everything {
            Scope::parse("*")
        } else {
            grant.scope.clone()
        };
        let words: Vec<Value> = scope.iter().map(Value::from).collect();
        yaml::flow(&mut out, &words.into());
        out.push('\n');
    }
    out
}

fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let state = inspected.state;
    for grant in &state.client_grants {
        let about = format!("client grant {}", grant.id);
        let client = state
            .clients
            .iter()
            .find(|c| c.client.client_id == grant.client_id);
        let api = state.resource_server(&grant.audience);
        if let (Some(client), Some(api)) = (client, api)
            && let Some(why) = idle(grant.subject_type, &client.client, &api.resource_server)
        {
            findings.warn(
                &about,
                format!(
                    "of {} for {} has no effect: {why}",
                    client.client.name, grant.audience
                ),
                "remove the grant, or change the client or the API",
            );
        }
        if api.is_none() {
            findings.error(
                &about,
                format!("is for the API {}, which does not exist", grant.audience),
                "add the API, or correct the grant's audience",
            );
        }
        if client.is_none() {
            findings.warn(
                &about,
                format!(
                    "is for the client {}, which does not exist",
                    grant.client_id
                ),
                "remove the grant",
            );
        }
    }
}

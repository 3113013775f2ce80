//! `resourceServers` of the tenant file: the APIs, the Management API among them.

use serde_json::{Map, Value, json};

use super::document;
use crate::domain::management_scopes;
use crate::domain::request_body::Mode;
use crate::domain::resource_server::ResourceServer;
use crate::domain::role::Permission;
use crate::domain::settings::Settings;
use crate::ids;
use crate::store::engine::{StoreError, Tx};
use crate::store::permissions;
use crate::store::resource_servers::{self, StoredResourceServer};
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::{keep_fixed, not_enabled, typed, without_nulls};
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::{State, canonical_audience};
use crate::tenant_file::write::named_first;

pub const SECTION: Section = Section {
    key: "resourceServers",
    layout: Layout::Folder("resource-servers"),
    found_by: &[("identifier", 600)],
    read_only: "id is_system client_id",
    planning: Planning::All(|planner, entries| {
        management_api(planner);
        planner.each(entries, resource_server);
    }),
    export: Export::List(export),
    lint,
    ..Section::PLAIN
};

/// The permissions for an API that a change of it takes away: the scopes that it defines no more.
struct LostScopes {
    audience: String,
    scopes: Vec<String>,
}

/// The Management API exists in every tenant, and defines every scope that this version knows.
fn management_api(planner: &mut Planner<'_>) {
    let identifier = planner.context.settings.issuer.join("api/v2/");
    let place = Place::file(&identifier);
    let scopes: Vec<Value> = management_scopes::ALL
        .iter()
        .map(|s| json!({"value": s, "description": management_scopes::description(s)}))
        .collect();
    let system = json!({"is_system": true, "scopes": scopes});
    let what = "the Management API".to_owned();
    if planner.state.resource_server(&identifier).is_some() {
        let changed = put_resource_server(planner, &place, what, (&identifier, object(system)));
        planner.or_leave_out(changed);
        return;
    }
    let mut document = object(json!({
        "id": ids::hex24(planner.context.entropy), "name": "Auth0 Management API", "identifier": identifier,
        "allow_offline_access": false, "skip_consent_for_verifiable_first_party_clients": false,
        "token_lifetime": 86_400, "token_lifetime_for_web": 7_200, "signing_alg": "RS256",
    }));
    document.extend(object(system));
    let created = create_resource_server(planner, &place, what, document);
    planner.or_leave_out(created);
}

fn resource_server(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let identifier = entry.text("identifier").unwrap_or_default();
    let issuer = &planner.context.settings.issuer;
    if canonical_audience(planner.context.settings, identifier) == issuer.join("api/v2/") {
        let warning = format!(
            "{}: the Management API is the server's own, ignored",
            entry.place
        );
        planner.warnings.push(warning);
        return Ok(());
    }
    if let Some(origin) = planner
        .state
        .reserved_on(planner.context.settings, identifier)
    {
        let problem = format!(
            "is reserved: on {} it names the Management API or /userinfo",
            origin.as_str()
        );
        return Err(entry.place.key("identifier").error(problem));
    }
    let what = format!("API {identifier}");
    planner.once(&entry.place, &what)?;
    let place = &entry.place;
    if let Some(stored) = planner.state.resource_server(identifier) {
        let before = stored.document.clone();
        let mut patch = entry.document.clone();
        let is_fixed = document::is_fixed;
        keep_fixed(place, &mut patch, &before, is_fixed)?;
        let schema = |body: &Map<_, _>| document::validate(body, Mode::Update);
        planner.conform(place, &mut patch, schema)?;
        let unsupported = document::unsupported(Some(&before), &patch);
        let unsupported: Vec<_> = unsupported.collect();
        planner.set_back(place, &mut patch, (Some(&before), &unsupported));
        return put_resource_server(planner, place, what, (identifier, patch));
    }
    let mut body = without_nulls(&entry.document);
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Create);
    planner.conform(place, &mut body, schema)?;
    let unsupported: Vec<_> = document::unsupported(None, &body).collect();
    planner.set_back(place, &mut body, (None, &unsupported));
    let id = ids::hex24(planner.context.entropy);
    let document = document::complete(&id, body);
    create_resource_server(planner, place, what, document)
}

fn create_resource_server(
    planner: &mut Planner<'_>,
    place: &Place,
    what: String,
    mut document: Map<String, Value>,
) -> Result<(), FileError> {
    document::ensure_secret(&mut document, || {
        ids::client_secret(planner.context.entropy)
    });
    let resource_server = checked(place, None, &document)?;
    planner.state.resource_servers.push(StoredResourceServer {
        resource_server,
        document: document.clone(),
        version: 0,
    });
    planner.push(what, Vec::new(), NewApi(document));
    Ok(())
}

fn put_resource_server(
    planner: &mut Planner<'_>,
    place: &Place,
    what: String,
    (identifier, patch): (&str, Map<String, Value>),
) -> Result<(), FileError> {
    let mut servers = planner.state.resource_servers.iter_mut();
    let Some(stored) = servers.find(|r| r.resource_server.identifier == identifier) else {
        return Ok(());
    };
    let mut document = stored.document.clone();
    document::merge(&mut document, patch);
    document::ensure_secret(&mut document, || {
        ids::client_secret(planner.context.entropy)
    });
    let keys = changed_keys(&stored.document, &document);
    if keys.is_empty() {
        return Ok(());
    }
    let after = checked(place, Some(&stored.document), &document)?;
    let (old, new) = (stored.resource_server.scope(), after.scope());
    let gone = old.iter().filter(|word| !new.contains(word));
    let lost = LostScopes {
        audience: identifier.to_owned(),
        scopes: gone.map(str::to_owned).collect(),
    };
    stored.resource_server = after;
    stored.document = document.clone();
    let version = stored.version;
    for role in &mut planner.state.roles {
        let stays = |p: &Permission| p.audience != lost.audience || !lost.scopes.contains(&p.name);
        role.permissions.retain(stays);
    }
    let row = ChangedApi {
        document,
        version,
        lost,
    };
    planner.push(what, keys, row);
    Ok(())
}

/// The API in the document, if nothing in it is beyond this version.
fn checked(
    place: &Place,
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<ResourceServer, FileError> {
    let checked = document::check(before, after);
    checked.map_err(|forbidden| not_enabled(place, &forbidden))?;
    typed(place, ResourceServer::from_document(after))
}

/// The document of a new API.
struct NewApi(Map<String, Value>);

impl PlannedRow for NewApi {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        resource_servers::insert(tx, &self.0, with.now).await
    }
}

/// An API that replaces the one of that version.
struct ChangedApi {
    document: Map<String, Value>,
    version: i64,
    lost: LostScopes,
}

impl PlannedRow for ChangedApi {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        for scope in &self.lost.scopes {
            permissions::forget(tx, &self.lost.audience, scope).await?;
        }
        resource_servers::replace(tx, &self.document, self.version).await
    }
}

fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
    let ours = state
        .resource_servers
        .iter()
        .filter(|r| !r.resource_server.is_system);
    ours.map(|r| named_first(&r.document, &["id", "is_system", "signing_secret"]))
        .collect()
}

fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let (state, settings) = (inspected.state, inspected.settings);
    let identifier = settings.issuer.join("api/v2/");
    if state.resource_server(&identifier).is_none() {
        findings.error(
            "the Management API",
            format!("{identifier} is missing: the issuer changed, or nothing was imported yet"),
            "start the server, or import the tenant file again",
        );
    }
    for stored in &state.resource_servers {
        // A domain of the configuration may have come after the API.
        let api = &stored.resource_server;
        let origin = state.reserved_on(settings, &api.identifier);
        if let Some(origin) = origin.filter(|_| !api.is_system) {
            let problem = format!(
                "its identifier is that of the Management API or /userinfo on {}, which would accept its tokens",
                origin.as_str()
            );
            let about = format!("API {}", api.identifier);
            findings.error(
                &about,
                problem,
                "delete the API, or remove the custom domain",
            );
        }
    }
}

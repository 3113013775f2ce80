//! `clients` of the tenant file.

mod lint;

use serde_json::{Map, Value};

use super::document;
use crate::domain::client::{AuthMethod, Client};
use crate::domain::request_body::Mode;
use crate::domain::settings::Settings;
use crate::ids;
use crate::saml::add_on;
use crate::store::clients::{self, StoredClient};
use crate::store::engine::{StoreError, Tx};
use crate::tenant_file::entry::{Credential, Entry, Secret};
use crate::tenant_file::judge::{keep_fixed, not_enabled, refused, typed, without_nulls};
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::{State, Unresolved};
use crate::tenant_file::write::named_first;

pub const SECTION: Section = Section {
    key: "clients",
    layout: Layout::Folder("clients"),
    found_by: &[("name", 255)],
    read_only: SET_BY_SERVER,
    read,
    planning: Planning::Each(client),
    export: Export::List(export),
    lint: lint::lint,
    ..Section::PLAIN
};

/// The keys of `client_authentication_methods` are registered with the Management API: an export has their ids alone.
const SET_BY_SERVER: &str = "tenant global signing_keys callback_url_template cross_origin_auth owners encrypted \
     external_metadata_type external_metadata_created_by external_client_id jwks_uri client_authentication_methods";

fn read(entry: &mut Entry, _: &mut Vec<String>) -> Result<(), FileError> {
    if let Some(id) = entry.take_text("client_id", 255)? {
        entry.document.insert("client_id".to_owned(), id.into());
    }
    let secret = entry.take_text("client_secret", 1_024)?;
    entry.credential = secret.map(|secret| Credential::ClientSecret(Secret(secret)));
    Ok(())
}

fn name_of(entry: &Entry) -> &str {
    entry.text("name").unwrap_or_default()
}

fn secret_of(entry: &Entry) -> Option<&str> {
    match &entry.credential {
        Some(Credential::ClientSecret(secret)) => Some(&secret.0),
        _ => None,
    }
}

/// What a request says of a client, of what the entry says.
fn body_of(entry: &Entry) -> Map<String, Value> {
    let mut body = entry.document.clone();
    body.shift_remove("client_id");
    body
}

fn client(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let client_id = entry.text("client_id");
    let found = match client_id {
        Some(id) => {
            let by_id = |c: &StoredClient| c.client.client_id == id;
            planner.state.clients.iter().position(by_id)
        }
        None => match planner.state.client_named(name_of(entry)) {
            Ok(at) => Some(at),
            Err(Unresolved::Unknown) => None,
            Err(Unresolved::Ambiguous) => {
                let problem = "names several clients of the tenant; say which by its client_id";
                return Err(place.key("name").error(problem));
            }
        },
    };
    let known = found.map(|at| planner.state.clients[at].client.client_id.clone());
    if let Some(id) = known.as_deref().or(client_id) {
        planner.once(place, &format!("client {id}"))?;
    }
    check_secret(entry)?;
    match found {
        Some(at) => change_client(planner, at, entry),
        None => create_client(planner, entry),
    }
}

fn create_client(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let mut body = without_nulls(&body_of(entry));
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Create);
    planner.conform(place, &mut body, schema)?;
    let unsupported: Vec<_> = document::unsupported(None, &body).collect();
    planner.set_back(place, &mut body, (None, &unsupported));
    document::complete(&mut body);
    let id = match entry.text("client_id") {
        Some(id) => id.to_owned(),
        None if document::is_strict(&body) => ids::third_party_client_id(planner.context.entropy),
        None => ids::client_id(planner.context.entropy),
    };
    planner.note(format!("client {id}"));
    let mut document = Map::new();
    document.insert("client_id".into(), id.into());
    document.extend(body);
    let client = checked(place, None, &document)?;
    warn_of_grant_types(planner, entry, &client);
    let given = secret_of(entry).map(str::to_owned);
    let secret = given.or_else(|| missing_secret(planner, &client, &document));
    let row = ClientRow {
        document: document.clone(),
        secret: secret.clone(),
        version: None,
    };
    planner.push(format!("client {}", name_of(entry)), Vec::new(), row);
    planner.state.clients.push(StoredClient {
        client,
        document,
        secret,
        version: 0,
    });
    Ok(())
}

fn change_client(planner: &mut Planner<'_>, at: usize, entry: &Entry) -> Result<(), FileError> {
    let place = &entry.place;
    let stored = planner.state.clients[at].clone();
    let mut patch = body_of(entry);
    keep_fixed(place, &mut patch, &stored.document, document::is_fixed)?;
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Update);
    planner.conform(place, &mut patch, schema)?;
    let before = Some(&stored.document);
    let unsupported: Vec<_> = document::unsupported(before, &patch).collect();
    planner.set_back(place, &mut patch, (before, &unsupported));
    let mut document = stored.document.clone();
    document::merge(&mut document, &patch);
    let client = checked(place, before, &document)?;
    warn_of_grant_types(planner, entry, &client);
    let given = secret_of(entry).map(str::to_owned);
    let secret = given
        .or_else(|| stored.secret.clone())
        .or_else(|| missing_secret(planner, &client, &document));
    let mut keys = changed_keys(&stored.document, &document);
    if secret != stored.secret {
        keys.push("client_secret".into());
    }
    if keys.is_empty() {
        return Ok(());
    }
    let version = stored.version;
    planner.state.clients[at] = StoredClient {
        client,
        document: document.clone(),
        secret: secret.clone(),
        version,
    };
    let row = ClientRow {
        document,
        secret,
        version: Some(version),
    };
    planner.push(format!("client {}", name_of(entry)), keys, row);
    Ok(())
}

fn warn_of_grant_types(planner: &mut Planner<'_>, entry: &Entry, client: &Client) {
    let idle = client.idle_grant_types();
    if !idle.is_empty() {
        let place = entry.place.key("grant_types");
        let text = format!("{place}: nothing acts upon {}", idle.join(", "));
        planner.warnings.push(text);
    }
}

/// A new secret, for a client that may need one.
fn missing_secret(
    planner: &Planner<'_>,
    client: &Client,
    document: &Map<String, Value>,
) -> Option<String> {
    let needs_one = client.token_endpoint_auth_method != Some(AuthMethod::None)
        && !document.contains_key("client_authentication_methods");
    needs_one.then(|| ids::client_secret(planner.context.entropy))
}

/// A secret is set under the rule of the request that sets one.
fn check_secret(entry: &Entry) -> Result<(), FileError> {
    let Some(secret) = secret_of(entry) else {
        return Ok(());
    };
    let body = Map::from_iter([("client_secret".to_owned(), secret.into())]);
    let checked = document::validate(&body, Mode::Update);
    checked.map_err(|invalid| refused(&entry.place, &invalid))
}

/// The client in the document, if its parts go together.
fn checked(
    place: &Place,
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Client, FileError> {
    let rules = document::check(before, after);
    let rules = rules.map_err(|invalid| refused(place, &invalid))?;
    rules.map_err(|forbidden| not_enabled(place, &forbidden))?;
    let client = typed(place, Client::from_document(after))?;
    // What was stored before there was this rule may stay.
    if before.is_none_or(|before| before.get("addons") != after.get("addons")) {
        add_on::check(&client).map_err(|problem| place.key("addons").error(problem))?;
    }
    Ok(client)
}

/// A client, and the version that it replaces; none makes a new row.
struct ClientRow {
    document: Map<String, Value>,
    secret: Option<String>,
    version: Option<i64>,
}

impl PlannedRow for ClientRow {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        let secret = self.secret.as_deref();
        match self.version {
            None => clients::insert(tx, &self.document, secret, with.now).await,
            Some(version) => clients::replace(tx, &self.document, secret, version).await,
        }
    }
}

fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
    let left_out: Vec<&str> = SET_BY_SERVER.split_ascii_whitespace().collect();
    let entries = state.clients.iter();
    entries
        .map(|c| named_first(&c.document, &left_out))
        .collect()
}

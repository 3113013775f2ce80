//! The clients of a plan.

use serde_json::{Map, Value};

use super::judge::{not_enabled, refused, typed, without_nulls};
use super::{Planner, Write};
use crate::domain::client::{AuthMethod, Client};
use crate::domain::request_body::Mode;
use crate::ids;
use crate::resources::clients::document as client_document;
use crate::saml::add_on;
use crate::store::clients::StoredClient;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::ClientEntry;
use crate::tenant_file::state::Unresolved;

impl Planner<'_> {
    pub(super) fn client(&mut self, given: &ClientEntry) -> Result<(), FileError> {
        let place = &given.entry.place;
        let found = match &given.client_id {
            Some(id) => {
                let by_id = |c: &StoredClient| c.client.client_id == *id;
                self.state.clients.iter().position(by_id)
            }
            None => match self.state.client_named(&given.name) {
                Ok(at) => Some(at),
                Err(Unresolved::Unknown) => None,
                Err(Unresolved::Ambiguous) => {
                    let problem = "names several clients of the tenant; say which by its client_id";
                    return Err(place.key("name").error(problem));
                }
            },
        };
        let known = found.map(|at| self.state.clients[at].client.client_id.clone());
        if let Some(id) = known.as_ref().or(given.client_id.as_ref()) {
            self.once(place, &format!("client {id}"))?;
        }
        check_secret(given)?;
        match found {
            Some(at) => self.change_client(at, given),
            None => self.create_client(given),
        }
    }

    fn create_client(&mut self, given: &ClientEntry) -> Result<(), FileError> {
        let place = &given.entry.place;
        let mut body = without_nulls(&given.entry.document);
        let schema = |body: &Map<_, _>| client_document::validate(body, Mode::Create);
        self.conform(place, &mut body, schema)?;
        let unsupported: Vec<_> = client_document::unsupported(None, &body).collect();
        self.set_back(place, &mut body, (None, &unsupported));
        client_document::complete(&mut body);
        let id = match &given.client_id {
            Some(id) => id.clone(),
            None if client_document::is_strict(&body) => {
                ids::third_party_client_id(self.context.entropy)
            }
            None => ids::client_id(self.context.entropy),
        };
        self.seen.insert(format!("client {id}"));
        let mut document = Map::new();
        document.insert("client_id".into(), id.into());
        document.extend(body);
        let client = checked(place, None, &document)?;
        self.warn_of_grant_types(given, &client);
        let given_secret = given.secret.as_ref().map(|s| s.0.clone());
        let secret = given_secret.or_else(|| self.missing_secret(&client, &document));
        let write = Write::Client {
            document: document.clone(),
            secret: secret.clone(),
            version: None,
        };
        self.push(format!("client {}", given.name), Vec::new(), write);
        self.state.clients.push(StoredClient {
            client,
            document,
            secret,
            version: 0,
        });
        Ok(())
    }

    fn change_client(&mut self, at: usize, given: &ClientEntry) -> Result<(), FileError> {
        let place = &given.entry.place;
        let stored = self.state.clients[at].clone();
        let mut patch = given.entry.document.clone();
        Self::keep_fixed(
            place,
            &mut patch,
            &stored.document,
            client_document::is_fixed,
        )?;
        let schema = |body: &Map<_, _>| client_document::validate(body, Mode::Update);
        self.conform(place, &mut patch, schema)?;
        let before = Some(&stored.document);
        let unsupported: Vec<_> = client_document::unsupported(before, &patch).collect();
        self.set_back(place, &mut patch, (before, &unsupported));
        let mut document = stored.document.clone();
        client_document::merge(&mut document, &patch);
        let client = checked(place, before, &document)?;
        self.warn_of_grant_types(given, &client);
        let given_secret = given.secret.as_ref().map(|s| s.0.clone());
        let secret = given_secret
            .or_else(|| stored.secret.clone())
            .or_else(|| self.missing_secret(&client, &document));
        let mut keys = changed_keys(&stored.document, &document);
        if secret != stored.secret {
            keys.push("client_secret".into());
        }
        if keys.is_empty() {
            return Ok(());
        }
        let version = stored.version;
        self.state.clients[at] = StoredClient {
            client,
            document: document.clone(),
            secret: secret.clone(),
            version,
        };
        let write = Write::Client {
            document,
            secret,
            version: Some(version),
        };
        self.push(format!("client {}", given.name), keys, write);
        Ok(())
    }

    fn warn_of_grant_types(&mut self, given: &ClientEntry, client: &Client) {
        let idle = client.idle_grant_types();
        if !idle.is_empty() {
            let place = given.entry.place.key("grant_types");
            let text = format!("{place}: nothing acts upon {}", idle.join(", "));
            self.warnings.push(text);
        }
    }

    /// A new secret, for a client that may need one.
    fn missing_secret(&self, client: &Client, document: &Map<String, Value>) -> Option<String> {
        let needs_one = client.token_endpoint_auth_method != Some(AuthMethod::None)
            && !document.contains_key("client_authentication_methods");
        needs_one.then(|| ids::client_secret(self.context.entropy))
    }
}

/// A secret is set under the rule of the request that sets one.
fn check_secret(given: &ClientEntry) -> Result<(), FileError> {
    let Some(secret) = &given.secret else {
        return Ok(());
    };
    let body = Map::from_iter([("client_secret".to_owned(), secret.0.clone().into())]);
    let checked = client_document::validate(&body, Mode::Update);
    checked.map_err(|invalid| refused(&given.entry.place, &invalid))
}

/// The client in the document, if its parts go together.
fn checked(
    place: &Place,
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Client, FileError> {
    let rules = client_document::check(before, after);
    let rules = rules.map_err(|invalid| refused(place, &invalid))?;
    rules.map_err(|forbidden| not_enabled(place, &forbidden))?;
    let client = typed(place, Client::from_document(after))?;
    // What was stored before there was this rule may stay.
    if before.is_none_or(|before| before.get("addons") != after.get("addons")) {
        add_on::check(&client).map_err(|problem| place.key("addons").error(problem))?;
    }
    Ok(client)
}

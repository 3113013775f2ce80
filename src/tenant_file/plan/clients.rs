//! The clients of a plan.

use serde_json::{Map, Value};

use super::{Planner, Write, typed};
use crate::domain::client::{AuthMethod, Client};
use crate::domain::client_document;
use crate::ids;
use crate::store::clients::StoredClient;
use crate::tenant_file::merge::{changed_keys, merge};
use crate::tenant_file::place::FileError;
use crate::tenant_file::sections::ClientEntry;
use crate::tenant_file::state::Unresolved;

/// Objects of a client that are merged key by key.
const CLIENT_NESTED: &[&str] = &[
    "session_transfer",
    "jwt_configuration",
    "mobile",
    "native_social_login",
    "signed_request_object",
    "client_metadata",
];

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
        let id = match found {
            Some(at) => self.state.clients[at].client.client_id.clone(),
            None => given
                .client_id
                .clone()
                .unwrap_or_else(|| ids::client_id(self.context.entropy)),
        };
        self.once(place, &format!("client {id}"))?;
        match found {
            Some(at) => self.change_client(at, given),
            None => self.create_client(id, given),
        }
    }

    fn create_client(&mut self, id: String, given: &ClientEntry) -> Result<(), FileError> {
        let mut document = Map::new();
        document.insert("client_id".into(), id.into());
        merge(&mut document, &given.entry.document, CLIENT_NESTED);
        client_document::complete(&mut document);
        let client = typed(&given.entry.place, Client::from_document(&document))?;
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
        let stored = &self.state.clients[at];
        let mut document = stored.document.clone();
        merge(&mut document, &given.entry.document, CLIENT_NESTED);
        client_document::complete(&mut document);
        let client = typed(&given.entry.place, Client::from_document(&document))?;
        self.warn_of_grant_types(given, &client);
        let stored = &self.state.clients[at];
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

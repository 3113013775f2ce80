//! The APIs of a plan, the Management API among them.

use serde_json::{Map, Value, json};

use super::judge::{not_enabled, typed, without_nulls};
use super::{Planner, Write, object};
use crate::domain::management_scopes;
use crate::domain::request_body::Mode;
use crate::domain::resource_server::ResourceServer;
use crate::domain::role::Permission;
use crate::ids;
use crate::resources::resource_servers::document as resource_server_document;
use crate::store::resource_servers::StoredResourceServer;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;
use crate::tenant_file::state::canonical_audience;

/// The permissions for an API that a change of it takes away: the scopes that it defines no more.
pub(in crate::tenant_file) struct LostScopes {
    pub audience: String,
    pub scopes: Vec<String>,
}

impl Planner<'_> {
    /// The Management API exists in every tenant, and defines every scope that this version knows.
    pub(super) fn management_api(&mut self) {
        let identifier = self.context.settings.issuer.join("api/v2/");
        let place = Place::file(&identifier);
        let scopes: Vec<Value> = management_scopes::ALL
            .iter()
            .map(|s| json!({"value": s, "description": management_scopes::description(s)}))
            .collect();
        let system = json!({"is_system": true, "scopes": scopes});
        let what = "the Management API".to_owned();
        if self.state.resource_server(&identifier).is_some() {
            let changed = self.put_resource_server(&place, what, (&identifier, object(system)));
            self.or_leave_out(changed);
            return;
        }
        let mut document = object(json!({
            "id": ids::hex24(self.context.entropy), "name": "Auth0 Management API", "identifier": identifier,
            "allow_offline_access": false, "skip_consent_for_verifiable_first_party_clients": false,
            "token_lifetime": 86_400, "token_lifetime_for_web": 7_200, "signing_alg": "RS256",
        }));
        document.extend(object(system));
        let created = self.create_resource_server(&place, what, document);
        self.or_leave_out(created);
    }

    pub(super) fn resource_server(&mut self, entry: &Entry) -> Result<(), FileError> {
        let identifier = entry.text("identifier").unwrap_or_default();
        let issuer = &self.context.settings.issuer;
        if canonical_audience(self.context.settings, identifier) == issuer.join("api/v2/") {
            let warning = format!(
                "{}: the Management API is the server's own, ignored",
                entry.place
            );
            self.warnings.push(warning);
            return Ok(());
        }
        if let Some(origin) = self.state.reserved_on(self.context.settings, identifier) {
            let problem = format!(
                "is reserved: on {} it names the Management API or /userinfo",
                origin.as_str()
            );
            return Err(entry.place.key("identifier").error(problem));
        }
        let what = format!("API {identifier}");
        self.once(&entry.place, &what)?;
        let place = &entry.place;
        if let Some(stored) = self.state.resource_server(identifier) {
            let before = stored.document.clone();
            let mut patch = entry.document.clone();
            let is_fixed = resource_server_document::is_fixed;
            Self::keep_fixed(place, &mut patch, &before, is_fixed)?;
            let schema = |body: &Map<_, _>| resource_server_document::validate(body, Mode::Update);
            self.conform(place, &mut patch, schema)?;
            let unsupported = resource_server_document::unsupported(Some(&before), &patch);
            let unsupported: Vec<_> = unsupported.collect();
            self.set_back(place, &mut patch, (Some(&before), &unsupported));
            return self.put_resource_server(place, what, (identifier, patch));
        }
        let mut body = without_nulls(&entry.document);
        let schema = |body: &Map<_, _>| resource_server_document::validate(body, Mode::Create);
        self.conform(place, &mut body, schema)?;
        let unsupported: Vec<_> = resource_server_document::unsupported(None, &body).collect();
        self.set_back(place, &mut body, (None, &unsupported));
        let id = ids::hex24(self.context.entropy);
        let document = resource_server_document::complete(&id, body);
        self.create_resource_server(place, what, document)
    }

    fn create_resource_server(
        &mut self,
        place: &Place,
        what: String,
        mut document: Map<String, Value>,
    ) -> Result<(), FileError> {
        resource_server_document::ensure_secret(&mut document, || {
            ids::client_secret(self.context.entropy)
        });
        let resource_server = checked(place, None, &document)?;
        self.state.resource_servers.push(StoredResourceServer {
            resource_server,
            document: document.clone(),
            version: 0,
        });
        self.push(what, Vec::new(), Write::NewResourceServer(document));
        Ok(())
    }

    fn put_resource_server(
        &mut self,
        place: &Place,
        what: String,
        (identifier, patch): (&str, Map<String, Value>),
    ) -> Result<(), FileError> {
        let mut servers = self.state.resource_servers.iter_mut();
        let Some(stored) = servers.find(|r| r.resource_server.identifier == identifier) else {
            return Ok(());
        };
        let mut document = stored.document.clone();
        resource_server_document::merge(&mut document, patch);
        resource_server_document::ensure_secret(&mut document, || {
            ids::client_secret(self.context.entropy)
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
        for role in &mut self.state.roles {
            let stays =
                |p: &Permission| p.audience != lost.audience || !lost.scopes.contains(&p.name);
            role.permissions.retain(stays);
        }
        self.push(what, keys, Write::ResourceServer(document, version, lost));
        Ok(())
    }
}

/// The API in the document, if nothing in it is beyond this version.
fn checked(
    place: &Place,
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<ResourceServer, FileError> {
    let checked = resource_server_document::check(before, after);
    checked.map_err(|forbidden| not_enabled(place, &forbidden))?;
    typed(place, ResourceServer::from_document(after))
}

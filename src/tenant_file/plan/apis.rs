//! The APIs of a plan, the Management API among them, and the grants for them.

use serde_json::{Map, Value, json};

use super::{Planner, Write, object, typed};
use crate::domain::client_grant::{ClientGrant, SubjectType, idle};
use crate::domain::management_scopes;
use crate::domain::resource_server::ResourceServer;
use crate::domain::resource_server_document;
use crate::domain::scope::Scope;
use crate::ids;
use crate::store::resource_servers::StoredResourceServer;
use crate::tenant_file::merge::{changed_keys, merge};
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;
use crate::tenant_file::state::{canonical_audience, is_auth0s_management_audience};

/// What a grant says besides its scopes.
const GRANT_SETTINGS: [&str; 2] = ["organization_usage", "allow_any_organization"];

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
            let changed = self.change_resource_server(&place, what, (&identifier, &object(system)));
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
        if self.state.resource_server(identifier).is_some() {
            return self.change_resource_server(&entry.place, what, (identifier, &entry.document));
        }
        let mut document = object(json!({
            "id": ids::hex24(self.context.entropy), "allow_offline_access": false,
            "skip_consent_for_verifiable_first_party_clients": false, "token_lifetime": 86_400,
            "token_lifetime_for_web": 7_200, "signing_alg": "RS256",
            "subject_type_authorization":
                {"client": {"policy": "require_client_grant"}, "user": {"policy": "allow_all"}},
        }));
        merge(&mut document, &entry.document, &[]);
        self.create_resource_server(&entry.place, what, document)
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
        let resource_server = typed(place, ResourceServer::from_document(&document))?;
        self.state.resource_servers.push(StoredResourceServer {
            resource_server,
            document: document.clone(),
            version: 0,
        });
        self.push(what, Vec::new(), Write::ResourceServer(document, None));
        Ok(())
    }

    fn change_resource_server(
        &mut self,
        place: &Place,
        what: String,
        (identifier, given): (&str, &Map<String, Value>),
    ) -> Result<(), FileError> {
        let mut servers = self.state.resource_servers.iter_mut();
        let Some(stored) = servers.find(|r| r.resource_server.identifier == identifier) else {
            return Ok(());
        };
        let mut document = stored.document.clone();
        merge(&mut document, given, &[]);
        resource_server_document::ensure_secret(&mut document, || {
            ids::client_secret(self.context.entropy)
        });
        let keys = changed_keys(&stored.document, &document);
        if !keys.is_empty() {
            stored.resource_server = typed(place, ResourceServer::from_document(&document))?;
            stored.document = document;
            let write = Write::ResourceServer(stored.document.clone(), Some(stored.version));
            self.push(what, keys, write);
        }
        Ok(())
    }

    pub(super) fn client_grant(&mut self, entry: &Entry) -> Result<(), FileError> {
        let client = entry.text("client_id").unwrap_or_default();
        let at = self.resolve(&entry.place.key("client_id"), client)?;
        let client_id = self.state.clients[at].client.client_id.clone();
        let given = entry.text("audience").unwrap_or_default();
        let audience = canonical_audience(self.context.settings, given);
        if is_auth0s_management_audience(given) {
            let place = entry.place.key("audience");
            let warning = format!("{place}: {given} becomes this tenant's Management API");
            self.warnings.push(warning);
        }
        let subject_type = SubjectType::parse(entry.text("subject_type"));
        let name = &self.state.clients[at].client.name;
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
        self.once(&entry.place, &seen)?;
        let scope = self.granted_scope(entry, &audience)?;
        let client = &self.state.clients[at].client;
        let api = self.state.resource_server(&audience);
        if let Some(why) = api.and_then(|api| idle(subject_type, client, &api.resource_server)) {
            let place = &entry.place;
            self.warnings.push(format!("{place}: has no effect: {why}"));
        }
        let grant = ClientGrant {
            id: ids::prefixed(self.context.entropy, "cgr_"),
            client_id,
            audience,
            subject_type,
            scope,
            settings: Map::new(),
        };
        self.put_grant(what, grant, entry);
        Ok(())
    }

    fn granted_scope(&mut self, entry: &Entry, audience: &str) -> Result<Scope, FileError> {
        let Some(api) = self.state.resource_server(audience) else {
            let problem = "is no API of the file or of the tenant; allowed is the identifier of one, \
                           or https://##DOMAIN##/api/v2/ for the Management API";
            return Err(entry.place.key("audience").error(problem));
        };
        let defined = api.resource_server.scope();
        let given = entry.texts("scope")?.unwrap_or_default();
        if given.contains(&"*") || entry.document.get("allow_all_scopes") == Some(&true.into()) {
            return Ok(defined);
        }
        let unknown: Vec<&str> = (given.iter().copied())
            .filter(|word| !defined.contains(word))
            .collect();
        if !unknown.is_empty() {
            let (place, words) = (entry.place.key("scope"), unknown.join(" "));
            self.warnings
                .push(format!("{place}: {audience} defines no scope {words}"));
        }
        Ok(given.into_iter().collect())
    }

    fn put_grant(&mut self, what: String, mut new: ClientGrant, entry: &Entry) {
        let settings = entry.document.iter();
        let settings = settings.filter(|(key, _)| GRANT_SETTINGS.contains(&key.as_str()));
        let same = |g: &&mut ClientGrant| {
            g.client_id == new.client_id
                && g.audience == new.audience
                && g.subject_type == new.subject_type
        };
        if let Some(stored) = self.state.client_grants.iter_mut().find(same) {
            let before = stored.clone();
            let is_same = stored.scope.is_subset(&new.scope) && new.scope.is_subset(&stored.scope);
            if stored.allows_all_scopes() || !is_same {
                stored.scope = new.scope;
                stored.settings.shift_remove("allow_all_scopes");
            }
            for (key, value) in settings {
                stored.settings.insert(key.clone(), value.clone());
            }
            let mut keys = changed_keys(&before.settings, &stored.settings);
            if before.scope != stored.scope {
                keys.push("scope".into());
            }
            if !keys.is_empty() {
                let grant = stored.clone();
                self.push(what, keys, Write::ClientGrant(grant));
            }
            return;
        }
        new.settings = settings.map(|(k, v)| (k.clone(), v.clone())).collect();
        self.state.client_grants.push(new.clone());
        self.push(what, Vec::new(), Write::ClientGrant(new));
    }
}

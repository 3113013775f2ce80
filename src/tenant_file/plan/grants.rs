//! The client grants of a plan.

use serde_json::{Map, Value};

use super::judge::without_nulls;
use super::{Planner, Write};
use crate::domain::client_grant::{self, ClientGrant, SubjectType, idle};
use crate::domain::request_body::Mode;
use crate::domain::scope::Scope;
use crate::ids;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::FileError;
use crate::tenant_file::sections::Entry;
use crate::tenant_file::state::{canonical_audience, is_auth0s_management_audience};

impl Planner<'_> {
    pub(super) fn client_grant(&mut self, entry: &Entry) -> Result<(), FileError> {
        let place = &entry.place;
        let client = entry.text("client_id").unwrap_or_default();
        let at = self.resolve(&place.key("client_id"), client)?;
        let client_id = self.state.clients[at].client.client_id.clone();
        let given = entry.text("audience").unwrap_or_default();
        let audience = canonical_audience(self.context.settings, given);
        if is_auth0s_management_audience(given) {
            let place = place.key("audience");
            let warning = format!("{place}: {given} becomes this tenant's Management API");
            self.warnings.push(warning);
        }
        let mut body = without_nulls(&entry.document);
        let schema = |body: &Map<_, _>| client_grant::validate(body, Mode::Create);
        self.conform(place, &mut body, schema)?;
        let unsupported: Vec<_> = client_grant::unsupported(&body).collect();
        self.set_back(place, &mut body, (None, &unsupported));
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
        self.once(place, &seen)?;
        self.put_scope(entry, &audience, &mut body)?;
        let client = &self.state.clients[at].client;
        let api = self.state.resource_server(&audience);
        if let Some(why) = api.and_then(|api| idle(subject_type, client, &api.resource_server)) {
            self.warnings.push(format!("{place}: has no effect: {why}"));
        }
        for (key, value) in &entry.document {
            // As in a PATCH, `null` takes a setting away.
            if value.is_null() {
                body.insert(key.clone(), Value::Null);
            }
        }
        let new = ClientGrant {
            id: ids::prefixed(self.context.entropy, "cgr_"),
            client_id,
            audience,
            subject_type,
            scope: Scope::default(),
            settings: Map::new(),
        };
        self.put_grant(what, new, &body);
        Ok(())
    }

    /// Puts the scopes that the API defines in the place of those that the entry names.
    fn put_scope(
        &mut self,
        entry: &Entry,
        audience: &str,
        body: &mut Map<String, Value>,
    ) -> Result<(), FileError> {
        let Some(api) = self.state.resource_server(audience) else {
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
            self.warnings
                .push(format!("{place}: {audience} defines no scope {words}"));
        }
        Ok(())
    }

    fn put_grant(&mut self, what: String, mut new: ClientGrant, body: &Map<String, Value>) {
        let same = |g: &&mut ClientGrant| {
            g.client_id == new.client_id
                && g.audience == new.audience
                && g.subject_type == new.subject_type
        };
        let Some(stored) = self.state.client_grants.iter_mut().find(same) else {
            new.apply(body);
            self.state.client_grants.push(new.clone());
            self.push(what, Vec::new(), Write::ClientGrant(new));
            return;
        };
        let before = stored.clone();
        // A list of scopes means these, not all.
        if body.contains_key("scope") && !body.contains_key("allow_all_scopes") {
            stored.settings.shift_remove("allow_all_scopes");
        }
        stored.apply(body);
        let is_same =
            before.scope.is_subset(&stored.scope) && stored.scope.is_subset(&before.scope);
        let mut keys = changed_keys(&before.settings, &stored.settings);
        if is_same {
            stored.scope = before.scope;
        } else {
            keys.push("scope".into());
        }
        if !keys.is_empty() {
            let grant = stored.clone();
            self.push(what, keys, Write::ClientGrant(grant));
        }
    }
}

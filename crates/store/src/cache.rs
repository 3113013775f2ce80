//! Copies of what every request reads and few change: clients and their keys, APIs, client grants, connections, the tenant.
//!
//! A copy is at most a second old, so a change reaches every process within one; the process that makes the change drops
//! its copy at once. Users, sessions and token families are never copied.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::clients::StoredClient;
use super::engine::StoreError;
use super::{
    Store, bound_actions, client_credentials, client_grants, clients, connections, custom_texts,
    resource_servers, tenant,
};
use footbridge_domain::action::run::BoundAction;
use footbridge_domain::brute_force::BruteForce;
use footbridge_domain::client_credential::ClientCredential;
use footbridge_domain::client_grant::{SubjectType, UsableGrant};
use footbridge_domain::connection::Connection;
use footbridge_domain::guardian::Guardian;
use footbridge_domain::native_apps::NativeApps;
use footbridge_domain::pages::Pages;
use footbridge_domain::prompts::{CustomTexts, Prompts};
use footbridge_domain::resource_server::ResourceServer;
use footbridge_domain::suspicious_ip::SuspiciousIp;
use footbridge_domain::tenant::Tenant;
use footbridge_domain::theme::Looks;

const MAX_AGE: Duration = Duration::from_secs(1);
const MAX_ENTRIES: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Caches {
    clients: Fresh<StoredClient>,
    client_lookups: Lookups,
    client_credentials: Fresh<Vec<ClientCredential>>,
    resource_servers: Fresh<ResourceServer>,
    client_grants: Fresh<UsableGrant>,
    connections: Fresh<Vec<Connection>>,
    tenant: Fresh<Tenant>,
    brute_force: Fresh<BruteForce>,
    suspicious_ip: Fresh<SuspiciousIp>,
    guardian: Fresh<Guardian>,
    bound_actions: Fresh<Vec<BoundAction>>,
    looks: Fresh<Looks>,
    prompts: Fresh<Prompts>,
    custom_texts: Fresh<CustomTexts>,
    pages: Fresh<Pages>,
    native_apps: Fresh<NativeApps>,
    /// Held while all clients are read: it takes long where there are many.
    reading_pages: tokio::sync::Mutex<()>,
}

/// How often a value was looked up.
#[derive(Debug, Default)]
struct Lookups {
    copies: AtomicU64,
    database: AtomicU64,
}

/// How often a value was looked up since the process began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookupCounts {
    /// A copy was there.
    pub copies: u64,
    /// The database was asked.
    pub database: u64,
}

/// Values by key, each forgotten a second after it was read.
#[derive(Debug)]
struct Fresh<V>(Mutex<HashMap<String, (Instant, Arc<V>)>>);

impl<V> Default for Fresh<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<V> Fresh<V> {
    fn get(&self, key: &str) -> Option<Arc<V>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries
            .get(key)
            .filter(|(read, _)| read.elapsed() < MAX_AGE)
            .map(|(_, value)| value.clone())
    }

    fn put(&self, key: &str, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MAX_ENTRIES {
            entries.clear();
        }
        entries.insert(key.to_owned(), (Instant::now(), value.clone()));
        value
    }

    fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

impl Store {
    /// The client with that id.
    pub async fn client(&self, client_id: &str) -> Result<Option<Arc<StoredClient>>, StoreError> {
        let lookups = &self.caches.client_lookups;
        if let Some(hit) = self.caches.clients.get(client_id) {
            lookups.copies.fetch_add(1, Ordering::Relaxed);
            return Ok(Some(hit));
        }
        lookups.database.fetch_add(1, Ordering::Relaxed);
        let found = clients::by_id(&mut self.read().await?, client_id).await?;
        Ok(found.map(|c| self.caches.clients.put(client_id, c)))
    }

    /// How often clients were looked up by their ids.
    pub fn client_lookups(&self) -> LookupCounts {
        let lookups = &self.caches.client_lookups;
        LookupCounts {
            copies: lookups.copies.load(Ordering::Relaxed),
            database: lookups.database.load(Ordering::Relaxed),
        }
    }

    /// The client's credentials.
    pub async fn client_credentials(
        &self,
        client_id: &str,
    ) -> Result<Arc<Vec<ClientCredential>>, StoreError> {
        if let Some(hit) = self.caches.client_credentials.get(client_id) {
            return Ok(hit);
        }
        let found = client_credentials::of_client(&mut self.read().await?, client_id).await?;
        Ok(self.caches.client_credentials.put(client_id, found))
    }

    /// The API with that audience.
    pub async fn resource_server(
        &self,
        audience: &str,
    ) -> Result<Option<Arc<ResourceServer>>, StoreError> {
        if let Some(hit) = self.caches.resource_servers.get(audience) {
            return Ok(Some(hit));
        }
        let found = resource_servers::by_identifier(&mut self.read().await?, audience).await?;
        Ok(found.map(|r| {
            self.caches
                .resource_servers
                .put(audience, r.resource_server)
        }))
    }

    /// What a client may have of an audience, for itself or for its users; `None` without a grant.
    pub async fn client_grant(
        &self,
        (client_id, audience): (&str, &str),
        subject_type: SubjectType,
    ) -> Result<Option<Arc<UsableGrant>>, StoreError> {
        let key = format!("{}\n{client_id}\n{audience}", subject_type.name());
        if let Some(hit) = self.caches.client_grants.get(&key) {
            return Ok(Some(hit));
        }
        let mut db = self.read().await?;
        let found = client_grants::find(&mut db, (client_id, audience), subject_type).await?;
        drop(db);
        let Some(grant) = found else {
            return Ok(None);
        };
        let (organization_usage, allows_any_organization) =
            (grant.organization_usage(), grant.allows_any_organization());
        let scope = if grant.allows_all_scopes() {
            let api = self.resource_server(audience).await?;
            api.map(|api| api.scope()).unwrap_or_default()
        } else {
            grant.scope
        };
        let usable = UsableGrant {
            id: grant.id,
            scope,
            organization_usage,
            allows_any_organization,
        };
        Ok(Some(self.caches.client_grants.put(&key, usable)))
    }

    /// Every connection.
    pub async fn connections(&self) -> Result<Arc<Vec<Connection>>, StoreError> {
        if let Some(hit) = self.caches.connections.get("") {
            return Ok(hit);
        }
        let found = connections::all(&mut self.read().await?).await?;
        Ok(self
            .caches
            .connections
            .put("", found.into_iter().map(|c| c.connection).collect()))
    }

    /// The tenant's settings.
    pub async fn tenant(&self) -> Result<Arc<Tenant>, StoreError> {
        if let Some(hit) = self.caches.tenant.get("") {
            return Ok(hit);
        }
        let document = tenant::document(&mut self.read().await?).await?;
        let read = Tenant::from_document(&document).map_err(|e| StoreError::Corrupt {
            table: "tenant",
            what: e.to_string(),
        })?;
        Ok(self.caches.tenant.put("", read))
    }

    /// The settings of brute-force protection.
    pub async fn brute_force(&self) -> Result<Arc<BruteForce>, StoreError> {
        if let Some(hit) = self.caches.brute_force.get("") {
            return Ok(hit);
        }
        let read = tenant::kept(&mut self.read().await?).await?;
        Ok(self.caches.brute_force.put("", read))
    }

    /// The settings of suspicious IP throttling.
    pub async fn suspicious_ip(&self) -> Result<Arc<SuspiciousIp>, StoreError> {
        if let Some(hit) = self.caches.suspicious_ip.get("") {
            return Ok(hit);
        }
        let read = tenant::kept(&mut self.read().await?).await?;
        Ok(self.caches.suspicious_ip.put("", read))
    }

    /// Which second factors the tenant has, and when it asks for one.
    pub async fn guardian(&self) -> Result<Arc<Guardian>, StoreError> {
        if let Some(hit) = self.caches.guardian.get("") {
            return Ok(hit);
        }
        let read = tenant::kept(&mut self.read().await?).await?;
        Ok(self.caches.guardian.put("", read))
    }

    /// How pages look.
    pub async fn looks(&self) -> Result<Arc<Looks>, StoreError> {
        if let Some(hit) = self.caches.looks.get("") {
            return Ok(hit);
        }
        let read = tenant::looks(&mut self.read().await?).await?;
        Ok(self.caches.looks.put("", read))
    }

    /// In which order pages ask.
    pub async fn prompts(&self) -> Result<Arc<Prompts>, StoreError> {
        if let Some(hit) = self.caches.prompts.get("") {
            return Ok(hit);
        }
        let read = tenant::kept(&mut self.read().await?).await?;
        Ok(self.caches.prompts.put("", read))
    }

    /// The tenant's own texts of a prompt in one language.
    pub async fn custom_texts(
        &self,
        prompt: &str,
        language: &str,
    ) -> Result<Arc<CustomTexts>, StoreError> {
        let key = format!("{prompt}\n{language}");
        if let Some(hit) = self.caches.custom_texts.get(&key) {
            return Ok(hit);
        }
        let read = custom_texts::of(&mut self.read().await?, prompt, language).await?;
        Ok(self.caches.custom_texts.put(&key, read))
    }

    /// Every Action that is bound to a trigger, in order.
    pub async fn bound_actions(&self) -> Result<Arc<Vec<BoundAction>>, StoreError> {
        if let Some(hit) = self.caches.bound_actions.get("") {
            return Ok(hit);
        }
        let found = bound_actions::all(&mut self.read().await?).await?;
        Ok(self.caches.bound_actions.put("", found))
    }

    /// The pages of all clients.
    pub async fn pages(&self) -> Result<Arc<Pages>, StoreError> {
        let _one_at_a_time = self.caches.reading_pages.lock().await;
        if let Some(hit) = self.caches.pages.get("") {
            return Ok(hit);
        }
        let all = clients::pages(&mut self.read().await?).await?;
        Ok(self.caches.pages.put("", all))
    }

    /// The native apps of all clients.
    pub async fn native_apps(&self) -> Result<Arc<NativeApps>, StoreError> {
        let _one_at_a_time = self.caches.reading_pages.lock().await;
        if let Some(hit) = self.caches.native_apps.get("") {
            return Ok(hit);
        }
        let all = clients::native_apps(&mut self.read().await?).await?;
        Ok(self.caches.native_apps.put("", all))
    }

    /// Drops every copy: this process has just changed one of the originals.
    pub fn forget_copies(&self) {
        self.caches.clients.clear();
        self.caches.client_credentials.clear();
        self.caches.resource_servers.clear();
        self.caches.client_grants.clear();
        self.caches.connections.clear();
        self.caches.tenant.clear();
        self.caches.brute_force.clear();
        self.caches.suspicious_ip.clear();
        self.caches.guardian.clear();
        self.caches.bound_actions.clear();
        self.caches.looks.clear();
        self.caches.prompts.clear();
        self.caches.custom_texts.clear();
        self.caches.pages.clear();
        self.caches.native_apps.clear();
    }
}

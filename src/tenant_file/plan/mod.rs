//! What an import would change. A plan is made inside the transaction that applies it.

mod actions;
mod apis;
mod clients;
mod databases;
mod grants;
mod judge;
mod operations;
mod organizations;
mod roles;
mod users;

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::merge::changed_keys;
use super::place::{FileError, Place};
use super::sections::{Credential, Entry, TenantFile};
use super::state::{State, Unresolved};
use crate::domain::action::Binding;
use crate::domain::brute_force::BruteForce;
use crate::domain::client_grant::ClientGrant;
use crate::domain::log_stream::LogStream;
use crate::domain::settings::Settings;
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::outside::Entropy;
use crate::resources::tenants::document as tenant_document;
use crate::store::engine::{Conn, StoreError};
pub(in crate::tenant_file) use actions::ActionWrite;
pub(in crate::tenant_file) use apis::LostScopes;
pub(in crate::tenant_file) use organizations::OrganizationWrite;
pub(in crate::tenant_file) use roles::RoleWrite;

/// What planning needs besides the file and the store.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub settings: &'a Settings,
    pub entropy: &'a Entropy,
    pub now: Timestamp,
}

/// Why an entry is not in the plan, or there is none.
#[derive(Debug, thiserror::Error)]
enum PlanError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The changes, in an order in which they can be applied.
pub struct Plan {
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
    /// Entries, or parts of them, that break a rule.
    pub left_out: Vec<FileError>,
    /// The tenant as it will be.
    pub state: State,
}

/// One row that is made or replaced.
pub struct Change {
    /// `client Example Web`.
    pub what: String,
    /// The keys that change; none for a new row.
    pub keys: Vec<String>,
    pub(in crate::tenant_file) write: Write,
}

/// The row. A version is the one that is replaced; none makes a new row.
pub(in crate::tenant_file) enum Write {
    Tenant(Map<String, Value>),
    Client {
        document: Map<String, Value>,
        secret: Option<String>,
        version: Option<i64>,
    },
    Connection(Map<String, Value>, Option<i64>),
    NewResourceServer(Map<String, Value>),
    ResourceServer(Map<String, Value>, i64, LostScopes),
    ClientGrant(ClientGrant),
    Role(Box<RoleWrite>),
    Organization(Box<OrganizationWrite>),
    BruteForce(BruteForce),
    SuspiciousIp(SuspiciousIp),
    Action(Box<ActionWrite>),
    /// All those of a trigger.
    Bindings(String, Vec<Binding>),
    /// Whether it is a new one.
    LogStream(Box<LogStream>, bool),
    NewUser(Box<User>, Option<Credential>),
    User(Box<User>),
}

impl Change {
    /// One line for a person.
    pub fn describe(&self) -> String {
        if self.keys.is_empty() {
            format!("create {}", self.what)
        } else {
            format!("change {}: {}", self.what, self.keys.join(", "))
        }
    }
}

/// Compares the file with the store.
pub async fn plan(
    db: &mut Conn,
    file: &TenantFile,
    context: &Context<'_>,
) -> Result<Plan, StoreError> {
    let mut planner = Planner {
        context,
        state: State::load(db).await?,
        changes: Vec::new(),
        warnings: Vec::new(),
        left_out: Vec::new(),
        seen: HashSet::new(),
    };
    planner.management_api();
    planner.each(&file.resource_servers, Planner::resource_server);
    planner.each(&file.clients, Planner::client);
    planner.each(&file.databases, Planner::database);
    planner.tenant(file);
    planner.each(&file.client_grants, Planner::client_grant);
    planner.each(&file.roles, Planner::role);
    planner.each(&file.organizations, Planner::organization);
    planner.each(&file.attack_protection, Planner::attack_protection);
    planner.each(&file.actions, Planner::action);
    planner.each(&file.triggers, Planner::triggers);
    planner.each(&file.log_streams, Planner::log_stream);
    for entry in &file.users {
        match planner.user(db, entry).await {
            Err(PlanError::Store(e)) => return Err(e),
            Err(PlanError::File(e)) => planner.left_out.push(e),
            Ok(()) => {}
        }
    }
    Ok(Plan {
        changes: planner.changes,
        warnings: planner.warnings,
        left_out: planner.left_out,
        state: planner.state,
    })
}

struct Planner<'a> {
    context: &'a Context<'a>,
    state: State,
    changes: Vec<Change>,
    warnings: Vec<String>,
    left_out: Vec<FileError>,
    seen: HashSet<String>,
}

impl Planner<'_> {
    /// Plans every entry of a section. One that breaks a rule changes nothing: it is judged before anything is noted.
    fn each<E>(&mut self, entries: &[E], plan: impl Fn(&mut Self, &E) -> Result<(), FileError>) {
        for entry in entries {
            let planned = plan(self, entry);
            self.or_leave_out(planned);
        }
    }

    fn push(&mut self, what: String, keys: Vec<String>, write: Write) {
        self.changes.push(Change { what, keys, write });
    }

    /// The value, unless it cannot be used: then that is noted, and the rest goes on.
    fn or_leave_out<T>(&mut self, value: Result<T, FileError>) -> Option<T> {
        value.map_err(|e| self.left_out.push(e)).ok()
    }

    /// Refuses a second entry for the same row.
    fn once(&mut self, place: &Place, what: &str) -> Result<(), FileError> {
        if self.seen.insert(what.to_owned()) {
            return Ok(());
        }
        Err(place.error(format!("is the second entry for {what}; allowed is one")))
    }

    fn tenant(&mut self, file: &TenantFile) {
        let before = self.state.tenant.clone();
        self.each(&file.tenant, Planner::setting);
        let keys = changed_keys(&before, &self.state.tenant);
        if !keys.is_empty() {
            let document = self.state.tenant.clone();
            self.push(
                "the tenant's settings".into(),
                keys,
                Write::Tenant(document),
            );
        }
    }

    /// One of the tenant's settings.
    fn setting(&mut self, entry: &Entry) -> Result<(), FileError> {
        let place = &entry.place;
        let mut patch = entry.document.clone();
        tenant_document::fractions_in_minutes(&mut patch);
        self.conform(place, &mut patch, tenant_document::validate)?;
        let directory = entry.text("default_directory").filter(|d| !d.is_empty());
        if directory.is_some_and(|d| !self.state.has_connection(d)) {
            let problem = "must be the name of a database of the file or of the tenant";
            return Err(place.key("default_directory").error(problem));
        }
        let before = self.state.tenant.clone();
        let mut asked = before.clone();
        tenant_document::merge(&mut asked, &patch);
        let unsupported = tenant_document::unsupported(&before, &asked);
        self.set_back(place, &mut patch, (Some(&before), &unsupported));
        let mut after = before;
        tenant_document::merge(&mut after, &patch);
        judge::typed(place, Tenant::from_document(&after))?;
        self.state.tenant = after;
        Ok(())
    }

    fn resolve(&self, place: &Place, client: &str) -> Result<usize, FileError> {
        self.state.client(client).map_err(|e| match e {
            Unresolved::Unknown => {
                let names: Vec<&str> = self
                    .state
                    .clients
                    .iter()
                    .take(20)
                    .map(|c| c.client.name.as_str())
                    .collect();
                let problem = format!("{client:?} is no client; clients are {}", names.join(", "));
                place.error(problem)
            }
            Unresolved::Ambiguous => place.error(format!(
                "{client:?} names several clients; say which by its client_id"
            )),
        })
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

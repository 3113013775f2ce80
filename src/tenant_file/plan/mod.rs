//! What an import would change. A plan is made inside the transaction that applies it.

mod actions;
mod apis;
mod clients;
mod databases;
mod operations;
mod organizations;
mod roles;
mod users;

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::merge::{changed_keys, merge};
use super::place::{FileError, Place};
use super::sections::{Credential, TenantFile};
use super::state::{State, Unresolved};
use crate::domain::action::Binding;
use crate::domain::brute_force::BruteForce;
use crate::domain::client_grant::ClientGrant;
use crate::domain::log_stream::LogStream;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::outside::Entropy;
use crate::store::engine::{Conn, StoreError};
pub(in crate::tenant_file) use actions::ActionWrite;
pub(in crate::tenant_file) use organizations::OrganizationWrite;
pub(in crate::tenant_file) use roles::RoleWrite;

/// What planning needs besides the file and the store.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub settings: &'a Settings,
    pub entropy: &'a Entropy,
    pub now: Timestamp,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The changes, in an order in which they can be applied.
pub struct Plan {
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
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
    ResourceServer(Map<String, Value>, Option<i64>),
    ClientGrant(ClientGrant),
    Role(Box<RoleWrite>),
    Organization(Box<OrganizationWrite>),
    BruteForce(BruteForce),
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
) -> Result<Plan, PlanError> {
    let mut planner = Planner {
        context,
        state: State::load(db).await?,
        changes: Vec::new(),
        warnings: Vec::new(),
        seen: HashSet::new(),
    };
    planner.tenant(file);
    planner.management_api()?;
    for entry in &file.resource_servers {
        planner.resource_server(entry)?;
    }
    for entry in &file.clients {
        planner.client(entry)?;
    }
    for entry in &file.databases {
        planner.database(entry)?;
    }
    for entry in &file.client_grants {
        planner.client_grant(entry)?;
    }
    for entry in &file.roles {
        planner.role(entry)?;
    }
    for entry in &file.organizations {
        planner.organization(entry)?;
    }
    for entry in &file.attack_protection {
        planner.attack_protection(entry)?;
    }
    for entry in &file.actions {
        planner.action(entry)?;
    }
    for entry in &file.triggers {
        planner.triggers(entry)?;
    }
    for entry in &file.log_streams {
        planner.log_stream(entry)?;
    }
    planner.check_tenant(file)?;
    for entry in &file.users {
        planner.user(db, entry).await?;
    }
    Ok(Plan {
        changes: planner.changes,
        warnings: planner.warnings,
        state: planner.state,
    })
}

struct Planner<'a> {
    context: &'a Context<'a>,
    state: State,
    changes: Vec<Change>,
    warnings: Vec<String>,
    seen: HashSet<String>,
}

impl Planner<'_> {
    fn push(&mut self, what: String, keys: Vec<String>, write: Write) {
        self.changes.push(Change { what, keys, write });
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
        for entry in &file.tenant {
            merge(&mut self.state.tenant, &entry.document, &["flags"]);
        }
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

    fn check_tenant(&self, file: &TenantFile) -> Result<(), FileError> {
        for entry in &file.tenant {
            let directory = entry.text("default_directory").filter(|d| !d.is_empty());
            if directory.is_some_and(|d| !self.state.has_connection(d)) {
                let place = entry.place.key("default_directory");
                return Err(
                    place.error("must be the name of a database of the file or of the tenant")
                );
            }
        }
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

fn typed<T>(place: &Place, read: Result<T, serde_json::Error>) -> Result<T, FileError> {
    read.map_err(|e| place.error(e.to_string()))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

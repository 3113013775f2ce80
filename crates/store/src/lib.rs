//! The only room with SQL: one file a table, in a folder for each aggregate; `engine` knows the databases.
//!
//! What must happen once is one statement, and the number of rows that it changed is the judge. What the caller has to
//! tell apart comes back as a value; an `Err` is an accident.

mod action;
pub mod cache;
mod client;
pub mod engine;
pub mod erase;
pub mod jobs;
mod lane;
pub mod listing;
mod log;
mod login;
mod mail;
mod organization;
pub mod purge;
mod refresh;
mod role;
mod sealing;
mod search;
mod session;
mod settings;
pub mod stats;
pub mod test_clock;
mod transfer;
mod user;

pub use action::{
    action_bindings, action_executions, action_versions, actions, bound_actions, user_facts,
};
pub use client::{client_credentials, client_grants, client_names, clients, used_assertions};
pub use log::{log_dead_letters, log_readers, log_streams, tenant_logs};
pub use login::{
    codes, email_codes, login_attempts, login_transactions, mfa_tokens, network_budgets, new_codes,
    passkey_challenges, pushed_requests, tickets,
};
pub use mail::{email_provider, email_templates, mail_budgets, mail_outbox, mailbox};
pub use organization::{
    organization_connections, organization_grants, organization_invitations, organization_members,
    organizations,
};
pub use refresh::{
    device_credentials, exchange, families, new_families, refresh_tokens, rotations,
};
pub use role::{permissions, role_members, roles};
pub use sealing::{seal, sealed_columns, sealing_keys, signing_keys};
pub use session::{saml, session_list, sessions, userinfo_claims};
pub use settings::{connections, custom_domains, custom_texts, resource_servers, tenant};
pub use transfer::{session_transfers, transfer_attempts, transfer_burns, transfer_issues};
pub use user::{
    authenticators, grants, identities, remembered_browsers, spellings, user_search, users,
};

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use cache::Caches;
use engine::{Conn, Engine, HeldStatement, StoreError, Tx, execute, fetch_one, on_engine};
use footbridge_domain::time::Timestamp;
use lane::Lane;

/// The database: connections, short-lived copies of what every request reads, and lanes.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Engine,
    caches: Arc<Caches>,
    lanes: Arc<Lanes>,
}

/// Operations that requests share a statement for.
#[derive(Debug, Default)]
struct Lanes {
    issues: Lane<transfer_issues::Issue>,
    burns: Lane<transfer_burns::Burning>,
    logins: Lane<new_codes::NewLogin>,
    rotations: Lane<rotations::HeadRotation>,
}

impl Store {
    /// A store over an open engine.
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            caches: Arc::default(),
            lanes: Arc::default(),
        }
    }

    /// The engine beneath.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// A connection for reads.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        self.engine.read().await
    }

    /// A connection for single statements that write.
    pub async fn write(&self) -> Result<Conn, StoreError> {
        self.engine.write().await
    }

    /// A transaction.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        self.engine.begin().await
    }

    /// Whether the database has every migration that this server needs, and writes.
    pub async fn readiness(&self, now: Timestamp) -> Result<(), String> {
        const PROBE: &str = "UPDATE readiness SET probed_at = $1 WHERE id = 1";
        match self.schema().await.map_err(|e| e.to_string())? {
            SchemaState::Current => {}
            other => return Err(other.to_string()),
        }
        let probe = async {
            let mut db = self.write().await?;
            execute!(db, PROBE, now.millis())
        };
        match probe.await {
            Ok(_) => Ok(()),
            Err(e) => Err(format!("nothing can be written: {e}")),
        }
    }

    /// How the database's schema stands to this server's.
    pub async fn schema(&self) -> Result<SchemaState, StoreError> {
        const APPLIED: &str = "SELECT COUNT(*) FROM _sqlx_migrations WHERE success";
        let mut db = self.read().await?;
        let applied = match fetch_one!((i64,), db, APPLIED) {
            Ok((applied,)) => applied,
            // There is no such table yet.
            Err(StoreError::Statement(_)) => return Ok(SchemaState::Empty),
            Err(e) => return Err(e),
        };
        let known = Engine::known_migrations();
        Ok(match applied.cmp(&known) {
            Ordering::Less => SchemaState::Older { applied, known },
            Ordering::Equal => SchemaState::Current,
            Ordering::Greater => SchemaState::Newer { applied, known },
        })
    }

    /// The database's own clock, in milliseconds; only Postgres has one that other machines share.
    pub async fn database_clock(&self) -> Result<i64, StoreError> {
        const CLOCK: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        let mut db = self.read().await?;
        Ok(fetch_one!((i64,), db, CLOCK)?.0)
    }
}

/// What a database's schema is to this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// It was never migrated.
    Empty,
    Older {
        applied: i64,
        known: i64,
    },
    Current,
    Newer {
        applied: i64,
        known: i64,
    },
}

impl fmt::Display for SchemaState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("the database has not been migrated: run `footbridge migrate`")
            }
            Self::Older { applied, known } => write!(
                f,
                "the database has {applied} of {known} migrations: run `footbridge migrate`"
            ),
            Self::Current => f.write_str("the database is up to date"),
            Self::Newer { applied, known } => write!(
                f,
                "the database has {applied} migrations and this version knows {known}: upgrade this server"
            ),
        }
    }
}

/// A document column's text. It has no NUL in it, which Postgres does not read in JSON: one such document would end every search
/// that comes to it.
pub(crate) fn to_text<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).expect("documents are plain data with text keys");
    // Or a backslash before other letters; what is written below tells.
    match text.contains("\\u0000") {
        true => {
            let value = serde_json::to_value(value);
            without_nul(value.expect("it was just written")).to_string()
        }
        false => text,
    }
}

fn without_nul(value: Value) -> Value {
    let shown = |text: String| text.replace('\0', "\u{fffd}");
    match value {
        Value::String(text) => shown(text).into(),
        Value::Array(items) => items.into_iter().map(without_nul).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, member)| (shown(name), without_nul(member)))
            .collect(),
        other => other,
    }
}

/// Reads a document column.
pub(crate) fn from_text<T: DeserializeOwned>(
    table: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Corrupt {
        table,
        what: e.to_string(),
    })
}

/// Every portable statement, for the test that prepares them all on both engines.
pub fn statements() -> impl Iterator<Item = &'static str> {
    [
        action_bindings::STATEMENTS,
        action_executions::STATEMENTS,
        user_facts::STATEMENTS,
        action_versions::STATEMENTS,
        actions::STATEMENTS,
        authenticators::STATEMENTS,
        bound_actions::STATEMENTS,
        client_credentials::STATEMENTS,
        client_grants::STATEMENTS,
        client_names::STATEMENTS,
        clients::STATEMENTS,
        codes::STATEMENTS,
        connections::STATEMENTS,
        custom_domains::STATEMENTS,
        custom_texts::STATEMENTS,
        device_credentials::STATEMENTS,
        email_codes::STATEMENTS,
        email_provider::STATEMENTS,
        email_templates::STATEMENTS,
        erase::STATEMENTS,
        exchange::STATEMENTS,
        families::STATEMENTS,
        grants::STATEMENTS,
        log_dead_letters::STATEMENTS,
        log_readers::STATEMENTS,
        log_streams::STATEMENTS,
        identities::STATEMENTS,
        login_attempts::STATEMENTS,
        login_transactions::STATEMENTS,
        mail_budgets::STATEMENTS,
        mail_outbox::STATEMENTS,
        mailbox::STATEMENTS,
        mfa_tokens::STATEMENTS,
        passkey_challenges::STATEMENTS,
        network_budgets::STATEMENTS,
        new_codes::STATEMENTS,
        new_families::STATEMENTS,
        organization_connections::STATEMENTS,
        organization_grants::STATEMENTS,
        organization_invitations::STATEMENTS,
        organization_members::STATEMENTS,
        organizations::STATEMENTS,
        permissions::STATEMENTS,
        jobs::STATEMENTS,
        purge::STATEMENTS,
        pushed_requests::STATEMENTS,
        refresh_tokens::STATEMENTS,
        remembered_browsers::STATEMENTS,
        resource_servers::STATEMENTS,
        saml::STATEMENTS,
        role_members::STATEMENTS,
        roles::STATEMENTS,
        sealing_keys::STATEMENTS,
        session_transfers::STATEMENTS,
        session_list::STATEMENTS,
        sessions::STATEMENTS,
        signing_keys::STATEMENTS,
        spellings::STATEMENTS,
        stats::STATEMENTS,
        tenant::STATEMENTS,
        tenant::KEPT,
        tenant_logs::STATEMENTS,
        test_clock::STATEMENTS,
        tickets::STATEMENTS,
        transfer_attempts::STATEMENTS,
        used_assertions::STATEMENTS,
        user_search::STATEMENTS,
        userinfo_claims::STATEMENTS,
        users::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
    .chain(sealed_columns::statements())
    .chain(held().map(|held| held.portable))
}

/// Statements that insert what belongs to a user.
fn held() -> impl Iterator<Item = HeldStatement> {
    [
        authenticators::HELD,
        device_credentials::HELD,
        grants::HELD,
        mail_outbox::HELD,
        mfa_tokens::HELD,
        organization_members::HELD,
        permissions::HELD,
        remembered_browsers::HELD,
        role_members::HELD,
        sessions::HELD,
        tickets::HELD,
        users::HELD,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Every statement that only Postgres understands, for the same test.
pub fn postgres_statements() -> impl Iterator<Item = &'static str> {
    [
        engine::usage::POSTGRES_STATEMENTS,
        erase::POSTGRES_STATEMENTS,
        identities::POSTGRES_STATEMENTS,
        new_codes::POSTGRES_STATEMENTS,
        rotations::POSTGRES_STATEMENTS,
        tenant_logs::POSTGRES_STATEMENTS,
        action_executions::POSTGRES_STATEMENTS,
        transfer_attempts::POSTGRES_STATEMENTS,
        transfer_burns::POSTGRES_STATEMENTS,
        transfer_issues::POSTGRES_STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
    .chain(held().map(|held| held.postgres))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::to_text;

    #[test]
    fn no_document_has_nul_in_it() {
        let document = json!({ "a\0": ["b\0c", { "d": "\\u0000" }], "e": 1.5 });
        let shown = json!({ "a\u{fffd}": ["b\u{fffd}c", { "d": "\\u0000" }], "e": 1.5 });
        assert_eq!(to_text(&document), shown.to_string());
    }
}

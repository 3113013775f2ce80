//! A migrated database, the pools on it, and rows to put into it.

use std::future::Future;
use std::time::Duration;

use footbridge::domain::action::run::{CustomClaims, Life};
use footbridge::domain::code::CodeGrant;
use footbridge::domain::device::{Address, Device};
use footbridge::domain::refresh_token::Family;
use footbridge::domain::scope::Scope;
use footbridge::domain::session::{AuthenticationMethod, Session, SignedInBy};
use footbridge::domain::session_transfer::Transfer;
use footbridge::domain::time::Timestamp;
use footbridge::domain::user::User;
use footbridge::store::engine::{self, Conn, Either};
use footbridge::store::exchange::Exchange;
use footbridge::store::new_families::{self, NewFamily};
use footbridge::store::seal::Sealer;
use footbridge::store::sessions::NewSession;
use footbridge::store::{Store, connections, session_transfers, users};
use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Executor};
use tempfile::TempDir;

use crate::common::postgres::Postgres;
use crate::common::together::together;
use crate::common::{Engine, OnEngine, watchdog};

/// 2031, so that no instant fits into 32 bits by accident.
pub const NOW: Timestamp = Timestamp::from_millis(1_935_000_000_000);
pub const KEY: [u8; 32] = [7; 32];
/// Whose families, transfers and sessions these are.
pub const ADA: &str = "auth0|ada";
const POOLS: usize = 3;

pub struct Bench {
    pub url: String,
    /// Each has connections of its own, like a process.
    stores: Vec<Store>,
    _directory: TempDir,
}

impl OnEngine for Bench {
    /// As many as a server has at least.
    const THREADS: usize = 4;

    async fn on(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::sqlite().await,
            Engine::Postgres => Self::postgres().await,
        }
    }
}

impl Bench {
    pub async fn sqlite() -> Self {
        let directory = watchdog::directory();
        let url = format!(
            "sqlite://{}",
            directory.path().join("footbridge.db").display()
        );
        Self::at(url, directory).await
    }

    pub async fn postgres() -> Self {
        let url = Postgres::shared().create_database().await;
        Self::at(url, watchdog::directory()).await
    }

    pub async fn at(url: String, directory: TempDir) -> Self {
        let mut stores = vec![];
        for _ in 0..POOLS {
            stores.push(Store::new(open(&url, Some(KEY)).await));
        }
        stores[0]
            .engine()
            .migrate()
            .await
            .expect("an empty database");
        add_user(&stores[0], ADA).await;
        Self {
            url,
            stores,
            _directory: directory,
        }
    }

    pub fn store(&self) -> &Store {
        &self.stores[0]
    }

    /// Another process's.
    pub fn another(&self) -> &Store {
        &self.stores[1]
    }

    /// Does it `count` times at once, the pools in turn.
    pub async fn at_once<T, F>(&self, count: usize, attempt: impl Fn(Store, usize) -> F) -> Vec<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let attempts = (0..count).map(|n| attempt(self.stores[n % POOLS].clone(), n));
        together(attempts).await
    }

    /// Stores a family; its first token's digest is `<id>-1`.
    pub async fn family(&self, id: &str) -> Family {
        let family = family(id);
        begin(self.store(), &family, true).await;
        family
    }

    /// Stores a transfer of that family; its digest is its id.
    pub async fn transfer(&self, id: &str, family_id: &str) -> Transfer {
        let transfer = transfer(id, family_id);
        let mut db = self.store().write().await.expect("a connection");
        let issued = session_transfers::issue(&mut db, id, &transfer).await;
        assert!(issued.expect("a new id"), "the family is alive");
        transfer
    }
}

/// The connection of [`add_user`]'s users.
pub const CONNECTION: &str = "users";
pub const CONNECTION_ID: &str = "con_0123456789abcdef";

/// Stores a user with that id, if there is none.
pub async fn add_user(store: &Store, user_id: &str) {
    let user = new_user(user_id);
    let Value::Object(connection) =
        json!({ "id": CONNECTION_ID, "name": CONNECTION, "strategy": "auth0" })
    else {
        unreachable!("an object was written")
    };
    let mut tx = store.begin().await.expect("a transaction");
    let is_new = connections::insert(&mut tx, &connection, NOW).await;
    is_new.expect("an answer");
    users::insert(&mut tx, &user, None)
        .await
        .expect("an answer");
    tx.commit().await.expect("a commit");
}

/// A user who is not stored.
pub fn new_user(user_id: &str) -> User {
    User {
        user_id: user_id.to_owned(),
        connection: CONNECTION.to_owned(),
        email: None,
        email_verified: false,
        username: None,
        blocked: false,
        profile: Map::new(),
        created_at: NOW,
        updated_at: NOW,
        logins_count: 0,
        password_epoch: 0,
    }
}

pub async fn open(url: &str, key: Option<[u8; 32]>) -> engine::Engine {
    engine::Engine::open(url, 6, Sealer::new(key))
        .await
        .expect("a database")
}

/// Stores the family; its first token's digest is `<id>-1`.
pub async fn begin(store: &Store, family: &Family, rotating: bool) {
    let new = NewFamily {
        family,
        digest: &format!("{}-1", family.id),
        rotating,
        device: &device(),
        code: None,
        cascades: true,
        password_epoch: 0,
    };
    let begun = new_families::begin(store, new).await;
    assert_eq!(begun.expect("a new id"), Some(0));
}

pub fn device() -> Device {
    Device {
        address: Address::Known([192, 0, 2, 1].into()),
        asn: Some(64500),
        geoip: None,
        user_agent: Some("test".to_owned()),
    }
}

pub fn family(id: &str) -> Family {
    Family {
        id: id.to_owned(),
        user_id: ADA.to_owned(),
        client_id: "native".to_owned(),
        session_id: None,
        online: false,
        parent_family: None,
        audience: None,
        scope: Scope::parse("openid offline_access"),
        organization: None,
        authenticated_at: NOW,
        login: SignedInBy {
            connection: "database".to_owned(),
            methods: vec![AuthenticationMethod::first("passkey", NOW)],
        },
        created_at: NOW,
        expires_at: None,
        idle_expires_at: None,
        revoked_at: None,
        counter: 1,
    }
}

pub fn transfer(id: &str, family_id: &str) -> Transfer {
    Transfer {
        id: id.to_owned(),
        client_id: "native".to_owned(),
        user_id: ADA.to_owned(),
        family_id: family_id.to_owned(),
        session_id: None,
        scope: Scope::parse("openid"),
        organization: None,
        device: device(),
        issued_at: NOW,
        expires_at: after(60_000),
    }
}

pub fn session(id: &str) -> Session {
    Session {
        id: id.to_owned(),
        user_id: ADA.to_owned(),
        connection: "users".to_owned(),
        created_at: NOW,
        authenticated_at: NOW,
        last_interacted_at: NOW,
        idle_expires_at: after(1_000_000),
        expires_at: after(2_000_000),
        ended_at: None,
        parent_family: None,
        parent_ended: false,
        initial_device: device(),
        last_device: device(),
    }
}

/// An exchange of `shown`, `ms` after [`NOW`].
pub fn exchange<'a>(
    family_id: &'a str,
    shown: &'a str,
    ms: i64,
    leeway_ms: Option<u64>,
    device: &'a Device,
) -> Exchange<'a> {
    Exchange {
        family_id,
        shown,
        now: after(ms),
        leeway_from: leeway_ms.map(|l| after(ms).minus(Duration::from_millis(l))),
        expires_at: None,
        idle_expires_at: None,
        device,
        cascades: true,
    }
}

/// [`NOW`] and so many milliseconds more.
pub fn after(ms: i64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() + ms)
}

/// A session to be stored; its cookie's digest is `<id>-cookie`.
pub fn new_session(session: Session, transfer_id: Option<&str>) -> NewSession {
    NewSession {
        cookie_digest: format!("{}-cookie", session.id),
        session,
        transfer_id: transfer_id.map(str::to_owned),
        password_epoch: 0,
    }
}

pub fn grant(session_id: &str) -> CodeGrant {
    CodeGrant {
        user_id: ADA.to_owned(),
        session_id: session_id.to_owned(),
        redirect_uri: None,
        scope: Scope::parse("openid"),
        requested_scope: Scope::parse("openid"),
        audience: None,
        organization: None,
        nonce: None,
        challenge: None,
        authenticated_at: NOW,
        tells_auth_time: false,
        second_factor: false,
        methods: vec![],
        parent_family: None,
        claims: CustomClaims::default(),
        refresh_token: Life::default(),
    }
}

/// Runs statements that a test has written.
pub async fn run(db: &mut Conn, sql: &str) {
    match db.ready().await.expect("a connection") {
        Either::Postgres(db) => {
            let done = db.connection().execute(AssertSqlSafe(sql.to_owned())).await;
            done.unwrap_or_else(|e| panic!("{e}: {sql}"));
        }
        // It takes one statement at a time.
        Either::Sqlite(db) => {
            for statement in sql.split(';').filter(|part| !part.trim().is_empty()) {
                let ran = db.run::<()>(statement.to_owned(), vec![]).await;
                ran.unwrap_or_else(|e| panic!("{e:?}: {statement}"));
            }
        }
    }
}

/// How many rows there are of a table, or of a table and a condition.
pub async fn count(db: &mut Conn, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    match db.ready().await.expect("a connection") {
        Either::Postgres(db) => {
            let count = sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_one(db.connection())
                .await;
            count.unwrap_or_else(|e| panic!("{e}: {table}"))
        }
        Either::Sqlite(db) => {
            let ran = db.run::<(i64,)>(sql, vec![]).await;
            ran.unwrap_or_else(|e| panic!("{e:?}: {table}")).rows[0].0
        }
    }
}

/// How SQLite would go about a statement.
pub async fn plan(db: &mut Conn, sql: &str) -> Vec<String> {
    let Either::Sqlite(db) = db.ready().await.expect("a connection") else {
        panic!("another engine");
    };
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let steps = db.run::<(i64, i64, i64, String)>(explain, nothing()).await;
    let steps = steps.unwrap_or_else(|e| panic!("{e:?}: {sql}")).rows;
    steps.into_iter().map(|(.., detail)| detail).collect()
}

/// More values than a statement has.
pub fn nothing<V: From<Option<i64>> + Clone>() -> Vec<V> {
    vec![None.into(); 64]
}

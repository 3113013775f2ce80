//! A user who gets the id of a deleted one inherits nothing: neither what was stored before, nor what was being stored while
//! the first one was deleted.

use std::sync::LazyLock;
use std::time::Duration;

use footbridge::domain::device_credential::DeviceCredential;
use footbridge::domain::role::Permission;
use footbridge::domain::scope::Scope;
use footbridge::domain::ticket::{Ticket, TicketKind};
use footbridge::store::engine::{Conn, Tx};
use footbridge::store::families::{self, FamilyOwner};
use footbridge::store::grants::{self, ConsentSubject};
use footbridge::store::new_codes::{self, NewCode};
use footbridge::store::new_families::{self, NewFamily};
use footbridge::store::tickets::{self, NewTicket};
use footbridge::store::{
    Store, device_credentials, erase, organization_members, permissions, role_members, sessions,
    users,
};

use crate::bench::{
    ADA, Bench, CONNECTION_ID, NOW, add_user, after, count, device, family, grant, new_session,
    new_user, run, session,
};
use crate::common::on_both_engines;

on_both_engines! {
    what_is_stored_before_the_user_is_deleted_goes,
    what_is_stored_after_it_is_refused,
    logins_while_the_user_is_deleted_leave_nothing,
    no_user_outlives_their_connection,
}

/// How long a statement gets that has to wait for another one.
const WHILE: Duration = Duration::from_millis(100);
const ROUNDS: usize = 10;
const CROWD: usize = 12;

/// What belongs to a user and is stored by a statement of its own.
#[derive(Debug, Clone, Copy)]
enum Thing {
    Session,
    Consent,
    Role,
    Membership,
    Permission,
    Ticket,
    Key,
}

const THINGS: [Thing; 7] = [
    Thing::Session,
    Thing::Consent,
    Thing::Role,
    Thing::Membership,
    Thing::Permission,
    Thing::Ticket,
    Thing::Key,
];

impl Thing {
    fn table(self) -> &'static str {
        match self {
            Self::Session => "sessions",
            Self::Consent => "grants",
            Self::Role => "role_members",
            Self::Membership => "organization_members",
            Self::Permission => "user_permissions",
            Self::Ticket => "tickets",
            Self::Key => "device_credentials",
        }
    }

    async fn store(self, db: &mut Conn) {
        let stored = match self {
            Self::Session => sessions::insert(db, &new_session(session("s"), None))
                .await
                .map(drop),
            Self::Consent => {
                let subject = ConsentSubject {
                    user_id: ADA,
                    client_id: "web",
                    audience: "",
                };
                grants::upsert(db, "g", subject, &Scope::parse("openid")).await
            }
            Self::Role => role_members::add(db, ADA, role_members::TENANT, "r")
                .await
                .map(drop),
            Self::Membership => organization_members::add(db, "o", ADA).await.map(drop),
            Self::Permission => {
                let permission = Permission {
                    audience: "https://api".to_owned(),
                    name: "read".to_owned(),
                };
                permissions::grant_to_user(db, ADA, &permission).await
            }
            Self::Ticket => tickets::insert(db, ticket()).await.map(drop),
            Self::Key => device_credentials::insert(db, &key(), 100).await.map(drop),
        };
        stored.expect("an answer");
    }

    /// How many of them Ada has.
    async fn left(self, store: &Store) -> i64 {
        let mut db = store.read().await.expect("a connection");
        count(
            &mut db,
            &format!("{} WHERE user_id = '{ADA}'", self.table()),
        )
        .await
    }
}

fn ticket() -> NewTicket<'static> {
    static TICKET: LazyLock<Ticket> = LazyLock::new(|| Ticket {
        email: "ada@example.com".to_owned(),
        result_url: None,
        client_id: None,
        organization_id: None,
        includes_email: false,
        marks_verified: false,
        enrollment: None,
    });
    NewTicket {
        digest: "t",
        kind: TicketKind::PasswordChange,
        user_id: ADA,
        ticket: &TICKET,
        expires_at: after(60_000),
    }
}

fn key() -> DeviceCredential {
    DeviceCredential {
        id: "dcr_1".to_owned(),
        user_id: ADA.to_owned(),
        client_id: "native".to_owned(),
        device_id: "phone".to_owned(),
        device_name: "A phone".to_owned(),
        value: "AAAA".to_owned(),
        created_at: NOW,
    }
}

/// What roles and memberships need beside the user.
async fn furnish(bench: &Bench) {
    let mut db = bench.store().write().await.expect("a connection");
    let rows = "INSERT INTO roles (id, name, created_at) VALUES ('r', 'r', 0);
                INSERT INTO organizations (id, name, document, created_at) VALUES ('o', 'o', '{}', 0)";
    run(&mut db, rows).await;
}

/// As the Management API deletes a user.
async fn delete(tx: &mut Tx) -> bool {
    let deleted = erase::user(tx, ADA).await.expect("an answer");
    let whose = FamilyOwner::User {
        user_id: ADA,
        client_id: None,
        audience: None,
    };
    let ended = families::end(tx, whose, ("native", true), NOW).await;
    ended.expect("an answer");
    deleted
}

async fn delete_at(store: &Store) -> bool {
    let mut tx = store.begin().await.expect("a transaction");
    let deleted = delete(&mut tx).await;
    tx.commit().await.expect("a commit");
    deleted
}

async fn what_is_stored_before_the_user_is_deleted_goes(bench: Bench) {
    furnish(&bench).await;
    for thing in THINGS {
        add_user(bench.store(), ADA).await;
        let mut tx = bench.store().begin().await.expect("a transaction");
        thing.store(&mut tx).await;
        let other = bench.another().clone();
        let deleting = tokio::spawn(async move { delete_at(&other).await });
        tokio::time::sleep(WHILE).await;
        tx.commit().await.expect("a commit");
        assert!(deleting.await.expect("it ends"), "{thing:?}");
        assert_eq!(thing.left(bench.store()).await, 0, "{thing:?}");
    }
}

async fn what_is_stored_after_it_is_refused(bench: Bench) {
    furnish(&bench).await;
    for thing in THINGS {
        add_user(bench.store(), ADA).await;
        let mut tx = bench.store().begin().await.expect("a transaction");
        assert!(delete(&mut tx).await, "{thing:?}");
        let other = bench.another().clone();
        let storing = tokio::spawn(async move {
            let mut db = other.write().await.expect("a connection");
            thing.store(&mut db).await;
        });
        tokio::time::sleep(WHILE).await;
        tx.commit().await.expect("a commit");
        storing.await.expect("it ends");
        assert_eq!(thing.left(bench.store()).await, 0, "{thing:?}");
    }
}

/// A login stores its session with a code, and its refresh token, in one statement each.
async fn log_in(store: &Store, id: String) {
    let begun = new_session(session(&id), None);
    let grant = grant(&id);
    let code = NewCode {
        digest: &id,
        client_id: "native",
        grant: &grant,
        expires_at: after(60_000),
    };
    let is_stored = new_codes::issue(store, code, Some(&begun)).await;
    is_stored.expect("an answer");
    let family = family(&id);
    let new = NewFamily {
        family: &family,
        digest: &format!("{id}-1"),
        rotating: true,
        device: &device(),
        code: None,
        cascades: true,
        password_epoch: 0,
    };
    let begun = new_families::begin(store, new).await;
    begun.expect("an answer");
}

async fn logins_while_the_user_is_deleted_leave_nothing(bench: Bench) {
    for round in 0..ROUNDS {
        add_user(bench.store(), ADA).await;
        let attempts = bench.at_once(CROWD, |store, n| async move {
            if n == CROWD / 2 {
                assert!(delete_at(&store).await, "the user was there");
            } else {
                log_in(&store, format!("s{round}-{n}")).await;
            }
        });
        attempts.await;
        assert_eq!(Thing::Session.left(bench.store()).await, 0, "round {round}");
        let mut db = bench.store().read().await.expect("a connection");
        let active = format!("refresh_families WHERE user_id = '{ADA}' AND revoked_at IS NULL");
        assert_eq!(count(&mut db, &active).await, 0, "round {round}");
    }
}

async fn no_user_outlives_their_connection(bench: Bench) {
    for is_stored_first in [true, false] {
        add_user(bench.store(), ADA).await;
        let mut tx = bench.store().begin().await.expect("a transaction");
        let other = bench.another().clone();
        let meanwhile = if is_stored_first {
            let stored = users::insert(&mut tx, &new_user("auth0|new"), None).await;
            assert!(stored.expect("an answer"));
            tokio::spawn(async move {
                let mut tx = other.begin().await.expect("a transaction");
                let deleted = erase::connection(&mut tx, CONNECTION_ID, NOW).await;
                tx.commit().await.expect("a commit");
                deleted.expect("an answer")
            })
        } else {
            let deleted = erase::connection(&mut tx, CONNECTION_ID, NOW).await;
            assert!(deleted.expect("an answer"));
            tokio::spawn(async move {
                let mut db = other.write().await.expect("a connection");
                let stored = users::insert(&mut db, &new_user("auth0|new"), None).await;
                !stored.expect("an answer")
            })
        };
        tokio::time::sleep(WHILE).await;
        tx.commit().await.expect("a commit");
        assert!(
            meanwhile.await.expect("it ends"),
            "stored first: {is_stored_first}"
        );
        let mut db = bench.store().read().await.expect("a connection");
        assert_eq!(
            count(&mut db, "users").await,
            0,
            "stored first: {is_stored_first}"
        );
    }
}

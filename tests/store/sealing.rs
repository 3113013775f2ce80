//! What a reader of the raw rows learns, whose change counts, and in which order rows come.

use footbridge::domain::action::{Action, ActionSecret, Content, Supported, Version};
use footbridge::domain::signing_key::{KeyState, SigningKey};
use footbridge::domain::time::Timestamp;
use footbridge::outside::Entropy;
use footbridge::store::engine::{Conn, Either};
use footbridge::store::sealed_columns::{self, Resealed};
use footbridge::store::signing_keys;
use footbridge::store::{
    Store, action_versions, actions, clients, connections, login_transactions, resource_servers,
    sealing_keys, session_transfers,
};
use serde_json::{Map, Value, json};
use sqlx::AssertSqlSafe;

use crate::bench::{Bench, KEY, NOW, after, open, transfer};
use crate::common::on_both_engines;

on_both_engines! {
    secrets_are_sealed_in_their_rows,
    a_sealed_value_does_not_open_in_another_row,
    what_a_transaction_holds_is_sealed_in_its_row,
    what_is_unsealed_or_under_an_old_key_is_sealed_again,
    secrets_of_actions_are_sealed_in_their_rows,
    one_key_is_made_for_all_processes,
    of_two_changes_to_one_version_one_is_lost,
    instants_come_back_as_they_were_and_in_order,
}

const SECRET: &str = "plain-text-of-a-client-secret";

fn document(id: &str) -> Map<String, Value> {
    let document = json!({"client_id": id, "name": id});
    document.as_object().expect("an object").clone()
}

async fn insert(bench: &Bench, id: &str, secret: Option<&str>, at: Timestamp) {
    insert_by(bench.store(), id, secret, at).await;
}

async fn insert_by(store: &Store, id: &str, secret: Option<&str>, at: Timestamp) {
    let mut tx = store.begin().await.expect("a transaction");
    let inserted = clients::insert(&mut tx, &document(id), secret, at).await;
    assert!(inserted.expect("an answer"));
    tx.commit().await.expect("a commit");
}

async fn bytes(db: &mut Conn, sql: &str) -> Vec<u8> {
    match db.ready().await.expect("a connection") {
        Either::Postgres(db) => {
            let bytes = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
            bytes.fetch_one(db.connection()).await.expect("one row")
        }
        Either::Sqlite(db) => {
            let ran = db.run::<(Vec<u8>,)>(sql.to_owned(), vec![]).await;
            ran.expect("one row").rows.remove(0).0
        }
    }
}

fn contains(raw: &[u8], secret: &[u8]) -> bool {
    raw.windows(secret.len()).any(|window| window == secret)
}

fn key(kid: &str) -> SigningKey {
    SigningKey {
        kid: kid.to_owned(),
        state: KeyState::Current,
        private_key: b"the private half of a signing key".to_vec(),
        certificate: "a certificate".to_owned(),
        created_at: NOW,
        state_since: NOW,
    }
}

async fn secrets_are_sealed_in_their_rows(bench: Bench) {
    insert(&bench, "web", Some(SECRET), NOW).await;
    let mut db = bench.store().write().await.expect("a connection");
    assert!(
        signing_keys::insert(&mut db, &key("k"))
            .await
            .expect("an answer")
    );
    let sealing = sealing_keys::ensure(&mut db, "test", NOW).await;
    let sealing = sealing.expect("an answer");
    let raw = bytes(&mut db, "SELECT secret FROM clients").await;
    assert!(!contains(&raw, SECRET.as_bytes()));
    let raw = bytes(&mut db, "SELECT private_key FROM signing_keys").await;
    assert!(!contains(&raw, &key("k").private_key));
    let raw = bytes(&mut db, "SELECT secret FROM sealing_keys").await;
    assert!(!contains(&raw, &sealing));
    let client = clients::by_id(&mut db, "web").await.expect("an answer");
    assert_eq!(client.expect("a client").secret.as_deref(), Some(SECRET));
    drop(db);
    let stranger = Store::new(open(&bench.url, Some([8; 32])).await);
    let mut db = stranger.read().await.expect("a connection");
    clients::by_id(&mut db, "web")
        .await
        .expect_err("another key");
    signing_keys::published(&mut db)
        .await
        .expect_err("another key");
}

async fn a_sealed_value_does_not_open_in_another_row(bench: Bench) {
    for id in ["web", "thief"] {
        insert(&bench, id, Some(SECRET), NOW).await;
    }
    let mut db = bench.store().write().await.expect("a connection");
    let moved = "UPDATE clients SET secret = (SELECT secret FROM clients WHERE client_id = 'web')
                  WHERE client_id = 'thief' RETURNING secret";
    bytes(&mut db, moved).await;
    clients::by_id(&mut db, "thief")
        .await
        .expect_err("another row");
    clients::by_id(&mut db, "web").await.expect("its own row");
}

async fn what_a_transaction_holds_is_sealed_in_its_row(bench: Bench) {
    let mut db = bench.store().write().await.expect("a connection");
    let (answer, other) = (json!({"assertion": SECRET}), json!({"assertion": "other"}));
    let until = after(1_000);
    let stored = login_transactions::insert(&mut db, "a", &answer, until).await;
    stored.expect("a new transaction");
    let read = login_transactions::read::<Value>(&mut db, "a", NOW).await;
    assert_eq!(read.expect("an answer"), Some((answer, 1)));
    let replaced = login_transactions::replace(&mut db, "a", &other, 1).await;
    assert!(replaced.expect("an answer"));
    let document = format!("CAST(document AS {})", blob(&db));
    let raw = bytes(
        &mut db,
        &format!("SELECT {document} FROM login_transactions"),
    )
    .await;
    assert!(!contains(&raw, b"assertion") && !contains(&raw, b"other"));
    let moved = format!("UPDATE login_transactions SET digest = 'b' RETURNING {document}");
    bytes(&mut db, &moved).await;
    login_transactions::read::<Value>(&mut db, "b", NOW)
        .await
        .expect_err("another row");
}

async fn what_is_unsealed_or_under_an_old_key_is_sealed_again(bench: Bench) {
    let old = [8; 32];
    for (id, key) in [("plain", None), ("old", Some(old)), ("new", Some(KEY))] {
        let store = Store::new(open(&bench.url, key).await);
        insert_by(&store, id, Some(SECRET), NOW).await;
        let mut db = store.write().await.expect("a connection");
        let stored = login_transactions::insert(&mut db, id, &json!(SECRET), after(1_000)).await;
        stored.expect("a new transaction");
    }
    let mut tx = bench.store().begin().await.expect("a transaction");
    let found = sealed_columns::unsealed(&mut tx).await.expect("an answer");
    assert_eq!(found.as_deref(), Some("clients.secret of plain"));
    let refused = sealed_columns::reseal(&mut tx, &[]).await;
    refused.expect_err("nobody has the old key");
    drop(tx);
    let mut tx = bench.store().begin().await.expect("a transaction");
    let done = sealed_columns::reseal(&mut tx, &[old]).await;
    let expected = Resealed {
        again: 4,
        untouched: 2,
    };
    assert_eq!(done.expect("the keys are known"), expected);
    tx.commit().await.expect("a commit");
    let mut db = bench.store().write().await.expect("a connection");
    for id in ["plain", "old", "new"] {
        let client = clients::by_id(&mut db, id).await.expect("it opens");
        assert_eq!(client.expect("a client").secret.as_deref(), Some(SECRET));
        let read = login_transactions::read::<Value>(&mut db, id, NOW).await;
        assert_eq!(read.expect("it opens"), Some((json!(SECRET), 1)));
    }
    let found = sealed_columns::unsealed(&mut db).await;
    assert_eq!(found.expect("an answer"), None);
}

async fn secrets_of_actions_are_sealed_in_their_rows(bench: Bench) {
    let content = Content {
        trigger: Supported {
            id: "post-login".to_owned(),
            version: "v3".to_owned(),
        },
        code: String::new(),
        runtime: "node22".to_owned(),
        dependencies: vec![],
        secrets: vec![ActionSecret {
            name: "KEY".to_owned(),
            updated_at: NOW,
            value: SECRET.to_owned(),
        }],
    };
    let version = Version {
        id: "version".to_owned(),
        number: 1,
        content: content.clone(),
        created_at: NOW,
    };
    let action = Action {
        id: "action".to_owned(),
        name: "Mine".to_owned(),
        content: content.clone(),
        created_at: NOW,
        updated_at: NOW,
        deployed: Some(version.clone()),
        revision: 1,
    };
    let mut db = bench.store().write().await.expect("a connection");
    let inserted = action_versions::insert(&mut db, "action", &version).await;
    assert!(inserted.expect("an answer"));
    let inserted = actions::insert(&mut db, &action).await;
    assert!(inserted.expect("an answer"));
    for table in ["actions", "action_versions"] {
        let raw = bytes(&mut db, &format!("SELECT secrets FROM {table}")).await;
        assert!(!contains(&raw, SECRET.as_bytes()), "{table}");
        let document = format!("SELECT CAST(document AS {}) FROM {table}", blob(&db));
        let raw = bytes(&mut db, &document).await;
        assert!(!contains(&raw, SECRET.as_bytes()), "{table}");
    }
    let read = actions::by_id(&mut db, "action").await.expect("an answer");
    let read = read.expect("an action");
    assert_eq!(read.content, content);
    assert_eq!(read.deployed.expect("a version").content, content);
    drop(db);
    let stranger = Store::new(open(&bench.url, Some([8; 32])).await);
    let mut db = stranger.read().await.expect("a connection");
    actions::by_id(&mut db, "action")
        .await
        .expect_err("another key");
}

/// What the engine calls a string of bytes.
fn blob(db: &Conn) -> &'static str {
    if db.is_postgres() { "BYTEA" } else { "BLOB" }
}

async fn one_key_is_made_for_all_processes(bench: Bench) {
    let keys = bench
        .at_once(12, |store, number| async move {
            let mut db = store.write().await.expect("a connection");
            let made = signing_keys::insert(&mut db, &key(&format!("k{number}"))).await;
            let sealing = sealing_keys::ensure(&mut db, "test", NOW).await;
            (made.expect("an answer"), sealing.expect("an answer"))
        })
        .await;
    assert_eq!(keys.iter().filter(|(made, _)| *made).count(), 1);
    assert!(keys.iter().all(|(_, sealing)| *sealing == keys[0].1));
}

async fn of_two_changes_to_one_version_one_is_lost(bench: Bench) {
    let object = |value: Value| value.as_object().expect("an object").clone();
    let connection = object(json!({"id": "con_1", "name": "people", "strategy": "auth0"}));
    let api = object(json!({"id": "rs_1", "identifier": "https://api.example"}));
    insert(&bench, "web", None, NOW).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    let stored = connections::insert(&mut tx, &connection, NOW).await;
    assert!(stored.expect("an answer"));
    let stored = resource_servers::insert(&mut tx, &api, NOW).await;
    assert!(stored.expect("an answer"));
    tx.commit().await.expect("a commit");
    for version in 1..6 {
        let (connection, api) = (&connection, &api);
        let won = bench
            .at_once(12, |store, number| {
                let (connection, api) = (connection.clone(), api.clone());
                async move {
                    let mut tx = store.begin().await.expect("a transaction");
                    let won = match number % 3 {
                        0 => clients::replace(&mut tx, &document("web"), None, version).await,
                        1 => connections::replace(&mut tx, &connection, version).await,
                        _ => resource_servers::replace(&mut tx, &api, version).await,
                    };
                    tx.commit().await.expect("a commit");
                    won.map(|won| (number % 3, won))
                }
            })
            .await;
        let mut winners = [0; 3];
        for (table, won) in won.into_iter().map(|w| w.expect("an answer")) {
            winners[table] += usize::from(won);
        }
        assert_eq!(winners, [1; 3], "version {version}");
    }
}

async fn instants_come_back_as_they_were_and_in_order(bench: Bench) {
    bench.family("f").await;
    // Beyond 32 bits of seconds, and in neither order of insertion nor of name.
    let instants = [5, 4_000_000_000_000, 1, 3_000_000_000, 2].map(|ms| after(ms).millis());
    let mut db = bench.store().write().await.expect("a connection");
    for ms in instants {
        let mut row = transfer(&Entropy::system().token::<8>(), "f");
        row.issued_at = Timestamp::from_millis(ms);
        row.expires_at = row.issued_at.plus(std::time::Duration::from_secs(60));
        let issued = session_transfers::issue(&mut db, &row.id, &row).await;
        assert!(issued.expect("an answer"));
        let read = session_transfers::by_id(&mut db, &row.id).await;
        assert_eq!(read.expect("an answer"), Some((row, None)));
    }
    drop(db);
    for ms in instants {
        let at = Timestamp::from_millis(ms);
        insert(&bench, &format!("client-{ms}"), None, at).await;
    }
    let mut db = bench.store().read().await.expect("a connection");
    let mut ascending = instants;
    ascending.sort_unstable();
    let recent = session_transfers::recent(&mut db, 10).await.expect("rows");
    let seen: Vec<_> = recent
        .iter()
        .rev()
        .map(|(t, _)| t.issued_at.millis())
        .collect();
    assert_eq!(seen, ascending);
    let all = clients::all(&mut db).await.expect("rows");
    let seen: Vec<_> = all.iter().map(|c| c.client.client_id.clone()).collect();
    assert_eq!(seen, ascending.map(|ms| format!("client-{ms}")));
}

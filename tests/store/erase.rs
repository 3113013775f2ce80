//! What is deleted leaves nothing behind but what has a reason to stay, and no column is forgotten.

use std::collections::{BTreeMap, BTreeSet};

use footbridge::store::erase::{self, Aggregate, DOCUMENTS, Fate, NAMES};
use serde_json::Value;

use crate::bench::{Bench, NOW, count, run};
use crate::common::on_both_engines;
use crate::schema::{columns, texts};

on_both_engines! {
    every_column_that_names_something_has_a_fate,
    a_user_leaves_nothing_behind,
    a_connection_leaves_nothing_behind,
    a_client_leaves_nothing_behind,
    an_organization_leaves_nothing_behind,
    an_api_leaves_nothing_behind,
    a_role_leaves_nothing_behind,
    a_client_grant_leaves_nothing_behind,
}

/// How columns are called that name something, and those that may hold any name.
const NAMING: &[&str] = &[
    "actor",
    "audience",
    "client",
    "client_id",
    "connection",
    "connection_id",
    "grant_id",
    "identifier",
    "linked_to",
    "organization",
    "organization_id",
    "resource_server",
    "role_id",
    "user_id",
];
const DOCUMENT: &[&str] = &[
    "claims",
    "document",
    "grant_document",
    "login",
    "metadata",
    "parameters",
    "profile",
    "settings",
];
/// One row, whose values are the server's own.
const SINGLE: &[&str] = &[
    "purges",
    "readiness",
    "tenant",
    "tenant_log_positions",
    "test_clock",
];
const MARK: &str = "zzz-deleted";

async fn every_column_that_names_something_has_a_fate(bench: Bench) {
    let all: BTreeSet<String> = columns(&bench)
        .await
        .iter()
        .filter_map(|column| Some(column.split_once(' ')?.0.to_owned()))
        .collect();
    let named: BTreeSet<&str> = NAMES
        .iter()
        .map(|(_, column, _)| column.split('#').next().unwrap_or(column))
        .chain(DOCUMENTS.iter().map(|(column, _)| *column))
        .collect();
    let forgotten: Vec<&String> = all
        .iter()
        .filter(|column| {
            let name = column.split_once('.').map_or("", |(_, name)| name);
            NAMING.contains(&name) || DOCUMENT.contains(&name)
        })
        .filter(|column| !named.contains(column.as_str()))
        .collect();
    assert!(
        forgotten.is_empty(),
        "{forgotten:?}: say in store/erase.rs what becomes of their rows when what they name is deleted"
    );
    let gone: Vec<_> = named
        .iter()
        .filter(|column| !all.contains(**column))
        .collect();
    assert!(gone.is_empty(), "{gone:?} are no columns");
}

/// A row in every table, which names what is to be deleted wherever it can.
async fn fill(bench: &Bench, aggregate: Aggregate) {
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for column in columns(bench).await {
        let (path, rest) = column.split_once(' ').expect("a type");
        let (table, name) = path.split_once('.').expect("a table");
        let kind = rest.split(' ').next().expect("a type").to_owned();
        let columns = tables.entry(table.to_owned()).or_default();
        columns.push((name.to_owned(), kind));
    }
    let mut db = bench.store().write().await.expect("a connection");
    for (table, columns) in &tables {
        if SINGLE.contains(&table.as_str()) {
            continue;
        }
        let (mut names, mut values) = (vec![], vec![]);
        for (name, kind) in columns {
            let path = format!("{table}.{name}");
            let is_named = NAMES
                .iter()
                .any(|(of, column, _)| *of == aggregate && *column == path);
            let value = match (kind.as_str(), is_named) {
                _ if path == "users.linked_to" || path == "refresh_families.revoked_at" => continue,
                // Sealed, where there are any.
                _ if path == "connections.secrets" => continue,
                (_, true) => format!("'{MARK}'"),
                ("TEXT", _) if path == "connections.document" => {
                    format!(r#"'{{"id":"{MARK}","name":"{MARK}","strategy":"auth0"}}'"#)
                }
                ("TEXT", _) if DOCUMENT.contains(&name.as_str()) => "'{}'".to_owned(),
                ("INTEGER", _) => "'0'".to_owned(),
                ("BLOB", _) if db.is_postgres() => "''".to_owned(),
                ("BLOB", _) => "x''".to_owned(),
                _ => "'x'".to_owned(),
            };
            names.push(name.as_str());
            values.push(value);
        }
        let (names, values) = (names.join(", "), values.join(", "));
        run(
            &mut db,
            &format!("INSERT INTO {table} ({names}) VALUES ({values})"),
        )
        .await;
    }
    let others = format!(
        r#"INSERT INTO clients (client_id, name, document, created_at) VALUES ('other', 'other',
             '{{"client_id":"other","name":"other","allowed_clients":["{MARK}"],"resource_server_identifier":"{MARK}",
               "default_organization":{{"organization_id":"{MARK}","flows":[]}}}}', 0);
           INSERT INTO connections (id, name, document, created_at) VALUES ('other', 'other',
             '{{"id":"other","name":"other","strategy":"auth0","enabled_clients":["{MARK}"]}}', 0);
           INSERT INTO users (user_id, connection, email_verified, blocked, profile, created_at, updated_at, linked_to)
           VALUES ('linked', 'other', '0', '0', '{{}}', 0, 0, '{MARK}');
           INSERT INTO tickets (digest, kind, user_id, document, expires_at) VALUES ('linked', '', 'linked', '{{}}', 0);
           INSERT INTO tenant (id, document) VALUES (1,
             '{{"default_directory":"{MARK}","default_audience":"{MARK}"}}')"#
    );
    run(&mut db, &others).await;
    if aggregate == Aggregate::Connection {
        let of_other = format!(
            "INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at, last_interacted_at,
                                   idle_expires_at, expires_at, initial_device, last_device)
             VALUES ('other', 'other', 'linked', '{MARK}', 0, 0, 0, 0, 0, '', '')"
        );
        run(&mut db, &of_other).await;
    }
}

/// Nothing names what was deleted but the columns that may: the linked identity of [`fill`] is another user's, unless the
/// user was deleted.
async fn leaves_nothing(bench: &Bench, aggregate: Aggregate) {
    let fates: BTreeMap<&str, Fate> = NAMES
        .iter()
        .filter(|(of, _, _)| *of == aggregate)
        .map(|(_, column, fate)| (*column, *fate))
        .collect();
    let mut wrong = vec![];
    for column in columns(bench).await {
        let (path, rest) = column.split_once(' ').expect("a type");
        let (table, name) = path.split_once('.').expect("a table");
        if !rest.starts_with("TEXT") || DOCUMENT.contains(&name) {
            continue;
        }
        let mut db = bench.store().read().await.expect("a connection");
        let named = count(&mut db, &format!("{table} WHERE {name} = '{MARK}'")).await > 0;
        // The user and the client that `fill` adds name it too, and stay unless it is one of these.
        let of_other = path == "users.linked_to" && aggregate != Aggregate::User
            || path == "clients.resource_server" && aggregate != Aggregate::ResourceServer;
        let may_stay = matches!(fates.get(path), Some(Fate::Kept(_)));
        if named != may_stay && !of_other {
            wrong.push(format!("{path}: named {named}, may be {may_stay}"));
        }
    }
    for (column, fate) in fates {
        let Some((path, member)) = column.split_once('#') else {
            continue;
        };
        let (table, name) = path.split_once('.').expect("a table");
        let sql = format!("SELECT {name} FROM {table}");
        for document in texts(bench, &sql, &sql).await {
            let document: Value = serde_json::from_str(&document).expect("JSON");
            let is_named = document[member].to_string().contains(MARK);
            if is_named && fate == Fate::Erased {
                wrong.push(format!("{column}: {document}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn a_user_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::User).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    assert!(erase::user(&mut tx, MARK).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::User).await;
    what_users_have_is_gone(&bench).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    assert!(!erase::user(&mut tx, MARK).await.expect("an answer"));
}

async fn a_connection_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::Connection).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    let is_gone = erase::connection(&mut tx, MARK, NOW).await;
    assert!(is_gone.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::Connection).await;
    what_users_have_is_gone(&bench).await;
    let mut db = bench.store().read().await.expect("a connection");
    let alive = "refresh_families WHERE user_id = 'x' AND revoked_at IS NULL";
    assert_eq!(count(&mut db, alive).await, 0);
}

/// The one user of [`fill`] has a row in each of these tables.
async fn what_users_have_is_gone(bench: &Bench) {
    let mut db = bench.store().read().await.expect("a connection");
    for (_, column, fate) in NAMES.iter().filter(|(of, _, _)| *of == Aggregate::User) {
        let table = column.split('.').next().expect("a table");
        if *fate == Fate::Erased && table != "users" {
            let whose = format!("{table} WHERE user_id <> 'linked'");
            assert_eq!(count(&mut db, &whose).await, 0, "{table}");
        }
    }
    for table in ["session_clients", "saml_participants"] {
        assert_eq!(count(&mut db, table).await, 0, "{table}");
    }
}

async fn a_client_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::Client).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    let is_gone = erase::client(&mut tx, MARK, true, NOW).await;
    assert!(is_gone.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::Client).await;
    its_grant_is_gone(&bench).await;
    let mut db = bench.store().read().await.expect("a connection");
    let alive = format!("refresh_families WHERE client_id = '{MARK}' AND revoked_at IS NULL");
    assert_eq!(count(&mut db, &alive).await, 0);
}

async fn an_organization_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::Organization).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    assert!(erase::organization(&mut tx, MARK).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::Organization).await;
}

async fn an_api_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::ResourceServer).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    let is_gone = erase::resource_server(&mut tx, MARK).await;
    assert!(is_gone.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::ResourceServer).await;
    its_grant_is_gone(&bench).await;
}

/// The one client grant of [`fill`], which an organization has.
async fn its_grant_is_gone(bench: &Bench) {
    let mut db = bench.store().read().await.expect("a connection");
    assert_eq!(count(&mut db, "client_grants").await, 0);
    assert_eq!(count(&mut db, "organization_grants").await, 0);
}

async fn a_role_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::Role).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    assert!(erase::role(&mut tx, MARK).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::Role).await;
}

async fn a_client_grant_leaves_nothing_behind(bench: Bench) {
    fill(&bench, Aggregate::ClientGrant).await;
    let mut tx = bench.store().begin().await.expect("a transaction");
    assert!(erase::client_grant(&mut tx, MARK).await.expect("an answer"));
    tx.commit().await.expect("a commit");
    leaves_nothing(&bench, Aggregate::ClientGrant).await;
}

//! One schema in two dialects.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use footbridge::store::engine::{Either, Engine, MigrateError};
use footbridge::store::{SchemaState, postgres_statements, statements};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Executor, SqlStr};

use crate::bench::{Bench, NOW, nothing, open, run};
use crate::common::on_both_engines;
use crate::common::postgres::Postgres;
use crate::common::together::together;

on_both_engines! {
    every_statement_prepares,
    migrating_again_changes_nothing,
    a_newer_database_is_refused,
}

async fn every_statement_prepares(bench: Bench) {
    let mut db = bench.store().read().await.expect("a connection");
    let mut wrong = vec![];
    let is_postgres = db.is_postgres();
    let of_postgres = postgres_statements().filter(|_| is_postgres);
    for sql in statements().chain(of_postgres) {
        let prepared = match db.ready().await.expect("a connection") {
            Either::Postgres(db) => {
                let prepared = db.connection().prepare(SqlStr::from_static(sql)).await;
                prepared.map(drop).map_err(|e| e.to_string())
            }
            Either::Sqlite(db) => {
                let explained = db.run::<()>(format!("EXPLAIN {sql}"), nothing()).await;
                explained.map(drop).map_err(|e| format!("{e:?}"))
            }
        };
        if let Err(error) = prepared {
            wrong.push(format!("{sql}\n{error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The files below a folder, in their order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let below = |path: PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    };
    paths.into_iter().flat_map(below).collect()
}

#[test]
fn every_file_with_statements_is_on_the_list() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/store/src");
    let listed: BTreeSet<_> = statements()
        .chain(postgres_statements())
        .filter_map(|sql| sql.split_once("footbridge_store::")?.1.split_once(" */"))
        .filter_map(|(path, _)| Some(path.rsplit_once("::")?.0.to_owned()))
        .collect();
    for file in files(&root) {
        let source = fs::read_to_string(&file).expect("a source file");
        if source
            .lines()
            .any(|line| line.ends_with("statements! {") && !line.contains("macro_rules"))
        {
            let path = file
                .strip_prefix(&root)
                .expect("it is below")
                .with_extension("");
            let module = path
                .to_string_lossy()
                .replace('/', "::")
                .replace("::mod", "");
            assert!(
                listed.contains(&module),
                "{module}::STATEMENTS is not in store::statements()"
            );
        }
    }
}

/// A database that has run a migration never runs it again: a change would reach new databases only.
#[test]
fn landed_migrations_never_change() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("tests/facts/migrations.sha256")).expect("a list");
    let landed: BTreeMap<_, _> = list
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(digest, path)| (path, digest))
        .collect();
    let mut found = 0;
    for file in files(&root.join("migrations")) {
        let path = file
            .strip_prefix(root)
            .expect("it is below")
            .to_string_lossy()
            .into_owned();
        let digest = Sha256::digest(fs::read(&file).expect("a file"));
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            landed.get(path.as_str()),
            Some(&digest.as_str()),
            "{path} has changed, or is new: a landed migration stays as it is, and a new one is added to \
             tests/facts/migrations.sha256 by `sha256sum migrations/*/*.sql`"
        );
        found += 1;
    }
    assert_eq!(found, landed.len(), "a landed migration has gone");
}

async fn migrating_again_changes_nothing(bench: Bench) {
    let before = columns(&bench).await;
    let engine = bench.store().engine();
    engine.migrate().await.expect("nothing to do");
    assert_eq!(columns(&bench).await, before);
    let schema = bench.store().schema().await.expect("an answer");
    assert_eq!(schema, SchemaState::Current);
    assert_eq!(bench.store().readiness(NOW).await, Ok(()));
}

async fn a_newer_database_is_refused(bench: Bench) {
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    let mut db = bench.store().write().await.expect("a connection");
    run(&mut db, newer).await;
    drop(db);
    let refused = bench.store().engine().migrate().await;
    assert!(
        matches!(refused, Err(MigrateError::Newer(9999))),
        "{refused:?}"
    );
    let schema = bench.store().schema().await.expect("an answer");
    let known = Engine::known_migrations();
    let applied = known + 1;
    assert_eq!(schema, SchemaState::Newer { applied, known });
    bench
        .store()
        .readiness(NOW)
        .await
        .expect_err("it is not ours");
}

#[tokio::test]
async fn an_empty_database_is_named_as_such() {
    let postgres = Postgres::shared().create_database().await;
    for url in ["sqlite::memory:", &postgres] {
        let store = footbridge::store::Store::new(open(url, None).await);
        assert_eq!(store.schema().await.expect("an answer"), SchemaState::Empty);
    }
}

/// A database of SQLite has one process.
#[tokio::test]
async fn several_processes_may_migrate_one_postgres_at_once() {
    let url = Postgres::shared().create_database().await;
    let engines = [
        open(&url, None).await,
        open(&url, None).await,
        open(&url, None).await,
    ];
    let migrations = engines.map(|engine| async move { engine.migrate().await });
    for migrated in together(migrations).await {
        migrated.expect("the others wait");
    }
}

#[test]
fn both_folders_have_the_same_files() {
    let names = |folder: &str| -> BTreeSet<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(folder);
        let files = std::fs::read_dir(path).expect("the folder");
        let name = |file: std::io::Result<std::fs::DirEntry>| file.expect("a file").file_name();
        files
            .map(|file| name(file).into_string().expect("UTF-8"))
            .collect()
    };
    assert_eq!(names("postgres"), names("sqlite"));
    let known = usize::try_from(Engine::known_migrations()).expect("a small number");
    assert_eq!(names("sqlite").len(), known);
}

#[tokio::test]
async fn both_histories_give_the_same_tables() {
    let (sqlite, postgres) = (Bench::sqlite().await, Bench::postgres().await);
    let (ours, theirs) = (columns(&sqlite).await, columns(&postgres).await);
    assert_eq!(ours, theirs);
    assert!(ours.len() > 100, "{} columns", ours.len());
    assert_eq!(unique(&sqlite).await, unique(&postgres).await);
    assert_eq!(indexes(&sqlite).await, indexes(&postgres).await);
}

/// Every column: `table.column type null?`. Types are named as SQLite does; Postgres's booleans are its integers.
pub async fn columns(bench: &Bench) -> BTreeSet<String> {
    let postgres = "SELECT table_name || '.' || column_name || ' ' ||
                      CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'integer' THEN 'INTEGER' WHEN 'boolean' THEN 'INTEGER'
                                     WHEN 'smallint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB' ELSE data_type END ||
                      CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE '' END
                      FROM information_schema.columns
                     WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'";
    let sqlite = "SELECT m.name || '.' || c.name || ' ' || c.type ||
                    CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN ' NULL' ELSE '' END
                    FROM sqlite_schema m JOIN pragma_table_info(m.name) c
                   WHERE m.type = 'table' AND m.name <> '_sqlx_migrations' AND m.name NOT LIKE 'sqlite_%'";
    texts(bench, postgres, sqlite).await
}

/// What is unique: single use rests on it. Postgres has an index for an integer key where SQLite needs none.
async fn unique(bench: &Bench) -> BTreeSet<String> {
    let postgres = "SELECT t.relname || '(' || STRING_AGG(a.attname, ',' ORDER BY a.attname) || ')' ||
                      CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END
                      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
                      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
                     WHERE i.indisunique AND n.nspname = 'public'
                       AND t.relname NOT IN ('_sqlx_migrations', 'tenant', 'test_clock', 'tenant_log_positions', 'readiness', 'purges')
                     GROUP BY t.relname, i.indexrelid, i.indpred";
    let sqlite = "SELECT x.t || '(' || GROUP_CONCAT(x.c, ',') || ')' || CASE WHEN x.partial THEN ' partial' ELSE '' END
                    FROM (SELECT m.name AS t, i.name AS i, i.partial AS partial, c.name AS c
                            FROM sqlite_schema m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c
                           WHERE m.type = 'table' AND i.\"unique\" = 1 AND m.name NOT IN ('_sqlx_migrations', 'tenant', 'test_clock', 'tenant_log_positions')
                           ORDER BY m.name, i.name, c.name) x
                   GROUP BY x.t, x.i, x.partial";
    texts(bench, postgres, sqlite).await
}

/// The indexes that we named.
async fn indexes(bench: &Bench) -> BTreeSet<String> {
    let postgres = "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = 'public'
                       AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'";
    let sqlite = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    texts(bench, postgres, sqlite).await
}

pub async fn texts(bench: &Bench, postgres: &str, sqlite: &str) -> BTreeSet<String> {
    let mut db = bench.store().read().await.expect("a connection");
    match db.ready().await.expect("a connection") {
        Either::Postgres(db) => {
            let sql = AssertSqlSafe(postgres.to_owned());
            let rows: Result<Vec<String>, _> =
                sqlx::query_scalar(sql).fetch_all(db.connection()).await;
            rows.expect("a catalogue").into_iter().collect()
        }
        Either::Sqlite(db) => {
            let ran = db.run::<(String,)>(sqlite.to_owned(), vec![]).await;
            let rows = ran.expect("a catalogue").rows;
            rows.into_iter().map(|(text,)| text).collect()
        }
    }
}

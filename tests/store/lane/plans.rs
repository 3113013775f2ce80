//! The statements of the lanes look rows up, however little the database knows of its tables.

use footbridge::store::{new_codes, rotations, transfer_burns, transfer_issues};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::bench::Bench;

const TABLES: [&str; 6] = [
    "refresh_families",
    "superseded_refresh_tokens",
    "session_transfers",
    "sessions",
    "users",
    "codes",
];
const FILL: &str = "
    INSERT INTO users (user_id, connection, email_verified, blocked, profile, created_at, updated_at)
    SELECT 'u' || n, '', FALSE, FALSE, '', 0, 0 FROM generate_series(1, 20000) n;
    INSERT INTO refresh_families (id, user_id, client_id, online, scope, authenticated_at, created_at, head_digest, counter,
                                  rotating, initial_device, last_device, purge_at)
    SELECT 'f' || n, 'u' || n, 'native', FALSE, '', 0, 0, 'h' || n, 1, FALSE, '', '', 0 FROM generate_series(1, 20000) n;
    INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at)
    SELECT 'd' || n, 'f' || n, 1, 0 FROM generate_series(1, 20000) n;
    INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, scope, device, issued_at, expires_at)
    SELECT 't' || n, 'd' || n, '', 'native', 'u' || n, 'f' || n, '', '', n, n FROM generate_series(1, 20000) n;
    INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at, last_interacted_at,
                          idle_expires_at, expires_at, initial_device, last_device)
    SELECT 's' || n, 'c' || n, 'u' || n, '', 0, 0, 0, 0, 0, '', '' FROM generate_series(1, 20000) n;
    INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
    SELECT 'c' || n, 'web', 'u' || n, 's' || n, '', n FROM generate_series(1, 20000) n";

/// A database that nobody looks after.
struct Neglected(PgConnection);

impl Neglected {
    async fn say(&mut self, sql: &str) -> Vec<String> {
        let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut self.0)
            .await;
        let rows = rows.unwrap_or_else(|e| panic!("{e}: {sql}"));
        rows.iter().filter_map(|row| row.try_get(0).ok()).collect()
    }

    /// How it would be done for whatever arguments.
    async fn plan(&mut self, sql: &str) -> String {
        self.say(&format!("DEALLOCATE ALL; PREPARE s AS {sql}"))
            .await;
        let types = "SELECT unnest(parameter_types)::text FROM pg_prepared_statements";
        let arguments: Vec<_> = self.say(types).await;
        let arguments: Vec<_> = arguments
            .iter()
            .map(|kind| match kind.ends_with("[]") {
                true => "'{1}'",
                false => "'1'",
            })
            .collect();
        let plan = format!("EXPLAIN EXECUTE s ({})", arguments.join(", "));
        self.say(&plan).await.join("\n")
    }
}

#[tokio::test]
async fn a_batch_scans_no_table_however_little_is_known_of_it() {
    let bench = Bench::postgres().await;
    let connection = PgConnection::connect(&bench.url).await;
    let mut db = Neglected(connection.expect("Postgres"));
    for table in TABLES {
        db.say(&format!(
            "ALTER TABLE {table} SET (autovacuum_enabled = FALSE)"
        ))
        .await;
    }
    db.say("SET plan_cache_mode = force_generic_plan").await;
    let statements = || {
        let all = [
            new_codes::POSTGRES_STATEMENTS,
            rotations::POSTGRES_STATEMENTS,
            transfer_burns::POSTGRES_STATEMENTS,
            transfer_issues::POSTGRES_STATEMENTS,
        ];
        all.into_iter().flatten()
    };
    for (state, sql) in [("new", "SELECT"), ("filled", FILL), ("analysed", "ANALYZE")] {
        db.say(sql).await;
        for sql in statements() {
            let plan = db.plan(sql).await;
            assert!(!plan.contains("Seq Scan"), "{state}: {sql}\n{plan}");
        }
    }
}

//! However long a list is, a page reads the entries of an index up to its end, and only its own rows.

use footbridge::store::listing::{Sample, samples};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::bench::{Bench, plan, run};

/// Enough that a plan which reads a table shows.
const MANY: usize = 2_000;

/// So many rows of each table, named `n00000000` and so on, and all of them with the first of others.
fn rows(many: usize, is_postgres: bool) -> String {
    let numbers = format!(
        "(WITH RECURSIVE up (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n + 1 < {many}) SELECT n FROM up) numbers"
    );
    let name = if is_postgres {
        "'n' || LPAD(CAST(n AS TEXT), 8, '0')"
    } else {
        "PRINTF('n%08d', n)"
    };
    let flag = |value: &str| match (is_postgres, value) {
        (true, value) => value.to_owned(),
        (false, "TRUE") => "1".to_owned(),
        (false, _) => "0".to_owned(),
    };
    let (yes, no) = (flag("TRUE"), flag("FALSE"));
    let one = "'n00000001'";
    let bytes = if is_postgres { "''" } else { "x''" };
    [
        ("roles", "id, name, created_at, folded_name", format!("{name}, {name}, n, {name}")),
        ("role_members", "user_id, organization_id, role_id, role_created_at", format!("{name}, '', {one}, 1")),
        ("role_members", "user_id, organization_id, role_id, role_created_at", format!("{one}, '', {name}, n")),
        ("role_permissions", "role_id, audience, permission", format!("{one}, {name}, {name}")),
        ("role_permissions", "role_id, audience, permission", format!("{name} || 'x', {name}, {name}")),
        ("users", "user_id, connection, email, username, folded_name, folded_family_name, last_login, email_verified, blocked,
                   profile, created_at, updated_at",
         format!("{name}, 'c', {name}, {name}, {name}, {name}, n, {no}, {no}, '{{}}', n, n")),
        ("users", "user_id, connection, email_verified, blocked, profile, created_at, updated_at",
         format!("{name} || 'x', 'x', {no}, {no}, '{{}}', n, n")),
        ("users", "user_id, connection, email_verified, blocked, profile, created_at, updated_at, linked_to",
         format!("{name} || 'y', 'y', {no}, {no}, '{{}}', n, n, {name}")),
        ("tenant_logs", "log_id, type, occurred_at, document, user_id, position", format!("{name}, 's', n, '{{}}', {one}, n")),
        ("tenant_logs", "log_id, type, occurred_at, document, user_id, position", format!("{name} || 'x', 's', n, '{{}}', {name}, n")),
        ("tenant_logs", "log_id, type, occurred_at, document, user_id, position", format!("{name} || 'y', 's', n, '{{}}', NULL, n")),
        ("device_credentials", "id, user_id, client_id, device_id, device_name, value, created_at",
         format!("{name}, {name}, {one}, {name}, '', '', n")),
        ("device_credentials", "id, user_id, client_id, device_id, device_name, value, created_at",
         format!("{name} || 'x', {one}, {name}, {name}, '', '', n")),
        ("refresh_families", "id, user_id, client_id, online, scope, authenticated_at, created_at, head_digest, counter, rotating,
                              initial_device, last_device",
         format!("{name}, {one}, {name}, {no}, '', n, n, {name}, 1, {no}, '', ''")),
        ("refresh_families", "id, user_id, client_id, online, scope, authenticated_at, created_at, head_digest, counter, rotating,
                              initial_device, last_device",
         format!("{name} || 'x', {name}, {name}, {no}, '', n, n, {name} || 'x', 1, {no}, '', ''")),
        ("sessions", "id, cookie_digest, user_id, connection, created_at, authenticated_at, last_interacted_at, idle_expires_at,
                      expires_at, initial_device, last_device",
         format!("{name}, {name}, {one}, 'c', n, n, n, 1, 1, '', ''")),
        ("sessions", "id, cookie_digest, user_id, connection, created_at, authenticated_at, last_interacted_at, idle_expires_at,
                      expires_at, initial_device, last_device",
         format!("{name} || 'x', {name} || 'x', {name}, 'c', n, n, n, 1, 1, '', ''")),
        ("session_clients", "session_id, client_id", format!("{name}, {one}")),
        ("organizations", "id, name, document, created_at, display_name", format!("{name}, {name}, '{{}}', n, 'd' || (n % 7)")),
        ("organization_members", "organization_id, user_id, organization_created_at", format!("{one}, {name}, 1")),
        ("organization_members", "organization_id, user_id, organization_created_at", format!("{name}, {one}, n")),
        ("organization_connections", "organization_id, connection_id, settings, is_enabled", format!("{one}, {name}, '{{}}', {yes}")),
        ("organization_connections", "organization_id, connection_id, settings, is_enabled", format!("{name} || 'x', {one}, '{{}}', {yes}")),
        ("organization_grants", "organization_id, grant_id, organization_created_at, grant_created_at", format!("{one}, {name}, 1, n")),
        ("organization_grants", "organization_id, grant_id, organization_created_at, grant_created_at", format!("{name}, {one}, n, 1")),
        ("organization_invitations", "id, organization_id, client_id, digest, ticket, document, created_at, expires_at",
         format!("{name}, {one}, {one}, {name}, {bytes}, '{{}}', n, n")),
        ("organization_invitations", "id, organization_id, client_id, digest, ticket, document, created_at, expires_at",
         format!("{name} || 'x', {name}, {one}, {name} || 'x', {bytes}, '{{}}', n, n")),
        ("client_grants", "id, client_id, audience, subject_type, scope, settings, created_at, any_organization",
         format!("{name}, {one}, {name}, 'client', '', '{{}}', n, {no}")),
        ("client_grants", "id, client_id, audience, subject_type, scope, settings, created_at, any_organization",
         format!("{name} || 'x', {name} || 'x', {one}, 'client', '', '{{}}', n, {no}")),
        ("resource_servers", "id, identifier, document, created_at", format!("{name}, {name}, '{{}}', n")),
        ("connections", "id, name, document, created_at, strategy", format!("{name}, {name}, '{{}}', n, {one}")),
        ("connection_clients", "connection_id, client_id", format!("{one}, {name}")),
        ("connection_clients", "connection_id, client_id", format!("{name}, {one}")),
        ("clients", "client_id, name, document, created_at, app_type, is_first_party, external_client_id",
         format!("{name}, {name}, '{{}}', n, {one}, {yes}, {one}")),
        ("grants", "id, user_id, client_id, audience, scope", format!("{name}, {one}, {name}, {name}, ''")),
        ("grants", "id, user_id, client_id, audience, scope", format!("{name} || 'x', {name}, {one}, {name}, ''")),
        ("grants", "id, user_id, client_id, audience, scope", format!("{name} || 'y', {name}, {name}, {one}, ''")),
    ]
    .iter()
    .map(|(table, columns, values)| {
        format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {numbers} WHERE TRUE ON CONFLICT DO NOTHING;")
    })
    .collect()
}

/// The nodes of a plan, the outermost first.
fn nodes(node: &Value) -> Vec<&Value> {
    let below = node["Plans"].as_array().into_iter().flatten();
    std::iter::once(node).chain(below.flat_map(nodes)).collect()
}

/// What is wrong with how Postgres reads it.
fn read_by_postgres(sample: &Sample, plan: &Value) -> Vec<String> {
    let mut wrong = vec![];
    for node in nodes(plan) {
        let kind = node["Node Type"].as_str().unwrap_or_default();
        let number = |key: &str| node[key].as_f64().unwrap_or(0.0);
        let read =
            (number("Actual Rows") + number("Rows Removed by Filter")) * number("Actual Loops");
        let is_count = sample.reads == u32::MAX;
        let is_bounded = is_count || read <= f64::from(sample.reads) * 2.0 + 10.0;
        if kind == "Seq Scan" || (kind == "Sort" && read > f64::from(sample.reads)) || !is_bounded {
            wrong.push(format!(
                "{kind} of {} reads {read} rows",
                node["Relation Name"]
            ));
        }
        // A total has no other use for the rows.
        let is_of_keys = is_count && node["Alias"] == "k";
        if (kind == "Index Only Scan" && number("Heap Fetches") > 0.0)
            || (is_of_keys && kind != "Index Only Scan")
        {
            wrong.push(format!("{kind} of {} fetches rows", node["Relation Name"]));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_reads_as_little_of_a_long_list_on_postgres() {
    let bench = Bench::postgres().await;
    let mut db = PgConnection::connect(&bench.url)
        .await
        .expect("Postgres answers");
    let mut say = async |sql: &str| {
        let text = AssertSqlSafe(sql.to_owned());
        let answer = sqlx::raw_sql(text).fetch_all(&mut db).await;
        answer.unwrap_or_else(|e| panic!("{e}: {sql}"))
    };
    say(&rows(MANY, true)).await;
    say("VACUUM ANALYZE").await;
    // So few rows are read the fastest as a whole: what counts is whether there is another way.
    say("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off").await;
    let mut wrong = vec![];
    for (number, sample) in samples(true).iter().enumerate() {
        let Sample { sql, values, .. } = sample;
        say(&format!("PREPARE s{number} AS {sql}")).await;
        let values = values.join(", ");
        let execute = if values.is_empty() {
            format!("EXECUTE s{number}")
        } else {
            format!("EXECUTE s{number} ({values})")
        };
        let explained = say(&format!("EXPLAIN (ANALYZE, FORMAT JSON) {execute}")).await;
        let plan: String = explained[0].get_unchecked(0);
        let plan: Value = serde_json::from_str(&plan).expect("JSON");
        let found = read_by_postgres(sample, &plan[0]["Plan"]);
        if !found.is_empty() {
            wrong.push(format!("{found:?}\n{execute}\n{sql}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The statement with its values in their places.
fn with_values(sample: &Sample) -> String {
    let mut values = sample.values.iter();
    let parts = sample.sql.split('?');
    let filled = parts.map(|part| part.to_owned() + values.next().map_or("", String::as_str));
    filled.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_scans_no_table_on_sqlite() {
    let bench = Bench::sqlite().await;
    let mut db = bench.store().write().await.expect("a connection");
    // No server lets SQLite analyze its tables, so it plans without their statistics.
    run(&mut db, &rows(MANY, false)).await;
    let mut db = bench.store().read().await.expect("a connection");
    let mut wrong = vec![];
    for sample in samples(false) {
        // Which index serves a pattern depends on how it begins.
        let sql = match sample.is_narrow {
            true => with_values(&sample),
            false => sample.sql.clone(),
        };
        let steps = plan(&mut db, &sql).await;
        // In the order of an index, until the part is complete.
        let is_scan =
            |step: &String| step.starts_with("SCAN ") && !step.contains("USING COVERING INDEX");
        let is_sorted = |step: &String| step.contains("TEMP B-TREE") && !sample.is_narrow;
        if steps.iter().any(|step| is_scan(step) || is_sorted(step)) {
            wrong.push(format!("{sql}\n{steps:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

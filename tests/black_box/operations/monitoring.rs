//! The alert rules and the dashboard ask only for what a server exports and `docs/monitoring.md` lists; the runbooks that
//! they name are there, and the script for a lost key knows every column that `secret_key` seals.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use super::metrics::{Labels, documented, exposed, text_of};
use crate::harness::*;

const RULES: &str = include_str!("../../../config/monitoring/alerts.yaml");
const DASHBOARD: &str = include_str!("../../../config/monitoring/dashboard.json");
const OPERATIONS: &str = include_str!("../../../docs/operations.md");
const KEY_LOST: &str = include_str!("../../../config/recovery/secret-key-lost.sql");
const SEALED: &str = include_str!("../../../crates/store/src/sealing/sealed_columns.rs");

/// What Prometheus adds to the labels of every series.
const ADDED: [&str; 3] = ["instance", "job", "le"];

/// The strings that an object of a document has under `key`, wherever it is.
fn values<'a>(document: &'a Value, key: &str, found: &mut Vec<&'a str>) {
    match document {
        Value::Object(members) => {
            found.extend(members.get(key).and_then(Value::as_str));
            members.values().for_each(|m| values(m, key, found));
        }
        Value::Array(elements) => elements.iter().for_each(|e| values(e, key, found)),
        _ => {}
    }
}

fn all<'a>(document: &'a Value, key: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    values(document, key, &mut found);
    found
}

/// A series that an expression selects: its metric, and its matchers with the values that they name.
fn selected(expression: &str) -> Vec<(String, Labels)> {
    let series = Regex::new(r"(footbridge[a-z_:0-9]+)(?:\{([^}]*)\})?").expect("a pattern");
    let matcher = Regex::new(r#"([a-z_]+)\s*(?:=~|!~|!=|=)\s*"([^"]*)""#).expect("a pattern");
    let one = |found: regex::Captures<'_>| {
        let mut labels = Labels::new();
        for pair in matcher.captures_iter(found.get(2).map_or("", |m| m.as_str())) {
            let values = pair[2].split('|').map(str::to_owned);
            labels.entry(pair[1].to_owned()).or_default().extend(values);
        }
        (found[1].to_owned(), labels)
    };
    series.captures_iter(expression).map(one).collect()
}

/// The labels by which an expression groups.
fn grouped(expression: &str) -> BTreeSet<String> {
    let by = Regex::new(r"\bby \(([^)]*)\)").expect("a pattern");
    let of = |found: regex::Captures<'_>| {
        let names = found[1].split(',').map(|n| n.trim().to_owned());
        names.collect::<Vec<_>>()
    };
    by.captures_iter(expression).flat_map(of).collect()
}

#[tokio::test]
async fn rules_and_dashboard_ask_for_what_is_exported() {
    let world = World::own(Engine::Sqlite).await;
    let rules: Value = serde_saphyr::from_str(RULES).expect("YAML");
    let dashboard: Value = serde_json::from_str(DASHBOARD).expect("JSON");
    let recorded = all(&rules, "record");
    let mut expressions = all(&rules, "expr");
    assert!(expressions.len() > 30, "{expressions:?}");
    expressions.extend(all(&dashboard, "expr"));
    assert!(all(&dashboard, "expr").len() > 25);
    world.transferred("native", "web").await;
    for route in expressions.iter().flat_map(|e| selected(e)) {
        for path in route.1.get("route").into_iter().flatten() {
            world.http.get(path).await;
        }
    }
    let (exposed, listed) = (exposed(&text_of(&world).await), documented());
    let routes = &exposed["footbridge_requests_total"].1["route"];
    for expression in expressions {
        let mut known: BTreeSet<String> = ADDED.map(str::to_owned).into();
        for (name, labels) in selected(expression) {
            if recorded.contains(&name.as_str()) {
                continue;
            }
            let ends = ["_bucket", "_count", "_sum"];
            let base = ends.iter().find_map(|end| name.strip_suffix(end));
            let base = base.filter(|base| listed.get(*base).is_some_and(|m| m.0 == "histogram"));
            let (kind, expected) = listed
                .get(base.unwrap_or(&name))
                .unwrap_or_else(|| panic!("{name} is not documented: {expression}"));
            assert!(kind != "histogram" || base.is_some(), "{expression}");
            // What appears with its first stream, message or file is left to the test of the document.
            if let Some((_, there)) = exposed.get(base.unwrap_or(&name)) {
                assert!(there.keys().all(|l| expected.contains_key(l)), "{name}");
            }
            for (label, wanted) in labels {
                if ADDED.contains(&label.as_str()) {
                    continue;
                }
                let values = expected
                    .get(&label)
                    .unwrap_or_else(|| panic!("{name} has no {label}: {expression}"));
                let fits = |v: &String| match label.as_str() {
                    "route" => routes.contains(v),
                    _ => values.is_empty() || values.contains(v),
                };
                assert!(wanted.iter().all(fits), "{label} {wanted:?}: {expression}");
            }
            known.extend(expected.keys().cloned());
        }
        assert!(
            expression.contains("footbridge:") || grouped(expression).is_subset(&known),
            "{expression}"
        );
    }
}

#[test]
fn every_alert_has_its_runbook() {
    let rules: Value = serde_saphyr::from_str(RULES).expect("YAML");
    let headings: BTreeSet<String> = OPERATIONS
        .lines()
        .filter_map(|line| line.trim_start_matches('#').strip_prefix(' '))
        .map(|title| {
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            let title: String = title.to_lowercase().chars().filter(kept).collect();
            title.replace(' ', "-")
        })
        .collect();
    let runbooks = all(&rules, "runbook");
    assert_eq!(runbooks.len(), all(&rules, "alert").len());
    for runbook in runbooks {
        let part = runbook.strip_prefix("docs/operations.md#");
        assert!(part.is_some_and(|p| headings.contains(p)), "{runbook}");
    }
}

/// Who has lost the key has to give up every sealed value, or the server does not start.
#[test]
fn the_script_for_a_lost_key_knows_every_sealed_column() {
    let row = Regex::new(r#"(?m)^    [A-Z_0-9]+: "([a-z_]+)", "[a-z_]+", "([a-z_]+)","#)
        .expect("a pattern");
    let mut found = 0;
    for sealed in row.captures_iter(SEALED) {
        found += 1;
        let (table, column) = (&sealed[1], &sealed[2]);
        let gone = format!("DELETE FROM {table}");
        let emptied = format!("UPDATE {table} SET {column} = NULL");
        assert!(
            KEY_LOST.contains(&gone) || KEY_LOST.contains(&emptied),
            "{table}.{column}"
        );
    }
    assert!(found >= 17, "{found}");
}

//! One rule, two verdicts: what a request may say, an entry of a tenant file may say, and the same is stored. The same
//! documents, good ones and spoiled ones, go through the router and through an import, and the verdicts are compared.

mod documents;
mod section;
mod single;

use std::collections::HashMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use super::*;
use crate::properties;
use crate::resources::sections::SECTIONS;
use crate::store::users;
use crate::tenant_file::import::{ImportMode, Summary, import};
use crate::tenant_file::placeholders::Placeholders;
use crate::tenant_file::planner::Context;
use crate::tenant_file::read::read_text;
use crate::tenant_file::state::State;
use documents::{BASE, Case, cases};
use section::Section;

const SCOPES: &str = "create:roles update:roles create:organizations update:organizations create:actions update:actions \
    create:log_streams update:log_streams create:users update:users create:connections update:connections \
    create:email_templates update:email_templates create:email_provider update:email_provider delete:email_provider \
    update:branding update:prompts";

/// What becomes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Taken,
    /// 400, and left out.
    Refused,
    /// 403, and not applied.
    NotEnabled,
}

/// Imports a file that holds one section.
async fn imported(server: &Server, section: &str, value: &Value) -> Summary {
    let file = json!({ section: value }).to_string();
    import_text(server, &file).await
}

async fn import_text(server: &Server, text: &str) -> Summary {
    let (settings, none) = (settings(), HashMap::new());
    let context = Context {
        settings: &settings,
        entropy: &server.app.parts.entropy,
        now: server.app.parts.clock.now(),
    };
    let placeholders = Placeholders::new(&none, "localhost:4000").expect("no mappings");
    let file = read_text(SECTIONS, "t.yaml", text, &placeholders).expect("a file");
    let store = &server.app.parts.store;
    let done = import(
        store,
        &file,
        &context,
        &|_| "hash".to_owned(),
        ImportMode::Always,
    )
    .await;
    done.expect("an import")
}

/// The same cases in every run, unless a seed is given.
fn runner() -> TestRunner {
    match properties::seed::given() {
        None => TestRunner::deterministic(),
        Some(_) => TestRunner::new(properties::seeded()),
    }
}

/// Two tenants that are the same: one for requests, one for imports.
async fn tenants() -> (Server, Server) {
    let (requests, imports) = (server().await, server().await);
    for server in [&requests, &imports] {
        let summary = import_text(server, &BASE).await;
        assert_eq!(summary.left_out, [], "the base is good");
    }
    (requests, imports)
}

/// What an import said of the entry at `place`.
fn verdict_of(summary: &Summary, place: &str) -> Verdict {
    let is_there = |line: &str| {
        let about = line.strip_prefix("t.yaml: ").unwrap_or(line);
        about
            .strip_prefix(place)
            .is_some_and(|rest| rest.starts_with(['.', ':', '[']))
    };
    let mut left_out = summary.left_out.iter().map(ToString::to_string);
    let mut warnings = summary.warnings.iter().filter(|line| is_there(line));
    // Of a list of scopes, those that the API does not define are left out; so are attributes that users brought along.
    let is_breach =
        |line: &&String| line.contains("defines no scope") || line.contains("not understood");
    if left_out.any(|line| is_there(&line)) || warnings.clone().any(|line| is_breach(&line)) {
        Verdict::Refused
    } else if warnings.any(|line| line.contains("not applied by this version")) {
        Verdict::NotEnabled
    } else {
        Verdict::Taken
    }
}

/// Sends the document of a case as a request would.
async fn requested(server: &Server, section: Section, id: Option<&str>, case: &Case) -> Verdict {
    let (method, path) = match id {
        None => ("POST", format!("/api/v2{}", section.path())),
        Some("") => ("PATCH", format!("/api/v2{}", section.path())),
        Some(id) => ("PATCH", format!("/api/v2{}/{id}", section.path())),
    };
    let token = server.token(&format!("{ALL} {SCOPES}"));
    let body = Value::Object(case.body.clone());
    let answer = server.send(method, &path, Some(&token), body).await;
    match answer.status {
        200 | 201 => Verdict::Taken,
        400 | 409 => Verdict::Refused,
        403 => Verdict::NotEnabled,
        other => panic!("{other} to {method} {path}: {}", answer.body),
    }
}

async fn state(server: &Server) -> State {
    let mut db = server.app.parts.store.read().await.expect("a connection");
    State::load(&mut db).await.expect("the tenant")
}

/// Two verdicts agree, and a request that forbids before it judges everything may hide a breach.
fn agree(requested: Verdict, imported: Verdict) -> bool {
    requested == imported || (requested, imported) == (Verdict::NotEnabled, Verdict::Refused)
}

/// How often each verdict was reached.
#[derive(Default)]
struct Tally(HashMap<&'static str, [usize; 3]>);

impl Tally {
    fn add(&mut self, section: Section, verdict: Verdict) {
        self.0.entry(section.key()).or_default()[verdict as usize] += 1;
    }

    /// Every section was judged both ways: a generator that spoils everything, or nothing, would show nothing.
    fn assert_telling(&self) {
        for (section, [taken, refused, _]) in &self.0 {
            assert!(*taken > 0 && *refused > 0, "{section}: {taken} {refused}");
        }
    }
}

#[tokio::test]
async fn a_new_entry_is_judged_as_a_request_that_makes_one() {
    let (requests, imports) = tenants().await;
    let mut runner = runner();
    let mut tally = Tally::default();
    for section in Section::ALL {
        let generated = cases(section, false, section.number());
        let cases = generated.new_tree(&mut runner).expect("cases").current();
        let entries: Vec<Value> = cases.iter().map(|case| case.entry.clone().into()).collect();
        let summary = imported(&imports, section.key(), &entries.into()).await;
        let mut taken = vec![];
        for (index, case) in cases.iter().enumerate() {
            let expected = requested(&requests, section, None, case).await;
            let found = verdict_of(&summary, &format!("{}[{index}]", section.key()));
            assert!(
                agree(expected, found),
                "{}: {expected:?} by request, {found:?} by import: {}\n{:#?}",
                section.key(),
                Value::Object(case.entry.clone()),
                summary.left_out
            );
            tally.add(section, found);
            if expected == Verdict::Taken {
                taken.push(case);
            }
        }
        same(section, &taken, (&requests, &imports)).await;
    }
    tally.assert_telling();
}

#[tokio::test]
async fn an_entry_that_is_there_is_judged_as_a_request_that_changes_one() {
    let (requests, imports) = tenants().await;
    let mut runner = runner();
    let mut tally = Tally::default();
    for section in Section::ALL {
        let number = section.number();
        let originals: Vec<Value> = (0..number)
            .map(|n| Value::Object(section.original(n)))
            .collect();
        for server in [&requests, &imports] {
            let summary = imported(server, section.key(), &originals.clone().into()).await;
            assert_eq!(summary.left_out, [], "{}", section.key());
        }
        let generated = cases(section, true, number);
        let cases = generated.new_tree(&mut runner).expect("cases").current();
        let entries: Vec<Value> = cases.iter().map(|case| case.entry.clone().into()).collect();
        let summary = imported(&imports, section.key(), &entries.into()).await;
        let before = state(&requests).await;
        let mut taken = vec![];
        for (index, case) in cases.iter().enumerate() {
            if case.body.is_empty() {
                continue;
            }
            let id = section.id(&before, &case.entry);
            let expected = requested(&requests, section, Some(&id), case).await;
            let found = verdict_of(&summary, &format!("{}[{index}]", section.key()));
            assert!(
                agree(expected, found),
                "{}: {expected:?} by request, {found:?} by import: {}\n{:#?}",
                section.key(),
                Value::Object(case.entry.clone()),
                summary.left_out
            );
            tally.add(section, found);
            if expected == Verdict::Taken {
                taken.push(case);
            }
        }
        same(section, &taken, (&requests, &imports)).await;
    }
    tally.assert_telling();
}

#[tokio::test]
async fn the_tenants_settings_are_judged_as_a_request_that_changes_them() {
    let (requests, imports) = tenants().await;
    let mut runner = runner();
    let generated = cases(Section::Tenant, true, 40);
    let cases = generated.new_tree(&mut runner).expect("cases").current();
    let mut tally = Tally::default();
    for case in &cases {
        // Each key of the file is an entry of its own.
        for (key, value) in &case.body {
            // Exports have parts of hours, which a request says in minutes.
            if key.ends_with("_lifetime") && value.as_f64().is_some_and(|n| n.fract() != 0.0) {
                continue;
            }
            let one = Case::of(Map::from_iter([(key.clone(), value.clone())]));
            let expected = requested(&requests, Section::Tenant, Some(""), &one).await;
            let summary = imported(&imports, "tenant", &one.entry.clone().into()).await;
            let found = verdict_of(&summary, "tenant");
            assert!(
                agree(expected, found),
                "{expected:?} by request, {found:?} by import: {key}: {value}\n{:#?}",
                summary.left_out
            );
            tally.add(Section::Tenant, found);
            if expected == Verdict::Taken {
                let stored = (settings_of(&requests).await, settings_of(&imports).await);
                assert_eq!(said(&stored.0, key, value), said(&stored.1, key, value));
            }
        }
    }
    tally.assert_telling();
}

async fn settings_of(server: &Server) -> Map<String, Value> {
    let mut db = server.app.parts.store.read().await.expect("a connection");
    store::tenant::document(&mut db)
        .await
        .expect("the settings")
}

/// What is stored of a setting: flags are merged one by one, everything else is replaced.
fn said(stored: &Map<String, Value>, key: &str, value: &Value) -> Value {
    let there = stored.get(key).cloned().unwrap_or_default();
    match value {
        Value::Object(flags) if key == "flags" => {
            flags.keys().map(|name| there[name].clone()).collect()
        }
        _ => there,
    }
}

/// What both took is stored alike.
async fn same(section: Section, taken: &[&Case], (requests, imports): (&Server, &Server)) {
    let (requested, imported) = (state(requests).await, state(imports).await);
    for case in taken {
        let (left, right) = if section == Section::Users {
            (user(requests, case).await, user(imports, case).await)
        } else {
            let stored = |state: &State| section.stored(state, &case.entry);
            (stored(&requested), stored(&imported))
        };
        let entry = Value::Object(case.entry.clone());
        assert_eq!(left, right, "{}: {entry}", section.key());
    }
}

async fn user(server: &Server, case: &Case) -> Option<Value> {
    let mut db = server.app.parts.store.read().await.expect("a connection");
    let email = case.entry["email"].as_str().unwrap_or_default();
    let found = users::by_identifier(&mut db, "D", email)
        .await
        .expect("a look");
    let user = found?.identity;
    Some(json!([
        user.email,
        user.email_verified,
        user.blocked,
        user.profile
    ]))
}

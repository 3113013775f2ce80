//! Importing, importing again, and exporting, against a store in memory.

mod access;
mod automation;
mod documented;
mod formats;
mod looks;
mod real;

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::file::TenantFile;
use super::findings::Finding;
use super::import::{ImportError, ImportMode, Summary, ensure_management_api, import};
use super::placeholders::Placeholders;
use super::planner::Context;
use super::state::State;
use super::{DEMO, lint, read, write};
use crate::domain::client_grant::SubjectType;
use crate::domain::device::BindingRules;
use crate::domain::dialect::Dialect;
use crate::domain::management_scopes;
use crate::domain::origin::Origin;
use crate::domain::settings::{Lifetimes, RateLimits, Settings};
use crate::domain::time::Timestamp;
use crate::outside::Entropy;
use crate::resources::sections::SECTIONS;
use crate::store::engine::Engine;
use crate::store::seal::Sealer;
use crate::store::{Store, users};

const CONNECTION: &str = "Username-Password-Authentication";

async fn store() -> Store {
    let sealer = Sealer::new(Some([7; 32]));
    let engine = Engine::open("sqlite::memory:", 4, sealer).await.unwrap();
    engine.migrate().await.unwrap();
    Store::new(engine)
}

fn settings() -> Settings {
    let some = Duration::from_secs(60);
    Settings {
        issuer: Origin::parse("http://localhost:4000").unwrap(),
        custom_domains: vec![Origin::parse("https://login.example.com").unwrap()],
        relying_parties: std::collections::BTreeMap::new(),
        binding: BindingRules {
            ipv6_prefix: 64,
            dual_stack_by_asn: false,
        },
        dialect: Dialect::Auth0,
        test_mode: false,
        follows_port: false,
        rate_limits: RateLimits {
            management: None,
            logins: None,
            events: None,
            transfers: None,
        },
        sms: Default::default(),
        lifetimes: Lifetimes {
            authorization_code: some,
            login_transaction: some,
            waiting_answer: some,
            pushed_request: some,
            consumed: some,
            tenant_log: some,
            opaque_token: some,
            opaque_token_for_web: some,
        },
    }
}

fn try_file(text: &str) -> Result<TenantFile, String> {
    let values = HashMap::from([("SECRET".to_owned(), "from-the-environment".to_owned())]);
    let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
    read::read_text(SECTIONS, "t.yaml", text, &placeholders).map_err(|e| e.to_string())
}

fn file(text: &str) -> TenantFile {
    try_file(text).unwrap()
}

async fn run(store: &Store, file: &TenantFile, mode: ImportMode) -> Result<Summary, ImportError> {
    let settings = settings();
    let context = Context {
        settings: &settings,
        entropy: &Entropy::system(),
        now: Timestamp::from_millis(1_000),
    };
    let hash = |password: &str| format!("hash of {password}");
    import(store, file, &context, &hash, mode).await
}

async fn changes(store: &Store, text: &str) -> Vec<String> {
    run(store, &file(text), ImportMode::Always)
        .await
        .unwrap()
        .changes
}

/// What of the text is left out, and why, or why nothing is imported.
async fn refusal(text: &str) -> String {
    match try_file(text) {
        Ok(file) => left_out(
            &run(&store().await, &file, ImportMode::Always)
                .await
                .unwrap(),
        ),
        Err(e) => e,
    }
}

fn left_out(summary: &Summary) -> String {
    let lines: Vec<String> = summary.left_out.iter().map(|e| e.to_string()).collect();
    lines.join("\n")
}

async fn state(store: &Store) -> State {
    State::load(&mut store.read().await.unwrap()).await.unwrap()
}

async fn password_hash(store: &Store, email: &str) -> Option<String> {
    let mut db = store.read().await.unwrap();
    users::by_identifier(&mut db, CONNECTION, email)
        .await
        .unwrap()
        .unwrap()
        .password_hash
}

#[tokio::test]
async fn the_demo_tenant_is_imported_whole_and_needs_no_second_look() {
    let store = store().await;
    let demo = file(DEMO);
    assert!(demo.warnings.is_empty(), "{:?}", demo.warnings);
    let summary = run(&store, &demo, ImportMode::WhenChanged).await.unwrap();
    assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
    let native = store.client("example-native").await.unwrap().unwrap();
    assert!(native.secret.is_none() && native.client.refresh_policy().rotates());
    let web = store.client("example-web").await.unwrap().unwrap();
    assert_eq!(web.secret.as_deref(), Some("example-web-secret"));
    assert_eq!(
        web.document["session_transfer"].as_object().unwrap().len(),
        6
    );
    assert!(!web.document.contains_key("client_secret"));
    let audience = "http://localhost:4000/api/v2/";
    let grant = store
        .client_grant(("example-automation", audience), SubjectType::Client)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(grant.scope.iter().count(), management_scopes::ALL.len());
    assert!(
        store
            .resource_server(audience)
            .await
            .unwrap()
            .unwrap()
            .is_system
    );
    assert!(store.connections().await.unwrap()[0].is_enabled_for("example-native"));
    let hash = password_hash(&store, "ada@example.com").await;
    assert_eq!(hash.as_deref(), Some("hash of correct-horse-battery"));
    // It is for `dev`, which keeps its messages in the mailbox of test mode.
    let mut settings = settings();
    let state = state(&store).await;
    let about = |findings: Vec<Finding>| -> Vec<String> {
        findings.into_iter().map(|finding| finding.about).collect()
    };
    let found = lint::lint(SECTIONS, &state, &settings, false);
    assert_eq!(about(found), ["the e-mail provider"]);
    settings.test_mode = true;
    let found = lint::lint(SECTIONS, &state, &settings, false);
    assert_eq!(about(found), Vec::<String>::new());
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let store = store().await;
    assert!(!changes(&store, DEMO).await.is_empty());
    assert_eq!(changes(&store, DEMO).await, Vec::<String>::new());
    let again = run(&store, &file(DEMO), ImportMode::WhenChanged)
        .await
        .unwrap();
    assert!(again.skipped);
    let other = format!("{DEMO}\n# another text\n");
    assert!(
        !run(&store, &file(&other), ImportMode::WhenChanged)
            .await
            .unwrap()
            .skipped
    );
}

#[tokio::test]
async fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let store = store().await;
    let said = run(&store, &file(DEMO), ImportMode::DryRun)
        .await
        .unwrap()
        .changes;
    assert!(said.contains(&"create client Example Web".to_owned()));
    assert!(state(&store).await.clients.is_empty());
    assert_eq!(changes(&store, DEMO).await, said);
    let edited = DEMO.replace("friendly_name: Footbridge Demo", "friendly_name: Other");
    let said = run(&store, &file(&edited), ImportMode::DryRun)
        .await
        .unwrap()
        .changes;
    assert_eq!(said, ["change the tenant's settings: friendly_name"]);
    assert_eq!(
        state(&store).await.tenant["friendly_name"],
        "Footbridge Demo"
    );
}

#[tokio::test]
async fn secrets_and_passwords_that_are_there_stay() {
    let store = store().await;
    changes(&store, DEMO).await;
    let edited = DEMO
        .replace("correct-horse-battery", "another")
        .replace("    client_secret: example-web-secret\n", "")
        .replace("given_name: Ada", "given_name: Augusta");
    let changed = changes(&store, &edited).await;
    assert_eq!(
        changed,
        ["change user auth0|00000000000000000000ada1: given_name"]
    );
    let hash = password_hash(&store, "ada@example.com").await;
    assert_eq!(hash.as_deref(), Some("hash of correct-horse-battery"));
    let web = store.client("example-web").await.unwrap().unwrap();
    assert_eq!(web.secret.as_deref(), Some("example-web-secret"));
    let changed = changes(
        &store,
        "clients: [{name: W, client_id: example-web, client_secret: ##SECRET##}]",
    )
    .await;
    assert_eq!(changed, ["change client W: name, client_secret"]);
    let web = store.client("example-web").await.unwrap().unwrap();
    assert_eq!(web.secret.as_deref(), Some("from-the-environment"));
}

#[tokio::test]
async fn clients_are_found_by_name_and_changed_key_by_key() {
    let store = store().await;
    let first =
        "clients: [{name: A, description: x, session_transfer: {allow_refresh_token: true}}]";
    changes(&store, first).await;
    let before = state(&store).await.clients.remove(0);
    assert_eq!(
        (before.client.client_id.len(), before.secret.unwrap().len()),
        (32, 64)
    );
    let second =
        "clients: [{name: A, description: null, session_transfer: {enforce_device_binding: none}}]";
    let changed = changes(&store, second).await;
    assert_eq!(changed, ["change client A: session_transfer, description"]);
    let after = state(&store).await.clients.remove(0);
    assert!(after.client.session_transfer().allow_refresh_token);
    assert!(!after.document.contains_key("description"));
    assert_eq!(after.client.client_id, before.client.client_id);
}

#[tokio::test]
async fn the_management_api_has_one_identifier() {
    let store = store().await;
    let settings = settings();
    let context = Context {
        settings: &settings,
        entropy: &Entropy::system(),
        now: Timestamp::from_millis(0),
    };
    ensure_management_api(&store, SECTIONS, &context)
        .await
        .unwrap();
    ensure_management_api(&store, SECTIONS, &context)
        .await
        .unwrap();
    changes(&store, "clients: [{name: M, client_id: m}]").await;
    for (audience, scope) in [
        ("https://##DOMAIN##/api/v2/", "read:logs"),
        ("http://localhost:4000/api/v2/", "read:users"),
        ("https://login.example.com/api/v2/", "read:clients"),
    ] {
        let text =
            format!("clientGrants: [{{client_id: M, audience: '{audience}', scope: ['{scope}']}}]");
        changes(&store, &text).await;
        let grants = state(&store).await.client_grants;
        assert_eq!(grants.len(), 1);
        assert_eq!(grants[0].audience, "http://localhost:4000/api/v2/");
        assert_eq!(grants[0].scope.to_string(), scope);
    }
    assert_eq!(state(&store).await.resource_servers.len(), 1);
}

#[tokio::test]
async fn users_may_bring_their_hashes_and_change_their_address() {
    let store = store().await;
    let bcrypt = bcrypt::hash("x", 4).unwrap();
    let text = format!(
        "databases: [{{name: {CONNECTION}}}]\n\
         users: [{{email: ' Ada@Example.com', password_hash: '{bcrypt}', user_id: ada, app_metadata: {{a: 1, b: 2}}}}]"
    );
    changes(&store, &text).await;
    assert_eq!(password_hash(&store, "ada@example.com").await, Some(bcrypt));
    let moved = "users: [{user_id: auth0|ada, email: new@example.com, blocked: true, app_metadata: {a: null, c: 3}}]";
    let changed = changes(&store, moved).await;
    assert_eq!(
        changed,
        ["change user auth0|ada: email, blocked, app_metadata"]
    );
    let mut db = store.read().await.unwrap();
    let user = users::by_id(&mut db, "auth0|ada").await.unwrap().unwrap();
    assert_eq!(user.email.as_deref(), Some("new@example.com"));
    assert_eq!(user.text("nickname"), Some("ada"));
    assert_eq!(
        Value::Object(user.profile)["app_metadata"],
        json!({"b": 2, "c": 3})
    );
}

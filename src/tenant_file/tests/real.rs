//! Files as real tenants have them: what cannot be imported is left out, one by one, and everything else is imported.

use std::fs;
use std::path::Path;

use super::*;

#[tokio::test]
async fn everything_that_breaks_a_rule_is_listed_and_the_rest_imported() {
    let text = "
        tenant: {friendly_name: T, default_directory: Gone, session_lifetime: soon}
        clients:
          - {name: A, client_id: a, client_secret: '##GONE##'}
          - {name: B, client_id: b, grant_types: [client_credentials]}
          - {name: C, client_id: c, callbacks: ['javascript:x']}
        databases: [{name: D, enabled_clients: [A, B, C]}]
        resourceServers: [{name: R, identifier: urn:r, scopes: [{value: r}]}]
        clientGrants:
          - {client_id: A, audience: urn:r, scope: [r]}
          - {client_id: B, audience: urn:r, scope: [r]}
          - {client_id: B, audience: urn:none, scope: [r]}
        roles:
          - name: Reader
            permissions:
              - {permission_name: r, resource_server_identifier: urn:none}
              - {permission_name: r, resource_server_identifier: urn:r}
        organizations:
          - {name: Not A Name}
          - {name: acme, connections: [{name: none}, {name: D}], client_grants: [{client_id: A}]}
        users: [{email: a@b.example}, {email: c@d.example, connection: Gone}, {email: e@f.example, connection: D}]
        logStreams: {}";
    let file = file(text);
    let store = store().await;
    let strict = run(&store, &file, ImportMode::Strict).await.unwrap();
    assert!(state(&store).await.resource_servers.is_empty());
    let summary = run(&store, &file, ImportMode::Always).await.unwrap();
    assert_eq!(left_out(&strict), left_out(&summary));
    let said = left_out(&summary);
    let expected = [
        "logStreams: must be a list",
        "clients[0].client_secret: ##GONE## has no value",
        "clients[2].callbacks[0]: must be",
        "tenant.session_lifetime: must be a whole number; found a string",
        "organizations[0].name: must be a name of 1 to 50",
        "databases[0].enabled_clients[0]: \"A\" is no client",
        "databases[0].enabled_clients[2]: \"C\" is no client",
        "tenant.default_directory: must be the name of a database",
        "clientGrants[0].client_id: \"A\" is no client",
        "clientGrants[2].audience: is no API",
        "roles[0].permissions[0].resource_server_identifier: is no API",
        "organizations[1].connections[0].name: must be",
        "organizations[1].client_grants[0].client_id: \"A\" is no client",
        "users[1].connection: \"Gone\" is no database",
    ];
    for problem in expected {
        assert!(said.contains(problem), "{problem} in\n{said}");
    }
    assert_eq!(summary.left_out.len(), expected.len(), "{said}");
    let state = state(&store).await;
    assert_eq!(state.tenant["friendly_name"], "T");
    assert!(!state.tenant.contains_key("default_directory"));
    assert_eq!(state.clients.len(), 1);
    assert_eq!(state.connections[0].connection.enabled_clients, ["b"]);
    assert_eq!(state.client_grants.len(), 1);
    assert_eq!(state.roles[0].permissions.len(), 1);
    assert_eq!(state.organizations[0].connections.len(), 1);
    assert!(password_hash_of(&store, "D", "e@f.example").await);
    assert_eq!(changes(&store, text).await, Vec::<String>::new());
}

/// Whether the database knows the user.
async fn password_hash_of(store: &Store, connection: &str, email: &str) -> bool {
    let mut db = store.read().await.unwrap();
    let found = users::by_identifier(&mut db, connection, email).await;
    found.unwrap().is_some()
}

#[tokio::test]
async fn an_entry_that_is_refused_leaves_what_is_there_as_it_is() {
    let store = store().await;
    changes(
        &store,
        "resourceServers: [{name: R, identifier: urn:r, token_lifetime: 60}]\ndatabases: [{name: D}]",
    )
    .await;
    let wrong = "
        resourceServers: [{identifier: urn:r, name: Other, token_lifetime: long}]
        databases: [{name: D, enabled_clients: none, display_name: Other}]";
    let summary = run(&store, &file(wrong), ImportMode::Always).await.unwrap();
    assert_eq!(summary.left_out.len(), 2, "{}", left_out(&summary));
    assert_eq!(summary.changes, Vec::<String>::new());
}

#[tokio::test]
async fn options_of_a_database_are_imported_once() {
    let store = store().await;
    let text = "databases: [{name: D, options: {import_mode: false}}]";
    changes(&store, text).await;
    let first = state(&store).await.connections.remove(0).document;
    assert_eq!(first["options"]["passwordPolicy"], "none");
    assert_eq!(changes(&store, text).await, Vec::<String>::new());
    let stricter = "databases: [{name: D, options: {passwordPolicy: good}}]";
    assert_eq!(
        changes(&store, stricter).await,
        ["change database D: options"]
    );
    assert_eq!(changes(&store, text).await, ["change database D: options"]);
    let options = state(&store).await.connections.remove(0).document["options"].clone();
    assert_eq!(options["passwordPolicy"], "good");
}

#[tokio::test]
async fn a_placeholder_matters_only_where_it_is_read() {
    let text = "
        forms: [{name: F, credentials: {api_key: ##KEY##, list: @@LIST@@}}]
        rulesConfigs: [{key: A, value: '##A##'}]
        clients: [{name: A, client_id: a, description: \"it is ##SECRET##\"}]";
    let summary = run(&store().await, &file(text), ImportMode::Always)
        .await
        .unwrap();
    assert_eq!(left_out(&summary), "");
    assert!(summary.changes.contains(&"create client A".to_owned()));
}

#[tokio::test]
async fn the_management_api_of_another_tenant_is_ours() {
    let text = "
        resourceServers: [{name: Auth0 Management API, identifier: https://example.eu.auth0.com/api/v2/, is_system: true}]
        clients: [{name: M, client_id: m}]
        clientGrants:
          - {client_id: M, audience: https://example.eu.auth0.com/api/v2/, scope: [read:users, read:nothing, read:less]}";
    let store = store().await;
    let summary = run(&store, &file(text), ImportMode::Always).await.unwrap();
    assert_eq!(left_out(&summary), "");
    let said = summary.warnings.join("\n");
    assert!(
        said.contains("becomes this tenant's Management API"),
        "{said}"
    );
    assert!(
        said.contains("defines no scope read:nothing read:less"),
        "{said}"
    );
    let state = state(&store).await;
    assert_eq!(state.resource_servers.len(), 1);
    assert_eq!(
        state.client_grants[0].audience,
        "http://localhost:4000/api/v2/"
    );
    let other = "clients: [{name: M, client_id: m}]\nclientGrants: [{client_id: M, audience: https://auth0.com.example/api/v2/}]";
    assert!(refusal(other).await.contains("is no API"));
}

#[tokio::test]
async fn actions_of_2021_bring_their_current_version() {
    let text = "
        actions:
          - name: Old
            bindings: []
            supported_triggers: [{id: post-login, version: v1}]
            current_version: {code: '// of the version', dependencies: [{name: axios, version: 0.21.1}], secrets: [], number: 3}
          - name: Empty
            bindings: [{display_name: Empty}]
            current_version: {}
            supported_triggers: [{id: post-login, version: v1}]";
    let store = store().await;
    let summary = run(&store, &file(text), ImportMode::Always).await.unwrap();
    assert_eq!(left_out(&summary), "");
    assert_eq!(
        summary.warnings,
        ["t.yaml: actions[1].bindings: not applied; `triggers` says which Actions are bound"]
    );
    let state = state(&store).await;
    let old = state.actions.iter().find(|a| a.name == "Old").unwrap();
    assert_eq!(old.content.code, "// of the version");
    assert_eq!(old.content.dependencies.len(), 1);
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[tokio::test]
async fn a_repository_around_the_files_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for prose in [
        "README.md",
        "LICENSE",
        "config.json",
        "clients/README.md",
        "database-connections/readme",
        "attack-protection/README.md",
        "rules/README.md",
    ] {
        put(root, prose, "Once upon a time: ##NOTHING## [");
    }
    put(root, "clients/A.json", r#"{"name": "A", "client_id": "a"}"#);
    put(
        root,
        "clients/B.json",
        r##"{"name": "B", "callbacks": @@GONE@@}"##,
    );
    put(root, "clients/C.json", "{");
    put(
        root,
        "resource-servers/R.json",
        r##"{"identifier": "urn:r", "name": ##GONE##}"##,
    );
    put(root, "forms/F.json", r##"{"name": ##GONE##}"##);
    let values = HashMap::new();
    let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
    let file = read::read(SECTIONS, root, &placeholders).unwrap();
    assert_eq!(file.warnings, ["forms: not applied by this version"]);
    let said: Vec<String> = file.left_out.iter().map(|e| e.to_string()).collect();
    for (line, start) in said.iter().zip([
        "clients/C.json: is not JSON",
        "clients/B.json: callbacks: @@GONE@@ has no value",
        "resource-servers/R.json: name: ##GONE## has no value",
    ]) {
        assert!(line.starts_with(start), "{said:#?}");
    }
    assert_eq!((said.len(), file.of("clients").len()), (3, 1));
}

#[test]
fn the_body_of_an_e_mail_is_the_page_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "emails/provider.json", r#"{"name": "sendgrid"}"#);
    put(root, "emails/verify_email.html", "<p>##WHO##</p>");
    let template = r#"{"template": "verify_email", "body": "./verify_email.html"}"#;
    put(root, "emails/verify_email.json", template);
    put(root, "emails/stray.html", "<p>");
    let values = HashMap::from([("WHO".to_owned(), "Ada".to_owned())]);
    let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
    let file = read::read(SECTIONS, root, &placeholders).unwrap();
    assert_eq!(
        file.warnings,
        ["emails/stray.html: not understood, ignored"]
    );
    let templates = file.of("emailTemplates");
    assert_eq!(templates.len(), 1);
    assert_eq!(templates[0].document["body"], "<p>Ada</p>");
    assert_eq!(file.of("emailProvider")[0].document["name"], "sendgrid");
}

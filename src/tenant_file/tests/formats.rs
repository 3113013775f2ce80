//! What is read, what is refused, what is written and what is found out.

use super::*;
use crate::tenant_file::write;

#[tokio::test]
async fn what_is_not_understood_is_left_out_by_itself() {
    let text = "
        clients: [{name: A, client_id: a, zeta: 1, alpha: {b: 2}, session_transfer: {enforce_device_bindng: ip}, tenant: t}]
        roles: [{name: R, zeta: 1}]
        organizations: []
        nonsense: 1
        clientGrants: [{client_id: a, audience: https://##DOMAIN##/api/v2/, scope: [read:nothing], organization_usage: deny}]
        databases: [{name: D}]
        users: [{email: a@b.example, shoe_size: 42}]";
    let store = store().await;
    let summary = run(&store, &file(text), ImportMode::Always).await.unwrap();
    let said = summary.warnings.join("\n");
    for expected in [
        "t.yaml: clients[0].tenant: set by the server",
        "t.yaml: nonsense: not understood",
        "defines no scope read:nothing",
        "t.yaml: users[0].shoe_size: not understood",
        "t.yaml: users[0]: is a new user without a password",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    assert_eq!(summary.warnings.len(), 5, "{said}");
    let said = left_out(&summary);
    let expected = [
        "t.yaml: clients[0].zeta: is an unknown key",
        "t.yaml: clients[0].alpha: is an unknown key",
        "t.yaml: clients[0].session_transfer.enforce_device_bindng: is an unknown key",
        "t.yaml: roles[0].zeta: is an unknown key",
    ];
    assert_eq!(said, expected.join("\n"));
    let client = store.client("a").await.unwrap().unwrap();
    assert!(!client.document.contains_key("zeta") && !client.document.contains_key("alpha"));
    assert_eq!(
        client.document["session_transfer"]["enforce_device_binding"],
        "ip"
    );
}

#[tokio::test]
async fn errors_name_the_file_the_key_and_what_is_allowed() {
    for (text, expected) in [
        ("clients: {}", "t.yaml: clients: must be a list"),
        (
            "clients: [{client_id: a}]",
            "t.yaml: clients[0].name: must be a string of 1 to 255 bytes",
        ),
        (
            "clients: [{name: A, callbacks: x}]",
            "t.yaml: clients[0].callbacks: must be a list; found a string",
        ),
        (
            "clients: [{name: A, session_transfer: {enforce_device_binding: mac}}]",
            "clients[0].session_transfer.enforce_device_binding: must be one of",
        ),
        (
            "clients: [{name: A, callbacks: ['javascript:x']}]",
            "clients[0].callbacks[0]: must be",
        ),
        (
            "clients: [{name: A, client_id: a}, {name: B, client_id: a}]",
            "clients[1]: is the second entry for client a",
        ),
        (
            "databases: [{name: D, enabled_clients: [Nobody]}]",
            "databases[0].enabled_clients[0]: \"Nobody\" is no client",
        ),
        (
            "tenant: {default_directory: D}",
            "tenant.default_directory: must be the name of a database",
        ),
        (
            "clients: [{name: A}]\nclientGrants: [{client_id: A, audience: https://x.example}]",
            "clientGrants[0].audience: is no API",
        ),
        (
            "users: [{email: a@b.example}]",
            "users[0].connection: must name the database that the user belongs to",
        ),
        (
            "databases: [{name: D}]\nusers: [{email: x}]",
            "users[0].email: must be one e-mail address",
        ),
        (
            "databases: [{name: D}]\nusers: [{email: a@b.c, password_hash: $2a$x}]",
            "users[0].password_hash: must be an argon2 hash",
        ),
        (
            "clients: [{name: A, description: ##GONE##}]",
            "t.yaml: clients[0].description: ##GONE## has no value: set the environment variable GONE",
        ),
        ("a: [", "t.yaml: is not YAML"),
        ("a: 1\na: 2", "t.yaml: is not YAML"),
    ] {
        let said = refusal(text).await;
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
}

#[tokio::test]
async fn an_export_imports_as_nothing_here_and_as_the_same_elsewhere() {
    let (here, there) = (store().await, store().await);
    changes(&here, DEMO).await;
    let roles = "
        roles:
        - name: Support
          permissions: [{permission_name: read:users, resource_server_identifier: https://##DOMAIN##/api/v2/}]
        - {name: Guest, description: '##', permissions: []}";
    changes(&here, roles).await;
    let folder = tempfile::tempdir().unwrap();
    let path = write::export(SECTIONS, &here, &settings(), folder.path())
        .await
        .unwrap();
    let first = std::fs::read_to_string(&path).unwrap();
    for secret in ["example-web-secret", "correct-horse", "hash of"] {
        assert!(!first.contains(secret), "{secret}");
    }
    assert!(first.contains("\"https://##DOMAIN##/api/v2/\"\n    scope: [\"*\"]"));
    assert_eq!(changes(&here, &first).await, Vec::<String>::new());
    let values = HashMap::new();
    let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
    let read = read::read(SECTIONS, folder.path(), &placeholders).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    run(&there, &read, ImportMode::Always).await.unwrap();
    let target = folder.path().join("second.yaml");
    write::export(SECTIONS, &there, &settings(), &target)
        .await
        .unwrap();
    assert_eq!(std::fs::read_to_string(target).unwrap(), first);
}

#[tokio::test]
async fn the_deploy_clis_directory_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put(
        "tenant.json",
        r#"{"friendly_name": "Dir", "session_lifetime_in_minutes": 90}"#,
    );
    put(
        "clients/A.json",
        r###"{"name": "A", "callbacks": @@URLS@@, "client_id": "##ID##"}"###,
    );
    put(
        "database-connections/users/database.json",
        r#"{"name": "users", "strategy": "auth0", "enabled_clients": ["A"]}"#,
    );
    put(
        "resource-servers/Orders.json",
        r#"{"name": "Orders", "identifier": "urn:orders", "scopes": [{"value": "r"}]}"#,
    );
    put(
        "grants/A-Orders.json",
        r#"{"client_id": "A", "audience": "urn:orders", "scope": ["r"]}"#,
    );
    put(
        "users/all.json",
        r#"[{"email": "a@b.example", "password": "p"}]"#,
    );
    put(
        "roles/Admin.json",
        r#"{"name": "Admin", "permissions": [{"permission_name": "r", "resource_server_identifier": "urn:orders"}]}"#,
    );
    put(
        "organizations/acme.json",
        r#"{"name": "acme", "connections": [{"name": "users", "show_as_button": true}]}"#,
    );
    put("rules/a.json", r#"{"name": "A", "enabled": true}"#);
    put("clients/page.html", "<p>");
    put("odd/x.json", "{}");
    let pairs = [("URLS", "[\"https://a.example/cb\"]"), ("ID", "a")];
    let values = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
    let read = read::read(SECTIONS, folder.path(), &placeholders).unwrap();
    assert_eq!(
        read.warnings,
        [
            "clients/page.html: not understood, ignored",
            "odd: not understood, ignored",
            "rules: not applied by this version",
        ]
    );
    let store = store().await;
    run(&store, &read, ImportMode::Always).await.unwrap();
    let state = state(&store).await;
    assert_eq!(state.tenant["session_lifetime"], 1.5);
    assert_eq!(state.clients[0].client.callbacks, ["https://a.example/cb"]);
    assert_eq!(state.connections[0].connection.enabled_clients, ["a"]);
    assert_eq!(state.client_grants[0].audience, "urn:orders");
    assert_eq!(state.roles[0].permissions[0].name, "r");
    assert_eq!(state.organizations[0].connections.len(), 1);
    put("clients/B.json", r#"{"name": 1}"#);
    let read = read::read(SECTIONS, folder.path(), &placeholders).unwrap();
    assert_eq!(
        read.left_out[0].to_string(),
        "clients/B.json: name: must be a string of 1 to 255 bytes"
    );
}

#[tokio::test]
async fn a_tenant_that_cannot_work_is_found_out() {
    let store = store().await;
    let text = "
        clients:
          - name: Web
            grant_types: [authorization_code]
            callbacks: [http://web.example/cb]
            session_transfer: {allowed_authentication_methods: [cookie], enforce_device_binding: asn}
          - {name: Open, grant_types: [], session_transfer: {allowed_authentication_methods: [query], enforce_device_binding: none}}
          - {name: Public, token_endpoint_auth_method: none, grant_types: []}";
    changes(&store, text).await;
    let mut state = state(&store).await;
    state.resource_servers.clear();
    let web = state.client("Web").unwrap();
    state.clients[web].client.callbacks.push("data:x".into());
    // As an older version imported it.
    let public = state.client("Public").unwrap();
    let grants = &mut state.clients[public].client.grant_types;
    grants.push("client_credentials".into());
    let findings = lint::lint(SECTIONS, &state, &settings(), false);
    let said: Vec<String> = findings
        .iter()
        .map(|f| format!("{:?} {}: {}", f.severity, f.about, f.problem))
        .collect();
    for expected in [
        "Error client Web: data:x has a scheme",
        "Warning client Web: http://web.example/cb is not encrypted",
        "Warning client Web: binds session transfer tokens to the network",
        "Warning client Web: has no database",
        "Warning client Open: accepts session transfer tokens from any device",
        "Warning client Open: accepts session transfer tokens, but has no callback",
        "Warning client Public: asks for client_credentials",
        "Warning the tenant: has clients that accept",
        "Error the Management API: http://localhost:4000/api/v2/ is missing",
    ] {
        assert!(
            said.iter().any(|s| s.starts_with(expected)),
            "{expected} in {said:#?}"
        );
    }
    assert_eq!(said.len(), 9, "{said:#?}");
}

#[test]
fn errors_of_syntax_show_no_values() {
    for text in [
        "clients: [{name: A, client_secret: 'hush}]",
        "clients: [{name: A, client_secret: hush: x: }",
        "users:\n  - password: hush\n password: hush",
        "a: &a hush\nb: *c",
    ] {
        let said = try_file(text).unwrap_err();
        assert!(
            said.contains("is not YAML") && !said.contains("hush"),
            "{said}"
        );
    }
}

#[test]
fn a_small_file_cannot_grow_large() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    assert!(try_file(&text).unwrap_err().contains("is not YAML"));
    let deep = format!("a: {}{}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(try_file(&deep).unwrap_err().contains("is not YAML"));
}

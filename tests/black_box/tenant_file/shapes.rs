//! `footbridge import` of files as real tenants have them: it ends well, says what it leaves out, and the tenant serves.

use std::fs;

use reqwest::Method;

use crate::harness::*;

on_both_engines! {
    what_breaks_a_rule_is_listed_and_the_tenant_serves,
    nothing_is_imported_with_strict,
    a_server_starts_on_a_file_of_which_parts_are_left_out,
    placeholders_are_filled_by_the_mappings_of_the_deploy_cli,
    the_users_of_the_documents_examples_sign_in,
}

/// Old rules with placeholders, Actions that want npm, a grant of Auth0's own Management API, references to clients that
/// are not there; and a native app whose user can sign in.
const EXPORT: &str = r#"
tenant: { friendly_name: Shapes, default_directory: Username-Password-Authentication }
rules:
  - { name: Enrich, script: ./rules/enrich.js, stage: login_success, enabled: true, order: 1 }
rulesConfigs:
  - { key: WEBHOOK, value: '##WEBHOOK_URL##' }
emailProvider: { name: ms365, enabled: true, credentials: { tenantId: an-example } }
hooks: []
databases:
  - name: Username-Password-Authentication
    strategy: auth0
    enabled_clients: [App, Retired, Backend]
    options: { passwordPolicy: good, mfa: { active: true, return_enroll_settings: true } }
    realms: [Username-Password-Authentication]
connections:
  - { name: google-oauth2, strategy: google-oauth2, enabled_clients: [App], options: { scope: [email] } }
clients:
  - name: App
    client_id: native
    app_type: native
    token_endpoint_auth_method: none
    oidc_conformant: true
    sso_disabled: false
    cross_origin_auth: false
    grant_types: [password, "http://auth0.com/oauth/grant-type/password-realm", refresh_token]
  - name: Backend
    client_id: machine
    client_secret: machine-secret-0123456789abcdef
    app_type: non_interactive
    grant_types: [client_credentials]
  - { name: Secretive, client_id: secretive, client_secret: '##SECRETIVE_SECRET##' }
clientGrants:
  - { client_id: Backend, audience: "https://example-dev.eu.auth0.com/api/v2/", scope: ["read:clients", "read:wonders"] }
  - { client_id: Backend, audience: "https://gone.example", scope: [] }
actions:
  - name: Needs npm, a draft
    code: "const axios = require('axios');\nexports.onExecutePostLogin = async () => {};\n"
    dependencies: [{ name: axios, version: 0.21.1 }]
    deployed: false
    runtime: node18-actions
    secrets: []
    status: built
    supported_triggers: [{ id: post-login, version: v3 }]
  - name: Needs npm, bound nowhere
    code: "const axios = require('axios');\nexports.onExecutePostLogin = async () => {};\n"
    dependencies: [{ name: axios, version: 0.21.1 }]
    deployed: true
    runtime: node18-actions
    secrets: []
    status: built
    supported_triggers: [{ id: post-login, version: v3 }]
  - name: Of 2021
    bindings: []
    current_version: {}
    supported_triggers: [{ id: post-login, version: v1 }]
guardianFactors: [{ name: otp, enabled: false }]
migrations: {}
prompts: { universal_login_experience: classic }
users:
  - { email: user0@example.com, password: correct-horse-battery, email_verified: true }
"#;

const LEFT_OUT: [&str; 4] = [
    "clients[2].client_secret: ##SECRETIVE_SECRET## has no value",
    "actions[1].code: cannot be deployed, kept as a draft: Cannot find module 'axios'",
    "databases[0].enabled_clients[1]: ",
    "clientGrants[1].audience: is no API of the file or of the tenant",
];

/// A setup without a tenant, and the path of a file with this text.
async fn with_file(engine: Engine, text: &str) -> (Setup, String) {
    let setup = Setup::on(std::sync::Arc::new(Database::create(engine).await));
    let path = setup.database().directory().join("export.yaml");
    fs::write(&path, text).expect("our own directory");
    (setup, path.display().to_string())
}

fn assert_listed(text: &str) {
    for problem in LEFT_OUT {
        assert!(text.contains(problem), "{problem} in\n{text}");
    }
    assert_eq!(text.matches("left out: ").count(), LEFT_OUT.len(), "{text}");
}

async fn what_breaks_a_rule_is_listed_and_the_tenant_serves(engine: Engine) {
    let (setup, path) = with_file(engine, EXPORT).await;
    // The command and the server have to agree on it: the grant is for the issuer's Management API.
    let setup = setup.set("ISSUER", "http://shapes.test/");
    let imported = setup.run(&["import", &path]);
    let text = said(&imported);
    assert!(imported.status.success(), "{text}");
    assert_listed(&text);
    assert!(text.contains("4 entries left out"), "{text}");
    for section in ["rules", "rulesConfigs", "emailProvider"] {
        let warning = format!("{section}: not applied by this version");
        assert!(text.contains(&warning), "{section} in\n{text}");
    }
    let other = "this version has email, sms and oidc only; the connection is not applied";
    assert!(text.contains(other), "{text}");
    let world = World::of(&setup.start().await);
    world.password("native", &[]).await.expect(200);
    world
        .manage(Method::GET, "/api/v2/clients", None)
        .await
        .expect(200);
    let again = setup.run(&["import", &path]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));
}

async fn nothing_is_imported_with_strict(engine: Engine) {
    let (setup, path) = with_file(engine, EXPORT).await;
    let refused = setup.run(&["import", "--strict", &path]);
    let text = said(&refused);
    assert_eq!(refused.status.code(), Some(1), "{text}");
    assert_listed(&text);
    assert!(text.contains("nothing was imported"), "{text}");
    let would = setup.run(&["import", "--dry-run", &path]);
    assert!(
        said(&would).contains("create client App"),
        "{}",
        said(&would)
    );
    let checked = setup.set("TENANT", &path).run(&["check"]);
    assert_eq!(checked.status.code(), Some(1));
    for problem in LEFT_OUT {
        assert!(said(&checked).contains(problem), "{}", said(&checked));
    }
}

async fn a_server_starts_on_a_file_of_which_parts_are_left_out(engine: Engine) {
    let (setup, path) = with_file(engine, EXPORT).await;
    let server = setup.set("TENANT", &path).start().await;
    assert_listed(&server.log());
    let world = World::of(&server);
    world.password("native", &[]).await.expect(200);
}

async fn placeholders_are_filled_by_the_mappings_of_the_deploy_cli(engine: Engine) {
    let text = "clients: [{name: '##NAME##', client_id: a, callbacks: @@CALLBACKS@@}]";
    let (setup, path) = with_file(engine, text).await;
    let folder = setup.database().directory();
    let mappings = |name: &str| {
        let callbacks = r#""CALLBACKS": ["https://app.example/cb"]"#;
        format!(
            r#"{{"AUTH0_DOMAIN": "x", "AUTH0_KEYWORD_REPLACE_MAPPINGS": {{"NAME": "{name}", {callbacks}}}}}"#
        )
    };
    fs::write(folder.join("config.json"), mappings("Beside")).expect("our own directory");
    fs::write(folder.join("named.json"), mappings("Named")).expect("our own directory");
    let named = folder.join("named.json").display().to_string();
    let beside = setup.run(&["import", "--dry-run", &path]);
    assert!(
        said(&beside).contains("create client Beside"),
        "{}",
        said(&beside)
    );
    let flag = setup.run(&["import", "--dry-run", "--tenant-mappings", &named, &path]);
    assert!(
        said(&flag).contains("create client Named"),
        "{}",
        said(&flag)
    );
    let mut command = setup.command(&["import", "--strict", &path]);
    command.env(
        "AUTH0_KEYWORD_REPLACE_MAPPINGS",
        r#"{"NAME": "Environment"}"#,
    );
    let environment = command.output().expect("the built binary");
    let text = said(&environment);
    assert!(text.contains("create client Environment"), "{text}");
    let world = World::of(&setup.set("TENANT", &path).start().await);
    let answer = world.authorize_url("a", &[("redirect_uri", "https://app.example/cb")]);
    world.http.get(&answer).await.expect(302);
}

async fn the_users_of_the_documents_examples_sign_in(engine: Engine) {
    let (setup, path) = with_file(engine, "").await;
    let document = include_str!("../../../docs/tenant-file.md");
    for example in document.split("\n```yaml\n").skip(1) {
        let (text, _) = example.split_once("\n```\n").expect("the example ends");
        fs::write(&path, text).expect("our own directory");
        let imported = setup.run(&["import", "--strict", &path]);
        assert!(imported.status.success(), "{text}\n{}", said(&imported));
    }
    let world = World::of(&setup.start().await);
    for username in ["ada@example.com", "grace@example.com"] {
        let form = [
            ("grant_type", "password"),
            ("client_id", "example-native"),
            ("username", username),
            ("password", PASSWORD),
        ];
        // The password is right, and the examples' policy wants a second factor.
        let answer = world.post("/oauth/token", &form).await;
        let description = "Multifactor authentication required";
        answer.expect_error(403, "mfa_required", description);
    }
}

//! Entries of tenant files that contradict one another, the tenant, or a rule, and are left out.

use std::fs;

use serde_json::json;

use super::commands::Runs;
use crate::harness::*;

on_both_engines! {
    tenant_entries,
    too_large_tenant_files,
}

/// What is there before.
const TENANT: &str = "
databases: [{name: D, enabled_clients: [A]}]
resourceServers: [{name: Api, identifier: https://a.example, scopes: [{value: a}]}]
clients: [{name: A, client_id: a}, {name: Twin, client_id: one}, {name: Twin, client_id: two}]
clientGrants: [{client_id: A, audience: https://a.example, scope: [a]}]
organizations: [{name: acme}]
actions: [{name: Act, code: '', deployed: true, supported_triggers: [{id: post-login, version: v3}]}]
logStreams: [{name: L, type: http, sink: {httpEndpoint: https://l.example}}]
users:
- {user_id: auth0|0123456789abcdef01234567, email: ada@b.example, connection: D}
- {user_id: auth0|0123456789abcdef01234568, email: eve@b.example, connection: D}
";

async fn tenant_entries(engine: Engine) {
    let mut runs = Runs::of(engine).await;
    runs.import("a tenant", TENANT);
    for (title, key) in [
        ("two ways to sign in", "password: abc, password_hash: abc"),
        ("a second factor", "mfa_factors: [{totp: {}}]"),
        ("a hash of SHA-1", "custom_password_hash: {algorithm: sha1}"),
        (
            "a hash with more than its value",
            "custom_password_hash: {algorithm: bcrypt, rounds: 3}",
        ),
        (
            "a hash in another encoding",
            "custom_password_hash: {algorithm: bcrypt, hash: {value: x, encoding: base64}}",
        ),
        (
            "a hash of another algorithm",
            "custom_password_hash: {algorithm: bcrypt, hash: {value: x}}",
        ),
        ("a flag that is none", "blocked: sometimes"),
    ] {
        let file = format!("users: [{{email: new@b.example, connection: D, {key}}}]");
        runs.import(title, &file);
    }
    for (title, file) in [
        (
            "a user of a database that is not there",
            "users: [{email: new@b.example, connection: gone}]",
        ),
        ("another database", "databases: [{name: E}]"),
        (
            "a new user without a name",
            "users: [{user_id: auth0|0123456789abcdef01234569, connection: D}]",
        ),
        (
            "a user of another database",
            "users: [{user_id: auth0|0123456789abcdef01234567, email: ada@b.example, connection: E}]",
        ),
        (
            "an address of another user",
            "users: [{user_id: auth0|0123456789abcdef01234567, email: eve@b.example, connection: D}]",
        ),
        (
            "texts in a language that is none",
            "prompts: {customText: {xx: {login: {}}}}",
        ),
        (
            "texts of a prompt that is none",
            "prompts: {customText: {en: {fantasy: {}}}}",
        ),
        (
            "a text that is a number",
            "prompts: {customText: {en: {login: {login: {title: 1}}}}}",
        ),
        ("texts that are a list", "prompts: {customText: []}"),
        (
            "a background that is neither a color nor a gradient",
            "branding: {colors: {page_background: 7}}",
        ),
        (
            "a second factor of no such name",
            "guardianFactors: [{name: fantasy, enabled: true}]",
        ),
        (
            "second factors that this server cannot ask for",
            "guardianFactors: [{name: duo, enabled: true}]\nguardianPolicies: {policies: [confidence-score]}",
        ),
        (
            "a policy that is none",
            "guardianPolicies: {policies: [fantasy], fantasy: 1}",
        ),
        ("policies that are no list", "guardianPolicies: {policies: all}"),
        ("one of two clients", "clients: [{name: Twin}]"),
        (
            "a grant for one of two clients",
            "clientGrants: [{client_id: Twin, audience: https://a.example, scope: [a]}]",
        ),
        (
            "a grant type without effect",
            "clients: [{name: A, client_id: a, grant_types: ['urn:ietf:params:oauth:grant-type:device_code']}]",
        ),
        (
            "a client whose tokens are to be bound",
            "clients: [{name: A, client_id: a, require_proof_of_possession: true}]",
        ),
        (
            "a list that is none",
            "databases: [{name: D, enabled_clients: 7}]",
        ),
        (
            "an API that encrypts without a key",
            "resourceServers: [{name: Api, identifier: https://a.example, token_encryption: {format: compact-nested-jwe}}]",
        ),
        (
            "another strategy of a database",
            "databases: [{name: D, strategy: google-oauth2}]",
        ),
        (
            "another type of a log stream",
            "logStreams: [{name: L, type: eventbridge, sink: {awsAccountId: '123456789012', awsRegion: eu-west-1}}]",
        ),
        (
            "a start of a log stream that is there",
            "logStreams: [{name: L, type: http, startFrom: '2031-01-01T00:00:00Z', sink: {httpEndpoint: https://l.example}}]",
        ),
        (
            "another trigger of an action",
            "actions: [{name: Act, code: '', supported_triggers: [{id: credentials-exchange, version: v2}]}]",
        ),
        (
            "an action with modules",
            "actions: [{name: New, code: '', modules: [{module_id: x}], supported_triggers: [{id: post-login, version: v3}]}]",
        ),
        (
            "code in another folder",
            "actions: [{name: New, code: ../code.js, supported_triggers: [{id: post-login, version: v3}]}]",
        ),
        (
            "a draft that is bound",
            "actions: [{name: Draft, code: '', supported_triggers: [{id: post-login, version: v3}]}]
triggers: {post-login: [{action_name: Draft, display_name: Draft}]}",
        ),
        (
            "an action bound twice",
            "triggers: {post-login: [{action_name: Act, display_name: Act}, {action_name: Act, display_name: Act}]}",
        ),
        (
            "an organization for a grant without organizations",
            "organizations: [{name: acme, client_grants: [{client_id: A}]}]",
        ),
        (
            "a role with no permission",
            "roles: [{name: R, permissions: [{}]}]",
        ),
    ] {
        runs.import(title, file);
    }
    let setup = runs.setup.clone();
    let message = ["email", "test", "ada@example.com"];
    runs.run(&setup, "a message without a provider", &message);
    runs.import(
        "a provider with a key that no header can have",
        "emailProvider: {name: sendgrid, default_from_address: a@example.com, credentials: {api_key: \"a\\nb\"}}",
    );
    runs.run(&setup, "a message by it", &message);
    for (title, text) in [
        ("mappings that are no JSON", "{"),
        (
            "mappings that are a list",
            "{\"AUTH0_KEYWORD_REPLACE_MAPPINGS\": []}",
        ),
    ] {
        fs::write(runs.path("mappings.json"), text).expect("our own directory");
        runs.run(
            &setup,
            title,
            &[
                "import",
                "--tenant-mappings",
                "mappings.json",
                "tenant.yaml",
            ],
        );
    }
    fs::create_dir_all(runs.path("tenant/clients")).expect("our own directory");
    fs::write(runs.path("tenant/clients/a.json"), "{").expect("our own directory");
    runs.run(&setup, "a client that is no JSON", &["import", "tenant"]);
    runs.check("tenant_entries");
}

async fn too_large_tenant_files(engine: Engine) {
    let mut runs = Runs::of(engine).await;
    let write = |runs: &Runs, name: &str, text: &str| {
        fs::write(runs.path(name), text).expect("our own directory");
    };
    let many = |number: usize, entry: &dyn Fn(usize) -> String| -> String {
        (0..number)
            .map(|n| format!("- {{{}}}\n", entry(n)))
            .collect()
    };
    let action = |n: usize| {
        format!("name: A{n}, code: '', supported_triggers: [{{id: post-login, version: v3}}]")
    };
    let stream =
        |n: usize| format!("name: L{n}, type: http, sink: {{httpEndpoint: https://l.example}}");
    let file = format!(
        "actions:\n{}logStreams:\n{}",
        many(201, &action),
        many(21, &stream)
    );
    write(&runs, "tenant.yaml", &file);
    runs.import_much(
        "one Action and one log stream too many",
        &["import", "tenant.yaml"],
    );
    let large = "x".repeat(1024 * 1024);
    let file = format!("clients: [{{name: A, description: {large}}}]");
    write(&runs, "tenant.yaml", &file);
    runs.import_much("a large client", &["import", "tenant.yaml"]);
    let file = format!("clients: [{}]", "##LARGE##, ".repeat(11));
    write(&runs, "tenant.yaml", &file);
    write(
        &runs,
        "mappings.json",
        &json!({ "AUTH0_KEYWORD_REPLACE_MAPPINGS": { "LARGE": large } }).to_string(),
    );
    runs.import_much(
        "a file with large values",
        &[
            "import",
            "--tenant-mappings",
            "mappings.json",
            "tenant.yaml",
        ],
    );
    fs::create_dir_all(runs.path("large/clients")).expect("our own directory");
    for name in ["large/clients/a.json", "large/clients/b.json"] {
        let text = format!(
            "{{\"name\": \"A\", \"description\": \"{}\"}}",
            large.repeat(6)
        );
        write(&runs, name, &text);
    }
    runs.import_much("large files", &["import", "large"]);
    fs::create_dir_all(runs.path("many/clients")).expect("our own directory");
    for n in 0..=10_000 {
        write(&runs, &format!("many/clients/{n}.json"), "");
    }
    runs.import_much("many files", &["import", "many"]);
    runs.check("tenant_files_too_large");
}

//! Entries of tenant files that contradict one another, the tenant, or a rule, and are left out.

use std::fs;

use super::commands::Runs;
use crate::harness::*;

on_both_engines! {
    tenant_entries,
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
        ("one of two clients", "clients: [{name: Twin}]"),
        (
            "a grant for one of two clients",
            "clientGrants: [{client_id: Twin, audience: https://a.example, scope: [a]}]",
        ),
        (
            "a grant type without effect",
            "clients: [{name: A, client_id: a, grant_types: ['http://auth0.com/oauth/grant-type/mfa-otp']}]",
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

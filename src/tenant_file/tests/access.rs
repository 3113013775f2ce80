//! Roles and organizations: imported, changed, left alone, and exported.

use super::*;
use crate::store::{organization_connections, organization_grants, organizations};
use crate::tenant_file::write;

const TEXT: &str = "
    clients: [{name: Machine, client_id: m, app_type: non_interactive}]
    databases: [{name: D}]
    resourceServers: [{name: A, identifier: https://a, scopes: [{value: read:a}, {value: write:a}]}]
    clientGrants: [{client_id: Machine, audience: https://a, scope: [read:a], organization_usage: allow}]
    roles:
      - name: Reader
        description: Reads
        permissions: [{permission_name: read:a, resource_server_identifier: https://a}]
    organizations:
      - name: acme
        display_name: Acme
        metadata: {plan: gold}
        branding: {logo_url: https://acme.example/l.png}
        connections: [{name: D, assign_membership_on_login: true}]
        client_grants: [{client_id: Machine}]
        discovery_domains: []";

async fn state(store: &Store) -> State {
    State::load(&mut store.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn roles_and_organizations_are_made_and_left_alone() {
    let store = store().await;
    let summary = run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    let warnings: Vec<&String> = summary
        .warnings
        .iter()
        .filter(|w| !w.contains("Machine"))
        .collect();
    assert!(warnings.is_empty(), "{warnings:?}");
    assert!(summary.changes.contains(&"create role Reader".to_owned()));
    assert!(
        summary
            .changes
            .contains(&"create organization acme".to_owned())
    );
    let state = state(&store).await;
    let role = &state.roles[0];
    assert_eq!(role.role.description.as_deref(), Some("Reads"));
    assert_eq!(role.permissions.len(), 1);
    let mut db = store.read().await.unwrap();
    let acme = organizations::by_name(&mut db, "acme")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(acme.document["metadata"], json!({"plan": "gold"}));
    let id = &acme.organization.id;
    let connections = organization_connections::of_organization(&mut db, id).await;
    assert!(connections.unwrap()[0].1.assign_membership_on_login);
    let grants = organization_grants::of_organization(&mut db, id).await;
    assert_eq!(grants.unwrap().len(), 1);
    drop(db);
    let again = run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    assert_eq!(again.changes, Vec::<String>::new());
}

#[tokio::test]
async fn what_the_file_says_anew_is_changed() {
    let store = store().await;
    run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    let text = TEXT
        .replace("permission_name: read:a", "permission_name: write:a")
        .replace("plan: gold", "plan: silver")
        .replace(
            "connections: [{name: D, assign_membership_on_login: true}]",
            "connections: []",
        );
    let summary = run(&store, &file(&text), ImportMode::Always).await.unwrap();
    let expected = [
        "change role Reader: permissions",
        "change organization acme: metadata, connections",
    ];
    assert_eq!(summary.changes, expected);
    let state = state(&store).await;
    assert_eq!(state.roles[0].permissions[0].name, "write:a");
    assert_eq!(state.organizations[0].connections, []);
}

#[tokio::test]
async fn an_export_is_imported_without_a_change() {
    let store = store().await;
    run(&store, &file(TEXT), ImportMode::Always).await.unwrap();
    let exported = write::render(SECTIONS, &state(&store).await, &settings());
    for expected in [
        "roles:",
        "permission_name: \"read:a\"",
        "organizations:",
        "name: \"acme\"",
    ] {
        assert!(exported.contains(expected), "{expected} in\n{exported}");
    }
    assert!(
        !exported.contains("org_") && !exported.contains("rol_"),
        "{exported}"
    );
    let again = run(&store, &file(&exported), ImportMode::Always)
        .await
        .unwrap();
    assert_eq!(again.changes, Vec::<String>::new());
    let elsewhere = super::store().await;
    run(&elsewhere, &file(&exported), ImportMode::Always)
        .await
        .unwrap();
    let copy = state(&elsewhere).await;
    assert_eq!(
        copy.roles[0].permissions,
        state(&store).await.roles[0].permissions
    );
    assert_eq!(copy.organizations[0].connections.len(), 1);
}

#[tokio::test]
async fn mistakes_are_explained() {
    for (text, expected) in [
        (
            "roles: [{description: d}]",
            "roles[0].name: must be a string",
        ),
        (
            "roles: [{name: R, permissions: [{permission_name: a, resource_server_identifier: b}]}]",
            "roles[0].permissions[0].resource_server_identifier: is no API",
        ),
        (
            "organizations: [{name: Upper}]",
            "organizations[0].name: must be a name of 1 to 50",
        ),
        (
            "organizations: [{name: a, connections: [{name: D}]}]",
            "organizations[0].connections[0].name: must be the name of a database",
        ),
    ] {
        let problem = refusal(text).await;
        assert!(problem.contains(expected), "{problem}");
    }
}

//! What a user's own token opens, held against the table that the black-box tests walk.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::management_scopes;
use crate::resources::api::call::Takes;
use crate::resources::routes;

const TABLE: &str = include_str!("../../../../tests/facts/current-user-routes.json");
const ADD_A_ROW: &str = "tests/facts/current-user-routes.json has a row for each route that a user's own token opens, \
    with a value for each member of its body; tests/black_box/management/current_user.rs walks them";

#[derive(Deserialize)]
struct Table {
    scopes: Vec<String>,
    routes: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    method: String,
    path: String,
    scope: String,
    #[serde(default)]
    members: Map<String, Value>,
}

fn table() -> Table {
    serde_json::from_str(TABLE).expect("our own file")
}

/// The members that a body may have, by the schema that it is checked against.
fn members(method: &str, path: &str) -> BTreeSet<String> {
    let (schema, of_request) = match (method, path) {
        ("PATCH", "/users/{id}") => (
            include_str!("../../../../crates/domain/src/user/schema.json"),
            "update",
        ),
        ("POST", "/users/{id}/identities") => (
            include_str!("../../../resources/users/identity_link.json"),
            "update",
        ),
        ("POST", "/device-credentials") => (
            include_str!("../../../resources/device_credentials/schema.json"),
            "create",
        ),
        _ => panic!("{method} {path}: name the schema of its body here. {ADD_A_ROW}"),
    };
    let schema: BTreeMap<String, Value> = serde_json::from_str(schema).expect("our own file");
    let names = |part: &str| schema.get(part).and_then(Value::as_object).cloned();
    let parts = ["properties", of_request].into_iter().filter_map(names);
    parts
        .flat_map(|part| part.into_iter().map(|(name, _)| name))
        .collect()
}

#[test]
fn every_route_for_the_current_user_is_in_the_table_of_attacks() {
    let table = table();
    assert_eq!(table.scopes, management_scopes::OF_USERS);
    let rows = table.routes.iter();
    let rows: BTreeSet<_> = rows
        .map(|row| (row.method.as_str(), row.path.as_str(), row.scope.as_str()))
        .collect();
    let routes: BTreeSet<_> = routes()
        .flat_map(|route| route.scopes.iter().map(|s| (route.method, route.path, *s)))
        .filter(|(_, _, scope)| scope.contains("current_user"))
        .collect();
    assert_eq!(routes, rows, "{ADD_A_ROW}");
}

#[test]
fn every_member_of_their_bodies_is_in_the_table_of_attacks() {
    for row in table().routes {
        let route = routes().find(|r| r.method == row.method && r.path == row.path);
        let told: BTreeSet<String> = row.members.keys().cloned().collect();
        match route.expect("another test says so").takes {
            Takes::Nothing | Takes::Parts => {
                assert!(told.is_empty(), "{} {}", row.method, row.path)
            }
            _ => assert_eq!(members(&row.method, &row.path), told, "{ADD_A_ROW}"),
        }
    }
}

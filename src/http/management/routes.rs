//! The table of endpoints, ordered by path.

use super::fields::{FIELDS, INCLUDE_FIELDS};
use super::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use super::query::Parameter;
use super::{Route, clients, logs};

const READ_CLIENTS: &[&str] = &[
    "read:clients",
    "read:client_keys",
    "read:client_credentials",
    "read:client_summary",
];
const UPDATE_CLIENTS: &[&str] = &[
    "update:clients",
    "update:client_keys",
    "update:client_credentials",
    "update:client_token_vault_privileged_access",
];
const READ_LOGS: &[&str] = &["read:logs", "read:logs_users"];

/// Every endpoint of the Management API.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/clients",
        scopes: READ_CLIENTS,
        query: &[
            FIELDS,
            INCLUDE_FIELDS,
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FROM,
            TAKE,
            Parameter::flag("is_global"),
            Parameter::flag("is_first_party"),
            Parameter::text("app_type"),
            Parameter::text("external_client_id"),
        ],
        writes: None,
        handler: |call| Box::pin(clients::list(call)),
    },
    Route {
        method: "POST",
        path: "/clients",
        scopes: &["create:clients"],
        query: &[],
        writes: Some("Create a client"),
        handler: |call| Box::pin(clients::create(call)),
    },
    Route {
        method: "GET",
        path: "/clients/{id}",
        scopes: READ_CLIENTS,
        query: &[FIELDS, INCLUDE_FIELDS],
        writes: None,
        handler: |call| Box::pin(clients::get(call)),
    },
    Route {
        method: "PATCH",
        path: "/clients/{id}",
        scopes: UPDATE_CLIENTS,
        query: &[],
        writes: Some("Update a client"),
        handler: |call| Box::pin(clients::update(call)),
    },
    Route {
        method: "DELETE",
        path: "/clients/{id}",
        scopes: &["delete:clients"],
        query: &[],
        writes: Some("Delete a client"),
        handler: |call| Box::pin(clients::delete(call)),
    },
    Route {
        method: "POST",
        path: "/clients/{id}/rotate-secret",
        scopes: &["update:client_keys"],
        query: &[],
        writes: Some("Rotate a client secret"),
        handler: |call| Box::pin(clients::rotate_secret(call)),
    },
    Route {
        method: "GET",
        path: "/logs",
        scopes: READ_LOGS,
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FROM,
            TAKE,
            FIELDS,
            INCLUDE_FIELDS,
            Parameter::text("sort"),
            Parameter::text("q"),
            Parameter::text("search"),
            Parameter::text("search_engine"),
        ],
        writes: None,
        handler: |call| Box::pin(logs::list(call)),
    },
    Route {
        method: "GET",
        path: "/logs/{id}",
        scopes: READ_LOGS,
        query: &[],
        writes: None,
        handler: |call| Box::pin(logs::get(call)),
    },
];

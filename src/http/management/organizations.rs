//! `/api/v2/organizations`, and where else organizations are listed

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::json_schema::Mismatch;
use crate::flows::admin::organizations;
use crate::http::faces::management::ApiError;
use crate::store::organizations::StoredOrganization;

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/client-grants/{id}/organizations",
        scopes: &["read:organization_client_grants"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(of_grant(call)),
    },
    Route {
        method: "GET",
        path: "/organizations",
        scopes: &["read:organizations", "read:organizations_summary"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FROM,
            TAKE,
            Parameter::text("sort"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/organizations",
        scopes: &["create:organizations", "create:organization_connections"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create an Organization"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/name/{name}",
        scopes: &["read:organizations"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get_by_name(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}",
        scopes: &["read:organizations", "read:organizations_summary"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/organizations/{id}",
        scopes: &["update:organizations"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Modify an Organization"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}",
        scopes: &["delete:organizations"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete an Organization"),
        handler: |call| Box::pin(delete(call)),
    },
    Route {
        method: "GET",
        path: "/users/{id}/organizations",
        scopes: &["read:organizations"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(of_user(call)),
    },
];

/// GET /organizations
async fn list(call: &Call) -> Outcome {
    let mut found = organizations::all(&call.ctx).await?;
    sort(call, &mut found)?;
    answer(call, found)
}

/// GET /client-grants/{id}/organizations
async fn of_grant(call: &Call) -> Outcome {
    answer(call, organizations::of_grant(&call.ctx, &call.id).await?)
}

/// GET /users/{id}/organizations
async fn of_user(call: &Call) -> Outcome {
    answer(call, organizations::of_user(&call.ctx, &call.id).await?)
}

/// GET /organizations/{id}
async fn get(call: &Call) -> Outcome {
    let found = organizations::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&found)))
}

/// GET /organizations/name/{name}
async fn get_by_name(call: &Call) -> Outcome {
    let found = organizations::named(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&found)))
}

/// POST /organizations
async fn create(call: &Call) -> Outcome {
    let (made, connections) = organizations::create(&call.ctx, &call.body).await?;
    let mut shown = made.document;
    if call.body.contains_key("enabled_connections") {
        let connection = |c: &organizations::ShownConnection| {
            json!({ "connection_id": c.id,
                "assign_membership_on_login": c.settings.assign_membership_on_login,
                "show_as_button": c.settings.show_as_button,
                "is_signup_enabled": c.settings.is_signup_enabled })
        };
        let connections: Vec<Value> = connections.iter().map(connection).collect();
        shown.insert("enabled_connections".into(), connections.into());
    }
    Ok(Reply::new(StatusCode::CREATED, shown.into()))
}

/// PATCH /organizations/{id}
async fn update(call: &Call) -> Outcome {
    let changed = organizations::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /organizations/{id}
async fn delete(call: &Call) -> Outcome {
    organizations::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

fn answer(call: &Call, found: Vec<StoredOrganization>) -> Outcome {
    let id = |stored: &StoredOrganization| stored.organization.id.clone();
    let shown = |stored: &StoredOrganization| Value::Object(view(stored));
    let body = paging::answer(&call.query, "organizations", found, id, shown)?;
    Ok(Reply::ok(body))
}

/// `name:1`, `display_name:-1`, `created_at:1`; they come in the order in which they were made.
fn sort(call: &Call, found: &mut [StoredOrganization]) -> Result<(), ApiError> {
    let Some(text) = call.query.text("sort") else {
        return Ok(());
    };
    let key = |field: &'static str| {
        move |stored: &StoredOrganization| {
            let value = stored.document.get(field).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        }
    };
    match text.split_once(':') {
        Some(("name", "1" | "-1")) => found.sort_by_key(key("name")),
        Some(("display_name", "1" | "-1")) => found.sort_by_key(key("display_name")),
        Some(("created_at", "1" | "-1")) => {}
        _ => {
            let sentence = format!("No enum match for: {text}");
            return Err(ApiError::bad_query(&Mismatch::at("sort", sentence, None)));
        }
    }
    if text.ends_with(":-1") {
        found.reverse();
    }
    Ok(())
}

/// The document, which holds nothing that must not be seen.
fn view(stored: &StoredOrganization) -> Map<String, Value> {
    stored.document.clone()
}

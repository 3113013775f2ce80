//! `/api/v2/organizations`, and where else organizations are listed

pub mod connections;
pub mod grants;
pub mod member_records;
pub mod members;
pub mod records;

use serde_json::{Map, Value, json};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::organizations::StoredOrganization;

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/client-grants/{id}/organizations",
        &["read:organization_client_grants"],
        |call| Box::pin(of_grant(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE]),
    Route::get(
        "/organizations",
        &["read:organizations", "read:organizations_summary"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        Parameter::text("sort"),
    ]),
    Route::post(
        "/organizations",
        &["create:organizations", "create:organization_connections"],
        "Create an Organization",
        |call| Box::pin(create(call)),
    ),
    Route::get(
        "/organizations/name/{name}",
        &["read:organizations"],
        |call| Box::pin(get_by_name(call)),
    ),
    Route::get(
        "/organizations/{id}",
        &["read:organizations", "read:organizations_summary"],
        |call| Box::pin(get(call)),
    ),
    Route::patch(
        "/organizations/{id}",
        &["update:organizations"],
        "Modify an Organization",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/organizations/{id}",
        &["delete:organizations"],
        "Delete an Organization",
        |call| Box::pin(delete(call)),
    ),
    Route::get(
        "/users/{id}/organizations",
        &["read:organizations"],
        |call| Box::pin(of_user(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
];

/// GET /organizations
async fn list(call: &Call) -> Outcome {
    let mut found = records::all(&call.ctx).await?;
    sort(call, &mut found)?;
    answer(call, found)
}

/// GET /client-grants/{id}/organizations
async fn of_grant(call: &Call) -> Outcome {
    answer(call, records::of_grant(&call.ctx, &call.id).await?)
}

/// GET /users/{id}/organizations
async fn of_user(call: &Call) -> Outcome {
    answer(call, records::of_user(&call.ctx, &call.id).await?)
}

/// GET /organizations/{id}
async fn get(call: &Call) -> Outcome {
    let found = records::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&found)))
}

/// GET /organizations/name/{name}
async fn get_by_name(call: &Call) -> Outcome {
    let found = records::named(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&found)))
}

/// POST /organizations
async fn create(call: &Call) -> Outcome {
    let (made, connections) = records::create(&call.ctx, &call.body).await?;
    let mut shown = made.document;
    if call.body.contains_key("enabled_connections") {
        let connection = |c: &records::ShownConnection| {
            json!({ "connection_id": c.id,
                "assign_membership_on_login": c.settings.assign_membership_on_login,
                "show_as_button": c.settings.show_as_button,
                "is_signup_enabled": c.settings.is_signup_enabled })
        };
        let connections: Vec<Value> = connections.iter().map(connection).collect();
        shown.insert("enabled_connections".into(), connections.into());
    }
    Ok(Reply::created(shown))
}

/// PATCH /organizations/{id}
async fn update(call: &Call) -> Outcome {
    let changed = records::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /organizations/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
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

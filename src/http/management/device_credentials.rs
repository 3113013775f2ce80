//! `/api/v2/device-credentials`

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use super::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::device_credential::Kind;
use crate::domain::json_schema::Mismatch;
use crate::flows::admin::device_credentials::{self, Filter, Held};
use crate::http::faces::management::ApiError;

const PROPERTIES: &[&str] = &[
    "id",
    "device_name",
    "device_id",
    "type",
    "user_id",
    "client_id",
];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/device-credentials",
        scopes: &["read:device_credentials"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FIELDS,
            INCLUDE_FIELDS,
            Parameter::text("user_id"),
            Parameter::text("client_id"),
            Parameter::text("type"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/device-credentials",
        scopes: &["create:current_user_device_credentials"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a device public key"),
        handler: |call| Box::pin(register(call)),
    },
    Route {
        method: "DELETE",
        path: "/device-credentials/{id}",
        scopes: &[
            "delete:device_credentials",
            "delete:current_user_device_credentials",
        ],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a device credential"),
        handler: |call| Box::pin(delete(call)),
    },
];

/// GET /device-credentials
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let filter = Filter {
        user_id: call.query.text("user_id"),
        client_id: call.query.text("client_id"),
        kind: kind(call)?,
    };
    let held = device_credentials::list(&call.ctx, filter).await?;
    let shown = |held: &Held| {
        let mut view = view(held);
        fields.cut(&mut view);
        view.into()
    };
    let id = |held: &Held| match held {
        Held::Key(key) => key.id.clone(),
        Held::Token(family) => family.id.clone(),
    };
    let body = paging::answer(&call.query, "device_credentials", held, id, shown)?;
    Ok(Reply::ok(body))
}

/// POST /device-credentials
async fn register(call: &Call) -> Outcome {
    let id = device_credentials::register(&call.ctx, &call.caller, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, json!({ "id": id })))
}

/// DELETE /device-credentials/{id}
async fn delete(call: &Call) -> Outcome {
    device_credentials::delete(&call.ctx, &call.caller, &call.id).await?;
    Ok(Reply::no_content())
}

/// Whoever asks for a page, and for nothing by its name, gets refresh tokens.
fn kind(call: &Call) -> Result<Option<Kind>, ApiError> {
    let query = &call.query;
    let Some(name) = query.text("type") else {
        let is_paged = query.integer("page").is_some()
            || query.integer("per_page").is_some()
            || query.flag("include_totals") == Some(true);
        return Ok(is_paged.then_some(Kind::RefreshToken));
    };
    let kind = Kind::named(name).ok_or_else(|| {
        let sentence = format!("No enum match for: {name}");
        ApiError::bad_query(&Mismatch::at("type", sentence, None))
    })?;
    Ok(Some(kind))
}

fn view(held: &Held) -> Map<String, Value> {
    let view = match held {
        Held::Key(key) => json!({
            "id": key.id, "device_name": key.device_name, "device_id": key.device_id,
            "type": Kind::PublicKey.as_str(), "user_id": key.user_id, "client_id": key.client_id,
        }),
        Held::Token(family) => {
            let kind = match family.rotating {
                true => Kind::RotatingRefreshToken,
                false => Kind::RefreshToken,
            };
            json!({
                "id": family.id, "device_name": family.initial_device.user_agent.as_deref().unwrap_or(""),
                "type": kind.as_str(), "user_id": family.user_id, "client_id": family.client_id,
            })
        }
    };
    match view {
        Value::Object(view) => view,
        _ => Map::new(),
    }
}

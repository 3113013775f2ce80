//! `/api/v2/device-credentials`

pub mod document;
pub mod records;

use serde_json::{Map, Value, json};

use crate::domain::device_credential::DeviceCredentialKind;
use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use records::{DeviceCredentialFilters, Held};

const PROPERTIES: &[&str] = &[
    "id",
    "device_name",
    "device_id",
    "type",
    "user_id",
    "client_id",
];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/device-credentials",
        &["read:device_credentials"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FIELDS,
        INCLUDE_FIELDS,
        Parameter::text("user_id"),
        Parameter::text("client_id"),
        Parameter::text("type"),
    ]),
    Route::post(
        "/device-credentials",
        &["create:current_user_device_credentials"],
        "Create a device public key",
        |call| Box::pin(register(call)),
    ),
    Route::delete(
        "/device-credentials/{id}",
        &[
            "delete:device_credentials",
            "delete:current_user_device_credentials",
        ],
        "Delete a device credential",
        |call| Box::pin(delete(call)),
    ),
];

/// GET /device-credentials
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let filter = DeviceCredentialFilters {
        user_id: call.query.text("user_id"),
        client_id: call.query.text("client_id"),
        kind: kind(call)?,
    };
    let held = records::list(&call.ctx, filter).await?;
    let shown = |held: &Held| {
        let mut view = view(held);
        fields.cut(&mut view);
        view.into()
    };
    let id = |held: &Held| match held {
        Held::Key(key) => key.id.clone(),
        Held::Token(family) => family.id.clone(),
    };
    let part = Part::of(&call.query)?;
    let total = i64::try_from(held.len()).unwrap_or(i64::MAX);
    let held = part.among(held, id);
    Ok(Reply::ok(part.answer(
        "device_credentials",
        held,
        total,
        (id, shown),
    )))
}

/// POST /device-credentials
async fn register(call: &Call) -> Outcome {
    let id = records::register(&call.ctx, &call.caller, &call.body).await?;
    Ok(Reply::created(json!({ "id": id })))
}

/// DELETE /device-credentials/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.caller, &call.id).await?;
    Ok(Reply::no_content())
}

/// A request for a page that names no type gets refresh tokens.
fn kind(call: &Call) -> Result<Option<DeviceCredentialKind>, ApiError> {
    let query = &call.query;
    let Some(name) = query.text("type") else {
        let is_paged = query.integer("page").is_some()
            || query.integer("per_page").is_some()
            || query.flag("include_totals") == Some(true);
        return Ok(is_paged.then_some(DeviceCredentialKind::RefreshToken));
    };
    let kind = DeviceCredentialKind::named(name).ok_or_else(|| {
        let sentence = format!("No enum match for: {name}");
        ApiError::bad_query(&Mismatch::at("type", sentence, None))
    })?;
    Ok(Some(kind))
}

fn view(held: &Held) -> Map<String, Value> {
    let view = match held {
        Held::Key(key) => json!({
            "id": key.id, "device_name": key.device_name, "device_id": key.device_id,
            "type": DeviceCredentialKind::PublicKey.as_str(), "user_id": key.user_id, "client_id": key.client_id,
        }),
        Held::Token(family) => {
            let kind = match family.rotating {
                true => DeviceCredentialKind::RotatingRefreshToken,
                false => DeviceCredentialKind::RefreshToken,
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

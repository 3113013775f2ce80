//! `/api/v2/organizations/{id}/invitations`

use serde_json::{Value, json};

use super::{invitation_records, records};
use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::organization_invitations as store;

/// What `fields` may name.
const PROPERTIES: &[&str] = &[
    "app_metadata",
    "user_metadata",
    "client_id",
    "connection_id",
    "created_at",
    "expires_at",
    "id",
    "invitation_url",
    "invitee",
    "inviter",
    "organization_id",
    "roles",
    "ticket_id",
];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/organizations/{id}/invitations",
        &["read:organization_invitations"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FIELDS,
        INCLUDE_FIELDS,
        Parameter::text("sort"),
    ]),
    Route::post(
        "/organizations/{id}/invitations",
        &["create:organization_invitations"],
        "Create invitations to an organization",
        |call| Box::pin(create(call)),
    ),
    Route::get(
        "/organizations/{id}/invitations/{invitation_id}",
        &["read:organization_invitations"],
        |call| Box::pin(get(call)),
    )
    .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::delete(
        "/organizations/{id}/invitations/{invitation_id}",
        &["delete:organization_invitations"],
        "Delete an invitation to an organization",
        |call| Box::pin(delete(call)),
    ),
];

/// GET /organizations/{id}/invitations: Auth0 counts none of them.
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let newest_first = newest_first(call)?;
    let organization = records::get(&call.ctx, &call.id).await?.organization;
    let part = Part::bounded(&call.query)?;
    let mut db = call.ctx.store.read().await?;
    let found = store::list(&mut db, &organization.id, newest_first, part.rows()).await?;
    let shown = found.iter().map(|stored| {
        let mut view = invitation_records::view(stored, &organization.name);
        fields.cut(&mut view);
        Value::Object(view)
    });
    let shown: Vec<Value> = shown.collect();
    Ok(Reply::ok(match part.totals {
        true => json!({ "start": part.offset, "limit": part.size, "invitations": shown }),
        false => shown.into(),
    }))
}

/// POST /organizations/{id}/invitations
async fn create(call: &Call) -> Outcome {
    let (made, name) = invitation_records::create(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(invitation_records::view(&made, &name)))
}

/// GET /organizations/{id}/invitations/{invitation_id}
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let organization = records::get(&call.ctx, &call.id).await?.organization;
    let found = invitation_records::get(&call.ctx, &organization.id, call.second_id()).await?;
    let mut view = invitation_records::view(&found, &organization.name);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// DELETE /organizations/{id}/invitations/{invitation_id}
async fn delete(call: &Call) -> Outcome {
    invitation_records::delete(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::no_content())
}

/// By when they were made: the newest first, unless the oldest are asked for.
fn newest_first(call: &Call) -> Result<bool, ApiError> {
    match call.query.text("sort") {
        None | Some("created_at:-1") => Ok(true),
        Some("created_at:1") => Ok(false),
        Some(text) => {
            let sentence = format!("No enum match for: {text}");
            Err(ApiError::bad_query(&Mismatch::at("sort", sentence, None)))
        }
    }
}

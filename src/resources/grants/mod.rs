//! `/api/v2/grants`

pub mod records;

use serde_json::{Value, json};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::grants::{self as store, ConsentFilters, StoredGrant};

const USER_ID: Parameter = Parameter::text("user_id");
const DELETE: &[&str] = &["delete:grants"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/grants", &["read:grants"], |call| Box::pin(list(call))).query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        USER_ID,
        Parameter::text("client_id"),
        Parameter::text("audience"),
    ]),
    Route::delete("/grants", DELETE, "Delete the grants of a user", |call| {
        Box::pin(delete_of_user(call))
    })
    .query(&[USER_ID]),
    Route::delete("/grants/{id}", DELETE, "Delete a grant", |call| {
        Box::pin(delete(call))
    }),
];

/// GET /grants
async fn list(call: &Call) -> Outcome {
    let userinfo = call.ctx.settings.issuer.join("userinfo");
    let audience = call.query.text("audience");
    let filter = ConsentFilters {
        id: None,
        user_id: call.query.text("user_id"),
        client_id: call.query.text("client_id"),
        audience: audience.map(|a| if a == userinfo { "" } else { a }),
    };
    let part = Part::of(&call.query)?;
    let mut db = call.ctx.store.read().await?;
    let found = store::list(&mut db, filter, part.rows()).await?;
    let total = part.total(store::count(&mut db, filter)).await?;
    let id = |grant: &StoredGrant| grant.id.clone();
    let shown = |grant: &StoredGrant| view(grant, &userinfo);
    Ok(Reply::ok(part.answer("grants", found, total, (id, shown))))
}

/// DELETE /grants/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// DELETE /grants
async fn delete_of_user(call: &Call) -> Outcome {
    let Some(user_id) = call.query.text("user_id") else {
        let sentence = "Missing required property: user_id";
        return Err(ApiError::bad_query(&Mismatch::at("", sentence, None)));
    };
    records::delete_of_user(&call.ctx, user_id).await?;
    Ok(Reply::no_content())
}

fn view(grant: &StoredGrant, userinfo: &str) -> Value {
    let audience = match grant.audience.as_str() {
        "" => userinfo,
        audience => audience,
    };
    let scope: Vec<&str> = grant.scope.iter().collect();
    json!({ "id": grant.id, "clientID": grant.client_id, "user_id": grant.user_id, "audience": audience, "scope": scope })
}

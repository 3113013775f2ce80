//! `/api/v2/grants`

use serde_json::{Value, json};

use super::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::json_schema::Mismatch;
use crate::flows::admin::grants;
use crate::http::faces::management::ApiError;
use crate::store::grants::{Filter, StoredGrant};

const USER_ID: Parameter = Parameter::text("user_id");
const DELETE: &[&str] = &["delete:grants"];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/grants",
        scopes: &["read:grants"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            USER_ID,
            Parameter::text("client_id"),
            Parameter::text("audience"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "DELETE",
        path: "/grants",
        scopes: DELETE,
        query: &[USER_ID],
        takes: Takes::Nothing,
        writes: Some("Delete the grants of a user"),
        handler: |call| Box::pin(delete_of_user(call)),
    },
    Route {
        method: "DELETE",
        path: "/grants/{id}",
        scopes: DELETE,
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a grant"),
        handler: |call| Box::pin(delete(call)),
    },
];

/// GET /grants
async fn list(call: &Call) -> Outcome {
    let userinfo = call.ctx.settings.issuer.join("userinfo");
    let audience = call.query.text("audience");
    let filter = Filter {
        id: None,
        user_id: call.query.text("user_id"),
        client_id: call.query.text("client_id"),
        audience: audience.map(|a| if a == userinfo { "" } else { a }),
    };
    let found = grants::list(&call.ctx, filter).await?;
    let shown = |grant: &StoredGrant| view(grant, &userinfo);
    let body = paging::answer(&call.query, "grants", found, |g| g.id.clone(), shown)?;
    Ok(Reply::ok(body))
}

/// DELETE /grants/{id}
async fn delete(call: &Call) -> Outcome {
    grants::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// DELETE /grants
async fn delete_of_user(call: &Call) -> Outcome {
    let Some(user_id) = call.query.text("user_id") else {
        let sentence = "Missing required property: user_id";
        return Err(ApiError::bad_query(&Mismatch::at("", sentence, None)));
    };
    grants::delete_of_user(&call.ctx, user_id).await?;
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

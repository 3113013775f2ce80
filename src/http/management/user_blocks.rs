//! `/api/v2/user-blocks`

use serde_json::{Value, json};

use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::json_schema::Mismatch;
use crate::flows::admin::blocks::{self, Block};
use crate::flows::admin::{AdminError, Missing};
use crate::http::faces::management::ApiError;

const IDENTIFIER: Parameter = Parameter::text("identifier");
/// The protection is always on, so that there is nothing to consider.
const CONSIDER: Parameter = Parameter::flag("consider_brute_force_enablement");

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/user-blocks",
        scopes: &["read:users"],
        query: &[IDENTIFIER, CONSIDER],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(of_identifier(call)),
    },
    Route {
        method: "DELETE",
        path: "/user-blocks",
        scopes: &["update:users"],
        query: &[IDENTIFIER],
        takes: Takes::Nothing,
        writes: Some("Unblock by identifier"),
        handler: |call| Box::pin(lift_identifier(call)),
    },
    Route {
        method: "GET",
        path: "/user-blocks/{id}",
        scopes: &["read:users"],
        query: &[CONSIDER],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(of_user(call)),
    },
    Route {
        method: "DELETE",
        path: "/user-blocks/{id}",
        scopes: &["update:users"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Unblock a user"),
        handler: |call| Box::pin(lift_user(call)),
    },
];

/// GET /user-blocks
async fn of_identifier(call: &Call) -> Outcome {
    let found = blocks::of_identifier(&call.ctx, identifier(call)?).await?;
    Ok(Reply::ok(view(&found)))
}

/// DELETE /user-blocks
async fn lift_identifier(call: &Call) -> Outcome {
    blocks::lift_identifier(&call.ctx, identifier(call)?).await?;
    Ok(Reply::no_content())
}

/// GET /user-blocks/{id}
async fn of_user(call: &Call) -> Outcome {
    let found = blocks::of_user(&call.ctx, &call.id).await;
    Ok(Reply::ok(view(&found.map_err(|e| no_user(call, e))?)))
}

/// DELETE /user-blocks/{id}
async fn lift_user(call: &Call) -> Outcome {
    let lifted = blocks::lift_user(&call.ctx, &call.id).await;
    lifted.map_err(|e| no_user(call, e))?;
    Ok(Reply::no_content())
}

/// The Auth0 CLI asks here with an address or a name first; at 400 it goes on to ask for it as an identifier.
fn no_user(call: &Call, error: AdminError) -> ApiError {
    match error {
        AdminError::Missing(Missing::User) if !call.id.contains('|') => {
            let sentence = format!(
                "Object didn't pass validation for format user-id: {}",
                call.id
            );
            ApiError::bad_path(&Mismatch::at("id", sentence, None))
        }
        other => other.into(),
    }
}

fn identifier(call: &Call) -> Result<&str, ApiError> {
    call.query.text("identifier").ok_or_else(|| {
        let sentence = "Missing required property: identifier";
        ApiError::bad_query(&Mismatch::at("", sentence, None))
    })
}

fn view(found: &[Block]) -> Value {
    let block = |block: &Block| {
        let mut view = json!({ "identifier": block.identifier });
        let facts = [("ip", &block.ip), ("connection", &block.connection)];
        for (name, fact) in facts {
            if let Some(fact) = fact {
                view[name] = fact.as_str().into();
            }
        }
        view
    };
    json!({ "blocked_for": found.iter().map(block).collect::<Vec<_>>() })
}

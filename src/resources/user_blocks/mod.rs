//! `/api/v2/user-blocks`

pub mod records;

use serde_json::{Value, json};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::users::records as users;
use records::Block;

const IDENTIFIER: Parameter = Parameter::text("identifier");
/// The protection is always on, so that there is nothing to consider.
const CONSIDER: Parameter = Parameter::flag("consider_brute_force_enablement");

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/user-blocks", &["read:users"], |call| {
        Box::pin(of_identifier(call))
    })
    .query(&[IDENTIFIER, CONSIDER]),
    Route::delete(
        "/user-blocks",
        &["update:users"],
        "Unblock by identifier",
        |call| Box::pin(lift_identifier(call)),
    )
    .query(&[IDENTIFIER]),
    Route::get("/user-blocks/{id}", &["read:users"], |call| {
        Box::pin(of_user(call))
    })
    .query(&[CONSIDER]),
    Route::delete(
        "/user-blocks/{id}",
        &["update:users"],
        "Unblock a user",
        |call| Box::pin(lift_user(call)),
    ),
];

/// GET /user-blocks
async fn of_identifier(call: &Call) -> Outcome {
    let found = records::of_identifier(&call.ctx, identifier(call)?).await?;
    Ok(Reply::ok(view(&found)))
}

/// DELETE /user-blocks
async fn lift_identifier(call: &Call) -> Outcome {
    records::lift_identifier(&call.ctx, identifier(call)?).await?;
    Ok(Reply::no_content())
}

/// GET /user-blocks/{id}
async fn of_user(call: &Call) -> Outcome {
    let found = records::of_user(&call.ctx, &call.id).await;
    Ok(Reply::ok(view(&found.map_err(|e| no_user(call, e))?)))
}

/// DELETE /user-blocks/{id}
async fn lift_user(call: &Call) -> Outcome {
    let lifted = records::lift_user(&call.ctx, &call.id).await;
    lifted.map_err(|e| no_user(call, e))?;
    Ok(Reply::no_content())
}

/// The Auth0 CLI asks here with an address or a name first; at 400 it goes on to ask for it as an identifier.
fn no_user(call: &Call, error: ApiError) -> ApiError {
    if error.is(users::MISSING) && !call.id.contains('|') {
        let sentence = format!(
            "Object didn't pass validation for format user-id: {}",
            call.id
        );
        return ApiError::bad_path(&Mismatch::at("id", sentence, None));
    }
    error
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

//! `/api/v2/users/{id}/authentication-methods`, and the older endpoints about what a user has enrolled.

mod body;
mod credential;
pub mod document;
pub mod enrollments;
pub mod records;

use serde_json::{Value, json};

use crate::domain::guardian::{Authenticator, AuthenticatorKind};
use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::reply::{Outcome, Reply};
use records::Which;

const METHODS: &str = "/users/{id}/authentication-methods";
const METHOD: &str = "/users/{id}/authentication-methods/{authentication_method_id}";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(METHODS, &["read:authentication_methods"], |call| {
        Box::pin(list(call))
    })
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        METHODS,
        &["create:authentication_methods"],
        "Creates an authentication method for a given user",
        |call| Box::pin(create(call)),
    ),
    Route::put(
        METHODS,
        &["update:authentication_methods"],
        "Update all authentication methods by replacing them with the given ones",
        |call| Box::pin(replace(call)),
    )
    .takes(Takes::List),
    Route::delete(
        METHODS,
        &["delete:authentication_methods"],
        "Delete all authentication methods by user ID",
        |call| Box::pin(delete_all(call)),
    ),
    Route::get(METHOD, &["read:authentication_methods"], |call| {
        Box::pin(get(call))
    }),
    Route::patch(
        METHOD,
        &["update:authentication_methods"],
        "Update an authentication method",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        METHOD,
        &["delete:authentication_methods"],
        "Delete an authentication method by ID",
        |call| Box::pin(delete(call)),
    ),
    Route::delete(
        "/users/{id}/authenticators",
        &["delete:guardian_enrollments"],
        "Delete All Authenticators",
        |call| Box::pin(delete_factors(call)),
    ),
    Route::delete(
        "/users/{id}/multifactor/{provider}",
        &["update:users"],
        "Delete a User's Multi-factor Provider",
        |call| Box::pin(delete_provider(call)),
    ),
    Route::new(
        "POST",
        "/users/{id}/multifactor/actions/invalidate-remember-browser",
        &["update:users"],
        |call| Box::pin(forget_browsers(call)),
    )
    .logged("Invalidate All Remembered Browsers for Multi-factor Authentication"),
    Route::new(
        "POST",
        "/users/{id}/recovery-code-regeneration",
        &["update:users"],
        |call| Box::pin(regenerate_code(call)),
    )
    .logged("Generate New Multi-factor Authentication Recovery Code"),
];

/// GET /users/{id}/authentication-methods
async fn list(call: &Call) -> Outcome {
    let part = Part::of(&call.query)?;
    let all = records::of_user(&call.ctx, &call.id).await?;
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let id = |one: &Authenticator| one.id.clone();
    let shown = part.among(all, id);
    let shown = shown.iter().map(document::view).collect();
    Ok(Reply::ok(part.page("authenticators", shown, total)))
}

/// POST /users/{id}/authentication-methods
async fn create(call: &Call) -> Outcome {
    let given = document::given(&call.body)?;
    let made = records::enroll(&call.ctx, &call.id, given).await?;
    Ok(Reply::created(document::created(&made)))
}

/// PUT /users/{id}/authentication-methods
async fn replace(call: &Call) -> Outcome {
    let given = document::all_given(&call.list)?;
    let made = records::replace(&call.ctx, &call.id, given).await?;
    let shown: Vec<Value> = made.iter().map(document::created).collect();
    Ok(Reply::ok(shown))
}

/// GET /users/{id}/authentication-methods/{authentication_method_id}
async fn get(call: &Call) -> Outcome {
    let found = records::get(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::ok(document::view(&found)))
}

/// PATCH /users/{id}/authentication-methods/{authentication_method_id}
async fn update(call: &Call) -> Outcome {
    let name = document::name(&call.body)?;
    let changed = records::rename(&call.ctx, (&call.id, call.second_id()), name).await?;
    Ok(Reply::ok(document::changed(&changed)))
}

/// DELETE /users/{id}/authentication-methods/{authentication_method_id}
async fn delete(call: &Call) -> Outcome {
    let which = Which::One(call.second_id());
    match records::delete(&call.ctx, &call.id, which).await? {
        0 => Err(records::MISSING.error()),
        _ => Ok(Reply::no_content()),
    }
}

/// DELETE /users/{id}/authentication-methods
async fn delete_all(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id, Which::All).await?;
    Ok(Reply::no_content())
}

/// DELETE /users/{id}/authenticators
async fn delete_factors(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id, Which::Factors).await?;
    Ok(Reply::no_content())
}

/// DELETE /users/{id}/multifactor/{provider}
async fn delete_provider(call: &Call) -> Outcome {
    match call.second_id() {
        "google-authenticator" => {
            let which = Which::Of(AuthenticatorKind::Totp);
            records::delete(&call.ctx, &call.id, which).await?;
        }
        // Nobody can have it.
        "duo" => drop(records::of_user(&call.ctx, &call.id).await?),
        other => {
            let sentence = format!("No enum match for: {other}");
            return Err(ApiError::bad_path(&Mismatch::at(
                "provider", sentence, None,
            )));
        }
    }
    Ok(Reply::no_content())
}

/// POST /users/{id}/multifactor/actions/invalidate-remember-browser
async fn forget_browsers(call: &Call) -> Outcome {
    records::forget_browsers(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// POST /users/{id}/recovery-code-regeneration
async fn regenerate_code(call: &Call) -> Outcome {
    let code = records::regenerate_code(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({ "recovery_code": code })))
}

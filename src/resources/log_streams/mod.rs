//! `/api/v2/log-streams`

pub mod records;

use serde_json::{Value, json};

use crate::resources::api::call::{Call, Route};
use crate::resources::api::reply::{Outcome, Reply};

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/log-streams", &["read:log_streams"], |call| {
        Box::pin(list(call))
    }),
    Route::post(
        "/log-streams",
        &["create:log_streams"],
        "Create a log stream",
        |call| Box::pin(create(call)),
    ),
    Route::get("/log-streams/{id}", &["read:log_streams"], |call| {
        Box::pin(get(call))
    }),
    Route::patch(
        "/log-streams/{id}",
        &["update:log_streams"],
        "Update a log stream",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/log-streams/{id}",
        &["delete:log_streams"],
        "Delete a log stream",
        |call| Box::pin(delete(call)),
    ),
];

/// GET /log-streams: a bare list, without pages.
async fn list(call: &Call) -> Outcome {
    let found = records::all(&call.ctx).await?;
    let shown = found.iter().map(|stream| Value::Object(stream.view()));
    Ok(Reply::ok(shown.collect::<Value>()))
}

/// GET /log-streams/{id}: as Auth0 shows it, and what its receiver refused, where it refused something.
async fn get(call: &Call) -> Outcome {
    let mut view = records::get(&call.ctx, &call.id).await?.view();
    let refused = records::dead_letters(&call.ctx, &call.id).await?;
    if !refused.is_empty() {
        let shown = refused.iter().map(|letter| {
            json!({ "log_id": letter.log_id, "type": letter.code, "status": letter.status,
                "refused_at": letter.refused_at.to_string() })
        });
        view.insert("dead_letters".into(), shown.collect());
    }
    Ok(Reply::ok(view))
}

/// POST /log-streams: 200, not 201.
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, &call.body).await?;
    Ok(Reply::ok(made.view()))
}

/// PATCH /log-streams/{id}
async fn update(call: &Call) -> Outcome {
    let changed = records::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(changed.view()))
}

/// DELETE /log-streams/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

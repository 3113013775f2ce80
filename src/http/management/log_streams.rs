//! `/api/v2/log-streams`

use serde_json::{Value, json};

use super::{Call, Outcome, Reply, Route, Takes};
use crate::flows::admin::log_streams;

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/log-streams",
        scopes: &["read:log_streams"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/log-streams",
        scopes: &["create:log_streams"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a log stream"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/log-streams/{id}",
        scopes: &["read:log_streams"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/log-streams/{id}",
        scopes: &["update:log_streams"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update a log stream"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/log-streams/{id}",
        scopes: &["delete:log_streams"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a log stream"),
        handler: |call| Box::pin(delete(call)),
    },
];

/// GET /log-streams: a bare list, without pages.
async fn list(call: &Call) -> Outcome {
    let found = log_streams::all(&call.ctx).await?;
    let shown = found.iter().map(|stream| Value::Object(stream.view()));
    Ok(Reply::ok(shown.collect::<Value>()))
}

/// GET /log-streams/{id}: as Auth0 shows it, and what its receiver refused, where it refused something.
async fn get(call: &Call) -> Outcome {
    let mut view = log_streams::get(&call.ctx, &call.id).await?.view();
    let refused = log_streams::dead_letters(&call.ctx, &call.id).await?;
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
    let made = log_streams::create(&call.ctx, &call.body).await?;
    Ok(Reply::ok(made.view()))
}

/// PATCH /log-streams/{id}
async fn update(call: &Call) -> Outcome {
    let changed = log_streams::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(changed.view()))
}

/// DELETE /log-streams/{id}
async fn delete(call: &Call) -> Outcome {
    log_streams::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

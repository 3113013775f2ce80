//! `/api/v2/attack-protection/brute-force-protection`; the other kinds of protection are not offered.

use serde_json::json;

use super::{Call, Outcome, Reply, Route, Takes};
use crate::flows::admin::attack_protection;

const PATH: &str = "/attack-protection/brute-force-protection";

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: PATH,
        scopes: &["read:attack_protection"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: PATH,
        scopes: &["update:attack_protection"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update Brute-force settings"),
        handler: |call| Box::pin(update(call)),
    },
];

async fn get(call: &Call) -> Outcome {
    let settings = attack_protection::brute_force(&call.ctx).await?;
    Ok(Reply::ok(json!(settings)))
}

async fn update(call: &Call) -> Outcome {
    let settings = attack_protection::set_brute_force(&call.ctx, &call.body).await?;
    Ok(Reply::ok(json!(settings)))
}

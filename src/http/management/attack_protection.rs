//! `/api/v2/attack-protection/…` of the kinds that there are, and `/api/v2/anomaly/blocks/ips/{id}`.

use std::net::IpAddr;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ApiError, Call, Outcome, Reply, Route, Takes};
use crate::domain::brute_force::BruteForce;
use crate::domain::json_schema::Mismatch;
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::flows::admin::attack_protection;
use crate::store::tenant::Kept;

const BRUTE_FORCE: &str = "/attack-protection/brute-force-protection";
const SUSPICIOUS_IP: &str = "/attack-protection/suspicious-ip-throttling";
const BLOCKED_ADDRESS: &str = "/anomaly/blocks/ips/{id}";

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: BRUTE_FORCE,
        scopes: &["read:attack_protection"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get::<BruteForce>(call)),
    },
    Route {
        method: "PATCH",
        path: BRUTE_FORCE,
        scopes: &["update:attack_protection"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update Brute-force settings"),
        handler: |call| Box::pin(update::<BruteForce>(call)),
    },
    Route {
        method: "GET",
        path: SUSPICIOUS_IP,
        scopes: &["read:attack_protection"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get::<SuspiciousIp>(call)),
    },
    Route {
        method: "PATCH",
        path: SUSPICIOUS_IP,
        scopes: &["update:attack_protection"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update Suspicious IP Throttling settings"),
        handler: |call| Box::pin(update::<SuspiciousIp>(call)),
    },
    Route {
        method: "GET",
        path: BLOCKED_ADDRESS,
        scopes: &["read:anomaly_blocks"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(is_blocked(call)),
    },
    Route {
        method: "DELETE",
        path: BLOCKED_ADDRESS,
        scopes: &["delete:anomaly_blocks"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Remove the blocked IP address"),
        handler: |call| Box::pin(unblock(call)),
    },
];

async fn get<P: Kept>(call: &Call) -> Outcome {
    let settings: P = attack_protection::settings(&call.ctx).await?;
    Ok(Reply::ok(json!(settings)))
}

async fn update<P: Kept>(call: &Call) -> Outcome {
    let settings: P = attack_protection::change(&call.ctx, &call.body).await?;
    Ok(Reply::ok(json!(settings)))
}

async fn is_blocked(call: &Call) -> Outcome {
    if attack_protection::is_blocked(&call.ctx, address(call)?).await? {
        return Ok(Reply::new(StatusCode::OK, Value::Null));
    }
    let message = "IP address specified is not currently blocked.";
    Err(ApiError::new(StatusCode::NOT_FOUND, message))
}

async fn unblock(call: &Call) -> Outcome {
    attack_protection::unblock(&call.ctx, address(call)?).await?;
    Ok(Reply::no_content())
}

fn address(call: &Call) -> Result<IpAddr, ApiError> {
    let address = call.id.parse::<IpAddr>();
    address.map(|ip| ip.to_canonical()).map_err(|_| {
        let sentence = format!("Object didn't pass validation for format ip: {}", call.id);
        ApiError::bad_path(&Mismatch::at("id", sentence, None))
    })
}

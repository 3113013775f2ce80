//! `/api/v2/attack-protection/…` of the kinds that there are, and `/api/v2/anomaly/blocks/ips/{id}`.

pub mod document;
pub mod records;
pub mod tenant_file;

use std::net::IpAddr;

use serde_json::{Map, Value};

use crate::domain::brute_force::BruteForce;
use crate::domain::json_schema::Mismatch;
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{read, update};
use crate::resources::api::settings::{SettingsObject, Stored};
use document::Changeable;

const BRUTE_FORCE: &str = "/attack-protection/brute-force-protection";
const SUSPICIOUS_IP: &str = "/attack-protection/suspicious-ip-throttling";
const BLOCKED_ADDRESS: &str = "/anomaly/blocks/ips/{id}";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        BRUTE_FORCE,
        &["read:attack_protection"],
        read::<Stored<BruteForce>>,
    ),
    Route::patch(
        BRUTE_FORCE,
        &["update:attack_protection"],
        "Update Brute-force settings",
        update::<Stored<BruteForce>>,
    ),
    Route::get(
        SUSPICIOUS_IP,
        &["read:attack_protection"],
        read::<Stored<SuspiciousIp>>,
    ),
    Route::patch(
        SUSPICIOUS_IP,
        &["update:attack_protection"],
        "Update Suspicious IP Throttling settings",
        update::<Stored<SuspiciousIp>>,
    ),
    Route::get(BLOCKED_ADDRESS, &["read:anomaly_blocks"], |call| {
        Box::pin(is_blocked(call))
    }),
    Route::delete(
        BLOCKED_ADDRESS,
        &["delete:anomaly_blocks"],
        "Remove the blocked IP address",
        |call| Box::pin(unblock(call)),
    ),
];

impl SettingsObject for BruteForce {
    fn patched(&self, patch: &Map<String, Value>) -> Result<Self, ApiError> {
        patched(self, patch)
    }
}

impl SettingsObject for SuspiciousIp {
    fn patched(&self, patch: &Map<String, Value>) -> Result<Self, ApiError> {
        patched(self, patch)
    }
}

fn patched<P: Changeable>(before: &P, patch: &Map<String, Value>) -> Result<P, ApiError> {
    let after = document::patched(before, patch)?;
    document::check(&after, before)?;
    Ok(after)
}

async fn is_blocked(call: &Call) -> Outcome {
    if records::is_blocked(&call.ctx, address(call)?).await? {
        return Ok(Reply::ok(Value::Null));
    }
    let message = "IP address specified is not currently blocked.";
    Err(ApiError::new(404, message))
}

async fn unblock(call: &Call) -> Outcome {
    records::unblock(&call.ctx, address(call)?).await?;
    Ok(Reply::no_content())
}

fn address(call: &Call) -> Result<IpAddr, ApiError> {
    let address = call.id.parse::<IpAddr>();
    address.map(|ip| ip.to_canonical()).map_err(|_| {
        let sentence = format!("Object didn't pass validation for format ip: {}", call.id);
        ApiError::bad_path(&Mismatch::at("id", sentence, None))
    })
}

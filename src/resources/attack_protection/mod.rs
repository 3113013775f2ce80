//! `/api/v2/attack-protection/…` of the kinds that there are, and `/api/v2/anomaly/blocks/ips/{id}`.

pub mod records;
pub mod tenant_file;

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use crate::domain::brute_force::BruteForce;
use crate::domain::json_schema::Mismatch;
use crate::domain::suspicious_ip::SuspiciousIp;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::store::engine::Tx;
use crate::store::tenant::{self, Kept};

const BRUTE_FORCE: &str = "/attack-protection/brute-force-protection";
const SUSPICIOUS_IP: &str = "/attack-protection/suspicious-ip-throttling";
const BLOCKED_ADDRESS: &str = "/anomaly/blocks/ips/{id}";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(BRUTE_FORCE, &["read:attack_protection"], |call| {
        Box::pin(get::<BruteForce>(call))
    }),
    Route::patch(
        BRUTE_FORCE,
        &["update:attack_protection"],
        "Update Brute-force settings",
        update::<Stored<BruteForce>>,
    ),
    Route::get(SUSPICIOUS_IP, &["read:attack_protection"], |call| {
        Box::pin(get::<SuspiciousIp>(call))
    }),
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

/// The settings of one kind as they are stored, never a copy.
#[derive(Debug, Clone)]
struct Stored<P> {
    settings: P,
    /// The tenant's.
    version: i64,
}

impl<P: Kept + Send + Sync + 'static> Resource for Stored<P> {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        let mut db = call.ctx.store.write().await?;
        let (_, version) = tenant::versioned(&mut db).await?;
        let settings = tenant::protection(&mut db).await?;
        Ok(Self { settings, version })
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(json!(self.settings))
    }

    /// The schema is looked at when the patch is applied: there is always something to apply it to.
    fn validate(_call: &Call) -> Result<(), ApiError> {
        Ok(())
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        let after = self.settings.patched(patch)?;
        after.check(&self.settings)?;
        self.settings = after;
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(self.settings == before.settings
            || tenant::change_protection(tx, &self.settings, before.version).await?)
    }
}

async fn get<P: Kept>(call: &Call) -> Outcome {
    let settings: P = tenant::protection(&mut call.ctx.store.read().await?).await?;
    Ok(Reply::ok(json!(settings)))
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

//! Attack protection, as far as there is one: against guessing passwords, and against callers that try many of anything.

use std::net::IpAddr;

use serde_json::{Map, Value};

use crate::domain::protection::Protection;
use crate::domain::suspicious_ip::{Stage, SuspiciousIp};
use crate::flows::Ctx;
use crate::flows::throttle::Throttle;
use crate::resources::api::error::ApiError;
use crate::resources::api::retry::retry;
use crate::store::tenant::{self, Kept};

/// The settings of one kind.
pub async fn settings<P: Kept>(ctx: &Ctx) -> Result<P, ApiError> {
    Ok(tenant::protection(&mut ctx.store.read().await?).await?)
}

/// Changes them.
pub async fn change<P: Kept>(ctx: &Ctx, body: &Map<String, Value>) -> Result<P, ApiError> {
    retry(|| async {
        let mut db = ctx.store.write().await?;
        let (_, version) = tenant::versioned(&mut db).await?;
        let before: P = tenant::protection(&mut db).await?;
        let after = before.patched(body)?;
        after.check(&before)?;
        if after == before {
            return Ok(Some(after));
        }
        if tenant::change_protection(&mut db, &after, version).await? {
            drop(db);
            ctx.store.forget_copies();
            return Ok(Some(after));
        }
        Ok(None)
    })
    .await
}

/// Whether an address is refused, to sign in or to sign up.
pub async fn is_blocked(ctx: &Ctx, address: IpAddr) -> Result<bool, ApiError> {
    let settings: SuspiciousIp = tenant::protection(&mut ctx.store.read().await?).await?;
    if !settings.blocks() || !settings.applies_to(Some(address)) {
        return Ok(false);
    }
    let mut db = ctx.store.read().await?;
    for stage in Stage::ALL {
        let throttle = Throttle::at(address, stage, &settings);
        if throttle.is_used_up(ctx, &mut db).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Gives an address, and the networks that it is counted in, all attempts back.
pub async fn unblock(ctx: &Ctx, address: IpAddr) -> Result<(), ApiError> {
    let settings = tenant::protection(&mut ctx.store.read().await?).await?;
    let mut db = ctx.store.write().await?;
    for stage in Stage::ALL {
        let throttle = Throttle::at(address, stage, &settings);
        throttle.lift(&mut db).await?;
    }
    Ok(())
}

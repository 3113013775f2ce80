//! Addresses that are refused because too many attempts came from them.

use std::net::IpAddr;

use crate::domain::protection::Protection;
use crate::domain::suspicious_ip::{Stage, SuspiciousIp};
use crate::flows::Ctx;
use crate::flows::throttle::Throttle;
use crate::resources::api::error::ApiError;
use crate::store::tenant;

/// Whether an address is refused, to sign in or to sign up.
pub async fn is_blocked(ctx: &Ctx, address: IpAddr) -> Result<bool, ApiError> {
    let settings: SuspiciousIp = tenant::kept(&mut ctx.store.read().await?).await?;
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
    let settings = tenant::kept(&mut ctx.store.read().await?).await?;
    let mut db = ctx.store.write().await?;
    for stage in Stage::ALL {
        let throttle = Throttle::at(address, stage, &settings);
        throttle.lift(&mut db).await?;
    }
    Ok(())
}

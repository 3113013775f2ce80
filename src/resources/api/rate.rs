//! How often a client may call the Management API.

use crate::flows::Ctx;
use crate::flows::limits::Allowance;
use crate::resources::api::caller::Caller;
use crate::tenant_log::{Event, EventCode};

/// Auth0's sentence.
pub const USED_UP: &str = "Global limit has been reached";

/// Counts a call; `None` where there is no limit. A client's tokens are one caller, and so is a user with those of a client.
pub fn count(ctx: &Ctx, caller: &Caller) -> Option<Allowance> {
    let client = &caller.client.client;
    let name = match &caller.user_id {
        None => client.client_id.clone(),
        Some(user_id) => format!("{}\n{user_id}", client.client_id),
    };
    let allowance = ctx.limits.management.count(&name, ctx.clock.now())?;
    if allowance.is_first_refusal() {
        ctx.log(Event::new(EventCode::RateLimit, USED_UP).client(client));
    }
    Some(allowance)
}

//! The client of a request, looked up once: the checked request carries it from here on.

use std::sync::Arc;

use crate::flows::{Answer, Code, Ctx};
use crate::store::clients::StoredClient;
use crate::telemetry;
use crate::tenant_log::{self, Event};

/// The client with that id; a refusal, and a failed login in the tenant log, if there is none.
pub async fn known(ctx: &Ctx, client_id: &str) -> Answer<Arc<StoredClient>> {
    let found = find(ctx, client_id).await?;
    expect(ctx, client_id, found)
}

/// The client with that id, if there is one.
pub async fn find(ctx: &Ctx, client_id: &str) -> Answer<Option<Arc<StoredClient>>> {
    // Postgres cannot look up a string with NUL in it, which a path can hold.
    Ok(match client_id.contains('\0') {
        true => None,
        false => ctx.store.client(client_id).await?,
    })
}

/// What [`known`] says of a client that was found, or not.
pub fn expect(
    ctx: &Ctx,
    client_id: &str,
    found: Option<Arc<StoredClient>>,
) -> Answer<Arc<StoredClient>> {
    if let Some(client) = found.filter(|found| !found.client.global) {
        telemetry::client(&client.client.client_id);
        return Ok(client);
    }
    let shown: String = client_id.chars().take(100).collect();
    let text = format!("Unknown client: {}", shown.replace('\0', "\u{fffd}"));
    ctx.log(Event::new(tenant_log::EventCode::FailedLogin, text.clone()));
    Err(Code::UnauthorizedClient.refuse(text).into())
}

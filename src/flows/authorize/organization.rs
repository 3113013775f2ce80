//! The organization that a request names, as far as the request and its client decide.

use super::request::Request;
use crate::domain::client::Client;
use crate::domain::organization::Usage;
use crate::flows::{Answer, Ctx, organizations};

/// Puts the id of the organization into the request. A request with a transfer token may name one that the client or the
/// tenant does not know: then the token is refused, not the request, because no failure of a transfer is told to the
/// application.
pub async fn settle(
    ctx: &Ctx,
    request: &mut Request,
    client: &Client,
    brings_transfer: bool,
) -> Answer<()> {
    let named = request.organization.as_deref();
    let is_settled = !brings_transfer || client.organization_usage == Some(Usage::Deny);
    if is_settled || named.is_none() {
        organizations::may_name(client, named)?;
    }
    let Some(named) = named else {
        return Ok(());
    };
    match organizations::find(ctx, named).await? {
        Some(found) => request.organization = Some(found.id),
        None if brings_transfer => {}
        None => return Err(organizations::unknown().into()),
    }
    Ok(())
}

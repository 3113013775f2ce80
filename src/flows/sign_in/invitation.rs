//! The invitation to an organization that a request brings: which one it is, and that its user accepts it.

use super::state::{Next, SignIn};
use crate::flows::invitations::accept;
use crate::flows::{Answer, Ctx};

/// Finds the invitation. Its address and its connection are those of the login.
pub async fn find(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    let request = &mut sign_in.request;
    let Some(digest) = request.invitation_ticket.take() else {
        return Ok(Next::Continue);
    };
    let organization = request.organization.as_deref().unwrap_or_default();
    let found = accept::find(ctx, &digest, (organization, &request.client_id)).await?;
    if let Some(connection) = accept::connection_name(ctx, &found).await? {
        request.connection = Some(connection);
    }
    request.login_hint = Some(found.terms.email.clone());
    request.invitation = Some(Box::new(found));
    Ok(Next::Continue)
}

/// The user accepts it, and goes on as a member. It is used up with that: what comes after it knows of no invitation.
pub async fn accept(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    if let Some(invitation) = sign_in.request.invitation.take() {
        let client = &sign_in.client.client;
        accept::accept(ctx, &invitation, (client, sign_in.user()?)).await?;
    }
    Ok(Next::Continue)
}

//! Making an invitation.

use serde_json::{Map, Value, json};

use crate::domain::client::Client;
use crate::domain::invitation::Invitation;
use crate::domain::mail::Message;
use crate::domain::role::Role;
use crate::flows::mail::{self, Letter};
use crate::flows::{Answer, Ctx};
use crate::store::organization_invitations::{self as store, NotStored, StoredInvitation};
use crate::store::organizations::StoredOrganization;
use crate::tokens::opaque::{self, OpaqueKind};

/// What an invitation is about, for its message.
#[derive(Clone, Copy)]
pub struct InvitationLetter<'a> {
    pub client: &'a Client,
    pub organization: &'a StoredOrganization,
    pub roles: &'a [Role],
}

/// Stores an invitation with a new ticket, and posts its message in the same transaction, if there is to be one.
pub async fn issue(
    ctx: &Ctx,
    invitation: Invitation,
    letter: Option<InvitationLetter<'_>>,
) -> Answer<Result<StoredInvitation, NotStored>> {
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::Invitation);
    let new = StoredInvitation {
        invitation,
        ticket: minted.secret,
    };
    let mut tx = ctx.store.begin().await?;
    if let Err(why) = store::insert(&mut tx, &new, &minted.digest).await? {
        return Ok(Err(why));
    }
    if let Some(about) = letter {
        // The tenant log has what was not sent: the link is in the answer, too.
        mail::post(ctx, &mut tx, about.write(&new)).await?;
    }
    tx.commit().await?;
    Ok(Ok(new))
}

impl<'a> InvitationLetter<'a> {
    fn write(self, new: &'a StoredInvitation) -> Letter<'a> {
        let Invitation {
            terms,
            created_at,
            expires_at,
            ..
        } = &new.invitation;
        let role = |role: &Role| {
            json!({ "id": role.id, "name": role.name,
                "description": role.description.as_deref().unwrap_or_default() })
        };
        let roles: Vec<Value> = self.roles.iter().map(role).collect();
        let mut user = Map::new();
        user.insert("email".into(), terms.email.as_str().into());
        user.extend(terms.metadata.clone());
        let name = &self.organization.organization.name;
        Letter::new(Message::UserInvitation, &terms.email)
            .from_client(self.client)
            .of_organization(&self.organization.document)
            .link(
                &new.invitation.url(&new.ticket, name),
                expires_at.since(*created_at),
            )
            .with("inviter", json!({ "name": terms.inviter }))
            .with("roles", roles)
            .with("user", user)
    }
}

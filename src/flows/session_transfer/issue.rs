//! From a refresh token to a session transfer token.

use crate::domain::refresh_token::Family;
use crate::domain::session_transfer::{LIFETIME, Transfer};
use crate::flows::{Code, Ctx, Refusal};
use crate::ids;
use crate::store::engine::StoreError;
use crate::store::exchange::Issue;
use crate::store::{Store, transfer_issues};
use crate::telemetry::metrics as names;
use crate::tokens::opaque::{self, OpaqueKind};

/// Whether a living family may have another session transfer token: not if it came of one, nor too many in a minute. They
/// live as long, so this bounds how many there are at a time.
pub fn may_issue(ctx: &Ctx, family: &Family) -> Result<(), Refusal> {
    if family.parent_family.is_some() {
        return Err(Code::InvalidRequest
            .refuse("A refresh token that came of a session transfer cannot create session transfer tokens")
            .because("the refresh token descends from a session transfer token"));
    }
    let allowance = ctx.limits.transfers.count(&family.id, ctx.clock.now());
    match allowance.is_some_and(|a| a.is_used_up()) {
        false => Ok(()),
        true => Err(Code::TooManyRequests.refuse(
            "Too many session transfer tokens were requested with this refresh token; try again in a minute",
        )),
    }
}

/// A token that is about to be stored.
pub struct Prepared {
    secret: String,
    digest: String,
    transfer: Transfer,
}

/// A new token for the family's user, bound to the device that asks.
pub fn prepare(ctx: &Ctx, family: &Family) -> Prepared {
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionTransfer);
    let transfer = Transfer {
        id: ids::opaque_id(&ctx.entropy),
        client_id: family.client_id.clone(),
        user_id: family.user_id.clone(),
        family_id: family.id.clone(),
        session_id: family.session_id.clone(),
        scope: family.scope.clone(),
        organization: family.organization.clone(),
        device: ctx.device.clone(),
        issued_at: ctx.now,
        expires_at: ctx.now.plus(LIFETIME),
    };
    Prepared {
        secret: minted.secret,
        digest: minted.digest,
        transfer,
    }
}

impl Prepared {
    /// What a rotation stores with it.
    pub fn issue(&self) -> Issue<'_> {
        (&self.digest, &self.transfer)
    }

    /// Stores the token by itself; false when the family has been revoked meanwhile.
    pub async fn store(&self, store: &Store) -> Result<bool, StoreError> {
        transfer_issues::issue(store, &self.digest, &self.transfer).await
    }

    /// The token itself, for the client.
    pub fn into_token(self) -> String {
        metrics::counter!(names::TRANSFERS_ISSUED).increment(1);
        self.secret
    }
}

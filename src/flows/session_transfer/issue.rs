//! From a refresh token to a session transfer token.

use crate::domain::refresh_token::Family;
use crate::domain::session_transfer::{LIFETIME, Transfer};
use crate::domain::time::Timestamp;
use crate::flows::{Code, Ctx, Refusal};
use crate::ids;
use crate::store::engine::{Conn, StoreError};
use crate::store::exchange::Issue;
use crate::store::session_transfers;
use crate::store::transfer_issues::WantedTransfer;
use crate::telemetry::metrics as names;
use crate::tokens::opaque::{self, OpaqueKind};

/// Whether a living family may have another session transfer token: not if it came of one, nor too many in a minute. They
/// live as long, so this bounds how many there are at a time. They are counted by what stays the same: the shown token if it
/// is kept, otherwise the family.
pub fn may_issue(ctx: &Ctx, counted_by: &str, family: &Family) -> Result<(), Refusal> {
    if family.parent_family.is_some() {
        return Err(Code::InvalidRequest
            .refuse("A refresh token that came of a session transfer cannot create session transfer tokens")
            .because("the refresh token descends from a session transfer token"));
    }
    let allowance = ctx.limits.transfers.count(counted_by, ctx.clock.now());
    match allowance.is_some_and(|a| a.is_used_up()) {
        false => Ok(()),
        true => Err(Code::TooManyRequests.refuse(
            "Too many session transfer tokens were requested with this refresh token; try again in a minute",
        )),
    }
}

/// A token that stands for no user yet.
pub struct Blank {
    secret: String,
    digest: String,
    id: String,
}

/// A new one.
pub fn mint(ctx: &Ctx) -> Blank {
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionTransfer);
    Blank {
        secret: minted.secret,
        digest: minted.digest,
        id: ids::opaque_id(&ctx.entropy),
    }
}

impl Blank {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the store needs to find the shown refresh token and to store this one in the same step.
    pub fn wanted(
        &self,
        ctx: &Ctx,
        (shown, client_id): (&str, &str),
        used_since: Timestamp,
    ) -> WantedTransfer {
        WantedTransfer {
            shown: shown.to_owned(),
            client_id: client_id.to_owned(),
            id: self.id.clone(),
            digest: self.digest.clone(),
            device: ctx.device.clone(),
            now: ctx.now,
            expires_at: ctx.now.plus(LIFETIME),
            used_since,
        }
    }

    /// Lets it stand for the family's user, bound to the device that asks.
    pub fn stand_for(self, ctx: &Ctx, family: &Family) -> Prepared {
        let transfer = Transfer {
            id: self.id,
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
            secret: self.secret,
            digest: self.digest,
            transfer,
        }
    }
}

/// Deletes a token that was stored for a request which is refused after all. Its secret was not given out: where this fails,
/// the token may stay until it expires.
pub async fn take_back(ctx: &Ctx, id: &str) {
    if let Ok(mut db) = ctx.store.write().await {
        let _it_stays = session_transfers::take_back(&mut db, id).await;
    }
}

/// A token for the client, stored or about to be.
pub struct Prepared {
    secret: String,
    digest: String,
    transfer: Transfer,
}

impl Prepared {
    /// What a rotation stores with it.
    pub fn issue(&self) -> Issue<'_> {
        (&self.digest, &self.transfer)
    }

    /// Stores the token by itself; false when the family has been revoked meanwhile.
    pub async fn store(&self, db: &mut Conn) -> Result<bool, StoreError> {
        session_transfers::issue(db, &self.digest, &self.transfer).await
    }

    /// The token itself, for the client.
    pub fn into_token(self) -> String {
        metrics::counter!(names::TRANSFERS_ISSUED).increment(1);
        self.secret
    }
}

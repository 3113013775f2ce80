//! From a session transfer token to a signed-in browser.
//!
//! The caller has checked everything that the request alone decides. Here the token is burnt first, by one statement, and
//! judged afterwards: a token that was shown on the wrong device, or for the wrong organization, stays spent.

use serde_json::{Value, json};
use tracing::Instrument;

use super::redemption::{Redeemed, Redemption, TransferredUser};
use super::trace::Trace;
use crate::domain::device::judge;
use crate::domain::refresh_token::Family;
use crate::domain::session_transfer::{Admission, Existing, Transfer, TransferRefusal, admit};
use crate::domain::user::User;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::users::{self, Unavailable};
use crate::flows::{Answer, Ctx, session};
use crate::store::refresh_tokens::Presented;
use crate::store::transfer_burns::Burn;
use crate::store::{session_transfers, sessions};
use crate::telemetry::step;
use crate::tokens::opaque::{self, OpaqueKind};

/// Spends the token and judges it.
pub async fn redeem(ctx: &Ctx, redemption: Redemption<'_>) -> Answer<Redeemed> {
    let mut trace = Trace::default();
    let burn = match opaque::recognise(OpaqueKind::SessionTransfer, redemption.token) {
        Some(digest) => {
            session_transfers::burn(&ctx.store, &digest, ctx.now, &ctx.device.address)
                .instrument(step!("redeem statement"))
                .await?
        }
        None => Burn::Unknown,
    };
    let (transfer, parent) = match burn {
        Burn::Burnt { transfer, parent } => (*transfer, parent),
        Burn::Dead { transfer, used_at } => {
            trace.dead(ctx, &transfer, used_at);
            let refusal = TransferRefusal::NotFoundOrExpired;
            trace.refuse(ctx, &redemption, Some(&transfer), refusal);
            return Ok(Redeemed::Dead);
        }
        Burn::Unknown => {
            trace.refuse(ctx, &redemption, None, TransferRefusal::NotFoundOrExpired);
            return Ok(Redeemed::Dead);
        }
    };
    trace.add(
        "token",
        json!({"issued_at": transfer.issued_at.to_string()}),
        json!({"at": ctx.now.to_string()}),
        Ok(()),
    );
    let parent = parent.map(|p| *p);
    let judged = judge_all(ctx, &redemption, (&transfer, parent), &mut trace)
        .instrument(step!("decide"))
        .await?;
    let entered = match judged {
        Ok((user, family)) => {
            enter(ctx, &redemption, &transfer, (user, &family))
                .instrument(step!("session"))
                .await?
        }
        Err(refusal) => Err(refusal),
    };
    match entered {
        Ok(entered) => {
            trace.accept(ctx, &redemption, &transfer);
            Ok(Redeemed::Admitted(Box::new(entered)))
        }
        Err(refusal) => {
            trace.refuse(ctx, &redemption, Some(&transfer), refusal);
            Ok(Redeemed::Refused)
        }
    }
}

/// Every check after the burn, in order.
async fn judge_all(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    (transfer, parent): (&Transfer, Option<Presented>),
    trace: &mut Trace,
) -> Answer<Result<(User, Family), TransferRefusal>> {
    let alive =
        parent.filter(|p| p.family.is_alive(ctx.now) && !p.parent_ended && !p.session_ended);
    trace.add(
        "parent_refresh_token",
        json!(transfer.family_id),
        Value::Null,
        alive
            .as_ref()
            .map(drop)
            .ok_or("revoked, expired or deleted"),
    );
    let Some(Presented { family, user, .. }) = alive else {
        return Ok(Err(TransferRefusal::ParentNotFound));
    };
    let user = users::check(ctx, user, redemption.client).await?;
    trace.user(transfer, &user);
    let user = match user {
        Ok(user) => user,
        Err(Unavailable::ConnectionNotEnabled) => {
            return Ok(Err(TransferRefusal::ConnectionNotEnabled));
        }
        Err(Unavailable::Gone | Unavailable::Blocked) => {
            return Ok(Err(TransferRefusal::UserUnavailable));
        }
    };
    if let Err(refusal) = judge_hint(redemption, transfer, trace) {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = judge_organization(ctx, redemption, transfer, &user, trace).await? {
        return Ok(Err(refusal));
    }
    Ok(
        match judge_facts(ctx, redemption, transfer, &family, trace) {
            Ok(()) => judge_session(ctx, redemption, transfer, trace)
                .await?
                .map(|()| (user, family)),
            Err(refusal) => Err(refusal),
        },
    )
}

/// The user whom the request's `id_token_hint` names, if it has one.
fn judge_hint(
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    trace: &mut Trace,
) -> Result<(), TransferRefusal> {
    let Some(hinted) = redemption.hinted_user else {
        return Ok(());
    };
    let outcome = match hinted == transfer.user_id {
        true => Ok(()),
        false => Err("the id_token_hint names another user"),
    };
    let (issued, asked) = (
        json!({"user_id": transfer.user_id}),
        json!({"user_id": hinted}),
    );
    trace.add("id_token_hint", issued, asked, outcome);
    outcome.map_err(|_| TransferRefusal::UserMismatch)
}

/// The organization that the user signed in to, natively and here, and whether it still lets the user in.
async fn judge_organization(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    user: &User,
    trace: &mut Trace,
) -> Answer<Result<(), TransferRefusal>> {
    let same = transfer.organization.as_deref() == redemption.organization;
    let outcome = match &transfer.organization {
        _ if !same => Err("the organizations differ"),
        None => Ok(()),
        Some(id) => match organizations::admits(ctx, id, user).await? {
            Ok(_) => Ok(()),
            Err(NotAdmitted::Unknown) => Err("the organization no longer exists"),
            Err(NotAdmitted::NotMember) => Err("the user is not a member of the organization"),
            Err(NotAdmitted::ConnectionNotEnabled) => {
                Err("the user's connection is not enabled for the organization")
            }
        },
    };
    trace.add(
        "organization",
        json!(transfer.organization),
        json!(redemption.organization),
        outcome,
    );
    Ok(outcome.map_err(|_| TransferRefusal::OrganizationMismatch))
}

/// The checks that need no more than what is in hand: device, age of the login.
fn judge_facts(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    family: &Family,
    trace: &mut Trace,
) -> Result<(), TransferRefusal> {
    let binding = redemption.client.session_transfer().enforce_device_binding;
    let verdict = judge(binding, ctx.settings.binding, &transfer.device, &ctx.device);
    trace.device(transfer, ctx, json!(binding), verdict);
    if !verdict.passes() {
        return Err(TransferRefusal::DeviceMismatch);
    }
    let age = ctx.now.since(family.authenticated_at);
    let too_old = redemption.max_age.is_some_and(|max| age > max);
    trace.add(
        "max_age",
        json!({"authenticated_at": family.authenticated_at.to_string()}),
        json!(redemption.max_age.map(|d| d.as_secs())),
        if too_old {
            Err("the login is older than max_age")
        } else {
            Ok(())
        },
    );
    if too_old {
        Err(TransferRefusal::LoginTooOld)
    } else {
        Ok(())
    }
}

/// The browser's own session against the token's user. A session of another user ends.
async fn judge_session(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    trace: &mut Trace,
) -> Answer<Result<(), TransferRefusal>> {
    let existing = match redemption.existing {
        None => Existing::None,
        Some((session, _)) if session.user_id == transfer.user_id => Existing::SameUser,
        Some(_) => Existing::OtherUser,
    };
    let admission = admit(existing);
    let conflict = admission == Admission::EndSessionAndPrompt;
    trace.add(
        "session",
        json!({"user_id": transfer.user_id}),
        json!({"user_id": redemption.existing.map(|(s, _)| &s.user_id)}),
        if conflict {
            Err("the browser had a session of another user; it was ended")
        } else {
            Ok(())
        },
    );
    if let (true, Some((session, _))) = (conflict, redemption.existing) {
        sessions::end(&mut ctx.store.write().await?, &session.id, ctx.now).await?;
        return Ok(Err(TransferRefusal::UserMismatch));
    }
    Ok(Ok(()))
}

/// The session: the same user's stays under a new cookie, otherwise there is a new one, unique to this transfer.
async fn enter(
    ctx: &Ctx,
    redemption: &Redemption<'_>,
    transfer: &Transfer,
    (user, family): (User, &Family),
) -> Answer<Result<TransferredUser, TransferRefusal>> {
    let authenticated_at = family.authenticated_at;
    let mut login = family.login.clone();
    if login.connection.is_empty() {
        // The family is older than what is kept of its login.
        login.connection.clone_from(&user.connection);
    }
    let (session_id, begun, cookie) = match redemption.existing {
        Some((session, old_digest)) => {
            let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionCookie);
            let mut db = ctx.store.write().await?;
            if !sessions::replace_cookie(&mut db, &session.id, old_digest, &minted.digest).await? {
                // It ended, or went under another cookie, since we looked at it.
                return Ok(Err(TransferRefusal::NotFoundOrExpired));
            }
            (session.id.clone(), None, minted.secret)
        }
        None => {
            let beginning = session::SessionStart {
                user_id: &transfer.user_id,
                password_epoch: user.password_epoch,
                connection: &login.connection,
                authenticated_at,
                transfer: Some(transfer),
            };
            let (new, cookie) = session::begin(ctx, beginning).await?;
            (new.session.id.clone(), Some(new), cookie)
        }
    };
    let transfer = transfer.clone();
    Ok(Ok(TransferredUser {
        user,
        session_id,
        begun,
        cookie,
        transfer,
        login,
        authenticated_at,
    }))
}

//! A new password: held against the connection's policy, hashed in turn with the others, and the end of what was before.

use serde_json::{Map, Value};

use crate::domain::password_policy::{PasswordPolicy, UnfitPassword};
use crate::domain::ticket::TicketKind;
use crate::flows::revoke::{self, Ended};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::passwords::{MAX_LENGTH, Overloaded};
use crate::store::engine::Tx;
use crate::store::{login_attempts, sessions, tickets, users};

/// The hash under which a password is stored, unless the policy of the connection does not admit it to a user of that profile.
pub async fn hash(
    ctx: &Ctx,
    (connection, profile): (&Map<String, Value>, &Map<String, Value>),
    password: &str,
) -> Answer<Result<String, UnfitPassword>> {
    if password.len() > MAX_LENGTH {
        return Ok(Err(UnfitPassword::TooWeak));
    }
    if let Err(unfit) = PasswordPolicy::of(connection).judge(password, profile) {
        return Ok(Err(unfit));
    }
    let overloaded = |overloaded: Overloaded| -> Failure {
        match overloaded {
            Overloaded::Full => Code::TooManyRequests
                .refuse("Too many passwords at once; try again later")
                .into(),
            Overloaded::Late => Failure::not_now("a password waited for too long"),
        }
    };
    let turn = ctx.passwords.turn(ctx.caller()).await;
    let turn = turn.map_err(overloaded)?;
    let hash = turn.hash(password).await.map_err(overloaded)?;
    Ok(Ok(hash))
}

/// Gives an identity another password. Every change comes by here: it ends the tickets for a new password and for a second
/// factor, the sessions and the refresh tokens of the user whom the identity signs in, the logins of theirs that are under way, and a block after too
/// many wrong passwords. The caller holds that user, and tells of what was ended.
pub async fn set(
    ctx: &Ctx,
    tx: &mut Tx,
    (identity, user_id): (&str, &str),
    hash: &str,
) -> Answer<Vec<Ended>> {
    users::set_password(tx, identity, hash, ctx.now).await?;
    login_attempts::forget_all(tx, identity).await?;
    for kind in [
        TicketKind::PasswordChange,
        TicketKind::PasswordReset,
        TicketKind::Enrollment,
    ] {
        tickets::end_of_user(tx, kind, user_id).await?;
    }
    users::void_logins(tx, user_id).await?;
    sessions::end_of_user(tx, user_id, ctx.now).await?;
    revoke::end_all(ctx, tx, revoke::all_of(user_id)).await
}

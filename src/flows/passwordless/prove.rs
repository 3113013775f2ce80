//! A code that was typed, or came by a link: who signs in by it.

use super::code::PasswordlessCode;
use super::new_user;
use super::recipient::Whose;
use crate::domain::user::User;
use crate::flows::accounts::email_code::{Mistyped, ProvedCode};
use crate::flows::accounts::sign_up::Declined;
use crate::flows::users::{self, Unavailable};
use crate::flows::{Answer, Ctx, actions};
use crate::store::users as stored;
use crate::store::users::SignInIdentity;
use crate::tenant_log::{Event, EventCode};

/// Why the user is not signed in.
#[derive(Debug)]
pub enum Unproved {
    /// The code is none, is another one, or good no more.
    Wrong,
    /// There were too many tries.
    TooMany,
    /// Too many logins have failed on the caller's network.
    Suspicious,
    /// The code was right, and the user is blocked.
    Blocked,
    /// The code was right, and no account is made.
    Declined(Declined),
}

impl From<Mistyped> for Unproved {
    fn from(mistyped: Mistyped) -> Self {
        match mistyped {
            Mistyped::Format | Mistyped::Wrong => Self::Wrong,
            Mistyped::TooMany => Self::TooMany,
            Mistyped::Suspicious => Self::Suspicious,
        }
    }
}

impl PasswordlessCode<'_> {
    /// The user whose code it is; a new one, where there is none. The code is used up.
    pub async fn prove(self, ctx: &Ctx, typed: &str) -> Answer<Result<User, Unproved>> {
        let code = self.code();
        let proof = match code.attempt(ctx, Some(self.client), typed).await? {
            Ok(proof) => proof,
            Err(mistyped) => return Ok(Err(mistyped.into())),
        };
        match self.recipient.identity(ctx).await? {
            Whose::Theirs(found) => self.log_in(ctx, &proof, *found).await,
            Whose::Free if self.recipient.may_be_new => self.sign_up(ctx, &proof).await,
            // What stands in for a code was never sent.
            Whose::Free | Whose::Others => Ok(Err(Unproved::Wrong)),
        }
    }

    async fn log_in(
        self,
        ctx: &Ctx,
        proof: &ProvedCode<'_>,
        found: SignInIdentity,
    ) -> Answer<Result<User, Unproved>> {
        let identity = found.identity.clone();
        let password_epoch = identity.password_epoch;
        let Some(user) = users::whom(ctx, found).await? else {
            return Ok(Err(Unproved::Wrong));
        };
        if let Some(Unavailable::Blocked) = users::may_sign_in(ctx, &user, self.client).await? {
            return Ok(Err(Unproved::Blocked));
        }
        let ip = ctx.device.address.known().map(|ip| ip.to_string());
        // The user first, as on every road to a new password.
        let mut tx = ctx.store.begin().await?;
        let login = (user.user_id.as_str(), password_epoch);
        if !stored::record_login(&mut tx, login, ip.as_deref(), ctx.now).await?
            || !proof.burn(ctx, &mut tx).await?
        {
            return Ok(Err(Unproved::Wrong));
        }
        if let Some(email) = identity
            .email
            .as_deref()
            .filter(|_| !identity.email_verified)
        {
            stored::verify_email(&mut tx, &identity.user_id, email, ctx.now).await?;
        }
        tx.commit().await?;
        let is_own = identity.user_id == user.user_id;
        Ok(Ok(User {
            logins_count: user.logins_count.saturating_add(1),
            email_verified: user.email_verified || is_own,
            password_epoch,
            ..user
        }))
    }

    /// The code is used up together with what it makes: of two requests with one code, one makes the user.
    async fn sign_up(self, ctx: &Ctx, proof: &ProvedCode<'_>) -> Answer<Result<User, Unproved>> {
        let made = match new_user::draft(ctx, self).await? {
            Ok(user) => self.store(ctx, proof, user).await?,
            Err(declined) => Err(Unproved::Declined(declined)),
        };
        match &made {
            Ok(user) => {
                let event = Event::new(EventCode::Signup, "Successful signup").user(user);
                ctx.log(new_user::told(self, event));
                actions::post_user_registration(ctx, self.client, user).await?;
            }
            Err(Unproved::Declined(declined)) => {
                let event = Event::new(EventCode::FailedSignup, declined.sentence());
                ctx.log(new_user::told(self, self.about(event)));
            }
            Err(_) => {}
        }
        Ok(made)
    }

    async fn store(
        self,
        ctx: &Ctx,
        proof: &ProvedCode<'_>,
        user: User,
    ) -> Answer<Result<User, Unproved>> {
        let ip = ctx.device.address.known().map(|ip| ip.to_string());
        let mut tx = ctx.store.begin().await?;
        if !proof.burn(ctx, &mut tx).await?
            || stored::is_taken(&mut tx, &user).await?
            || !stored::insert(&mut tx, &user, None).await?
        {
            return Ok(Err(Unproved::Wrong));
        }
        let login = (user.user_id.as_str(), user.password_epoch);
        stored::record_login(&mut tx, login, ip.as_deref(), ctx.now).await?;
        tx.commit().await?;
        Ok(Ok(User {
            logins_count: 1,
            ..user
        }))
    }

    /// The event of a login that failed.
    pub fn failed(self, code: EventCode, why: &Unproved) -> Event {
        let text = match why {
            Unproved::Wrong => "The code is wrong, was used, or has expired",
            Unproved::TooMany => "Too many wrong codes",
            Unproved::Suspicious => "Too many failed logins from the network",
            Unproved::Blocked => "user is blocked",
            Unproved::Declined(declined) => declined.sentence(),
        };
        self.about(Event::new(code, text.to_owned()))
    }
}

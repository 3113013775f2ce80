//! `/mfa/authenticators`: what the user has enrolled.

use serde_json::{Value, json};

use super::kinds;
use super::own::find_for;
use super::waiting::MfaToken;
use crate::domain::digest::digest;
use crate::domain::guardian::{AuthenticatorKind, Factor};
use crate::domain::user::User;
use crate::flows::factors::destination::Destination;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::subject::Subject;
use crate::flows::factors::told;
use crate::flows::{Answer, Code, Ctx};
use crate::store::{authenticators, remembered_browsers};

/// One, as applications see it.
pub(super) struct Shown {
    pub id: String,
    pub factor: Factor,
    /// Where codes go.
    pub to: Option<Destination>,
    pub is_active: bool,
    name: Option<String>,
}

/// What an application may see of its user's.
pub async fn list(ctx: &Ctx, mfa_token: &str) -> Answer<Value> {
    let token = find_for(ctx, mfa_token, "read:authenticators").await?;
    let held = HeldFactors::with_pending(ctx, &token.user).await?;
    Ok(of(&held, &token.user).iter().map(Shown::view).collect())
}

/// Takes away what the user has begun to enroll. What they have shown to work goes if they have passed a factor for the token
/// that they still have: an `mfa_token` stands for a password alone.
pub async fn delete(ctx: &Ctx, mfa_token: &str, id: &str) -> Answer<()> {
    let token = find_for(ctx, mfa_token, "remove:authenticators").await?;
    let held = HeldFactors::with_pending(ctx, &token.user).await?;
    let shown = of(&held, &token.user);
    let found = shown.iter().find(|shown| shown.id == id);
    let missing = || Code::NotFound.refuse("The authenticator does not exist");
    let user_id = token.user.user_id.as_str();
    if found.ok_or_else(missing)?.is_active {
        let is_gone = take_away(ctx, &token, id).await?;
        return is_gone.ok_or_else(missing).map_err(Into::into);
    }
    let mut db = ctx.store.write().await?;
    if !authenticators::delete_one_unconfirmed(&mut db, user_id, id).await? {
        return Err(missing().into());
    }
    Ok(())
}

/// Takes away what is confirmed; `None` where it is gone, or is the account's own address.
async fn take_away(ctx: &Ctx, token: &MfaToken, id: &str) -> Answer<Option<()>> {
    let user_id = token.user.user_id.as_str();
    let mut tx = ctx.store.begin().await?;
    let stored = authenticators::of_user(&mut tx, user_id).await?;
    if !token.may_change(&stored) {
        return Err(Code::AccessDenied
            .refuse("A confirmed authenticator cannot be removed by this token")
            .because("it is an mfa_token, or what was passed for it is not enrolled any more")
            .into());
    }
    let found = stored.into_iter().find(|one| one.authenticator.id == id);
    let Some(found) = found.map(|stored| stored.authenticator) else {
        return Ok(None);
    };
    if !authenticators::delete(&mut tx, user_id, id).await? {
        return Ok(None);
    }
    // Another person may have passed what goes: of what was passed before it was for this token, nothing counts any more.
    if let Some(passed) = token.passed().iter().map(|passed| passed.at).max() {
        authenticators::guard_anew(&mut tx, user_id, passed).await?;
    }
    authenticators::delete_lone_code(&mut tx, user_id).await?;
    remembered_browsers::forget(&mut tx, user_id).await?;
    tx.commit().await?;
    let client = token.client(ctx).await?;
    let whose = Subject {
        user: &token.user,
        client: &client.client,
    };
    ctx.log(told::unenrolled(ctx, whose, &found));
    Ok(Some(()))
}

/// All, in the order in which they were enrolled; the account's own address is one for users who have another.
pub(super) fn of(held: &HeldFactors, user: &User) -> Vec<Shown> {
    let mut shown = vec![];
    for kind in AuthenticatorKind::ALL {
        let Some(factor) = kind.factor() else {
            continue;
        };
        if kind == AuthenticatorKind::Email {
            shown.extend(own_address(held, user));
        }
        shown.extend(held.stored(kind).map(|stored| {
            let of = &stored.authenticator;
            let to = Destination::of(&of.details);
            Shown {
                id: of.id.clone(),
                factor,
                name: of
                    .details
                    .name
                    .clone()
                    .or_else(|| to.as_ref().map(Destination::hidden)),
                to,
                is_active: of.is_confirmed(),
            }
        }));
    }
    shown
}

/// The account's address, if it is confirmed.
fn own_address(held: &HeldFactors, user: &User) -> Option<Shown> {
    let own = user.email.as_deref().filter(|_| user.email_verified)?;
    let is_usable = held.usable().contains(&Factor::Email);
    let to = Destination::Email(own.to_owned());
    is_usable.then(|| Shown {
        id: id_of_address(&user.user_id, own),
        factor: Factor::Email,
        name: Some(to.hidden()),
        to: Some(to),
        is_active: true,
    })
}

/// It is stored nowhere, and always the same.
fn id_of_address(user_id: &str, address: &str) -> String {
    let digest = digest(&format!("second factor by e-mail\n{user_id}\n{address}"));
    let letters = digest.chars().filter(char::is_ascii_alphanumeric).take(16);
    format!("email|dev_{}", letters.collect::<String>())
}

impl Shown {
    fn view(&self) -> Value {
        let mut view = json!({
            "id": self.id,
            "authenticator_type": kinds::challenge_type(self.factor),
            "active": self.is_active,
            "type": self.factor.api_name(),
        });
        if let Some(channel) = kinds::channel(self.factor) {
            // Recorded answers have the one, the SDKs read the other.
            view["oob_channel"] = channel.into();
            view["oob_channels"] = json!([channel]);
        }
        if let Some(name) = &self.name {
            view["name"] = name.as_str().into();
        }
        view
    }
}

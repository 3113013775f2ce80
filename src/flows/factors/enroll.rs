//! Enrolling: a user shows that what they add works, and it is kept.

use anyhow::anyhow;

use super::held::HeldFactors;
use super::prove::{Proved, digits, reserve};
use super::sent_code::SentCode;
use super::subject::{Subject, Wrong};
use super::tries::Reserved;
use super::{recovery_code, told, totp, webauthn};
use crate::domain::guardian::{
    Authenticator, AuthenticatorDetails, AuthenticatorKind, Factor, Passed,
};
use crate::domain::user::User;
use crate::flows::webauthn::credential;
use crate::flows::{Answer, Ctx, Failure};
use crate::ids;
use crate::store::authenticators::{self, Secret, StoredAuthenticator};
use crate::store::engine::Tx;
use crate::store::remembered_browsers;
use crate::webauthn::Answer as Made;

/// Something new of a user, confirmed or not.
pub fn new(
    ctx: &Ctx,
    user_id: &str,
    (kind, secret): (AuthenticatorKind, Secret),
    is_confirmed: bool,
) -> StoredAuthenticator {
    StoredAuthenticator {
        authenticator: Authenticator {
            id: ids::prefixed(&ctx.entropy, &format!("{}|dev_", kind.name())),
            user_id: user_id.to_owned(),
            kind,
            details: AuthenticatorDetails::default(),
            created_at: ctx.now,
            confirmed_at: is_confirmed.then_some(ctx.now),
            last_auth_at: None,
            guards_since: None,
        },
        secret,
    }
}

/// What the QR code of a user's new key says.
pub async fn uri(ctx: &Ctx, user: &User, key: &[u8]) -> Answer<String> {
    let tenant = ctx.store.tenant().await?;
    let issuer = tenant.friendly_name.as_deref();
    let issuer = issuer.filter(|name| !name.is_empty());
    let issuer = issuer.unwrap_or_else(|| ctx.settings.issuer.tenant_name());
    let account = user.email.as_deref().or(user.username.as_deref());
    Ok(totp::uri(key, issuer, account.unwrap_or(&user.user_id)))
}

/// The first recovery code of a user who has none, where the tenant has recovery codes. It is shown once.
async fn first_recovery_code(
    ctx: &Ctx,
    tx: &mut Tx,
    (held, user_id): (&HeldFactors, &str),
) -> Answer<Option<String>> {
    if !held.lacks_recovery_code() {
        return Ok(None);
    }
    let (code, digest) = recovery_code::draw(ctx);
    let kind = (
        AuthenticatorKind::RecoveryCode,
        Secret::RecoveryCode(digest),
    );
    let stored = authenticators::insert(tx, &new(ctx, user_id, kind, true), 0).await?;
    Ok(stored.then_some(code))
}

/// Enrolls an app by a code of it.
pub async fn totp(
    ctx: &Ctx,
    whose: Subject<'_>,
    (held, is_first): (&HeldFactors, bool),
    (key, typed): (&[u8], &str),
) -> Answer<Result<Proved, Wrong>> {
    let Some(typed) = digits(typed) else {
        return Ok(Err(Wrong::Format));
    };
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let Some(step) = totp::step_of(key, &typed, ctx.now) else {
        ctx.log(told::failed(ctx, whose, Factor::Otp, Wrong::Code));
        return Ok(Err(Wrong::Code));
    };
    let kind = (AuthenticatorKind::Totp, Secret::Totp(key.to_vec()));
    let new = new(ctx, &whose.user.user_id, kind, true);
    let tx = ctx.store.begin().await?;
    keep(ctx, whose, (held, is_first), (new, step), (tx, reserved)).await
}

/// Enrolls a number by a code that was sent there.
pub async fn phone(
    ctx: &Ctx,
    whose: Subject<'_>,
    (held, is_first): (&HeldFactors, bool),
    (code, typed): (SentCode<'_>, &str),
) -> Answer<Result<Proved, Wrong>> {
    let Some(typed) = digits(typed) else {
        return Ok(Err(Wrong::Format));
    };
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let digest = match code.compare(ctx, whose, &typed).await? {
        Ok(digest) => digest,
        Err(wrong) => {
            ctx.log(told::failed(ctx, whose, Factor::Sms, wrong));
            return Ok(Err(wrong));
        }
    };
    let mut tx = ctx.store.begin().await?;
    if !code.burn(ctx, &mut tx, &digest).await? {
        return Ok(Err(Wrong::Code));
    }
    let kind = (code.to.kind(), Secret::None);
    let mut new = new(ctx, &whose.user.user_id, kind, true);
    new.authenticator.details = code.to.details();
    keep(ctx, whose, (held, is_first), (new, 0), (tx, reserved)).await
}

/// Enrolls what an authenticator has made: the user was present, and so it is confirmed.
pub async fn webauthn(
    ctx: &Ctx,
    whose: Subject<'_>,
    (held, is_first): (&HeldFactors, bool),
    (factor, challenge, json): (Factor, &str, &str),
) -> Answer<Result<Proved, Wrong>> {
    let (Some(kind), Some(settings)) = (webauthn::kind(factor), held.guardian().webauthn(factor))
    else {
        return Ok(Err(Wrong::NotEnrolled));
    };
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let asked = webauthn::asked(ctx, settings, challenge);
    let made = Made::read(json).and_then(|made| asked.registered(&made));
    let registered = match made {
        Ok(registered) => registered,
        Err(refusal) => {
            ctx.log(told::not_enrolled(ctx, whose, factor, &refusal.to_string()));
            return Ok(Err(Wrong::Authenticator(refusal)));
        }
    };
    let user_id = whose.user.user_id.as_str();
    let mut new = new(ctx, user_id, (kind, Secret::None), true);
    new.authenticator.details.credential = Some(credential(ctx, registered, &asked, user_id));
    let tx = ctx.store.begin().await?;
    keep(ctx, whose, (held, is_first), (new, 0), (tx, reserved)).await
}

/// Keeps what has been shown to work; with the first recovery code. One that is to be the user's first factor is refused where
/// they have got another one meanwhile.
async fn keep(
    ctx: &Ctx,
    whose: Subject<'_>,
    (held, is_first): (&HeldFactors, bool),
    (new, step): (StoredAuthenticator, i64),
    (mut tx, reserved): (Tx, Reserved),
) -> Answer<Result<Proved, Wrong>> {
    let user_id = whose.user.user_id.as_str();
    let factor = new.authenticator.kind.factor().ok_or_else(no_factor)?;
    if !authenticators::insert(&mut tx, &new, step).await? {
        return Ok(Err(Wrong::NotEnrolled));
    }
    // What was remembered before was remembered of other factors.
    remembered_browsers::forget(&mut tx, user_id).await?;
    let code = first_recovery_code(ctx, &mut tx, (held, user_id)).await?;
    // Two that are enrolled at once wait here for one another: both have spent from the budget.
    reserved.give_back(&mut tx).await?;
    if is_first && authenticators::has_others(&mut tx, &new.authenticator).await? {
        ctx.log(told::failed(ctx, whose, factor, Wrong::AlreadyEnrolled));
        return Ok(Err(Wrong::AlreadyEnrolled));
    }
    let passed = Passed {
        factor,
        at: ctx.now,
    };
    let of = &new.authenticator;
    let events = vec![
        told::enrolled(ctx, whose, of),
        told::passed(ctx, whose, (factor, Some(of))),
    ];
    Ok(Ok(Proved {
        passed,
        authenticator: Some(new.authenticator),
        next_recovery_code: code,
        tx,
        events,
    }))
}

fn no_factor() -> Failure {
    Failure::Broken(anyhow!("what is enrolled as a second factor is none"))
}

//! What users have enrolled, as an administrator sees and changes it.

use super::document::Given;
use crate::domain::guardian::{Authenticator, AuthenticatorKind, Credential};
use crate::domain::ticket::TicketKind;
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::flows::factors::recovery_code;
use crate::flows::webauthn;
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::users::records as users;
use crate::store::authenticators::{self, StoredAuthenticator};
use crate::store::engine::Tx;
use crate::store::{identities, remembered_browsers, tickets};
use crate::tenant_log::{Event, EventCode};

/// Auth0's answer where a user has no such device, or no recovery code.
pub const NO_ENROLLMENT: Missing = Missing::coded("Enrollment not found", "enrollment_not_found");
/// The answer where a user has none with that id.
pub const MISSING: Missing = Missing::new("The authentication method does not exist.");

/// No time step of a key was accepted yet.
const NO_STEP: i64 = 0;

/// Which of them a request takes away.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    All,
    /// All but passkeys.
    Factors,
    One(&'a str),
    Of(AuthenticatorKind),
}

impl Which<'_> {
    fn has(self, one: &Authenticator) -> bool {
        match self {
            Self::All => true,
            Self::Factors => one.kind.factor().is_some(),
            Self::One(id) => one.id == id,
            Self::Of(kind) => one.kind == kind,
        }
    }
}

/// Everything that a user has enrolled, the oldest first.
pub async fn of_user(ctx: &Ctx, user_id: &str) -> Result<Vec<Authenticator>, ApiError> {
    users::get(ctx, user_id).await?;
    let found = authenticators::of_user(&mut ctx.store.read().await?, user_id).await?;
    Ok(found.into_iter().map(|one| one.authenticator).collect())
}

/// One of them.
pub async fn get(ctx: &Ctx, user_id: &str, id: &str) -> Result<Authenticator, ApiError> {
    let all = of_user(ctx, user_id).await?;
    let found = all.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| MISSING.error())
}

/// The one with that `dev_…`, of any user.
pub async fn by_device(ctx: &Ctx, device_id: &str) -> Result<Authenticator, ApiError> {
    let mut db = ctx.store.read().await?;
    let found = authenticators::by_device(&mut db, device_id).await?;
    let found = found.ok_or_else(|| NO_ENROLLMENT.error())?;
    Ok(found.authenticator)
}

/// Enrolls something for a user, who need not show that it works.
pub async fn enroll(ctx: &Ctx, user_id: &str, mut given: Given) -> Result<Authenticator, ApiError> {
    let user = users::get(ctx, user_id).await?.user;
    if let Some(credential) = &mut given.details.credential {
        complete(ctx, &user, credential).await?;
    }
    let mut tx = held(ctx, user_id).await?;
    remembered_browsers::forget(&mut tx, user_id).await?;
    let mut all = authenticators::of_user(&mut tx, user_id).await?;
    let new = insert(ctx, &mut tx, (user_id, &mut all), given).await?;
    tx.commit().await?;
    tell(ctx, (ENROLLED, &user), &new);
    Ok(new)
}

/// Fills in what a body leaves out of a credential.
async fn complete(ctx: &Ctx, user: &User, of: &mut Credential) -> Result<(), ApiError> {
    if of.identity_user_id.is_empty() {
        of.identity_user_id.clone_from(&user.user_id);
    }
    if of.identity_user_id != user.user_id {
        let mut db = ctx.store.read().await?;
        let owner = identities::owner(&mut db, &of.identity_user_id).await?;
        if owner.as_ref() != Some(&user.user_id) {
            let sentence = "identity_user_id is no identity of the user";
            return Err(ApiError::not_possible(sentence));
        }
    }
    if of.user_handle.is_empty() {
        of.user_handle = webauthn::user_handle(&of.identity_user_id);
    }
    if of.relying_party_identifier.is_empty() {
        ctx.settings
            .issuer
            .host()
            .clone_into(&mut of.relying_party_identifier);
    }
    Ok(())
}

/// Puts others in the place of all of a user's, the recovery code included.
pub async fn replace(
    ctx: &Ctx,
    user_id: &str,
    given: Vec<Given>,
) -> Result<Vec<Authenticator>, ApiError> {
    let user = users::get(ctx, user_id).await?.user;
    let mut tx = held(ctx, user_id).await?;
    let all = authenticators::of_user(&mut tx, user_id).await?;
    let is_passkey =
        |one: &StoredAuthenticator| one.authenticator.kind == AuthenticatorKind::Passkey;
    if all.iter().any(is_passkey) {
        let sentence = "Operation not permitted when the user has registered at least 1 passkey";
        return Err(ApiError::not_allowed(sentence));
    }
    let gone = take_away(&mut tx, user_id, Which::All).await?;
    end_what_stands(ctx, &mut tx, user_id).await?;
    remembered_browsers::forget(&mut tx, user_id).await?;
    let mut all = authenticators::of_user(&mut tx, user_id).await?;
    let mut made = Vec::new();
    for given in given {
        made.push(insert(ctx, &mut tx, (user_id, &mut all), given).await?);
    }
    tx.commit().await?;
    gone.iter()
        .for_each(|one| tell(ctx, (UNENROLLED, &user), one));
    made.iter()
        .for_each(|one| tell(ctx, (ENROLLED, &user), one));
    Ok(made)
}

/// Gives one of them another name.
pub async fn rename(
    ctx: &Ctx,
    (user_id, id): (&str, &str),
    name: Option<&str>,
) -> Result<Authenticator, ApiError> {
    let mut one = get(ctx, user_id, id).await?;
    if one.kind == AuthenticatorKind::RecoveryCode {
        return Err(ApiError::not_possible("A recovery code cannot be changed."));
    }
    let Some(name) = name else {
        return Ok(one);
    };
    one.details.name = Some(name.to_owned());
    if !authenticators::describe(&mut ctx.store.write().await?, &one).await? {
        return Err(MISSING.error());
    }
    let user = users::get(ctx, user_id).await?.user;
    tell(ctx, (CHANGED, &user), &one);
    Ok(one)
}

/// Takes some of a user's away, a recovery code that stands behind nothing with them, and forgets the browsers in which they were passed; how many there were.
pub async fn delete(ctx: &Ctx, user_id: &str, which: Which<'_>) -> Result<usize, ApiError> {
    let user = users::get(ctx, user_id).await?.user;
    let mut tx = held(ctx, user_id).await?;
    let gone = take_away(&mut tx, user_id, which).await?;
    // An address of the account is a factor that is not enrolled.
    if !gone.is_empty() || matches!(which, Which::All | Which::Factors) {
        end_what_stands(ctx, &mut tx, user_id).await?;
        remembered_browsers::forget(&mut tx, user_id).await?;
    }
    tx.commit().await?;
    gone.iter()
        .for_each(|one| tell(ctx, (UNENROLLED, &user), one));
    Ok(gone.len())
}

/// Forgets the browsers in which a user is not asked for a second factor.
pub async fn forget_browsers(ctx: &Ctx, user_id: &str) -> Result<(), ApiError> {
    users::get(ctx, user_id).await?;
    let mut db = ctx.store.write().await?;
    Ok(remembered_browsers::forget(&mut db, user_id).await?)
}

/// Gives a user who has a recovery code another one, which is not shown again.
pub async fn regenerate_code(ctx: &Ctx, user_id: &str) -> Result<String, ApiError> {
    let user = users::get(ctx, user_id).await?.user;
    let (code, digest) = recovery_code::draw(ctx);
    let mut tx = ctx.store.begin().await?;
    if !authenticators::replace_code(&mut tx, user_id, &digest).await? {
        return Err(NO_ENROLLMENT.error());
    }
    // Who had the other code is not who has this one.
    authenticators::guard_anew(&mut tx, user_id, ctx.now).await?;
    let all = authenticators::of_user(&mut tx, user_id).await?;
    tx.commit().await?;
    let all = all.iter().map(|one| &one.authenticator);
    for one in all.filter(|one| Which::Of(AuthenticatorKind::RecoveryCode).has(one)) {
        tell(ctx, (CHANGED, &user), one);
    }
    Ok(code)
}

/// A former owner of the account may have passed what is left, or hold a ticket or the recovery code: none of it counts any
/// more for what is there, or for what is enrolled next.
async fn end_what_stands(ctx: &Ctx, tx: &mut Tx, user_id: &str) -> Result<(), ApiError> {
    authenticators::guard_anew(tx, user_id, ctx.now).await?;
    authenticators::delete_lone_code(tx, user_id).await?;
    Ok(tickets::end_of_user(tx, TicketKind::Enrollment, user_id).await?)
}

/// A transaction in which no other request changes the user.
async fn held(ctx: &Ctx, user_id: &str) -> Result<Tx, ApiError> {
    let mut tx = ctx.store.begin().await?;
    match identities::hold_one(&mut tx, user_id).await? {
        true => Ok(tx),
        false => Err(users::MISSING.error()),
    }
}

async fn insert(
    ctx: &Ctx,
    tx: &mut Tx,
    (user_id, all): (&str, &mut Vec<StoredAuthenticator>),
    given: Given,
) -> Result<Authenticator, ApiError> {
    let is_same = |one: &StoredAuthenticator| {
        let of = &one.authenticator;
        of.kind == given.kind
            && of.details.email == given.details.email
            && of.details.phone_number == given.details.phone_number
            && one.secret == given.secret
            && given.details.credential.is_none()
    };
    let is_known = match &given.details.credential {
        Some(credential) => authenticators::by_key(tx, &credential.key_id)
            .await?
            .is_some(),
        None => false,
    };
    if is_known || all.iter().any(is_same) {
        return Err(ApiError::exists("Authentication method already exists."));
    }
    let new = StoredAuthenticator {
        authenticator: Authenticator {
            id: ids::prefixed(&ctx.entropy, &format!("{}|dev_", given.kind.name())),
            user_id: user_id.to_owned(),
            kind: given.kind,
            details: given.details,
            created_at: ctx.now,
            confirmed_at: Some(ctx.now),
            last_auth_at: None,
            guards_since: None,
        },
        secret: given.secret,
    };
    if !authenticators::insert(tx, &new, NO_STEP).await? {
        let sentence = "You reached the limit of entities of this type for this user.";
        return Err(ApiError::not_allowed(sentence));
    }
    all.push(new.clone());
    Ok(new.authenticator)
}

async fn take_away(
    tx: &mut Tx,
    user_id: &str,
    which: Which<'_>,
) -> Result<Vec<Authenticator>, ApiError> {
    let mut gone = Vec::new();
    for stored in authenticators::of_user(tx, user_id).await? {
        let one = stored.authenticator;
        if which.has(&one) && authenticators::delete(tx, user_id, &one.id).await? {
            gone.push(one);
        }
    }
    Ok(gone)
}

type Told = (EventCode, &'static str);
const ENROLLED: Told = (
    EventCode::EnrollmentCompleted,
    "A second factor was enrolled",
);
const UNENROLLED: Told = (EventCode::Unenrolled, "A second factor was taken away");
const CHANGED: Told = (EventCode::EnrollmentChanged, "A second factor was changed");

fn tell(ctx: &Ctx, ((code, text), user): (Told, &User), one: &Authenticator) {
    let tenant = ctx.settings.issuer.tenant_name();
    ctx.log(Event::new(code, text).user(user).authenticator(one, tenant));
}

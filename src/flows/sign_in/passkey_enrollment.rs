//! Offering a passkey to a user who has signed in, with a password or with a passkey of another device, before the login goes on.
//! It is not offered to users with a second factor: a first one alone must not lead to another way in.

use serde_json::Value;

use super::client;
use super::passkey_offer::connection_of;
use super::reply::Page;
use super::request::SignInRequest;
use super::state::{Authenticated, Next, SignIn};
use super::transaction::{self, Pending, PendingStage};
use crate::domain::guardian::AuthenticatorKind::Passkey;
use crate::domain::user::User;
use crate::flows::webauthn::{Asked, bytes, user_handle};
use crate::flows::{Answer, Ctx, passkeys, session};
use crate::store::authenticators::{self, StoredAuthenticator};
use crate::store::engine::Tx;
use crate::store::{identities, sessions, users};
use crate::tenant_log::{Event, EventCode};
use crate::texts::Preferences;
use crate::webauthn::{self, Refusal, UserEntity};

/// What the page shows.
#[derive(Debug)]
pub struct EnrollmentPage {
    pub offer: Offer,
    pub client_name: String,
    /// For `navigator.credentials.create`.
    pub options: Value,
    pub error: Option<EnrollmentError>,
    pub languages: Preferences,
}

/// To whom a passkey is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// To a new user, in the place of a password.
    SignUp,
    /// To one who has typed a password.
    Login,
    /// To one who has shown a passkey of another device: one for this device.
    ThisDevice,
}

/// Why there is no passkey.
#[derive(Debug, Clone)]
pub enum EnrollmentError {
    /// A text key of the page.
    Key(&'static str),
    /// A sentence of an Action's.
    Sentence(String),
}

/// What the user answers.
#[derive(Clone, Copy)]
pub enum Choice<'a> {
    /// The JSON of a new credential.
    Created(&'a str),
    /// Not now.
    PutOff,
}

/// The page, if a passkey is offered to this user.
pub async fn offer(ctx: &Ctx, sign_in: &SignIn) -> Answer<Next> {
    let authenticated = sign_in.authenticated()?;
    let is_put_off = sign_in.browser.puts_off_passkey || sign_in.request.prompt.none;
    if is_put_off
        || recipient(ctx, &sign_in.request, authenticated)
            .await?
            .is_none()
    {
        return Ok(Next::Continue);
    }
    Ok(Next::Page(Page::PasskeyEnrollment))
}

/// The user to whom a passkey is offered.
struct Recipient {
    user: User,
    offer: Offer,
    /// Ids of the passkeys that the user has.
    has: Vec<Vec<u8>>,
}

/// None where the user was asked, has a second factor, or has what is offered, or as many as there may be.
async fn recipient(
    ctx: &Ctx,
    request: &SignInRequest,
    login: &Authenticated,
) -> Answer<Option<Recipient>> {
    if !login.interactive || login.passkey_offered {
        return Ok(None);
    }
    if !ctx.store.prompts().await?.identifier_first {
        return Ok(None);
    }
    let offer = match &login.passkey {
        None => Offer::Login,
        Some(passkey) if passkey.is_of_another_device => Offer::ThisDevice,
        Some(_) => return Ok(None),
    };
    let Some(connection) = connection_of(ctx, request).await? else {
        return Ok(None);
    };
    let is_offered = match offer {
        Offer::ThisDevice => connection.offers_passkeys_on_this_device(),
        _ => connection.offers_passkeys_at_login(),
    };
    let mut db = ctx.store.read().await?;
    let enrolled = authenticators::of_user(&mut db, &login.user_id).await?;
    let enrolled = enrolled.iter().map(|stored| &stored.authenticator);
    let has_others = (enrolled.clone())
        .any(|of| of.is_confirmed() && (of.kind != Passkey || offer == Offer::Login));
    let keys = enrolled.filter_map(|of| of.details.credential.as_ref());
    let has: Vec<_> = keys.map(|of| bytes(&of.key_id)).collect();
    let is_full = i64::try_from(has.len()).is_ok_and(|many| many >= authenticators::MOST);
    if !is_offered || has_others || is_full {
        return Ok(None);
    }
    let user = users::by_id(&mut db, &login.user_id).await?;
    let user = user.filter(|user| user.connection == connection.name && !user.blocked);
    Ok(user.map(|user| Recipient { user, offer, has }))
}

/// The page of a login that waits for the answer.
pub async fn page(ctx: &Ctx, (state, pending): (&str, Pending)) -> Answer<EnrollmentPage> {
    let (pending, _, to) = waiting(ctx, pending).await?;
    describe(ctx, (state, &pending), &to, None).await
}

async fn waiting(ctx: &Ctx, pending: Pending) -> Answer<(Pending, Authenticated, Recipient)> {
    let PendingStage::Authenticated(authenticated) = pending.stage.clone() else {
        return Err(transaction::lost().into());
    };
    match recipient(ctx, &pending.request, &authenticated).await? {
        Some(to) => Ok((pending, authenticated, to)),
        None => Err(transaction::lost().into()),
    }
}

fn asked(ctx: &Ctx, state: &str) -> Asked {
    passkeys::ask_in_page(ctx, &format!("enroll\n{state}"))
}

async fn describe(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
    to: &Recipient,
    error: Option<&'static str>,
) -> Answer<EnrollmentPage> {
    let client = client::known(ctx, &pending.request.client_id).await?;
    let user = &to.user;
    let handle = bytes(&user_handle(&user.user_id));
    let name = user.email.as_deref().or(user.username.as_deref());
    let entity = UserEntity {
        handle: &handle,
        name: name.unwrap_or(&user.user_id),
        display_name: user.display_name(),
    };
    let asked = asked(ctx, state);
    Ok(EnrollmentPage {
        offer: to.offer,
        client_name: client.client.name.clone(),
        options: match to.offer {
            Offer::ThisDevice => passkeys::creation_here(&asked, entity, &to.has),
            _ => passkeys::creation(&asked, entity),
        },
        error: error.map(EnrollmentError::Key),
        languages: pending.request.languages.clone(),
    })
}

/// Enrolls what the browser has made, or puts it off. The page again, with what was wrong, or `None`: the login goes on.
pub async fn submit(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    choice: Choice<'_>,
) -> Answer<Option<EnrollmentPage>> {
    let (pending, mut login, to) = waiting(ctx, pending).await?;
    let made = match choice {
        Choice::PutOff => Ok(None),
        Choice::Created(response) => created(ctx, (state, response), &to.user).map(Some),
    };
    let made = match made {
        Ok(made) => made,
        Err(key) => {
            let again = describe(ctx, (state, &pending), &to, Some(key)).await?;
            return Ok(Some(again));
        }
    };
    // Kept as the login moves on, or not at all: of two answers to one page, the first counts.
    let mut tx = ctx.store.begin().await?;
    if let Some(made) = &made
        && !keep(ctx, &mut tx, made, &login).await?
    {
        drop(tx);
        let key = Some("passkey-enrollment-failure");
        let again = describe(ctx, (state, &pending), &to, key).await?;
        return Ok(Some(again));
    }
    login.passkey_offered = true;
    let stage = PendingStage::Authenticated(login);
    pending.advance_within(&mut tx, stage).await?;
    tx.commit().await?;
    if let Some(made) = made {
        let event = Event::new(EventCode::EnrollmentCompleted, "A passkey was enrolled");
        let tenant = ctx.settings.issuer.tenant_name();
        let of = &made.authenticator;
        ctx.log(event.user(&to.user).authenticator(of, tenant));
    }
    Ok(None)
}

/// The passkey that the browser has made, or the text key of what is wrong with it.
fn created(
    ctx: &Ctx,
    (state, response): (&str, &str),
    user: &User,
) -> Result<StoredAuthenticator, &'static str> {
    let asked = asked(ctx, state);
    let made = webauthn::Answer::read(response).and_then(|answer| asked.registered(&answer));
    let made = made.map_err(|refusal| refused(ctx, user, refusal))?;
    let user_id = user.user_id.as_str();
    Ok(passkeys::new(ctx, (&asked, made), (user_id, user_id)))
}

/// Stores the passkey of a login that still stands; false where the user may have no more, or somebody has it already.
async fn keep(
    ctx: &Ctx,
    tx: &mut Tx,
    made: &StoredAuthenticator,
    login: &Authenticated,
) -> Answer<bool> {
    // The user first, as on every road to a new password.
    identities::hold_one(tx, &login.user_id).await?;
    let user = users::by_id(tx, &login.user_id).await?;
    let session = sessions::by_id(tx, &login.session_id).await?;
    let is_of_now =
        user.is_some_and(|user| user.password_epoch == login.password_epoch && !user.blocked);
    if !is_of_now
        || !session.is_some_and(|session| session.is_alive(ctx.now))
        || !has_what_was_shown(tx, login).await?
    {
        return Err(session::overtaken().into());
    }
    Ok(authenticators::insert(tx, made, 0).await?)
}

/// Whether the passkey that the login began with is still the user's: one that was taken away makes no other.
async fn has_what_was_shown(tx: &mut Tx, login: &Authenticated) -> Answer<bool> {
    let shown = login.passkey.as_ref().map_or("", |passkey| &passkey.id);
    if shown.is_empty() {
        return Ok(true);
    }
    let held = authenticators::of_user(tx, &login.user_id).await?;
    Ok(held.iter().any(|held| held.authenticator.id == shown))
}

fn refused(ctx: &Ctx, user: &User, refusal: Refusal) -> &'static str {
    let text = format!("A passkey was not enrolled: {refusal}");
    ctx.log_counted(Event::new(EventCode::WebauthnEnrollmentFailed, text).user(user));
    key(refusal)
}

/// The text key of what is wrong with a new passkey.
pub(super) fn key(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Malformed(_) | Refusal::TooLong(_) => "invalid-passkey",
        _ => "passkey-enrollment-failure",
    }
}

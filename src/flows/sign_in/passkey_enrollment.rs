//! Offering a passkey to a user who has signed in with a password, before the login goes on. It is not offered to users with a
//! second factor: a password alone must not lead to another way in.

use serde_json::Value;

use super::browser::Browser;
use super::client;
use super::passkey_offer::connection_of;
use super::reply::Page;
use super::request::SignInRequest;
use super::state::{Authenticated, Next, SignIn};
use super::transaction::{self, Pending, PendingStage};
use crate::domain::user::User;
use crate::flows::webauthn::{Asked, bytes, user_handle};
use crate::flows::{Answer, Ctx, passkeys, session, users as accounts};
use crate::store::{authenticators, users};
use crate::tenant_log::{Event, EventCode};
use crate::texts::Preferences;
use crate::webauthn::{self, Refusal, UserEntity};

/// What the page shows.
#[derive(Debug)]
pub struct EnrollmentPage {
    pub client_name: String,
    /// For `navigator.credentials.create`.
    pub options: Value,
    /// A text key.
    pub error: Option<&'static str>,
    pub languages: Preferences,
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

/// The user to whom a passkey is offered; none where the user has one, has a second factor, or was asked.
async fn recipient(
    ctx: &Ctx,
    request: &SignInRequest,
    authenticated: &Authenticated,
) -> Answer<Option<User>> {
    if !authenticated.interactive || authenticated.passkey_offered {
        return Ok(None);
    }
    if !ctx.store.prompts().await?.identifier_first {
        return Ok(None);
    }
    let connection = connection_of(ctx, request).await?;
    let Some(connection) = connection.filter(|of| of.offers_passkeys_at_login()) else {
        return Ok(None);
    };
    let mut db = ctx.store.read().await?;
    let enrolled = authenticators::of_user(&mut db, &authenticated.user_id).await?;
    if enrolled.iter().any(|one| one.authenticator.is_confirmed()) {
        return Ok(None);
    }
    let user = users::by_id(&mut db, &authenticated.user_id).await?;
    Ok(user.filter(|user| user.connection == connection.name))
}

/// The page of a transaction that waits for the answer.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<EnrollmentPage> {
    let (pending, _, user) = waiting(ctx, state, browser).await?;
    describe(ctx, (state, &pending), &user, None).await
}

async fn waiting(
    ctx: &Ctx,
    state: &str,
    browser: &Browser,
) -> Answer<(Pending, Authenticated, User)> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let PendingStage::Authenticated(authenticated) = pending.stage.clone() else {
        return Err(transaction::lost().into());
    };
    match recipient(ctx, &pending.request, &authenticated).await? {
        Some(user) => Ok((pending, authenticated, user)),
        None => Err(transaction::lost().into()),
    }
}

fn asked(ctx: &Ctx, state: &str) -> Asked {
    passkeys::ask_in_page(ctx, &format!("enroll\n{state}"))
}

async fn describe(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
    user: &User,
    error: Option<&'static str>,
) -> Answer<EnrollmentPage> {
    let client = client::known(ctx, &pending.request.client_id).await?;
    let handle = bytes(&user_handle(&user.user_id));
    let name = user.email.as_deref().or(user.username.as_deref());
    let entity = UserEntity {
        handle: &handle,
        name: name.unwrap_or(&user.user_id),
        display_name: user.display_name(),
    };
    Ok(EnrollmentPage {
        client_name: client.client.name.clone(),
        options: passkeys::creation(&asked(ctx, state), entity, &[]),
        error,
        languages: pending.request.languages.clone(),
    })
}

/// Enrolls what the browser has made, or puts it off. The page again, with what was wrong, or `None`: the login goes on.
pub async fn submit(
    ctx: &Ctx,
    (state, browser): (&str, &Browser),
    choice: Choice<'_>,
) -> Answer<Option<EnrollmentPage>> {
    let (pending, mut authenticated, user) = waiting(ctx, state, browser).await?;
    if let Choice::Created(response) = choice
        && let Err(key) = enroll(ctx, (state, response), (&user, &authenticated)).await?
    {
        let again = describe(ctx, (state, &pending), &user, Some(key)).await?;
        return Ok(Some(again));
    }
    authenticated.passkey_offered = true;
    let stage = PendingStage::Authenticated(authenticated);
    pending.advance(ctx, stage).await?;
    Ok(None)
}

/// Stores the passkey, of a login that still stands.
async fn enroll(
    ctx: &Ctx,
    (state, response): (&str, &str),
    (user, login): (&User, &Authenticated),
) -> Answer<Result<(), &'static str>> {
    let password = (user.user_id.as_str(), login.password_epoch);
    if !accounts::is_of_now(ctx, password).await?
        || !session::is_alive(ctx, &login.session_id).await?
    {
        return Err(session::overtaken().into());
    }
    let asked = asked(ctx, state);
    let made = webauthn::Answer::read(response).and_then(|answer| asked.registered(&answer));
    let made = match made {
        Ok(made) => made,
        Err(refusal) => return Ok(Err(refused(ctx, user, refusal))),
    };
    let user_id = user.user_id.as_str();
    let stored = passkeys::new(ctx, (&asked, made), (user_id, user_id));
    if !authenticators::insert(&mut ctx.store.write().await?, &stored, 0).await? {
        return Ok(Err("passkey-enrollment-failure"));
    }
    let event = Event::new(EventCode::EnrollmentCompleted, "A passkey was enrolled").user(user);
    let tenant = ctx.settings.issuer.tenant_name();
    ctx.log(event.authenticator(&stored.authenticator, tenant));
    Ok(Ok(()))
}

fn refused(ctx: &Ctx, user: &User, refusal: Refusal) -> &'static str {
    let text = format!("A passkey was not enrolled: {refusal}");
    ctx.log_counted(Event::new(EventCode::WebauthnEnrollmentFailed, text).user(user));
    match refusal {
        Refusal::Malformed(_) | Refusal::TooLong(_) => "invalid-passkey",
        _ => "passkey-enrollment-failure",
    }
}

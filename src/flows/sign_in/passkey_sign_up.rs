//! Signing up with a passkey in the place of a password, after the identifiers.

use super::browser::Browser;
use super::client;
use super::passkey_enrollment::{Choice, EnrollmentError, EnrollmentPage, Offer, key};
use super::reply::Page;
use super::sign_up::{Destination, SignUpForm, after, destination, store};
use super::sign_up_error::SignUpError;
use super::signed_in::{is_signed_in_by_another, signed_in_with_passkey};
use super::transaction::{self, Pending, PendingStage, SigningUp};
use crate::flows::accounts::sign_up::NewPasskey;
use crate::flows::passkeys::{self, Proved};
use crate::flows::webauthn::{Asked, bytes, user_handle};
use crate::flows::{Answer, Ctx, session};
use crate::store::authenticators::StoredAuthenticator;
use crate::tenant_log::{Event, EventCode};
use crate::webauthn::{self, UserEntity};

/// What becomes of a request for the page, or of its form.
pub enum Offered {
    /// The page, or the page again with the reason.
    Page(Box<EnrollmentPage>),
    /// Another page comes first, or next.
    Elsewhere(Page),
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
}

/// The page of a new user.
pub async fn page(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
    new: &SigningUp,
) -> Answer<Offered> {
    match offering(ctx, pending, new).await? {
        Ok(_) => show(ctx, (state, pending), new, None).await,
        Err(other) => Ok(Offered::Elsewhere(other)),
    }
}

/// The database of the new user, if a passkey is next; otherwise the page that is. Who has chosen a password may think again.
async fn offering(
    ctx: &Ctx,
    pending: &Pending,
    new: &SigningUp,
) -> Answer<Result<Destination, Page>> {
    let Some(destination) = destination(ctx, &pending.request).await? else {
        return Ok(Err(Page::Login));
    };
    let undecided = SigningUp {
        wants_password: false,
        ..new.clone()
    };
    Ok(match after(&undecided, &destination) {
        Page::PasskeyEnrollment => Ok(destination),
        other => Err(other),
    })
}

/// The ceremony of the account that will be. Its challenge is made of the state, and of the account's id, which changes with the
/// identifiers.
fn asked(ctx: &Ctx, state: &str, new: &SigningUp) -> Asked {
    passkeys::ask_in_page(ctx, &format!("sign up\n{state}\n{}", new.user_id))
}

async fn show(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
    new: &SigningUp,
    error: Option<EnrollmentError>,
) -> Answer<Offered> {
    let client = client::known(ctx, &pending.request.client_id).await?;
    let handle = bytes(&user_handle(&new.user_id));
    let entity = UserEntity {
        handle: &handle,
        name: &new.email,
        display_name: &new.email,
    };
    Ok(Offered::Page(Box::new(EnrollmentPage {
        offer: Offer::SignUp,
        client_name: client.client.name.clone(),
        options: passkeys::creation(&asked(ctx, state, new), entity),
        error,
        languages: pending.request.languages.clone(),
    })))
}

/// Makes the account with what the browser has made, or leads to the page for a password.
pub async fn submit(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    (new, browser): (&SigningUp, &Browser),
    choice: Choice<'_>,
) -> Answer<Offered> {
    let destination = match offering(ctx, &pending, new).await? {
        Ok(destination) => destination,
        Err(other) => return Ok(Offered::Elsewhere(other)),
    };
    let Choice::Created(response) = choice else {
        let stage = PendingStage::SigningUp(SigningUp {
            wants_password: true,
            ..new.clone()
        });
        pending.advance(ctx, stage).await?;
        return Ok(Offered::Elsewhere(Page::SignUpPassword));
    };
    let stored = match created(ctx, (state, response), new) {
        Ok(stored) => stored,
        Err(key) => {
            let error = Some(EnrollmentError::Key(key));
            return show(ctx, (state, &pending), new, error).await;
        }
    };
    let form = SignUpForm {
        state,
        page: Page::PasskeyEnrollment,
        email: &new.email,
        username: &new.username,
        password: "",
    };
    let passkey = NewPasskey {
        user_id: &new.user_id,
        stored: Some(&stored),
    };
    let how = (new.is_verified, Some(passkey));
    let user = match store(ctx, &pending.request, (&destination, &form), how).await? {
        Ok(user) => user,
        // Maybe by a request that was sent twice.
        Err(SignUpError::Key("email-in-use", _))
            if is_signed_in_by_another(ctx, (state, &pending)).await? =>
        {
            return Err(transaction::moved_on().into());
        }
        Err(error) => {
            let error = match error {
                SignUpError::Key(key, _) => EnrollmentError::Key(key),
                SignUpError::Sentence(sentence) => EnrollmentError::Sentence(sentence),
            };
            return show(ctx, (state, &pending), new, Some(error)).await;
        }
    };
    let who = (
        Proved::new_account(user),
        destination.connection.name.as_str(),
    );
    match signed_in_with_passkey(ctx, pending, who, browser).await? {
        Ok(cookie) => Ok(Offered::SignedIn { cookie }),
        // The account was changed at once.
        Err(_) => Err(session::overtaken().into()),
    }
}

/// The passkey that the browser has made, or the text key of what is wrong with it.
fn created(
    ctx: &Ctx,
    (state, response): (&str, &str),
    new: &SigningUp,
) -> Result<StoredAuthenticator, &'static str> {
    let asked = asked(ctx, state, new);
    let made = webauthn::Answer::read(response).and_then(|answer| asked.registered(&answer));
    let made = made.map_err(|refusal| {
        let text = format!("A passkey was not enrolled: {refusal}");
        ctx.log_counted(Event::new(EventCode::WebauthnEnrollmentFailed, text));
        key(refusal)
    })?;
    let user_id = new.user_id.as_str();
    Ok(passkeys::new(ctx, (&asked, made), (user_id, user_id)))
}

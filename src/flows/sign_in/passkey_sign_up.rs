//! Signing up with a passkey in the place of a password, after the identifiers.

use super::browser::Browser;
use super::client;
use super::passkey_enrollment::{Choice, EnrollmentError, EnrollmentPage, Offer, key};
use super::reply::Page;
use super::sign_up::{Destination, SignUpForm, after, answered, body, destination, request_of};
use super::sign_up_error::SignUpError;
use super::signed_in::{is_signed_in_by_another, signed_in_as_new};
use super::transaction::{self, Pending, PendingStage, SigningUp};
use crate::flows::accounts::sign_up::{Declined, Draft, NewPasskey, SignUp, draft, tell};
use crate::flows::passkeys;
use crate::flows::webauthn::{Asked, bytes, user_handle};
use crate::flows::{Answer, Ctx};
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
    let client = client::known(ctx, &pending.request.client_id).await?;
    let request = pending.request.clone();
    let body = body(&form, &request, &destination.connection);
    let how = (new.is_verified, Some(passkey));
    let signing_up = request_of((&client.client, &body), &request, how);
    let place = (&destination, new.is_verified);
    let made = match answered(draft(ctx, signing_up).await, place)? {
        Ok(draft) => {
            let connection = destination.connection.name.as_str();
            let making = (signing_up, &draft, connection);
            let made = make(ctx, (state, &pending), making, browser).await?;
            answered(Ok(made), place)?
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(cookie) => Ok(Offered::SignedIn { cookie }),
        Err(error) => {
            let error = match error {
                SignUpError::Key(key, _) => EnrollmentError::Key(key),
                SignUpError::Sentence(sentence) => EnrollmentError::Sentence(sentence),
            };
            show(ctx, (state, &pending), new, Some(error)).await
        }
    }
}

/// Makes the account with its first login; the session cookie's new value.
async fn make(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
    (request, draft, connection): (SignUp<'_>, &Draft<'_>, &str),
    browser: &Browser,
) -> Answer<Result<String, Declined>> {
    let made = signed_in_as_new(ctx, pending.clone(), (draft, connection), browser).await?;
    // Maybe by a request that was sent twice.
    if matches!(made, Err(Declined::Taken { .. }))
        && is_signed_in_by_another(ctx, (state, pending)).await?
    {
        return Err(transaction::moved_on().into());
    }
    let (outcome, cookie) = match made {
        Ok((user, cookie)) => (Ok(user), Ok(cookie)),
        Err(declined) => (Err(declined.clone()), Err(declined)),
    };
    tell(ctx, request, &outcome).await?;
    Ok(cookie)
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

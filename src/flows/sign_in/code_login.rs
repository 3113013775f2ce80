//! Signing in at a database by a code, in the place of the password.

use super::browser::Browser;
use super::challenge_page::{Act, ChallengePage, Challenged, LeadsTo};
use super::organization::ShownOrganization;
use super::passwordless::{self, CodeError, WRONG, Waiting};
use super::reply::Page;
use super::signed_in::{is_signed_in_by_another, signed_in_by};
use super::transaction::{self, Pending, PendingStage};
use crate::flows::{Answer, Ctx};

/// The page of a transaction that waits for such a code.
pub async fn page(ctx: &Ctx, pending: &Pending) -> Answer<Challenged> {
    match Waiting::of(ctx, pending).await? {
        Ok(waiting) => show(ctx, pending, &waiting, None).await,
        Err(other) => Ok(Challenged::Elsewhere(other)),
    }
}

/// Takes the code, sends another one, or goes back to the identifier or to the password.
pub async fn submit(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    act: Act<'_>,
    browser: &Browser,
) -> Answer<Challenged> {
    let waiting = match Waiting::of(ctx, &pending).await? {
        Ok(waiting) => waiting,
        Err(other) => return Ok(Challenged::Elsewhere(other)),
    };
    match act {
        Act::Back => Ok(Challenged::Elsewhere(Page::Identifier)),
        Act::UsePassword if waiting.recipient.connection.takes_passwords() => {
            let identifier = waiting.recipient.address;
            let stage = PendingStage::Identified { identifier };
            pending.advance(ctx, stage).await?;
            Ok(Challenged::Elsewhere(Page::Password))
        }
        Act::UsePassword => show(ctx, &pending, &waiting, None).await,
        Act::Type("") => {
            let error = CodeError::Key("invalid-otp-code-format");
            show(ctx, &pending, &waiting, Some(error)).await
        }
        Act::Type(code) => take(ctx, (state, pending), (&waiting, code), browser).await,
        Act::Resend => resend(ctx, (state, pending), waiting).await,
    }
}

async fn take(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    (waiting, code): (&Waiting, &str),
    browser: &Browser,
) -> Answer<Challenged> {
    let error = match waiting.prove(ctx, (state, &pending), code).await? {
        Ok(user) => {
            let recipient = &waiting.recipient;
            let who = (&user, recipient.connection.name.as_str());
            let by = recipient.channel.strategy();
            let cookie = signed_in_by(ctx, pending, (who, by), browser).await?;
            return Ok(Challenged::SignedIn { cookie });
        }
        Err(CodeError::Key(WRONG)) => {
            // The first of two clicks may have used the code up, and be about to sign the user in.
            if is_signed_in_by_another(ctx, (state, &pending)).await? {
                return Err(transaction::moved_on().into());
            }
            CodeError::Key("invalid-code")
        }
        Err(error) => error,
    };
    show(ctx, &pending, waiting, Some(error)).await
}

async fn resend(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    waiting: Waiting,
) -> Answer<Challenged> {
    let recipient = &waiting.recipient;
    let place = (state, &pending);
    let sent = passwordless::send(ctx, place, &recipient.connection, &recipient.address).await?;
    let error = sent.as_ref().err().map(|_| CodeError::Key("too-many-otps"));
    let shown = describe(ctx, &pending, &waiting, error).await?;
    let is_resent = sent.is_ok();
    if let Ok(sent) = sent {
        pending.advance(ctx, PendingStage::CodeSent(sent)).await?;
    }
    Ok(Challenged::Page(Box::new(ChallengePage {
        is_resent,
        ..shown
    })))
}

async fn show(
    ctx: &Ctx,
    pending: &Pending,
    waiting: &Waiting,
    error: Option<CodeError>,
) -> Answer<Challenged> {
    let shown = describe(ctx, pending, waiting, error).await?;
    Ok(Challenged::Page(Box::new(shown)))
}

async fn describe(
    ctx: &Ctx,
    pending: &Pending,
    waiting: &Waiting,
    error: Option<CodeError>,
) -> Answer<ChallengePage> {
    let client = &waiting.client.client;
    Ok(ChallengePage {
        client_name: client.name.clone(),
        logo_uri: client.logo_uri.clone(),
        organization: ShownOrganization::of(ctx, &pending.request).await?,
        email: waiting.recipient.address.clone(),
        leads_to: LeadsTo::Login {
            offers_password: waiting.recipient.connection.takes_passwords(),
        },
        is_resent: false,
        error,
        languages: pending.request.languages.clone(),
    })
}

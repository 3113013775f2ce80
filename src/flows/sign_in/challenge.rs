//! The page for a code that was sent to an address: of a new user, before the password, or of one who has forgotten it.

use super::browser::Browser;
use super::challenge_page::{Act, ChallengePage, Challenged, LeadsTo};
use super::client;
use super::code_login;
use super::database::open_connection;
use super::new_address::{NewAddress, is_unproved};
use super::organization::ShownOrganization;
use super::passwordless::CodeError;
use super::reply::Page;
use super::transaction::{self, Pending, PendingStage, Recovering, SigningUp};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::time::Timestamp;
use crate::flows::accounts::email_code::{LIFETIME, Mistyped, Redeemed};
use crate::flows::accounts::recovery::RecoveryRequest;
use crate::flows::accounts::recovery_code;
use crate::flows::accounts::sign_up_code::{CodeRequest, Proved};
use crate::flows::{Answer, Code, Ctx, Failure};

/// What a code of a transaction is for.
enum Asked {
    SignUp(Box<Connection>, SigningUp, Timestamp),
    Recovery(Recovering),
}

/// The page of a transaction that waits for a code.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Challenged> {
    let pending = transaction::pending(ctx, state, browser).await?;
    if signs_in(&pending.stage) {
        return code_login::page(ctx, &pending).await;
    }
    match asked(ctx, &pending).await? {
        Ok(asked) => show(ctx, &pending, &asked, None).await,
        Err(other) => Ok(Challenged::Elsewhere(other)),
    }
}

/// Takes the code, sends another one, or goes back.
pub async fn submit(ctx: &Ctx, state: &str, act: Act<'_>, browser: &Browser) -> Answer<Challenged> {
    let pending = transaction::pending(ctx, state, browser).await?;
    if signs_in(&pending.stage) {
        return code_login::submit(ctx, (state, pending), act, browser).await;
    }
    let asked = match asked(ctx, &pending).await? {
        Ok(asked) => asked,
        Err(other) => return Ok(sent_again(&pending.stage, act, other)),
    };
    match (act, &asked) {
        (Act::Back, Asked::SignUp(..)) => Ok(Challenged::Elsewhere(Page::SignUpIdentifier)),
        (Act::Back, Asked::Recovery(of)) => Ok(Challenged::Recovery(of.connection.clone())),
        (Act::Type(""), _) => show(ctx, &pending, &asked, Some("invalid-otp-code-format")).await,
        (Act::Type(code), _) => take(ctx, (state, pending), asked, code).await,
        (Act::Resend, _) => resend(ctx, (state, pending), asked).await,
        (Act::UsePassword, _) => show(ctx, &pending, &asked, None).await,
    }
}

/// Whether the code takes the place of a password.
fn signs_in(stage: &PendingStage) -> bool {
    matches!(stage, PendingStage::CodeSent(of) if of.of_database)
}

/// Where a form leads whose code is not waited for: one that was sent twice, to where it led the first time.
fn sent_again(stage: &PendingStage, act: Act<'_>, other: Page) -> Challenged {
    match (stage, act) {
        (PendingStage::Recovered { page }, Act::Type(_)) => Challenged::NewPassword(page.clone()),
        _ => Challenged::Elsewhere(other),
    }
}

/// What the transaction's code is for, or the page that is next.
async fn asked(ctx: &Ctx, pending: &Pending) -> Answer<Result<Asked, Page>> {
    let new = match &pending.stage {
        PendingStage::SigningUp(new) => new,
        PendingStage::Recovering(of) => return Ok(Ok(Asked::Recovery(of.clone()))),
        // The password was sent twice, or the user comes back to the page.
        PendingStage::Authenticated(_) => return Ok(Err(Page::Resume)),
        _ => return Ok(Err(Page::Login)),
    };
    let Some(connection) = open_connection(ctx, &pending.request).await? else {
        return Ok(Err(Page::Login));
    };
    if !is_unproved(&connection, new) {
        return Ok(Err(Page::SignUpPassword));
    }
    Ok(match new.asked_at {
        Some(at) => Ok(Asked::SignUp(Box::new(connection), new.clone(), at)),
        // The database did not ask for a code when the address was typed.
        None => Err(Page::SignUpIdentifier),
    })
}

impl Asked {
    fn asked_at(&self) -> Timestamp {
        match self {
            Self::SignUp(_, _, at) => *at,
            Self::Recovery(of) => of.asked_at,
        }
    }

    /// The stage of a transaction whose code has just been sent.
    fn asked_again(&self, now: Timestamp) -> PendingStage {
        match self {
            Self::SignUp(_, new, _) => PendingStage::SigningUp(SigningUp {
                asked_at: Some(now),
                ..new.clone()
            }),
            Self::Recovery(of) => PendingStage::Recovering(Recovering {
                asked_at: now,
                ..of.clone()
            }),
        }
    }
}

async fn take(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    asked: Asked,
    code: &str,
) -> Answer<Challenged> {
    let refused = match &asked {
        Asked::SignUp(connection, new, _) => {
            let address = NewAddress::of((state, &pending), connection, new);
            match address.prove(ctx, code).await? {
                Ok(proved) => return go_on(ctx, (pending, new), proved, &asked).await,
                Err(mistyped) => key(mistyped),
            }
        }
        Asked::Recovery(of) => {
            let client = client::known(ctx, &pending.request.client_id).await?;
            let request = request(&client.client, &pending, of);
            let typed = (pending.code(state), code);
            let redeemed = recovery_code::redeem(ctx, request, typed).await;
            match refusals_as_keys(redeemed)? {
                Ok(page) => return recover(ctx, pending, page).await,
                Err(key) => key,
            }
        }
    };
    // The first of two clicks may have used the code up.
    if refused == "invalid-code" && pending.has_moved_on(ctx, state).await? {
        return Err(transaction::moved_on().into());
    }
    // By the transaction, not by the code: that is there for accounts that exist alone.
    let is_late = asked.asked_at().plus(LIFETIME) <= ctx.now;
    let error = match refused {
        "invalid-code" if is_late => "transaction-not-found",
        other => other,
    };
    show(ctx, &pending, &asked, Some(error)).await
}

/// A new user's address is proved.
async fn go_on(
    ctx: &Ctx,
    (pending, new): (Pending, &SigningUp),
    mut proved: Redeemed<Proved>,
    asked: &Asked,
) -> Answer<Challenged> {
    if *proved.outcome() == Proved::HasAccount {
        proved.commit(ctx).await?;
        return show(ctx, &pending, asked, Some("user-account-exists")).await;
    }
    let stage = PendingStage::SigningUp(SigningUp {
        is_verified: true,
        ..new.clone()
    });
    pending.advance_within(proved.tx(), stage).await?;
    proved.commit(ctx).await?;
    Ok(Challenged::Elsewhere(Page::SignUpPassword))
}

/// A forgotten password may be replaced.
async fn recover(ctx: &Ctx, pending: Pending, mut page: Redeemed<String>) -> Answer<Challenged> {
    let stage = PendingStage::Recovered {
        page: page.outcome().clone(),
    };
    pending.advance_within(page.tx(), stage).await?;
    let page = page.commit(ctx).await?;
    Ok(Challenged::NewPassword(page))
}

async fn resend(ctx: &Ctx, (state, pending): (&str, Pending), asked: Asked) -> Answer<Challenged> {
    let sent = match &asked {
        Asked::SignUp(connection, new, _) => {
            let address = NewAddress::of((state, &pending), connection, new);
            match address.send(ctx).await? {
                CodeRequest::Queued => Ok(()),
                CodeRequest::TooMany => Err("too-many-otps"),
                CodeRequest::No => Err("authenticator-error"),
            }
        }
        Asked::Recovery(of) => {
            let client = client::known(ctx, &pending.request.client_id).await?;
            let request = request(&client.client, &pending, of);
            let asked = recovery_code::ask(ctx, request, pending.code(state)).await;
            refusals_as_keys(asked.map(Ok))?
        }
    };
    let shown = describe(ctx, &pending, &asked, sent.err()).await?;
    if sent.is_ok() {
        pending.advance(ctx, asked.asked_again(ctx.now)).await?;
    }
    Ok(Challenged::Page(Box::new(ChallengePage {
        is_resent: sent.is_ok(),
        ..shown
    })))
}

/// The request for a new password that a transaction waits for.
fn request<'a>(
    client: &'a Client,
    pending: &'a Pending,
    of: &'a Recovering,
) -> RecoveryRequest<'a> {
    RecoveryRequest {
        client: Some(client),
        connection: &of.connection,
        identifier: &of.identifier,
        organization_id: pending.request.organization.as_deref(),
        languages: &pending.request.languages,
    }
}

/// A refusal as a text key of the page.
fn refusals_as_keys<T>(answer: Answer<Result<T, Mistyped>>) -> Answer<Result<T, &'static str>> {
    match answer {
        Ok(taken) => Ok(taken.map_err(key)),
        Err(Failure::Refused(refusal)) => Ok(Err(match refusal.code {
            Code::TooManyRequests => "too-many-otps",
            _ => "authenticator-error",
        })),
        Err(accident) => Err(accident),
    }
}

fn key(mistyped: Mistyped) -> &'static str {
    match mistyped {
        Mistyped::Format => "invalid-otp-code-format",
        Mistyped::Wrong => "invalid-code",
        Mistyped::TooMany => "too-many-failures",
        Mistyped::Suspicious => "ip-blocked",
    }
}

async fn show(
    ctx: &Ctx,
    pending: &Pending,
    asked: &Asked,
    error: Option<&'static str>,
) -> Answer<Challenged> {
    let shown = describe(ctx, pending, asked, error).await?;
    Ok(Challenged::Page(Box::new(shown)))
}

async fn describe(
    ctx: &Ctx,
    pending: &Pending,
    asked: &Asked,
    error: Option<&'static str>,
) -> Answer<ChallengePage> {
    let client = client::known(ctx, &pending.request.client_id).await?;
    let (email, leads_to) = match asked {
        Asked::SignUp(_, new, _) => (&new.email, LeadsTo::NewAccount),
        Asked::Recovery(of) => (&of.identifier, LeadsTo::NewPassword),
    };
    Ok(ChallengePage {
        client_name: client.client.name.clone(),
        logo_uri: client.client.logo_uri.clone(),
        organization: ShownOrganization::of(ctx, &pending.request).await?,
        email: email.clone(),
        leads_to,
        is_resent: false,
        error: error.map(CodeError::Key),
        languages: pending.request.languages.clone(),
    })
}

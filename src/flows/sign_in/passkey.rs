//! Signing in with a passkey, on the page that asks for the identifier.

use super::browser::Browser;
use super::client;
use super::login::{Asked, Submission, again, instead_of};
use super::login_error::{Field, LoginError};
use super::passkey_offer::{asked, connection_of};
use super::reply::Page;
use super::signed_in::signed_in_with_passkey;
use super::transaction;
use crate::domain::suspicious_ip::Stage;
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Ctx, Failure, passkeys};
use crate::tenant_log::{Event, EventCode};
use crate::webauthn::{self, Refusal};

/// Verifies what the browser answers, the JSON of a credential, and begins or renews the session.
pub async fn submit(
    ctx: &Ctx,
    submission: Submission<'_>,
    (response, browser): (&str, &Browser),
) -> Answer<Asked> {
    let pending = transaction::pending(ctx, submission.state, browser).await?;
    if let Some(other) = instead_of(ctx, Page::Identifier, &pending).await? {
        return Ok(Asked::Elsewhere(other));
    }
    let Some(connection) = connection_of(ctx, &pending.request).await? else {
        let error = error("passkey-not-allowed");
        return again(ctx, &pending.request, (&submission, error)).await;
    };
    let client = client::known(ctx, &pending.request.client_id).await?;
    let client = &client.client;
    let throttle = match Throttle::spend_one(ctx, Stage::Login, client).await {
        Ok(throttle) => throttle,
        Err(Failure::Refused(refusal)) => {
            let error = LoginError::of(refusal.code);
            return again(ctx, &pending.request, (&submission, error)).await;
        }
        Err(accident) => return Err(accident),
    };
    let ceremony = asked(ctx, submission.state);
    let proved = match webauthn::Answer::read(response) {
        Ok(answer) => passkeys::prove(ctx, (client, &connection), (&ceremony, &answer)).await,
        Err(refusal) => Ok(Err(refusal)),
    };
    let proved = match proved {
        Err(Failure::Refused(refusal)) => {
            let error = LoginError::of(refusal.code);
            return again(ctx, &pending.request, (&submission, error)).await;
        }
        other => other?,
    };
    let request = pending.request.clone();
    let entered = match proved {
        Ok(proved) => {
            let proved = proved.with_what_is_said(response);
            let who = (proved, connection.name.as_str());
            signed_in_with_passkey(ctx, pending, who, browser).await?
        }
        Err(refusal) => Err(refusal),
    };
    match entered {
        Ok(cookie) => {
            Throttle::give_one_back(ctx, throttle).await?;
            Ok(Asked::SignedIn { cookie })
        }
        Err(refusal) => {
            let text = format!("The passkey was refused: {refusal}");
            let event = Event::new(EventCode::FailedLogin, text).client(client);
            ctx.log(event.with("connection", Some(connection.name.as_str())));
            let error = error(key(refusal));
            again(ctx, &request, (&submission, error)).await
        }
    }
}

fn error(key: &'static str) -> LoginError {
    LoginError {
        key,
        field: Field::Page,
    }
}

fn key(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Credential => "no-passkey",
        Refusal::Malformed(_) | Refusal::TooLong(_) => "invalid-passkey",
        _ => "passkey-authentication-failed",
    }
}

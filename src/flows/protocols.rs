//! The protocols that sign users in, put together: a request that an adapter has checked goes through the steps, and the
//! adapter that read it answers the outcome.

use anyhow::anyhow;

use super::sign_in::browser::Browser;
use super::sign_in::front_channel::FrontChannelMessage;
use super::sign_in::outcome::{Refused, SignInOutcome, SignedIn};
use super::sign_in::reply::BrowserReply;
use super::sign_in::request::{CheckedRequest, ProtocolPart};
use super::sign_in::state::SignIn;
use super::sign_in::steps;
use super::sign_in::transaction::deliver;
use super::{Answer, Ctx, Failure, oidc, saml, wsfed};

/// Signs the user of the browser in.
pub async fn sign_in(ctx: &Ctx, checked: CheckedRequest, browser: Browser) -> Answer<BrowserReply> {
    let outcome = steps::run(ctx, SignIn::new(checked, browser)).await?;
    answer(ctx, outcome).await
}

/// Turns an outcome into an answer of the protocol that asked.
pub async fn answer(ctx: &Ctx, outcome: SignInOutcome) -> Answer<BrowserReply> {
    let signed_in = match outcome {
        SignInOutcome::Waiting(reply) => return Ok(reply),
        SignInOutcome::Refused(refused) => return refuse(ctx, *refused).await,
        SignInOutcome::SignedIn(signed_in) => signed_in,
    };
    match success(ctx, &signed_in).await {
        Ok(message) => {
            signed_in.conclude(ctx).await?;
            let reply = deliver(ctx, message).await?;
            let cookies = signed_in.cookies();
            Ok(BrowserReply { cookies, ..reply })
        }
        Err(Failure::Refused(refusal)) => refuse(ctx, signed_in.into_refused(refusal)).await,
        Err(accident) => Err(accident),
    }
}

async fn success(ctx: &Ctx, signed_in: &SignedIn) -> Answer<FrontChannelMessage> {
    let protocol = &signed_in.request.protocol;
    match protocol.adapter.as_ref() {
        oidc::ADAPTER => oidc::answer::success(ctx, signed_in).await,
        saml::ADAPTER => saml::answer::success(ctx, signed_in).await,
        wsfed::ADAPTER => wsfed::answer::success(ctx, signed_in).await,
        _ => Err(unknown(protocol)),
    }
}

/// Tells the application no, in the way in which it asked to be answered, and the tenant log why.
async fn refuse(ctx: &Ctx, refused: Refused) -> Answer<BrowserReply> {
    refused.log(ctx);
    let protocol = &refused.request.protocol;
    let message = match protocol.adapter.as_ref() {
        oidc::ADAPTER => oidc::answer::refusal(ctx, &refused)?,
        saml::ADAPTER => saml::answer::refusal(ctx, &refused)?,
        // WS-Federation has no message for it.
        wsfed::ADAPTER => return Err(refused.refusal.into()),
        _ => return Err(unknown(protocol)),
    };
    let reply = deliver(ctx, message).await?;
    let cookies = refused.cookies();
    Ok(BrowserReply { cookies, ..reply })
}

fn unknown(protocol: &ProtocolPart) -> Failure {
    Failure::Broken(anyhow!("no adapter is called {:?}", protocol.adapter))
}

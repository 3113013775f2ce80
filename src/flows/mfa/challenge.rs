//! `POST /mfa/challenge`: which factor the user is asked for; a code is sent where it takes one.

use serde_json::{Value, json};

use super::authenticators::{self, Shown};
use super::waiting::{self, MfaToken};
use super::{kinds, oob};
use crate::domain::client::Client;
use crate::domain::guardian::Factor;
use crate::flows::factors::destination::Destination;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::subject::Subject;
use crate::flows::factors::told;
use crate::flows::{Answer, Code, Ctx, Refusal, users};
use crate::store::mfa_tokens;

/// What the application wants.
pub struct WantedChallenge<'a> {
    pub mfa_token: &'a str,
    /// The types that it supports, apart by blanks; all without it.
    pub types: Option<&'a str>,
    pub authenticator_id: Option<&'a str>,
    /// `oob_channel`: `email` or `sms`, of those that there are.
    pub channel: Option<&'a str>,
}

/// Asks for a factor.
pub async fn challenge(ctx: &Ctx, client: &Client, wanted: WantedChallenge<'_>) -> Answer<Value> {
    let token = waiting::find(ctx, wanted.mfa_token).await?;
    token.is_of(client)?;
    if token.own().is_some() {
        return Err(waiting::malformed("nothing waits under an access token").into());
    }
    let unavailable = users::may_sign_in(ctx, &token.user, client).await?;
    if let Some(unavailable) = unavailable {
        return Err(unavailable.refuse().into());
    }
    let held = HeldFactors::of(ctx, &token.user).await?;
    if !held.is_enrolled() {
        return Err(kinds::not_enrolled().into());
    }
    let (factor, to) = choose(&token, &held, &wanted)?;
    let whose = Subject {
        user: &token.user,
        client,
    };
    ctx.log(told::asked(ctx, whose, factor, false));
    if factor == Factor::Otp {
        return Ok(json!({"challenge_type": "otp"}));
    }
    let to = to.or_else(|| first(&held, factor));
    let to = to.ok_or_else(kinds::not_enrolled)?;
    let oob_code = oob::mint(ctx);
    let of = (oob_code.digest.as_str(), to.as_str());
    let mut db = ctx.store.write().await?;
    if !mfa_tokens::challenge(&mut db, &token.digest, of).await? {
        return Err(waiting::expired("the mfa_token was used meanwhile").into());
    }
    drop(db);
    let code = (oob_code.secret.as_str(), &to, false);
    oob::send(ctx, (&token, client), code).await?;
    Ok(json!({
        "challenge_type": "oob",
        "oob_code": oob_code.secret,
        "binding_method": "prompt",
    }))
}

/// Where a code of a factor goes that the application has not chosen.
fn first(held: &HeldFactors, factor: Factor) -> Option<Destination> {
    match factor {
        Factor::Sms => {
            let first = held.numbers().into_iter().next();
            first.cloned().map(Destination::Phone)
        }
        _ => {
            let first = held.addresses().into_iter().next();
            first.map(|to| Destination::Email(to.to_owned()))
        }
    }
}

/// The factor, and where a code goes if the application has chosen.
fn choose(
    token: &MfaToken,
    held: &HeldFactors,
    wanted: &WantedChallenge<'_>,
) -> Result<(Factor, Option<Destination>), Refusal> {
    let types = wanted.types.unwrap_or("otp oob");
    let is_supported = |factor: Factor| {
        if factor == Factor::RecoveryCode {
            // It is shown, and nothing is asked for before.
            return false;
        }
        let channel = kinds::channel(factor);
        let is_of_channel =
            channel.is_none() || wanted.channel.is_none() || wanted.channel == channel;
        let challenge_type = kinds::challenge_type(factor);
        is_of_channel
            && types
                .split_whitespace()
                .any(|known| known == challenge_type)
    };
    let usable = kinds::usable(held, token.waiting());
    let chosen = match wanted.authenticator_id {
        Some(id) => {
            let shown = authenticators::of(held, &token.user);
            let found = shown
                .into_iter()
                .find(|shown| shown.id == id && shown.is_active);
            let Shown { factor, to, .. } = found.ok_or_else(unknown)?;
            Some((factor, to)).filter(|(factor, _)| usable.contains(factor))
        }
        None => usable
            .into_iter()
            .find(|f| is_supported(*f))
            .map(|f| (f, None)),
    };
    let chosen = chosen.filter(|(factor, _)| is_supported(*factor));
    // In Auth0's words.
    chosen.ok_or_else(|| {
        let types: String = types.chars().take(100).collect();
        Code::UnsupportedChallengeType.refuse(format!(
            "User does not have any enrolled authenticator with the supported challenge type ({types})"
        ))
    })
}

fn unknown() -> Refusal {
    Code::InvalidRequest.refuse("The user has no authenticator with this authenticator_id")
}

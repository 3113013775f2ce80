//! `POST /mfa/associate`: a user enrolls what is their first factor, or, by an access token, another one. It counts once they have shown that it works.

use serde_json::{Value, json};

use super::waiting::{self, MfaToken};
use super::{kinds, oob};
use crate::domain::client::Client;
use crate::domain::guardian::{AuthenticatorKind, Factor};
use crate::domain::identifier;
use crate::domain::phone::PhoneNumber;
use crate::flows::factors::destination::Destination;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::subject::Subject;
use crate::flows::factors::{enroll, recovery_code, told, totp};
use crate::flows::{Answer, Code, Ctx, Refusal, users};
use crate::store::authenticators::{self, Secret, StoredAuthenticator};
use crate::store::mfa_tokens::{self, Enrolling};

/// What the application wants; lists are apart by blanks.
pub struct WantedAuthenticator<'a> {
    pub types: &'a str,
    pub channels: Option<&'a str>,
    /// Where codes go, of `email`; the account's own address without it.
    pub email: Option<&'a str>,
    /// The same of `sms`.
    pub phone_number: Option<&'a str>,
}

/// Begins to enroll what the application wants, of its user.
pub async fn associate(
    ctx: &Ctx,
    token: &MfaToken,
    client: &Client,
    wanted: WantedAuthenticator<'_>,
) -> Answer<Value> {
    token.may("enroll")?;
    let unavailable = users::may_sign_in(ctx, &token.user, client).await?;
    if let Some(unavailable) = unavailable {
        return Err(unavailable.refuse().into());
    }
    let held = HeldFactors::of(ctx, &token.user).await?;
    if held.guards_against(token.passed()) {
        let refusal = Code::AccessDenied.refuse("User is already enrolled.");
        return Err(refusal
            .because("what is enrolled has to be passed first")
            .into());
    }
    let has = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let enrollable = kinds::enrollable(ctx, &held, token.waiting()).await?;
    let wants_by = |channel: &str| {
        has(wanted.types, "oob") && wanted.channels.is_some_and(|list| has(list, channel))
    };
    let whose = Subject {
        user: &token.user,
        client,
    };
    if has(wanted.types, "otp") && enrollable.contains(&Factor::Otp) {
        ctx.log(told::asked(ctx, whose, Factor::Otp, true));
        return otp(ctx, token, &held).await;
    }
    if wants_by("sms") && enrollable.contains(&Factor::Sms) {
        let to = number(wanted.phone_number)?;
        ctx.log(told::asked(ctx, whose, Factor::Sms, true));
        return by_code(ctx, (token, client), &held, &to).await;
    }
    if wants_by("email") && enrollable.contains(&Factor::Email) {
        let to = address(token, wanted.email)?;
        ctx.log(told::asked(ctx, whose, Factor::Email, true));
        return by_code(ctx, (token, client), &held, &to).await;
    }
    Err(Code::UnsupportedChallengeType
        .refuse("None of the requested authenticator types can be enrolled")
        .because("neither otp nor oob with the channel sms or email was requested, or it is not enabled: PUT /api/v2/guardian/factors/{name}")
        .into())
}

async fn otp(ctx: &Ctx, token: &MfaToken, held: &HeldFactors) -> Answer<Value> {
    let key = totp::draw(ctx);
    let kind = (AuthenticatorKind::Totp, Secret::Totp(key.clone()));
    let new = enroll::new(ctx, &token.user.user_id, kind, false);
    let codes = begin(ctx, token, held, (&new, None)).await?;
    let mut answer = json!({
        "authenticator_type": "otp",
        "secret": totp::written(&key),
        "barcode_uri": enroll::uri(ctx, &token.user, &key).await?,
        "id": new.authenticator.id,
    });
    add(&mut answer, codes);
    Ok(answer)
}

/// An address to send codes to: another one, or the account's own.
fn address(token: &MfaToken, named: Option<&str>) -> Result<Destination, Refusal> {
    let named = named.or(token.user.email.as_deref());
    let missing = || Code::InvalidRequest.refuse("Missing required parameter: email");
    let invalid = || Code::InvalidRequest.refuse("email is not an e-mail address");
    let address = identifier::email(named.ok_or_else(missing)?);
    Ok(Destination::Email(address.ok_or_else(invalid)?))
}

/// A number to send codes to.
fn number(named: Option<&str>) -> Result<Destination, Refusal> {
    let missing = || Code::InvalidRequest.refuse("Missing required parameter: phone_number");
    let invalid = || Code::InvalidRequest.refuse("phone_number is not a phone number in E.164");
    let number = PhoneNumber::parse(named.ok_or_else(missing)?);
    Ok(Destination::Phone(number.ok_or_else(invalid)?))
}

async fn by_code(
    ctx: &Ctx,
    (token, client): (&MfaToken, &Client),
    held: &HeldFactors,
    to: &Destination,
) -> Answer<Value> {
    let mut new = enroll::new(ctx, &token.user.user_id, (to.kind(), Secret::None), false);
    new.authenticator.details = to.details();
    let oob_code = oob::mint(ctx);
    let sent = Some((oob_code.digest.as_str(), to.as_str()));
    let codes = begin(ctx, token, held, (&new, sent)).await?;
    oob::send(ctx, (token, client), (&oob_code.secret, to, true)).await?;
    let mut answer = json!({
        "authenticator_type": "oob",
        "binding_method": "prompt",
        "oob_code": oob_code.secret,
        "oob_channel": kinds::channel(to.factor()),
        "id": new.authenticator.id,
    });
    add(&mut answer, codes);
    Ok(answer)
}

/// Stores what is enrolled, in the place of what was begun before; the first recovery code, which is worth nothing until then.
async fn begin(
    ctx: &Ctx,
    token: &MfaToken,
    held: &HeldFactors,
    (new, oob): (&StoredAuthenticator, Option<(&str, &str)>),
) -> Answer<Option<String>> {
    let code = held.lacks_recovery_code().then(|| recovery_code::draw(ctx));
    let of = &new.authenticator;
    let mut tx = ctx.store.begin().await?;
    for kind in [
        AuthenticatorKind::Totp,
        AuthenticatorKind::Phone,
        AuthenticatorKind::Email,
    ] {
        authenticators::delete_unconfirmed(&mut tx, &of.user_id, kind).await?;
    }
    let begun = Enrolling {
        authenticator_id: &of.id,
        recovery_code: code.as_ref().map(|(_, digest)| digest.as_str()),
        oob,
    };
    let is_stored = authenticators::insert(&mut tx, new, 0).await?
        && mfa_tokens::enroll(&mut tx, &token.digest, begun).await?;
    if !is_stored {
        return Err(waiting::expired("the mfa_token was used meanwhile").into());
    }
    tx.commit().await?;
    Ok(code.map(|(code, _)| code))
}

fn add(answer: &mut Value, recovery_code: Option<String>) {
    if let Some(code) = recovery_code {
        answer["recovery_codes"] = json!([code]);
    }
}

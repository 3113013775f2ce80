//! The account of who signs in with a code for the first time.

use serde_json::{Map, Value, json};

use super::code::PasswordlessCode;
use super::recipient::Recipient;
use crate::domain::passwordless::Channel;
use crate::domain::suspicious_ip::Stage;
use crate::domain::user::{MAX_METADATA, User, default_profile};
use crate::flows::accounts::sign_up::Declined;
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Ctx, Failure, actions};
use crate::ids;
use crate::store::connections;
use crate::tenant_log::Event;

/// The user, unless an Action refuses. Actions give users of connections without passwords no metadata, as at Auth0.
pub async fn draft(ctx: &Ctx, code: PasswordlessCode<'_>) -> Answer<Result<User, Declined>> {
    if let Some(mut throttle) = Throttle::of_caller(ctx, Stage::SignUp).await? {
        let mut tx = ctx.store.begin().await?;
        match throttle.spend(ctx, &mut tx, code.client).await {
            Err(Failure::Refused(refusal)) => return Ok(Err(Declined::Refused(Box::new(refusal)))),
            spent => spent?,
        }
        tx.commit().await?;
    }
    let mut new = facts(code.recipient);
    let name = code.recipient.connection.name.as_str();
    new.insert("connection".to_owned(), name.into());
    match actions::pre_user_registration(ctx, code.client, &mut new).await {
        Err(Failure::Refused(refusal)) => Ok(Err(Declined::Refused(Box::new(refusal)))),
        Err(accident) => Err(accident),
        Ok(()) if code.recipient.connection.is_database() => of_database(ctx, code, &new).await,
        Ok(()) => Ok(Ok(user(ctx, code.recipient))),
    }
}

/// A user of a database, without a password.
async fn of_database(
    ctx: &Ctx,
    code: PasswordlessCode<'_>,
    new: &Map<String, Value>,
) -> Answer<Result<User, Declined>> {
    let id = &code.recipient.connection.id;
    let found = connections::by_id(&mut ctx.store.read().await?, id).await?;
    let Some(connection) = found else {
        return Ok(Err(Declined::Closed));
    };
    let born = (ids::user_id(&ctx.entropy), ctx.now);
    let user = User::of_body(new, &connection.document, born, MAX_METADATA);
    Ok(user.map_err(Declined::from))
}

/// What is known of the user.
fn facts(recipient: &Recipient) -> Map<String, Value> {
    let verified = match recipient.channel {
        Channel::Email => "email_verified",
        Channel::Sms => "phone_verified",
    };
    let address = recipient.address.as_str();
    let facts = [
        (recipient.channel.parameter(), json!(address)),
        (verified, json!(true)),
    ];
    Map::from_iter(facts.map(|(name, value)| (name.to_owned(), value)))
}

fn user(ctx: &Ctx, recipient: &Recipient) -> User {
    let strategy = recipient.channel.strategy();
    let mut profile = default_profile(&recipient.address);
    let email = match recipient.channel {
        Channel::Email => Some(recipient.address.clone()),
        Channel::Sms => {
            profile.insert("nickname".to_owned(), "".into());
            profile.extend(facts(recipient));
            None
        }
    };
    User {
        user_id: format!("{strategy}|{}", ids::hex24(&ctx.entropy)),
        connection: recipient.connection.name.clone(),
        email_verified: email.is_some(),
        email,
        username: None,
        blocked: false,
        profile,
        created_at: ctx.now,
        updated_at: ctx.now,
        logins_count: 0,
        password_epoch: 0,
    }
}

/// An event with what the user signed up by.
pub fn told(code: PasswordlessCode<'_>, event: Event) -> Event {
    let mut body = facts(code.recipient);
    body.insert(
        "connection".to_owned(),
        code.recipient.connection.name.as_str().into(),
    );
    event.client(code.client).details(json!({ "body": body }))
}

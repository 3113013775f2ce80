//! Signing up: a new user of a database, made by that person.

use serde_json::{Map, Value, json};

use super::records;
use crate::domain::client::Client;
use crate::domain::connection::DATABASE;
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::signup::{Rules, validate};
use crate::domain::suspicious_ip::Stage;
use crate::domain::user::User;
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, actions};
use crate::store::connections::{self, StoredConnection};
use crate::tenant_log;
use crate::tenant_log::Event;

/// Why no user was made.
#[derive(Debug, Clone)]
pub enum Declined {
    /// The connection takes no users this way.
    Closed,
    /// The address or the user name is taken.
    Taken,
    /// The password does not do, by this policy.
    Weak(PasswordPolicy),
    /// What was sent is not what is asked for.
    Invalid(String),
    /// An Action has refused.
    Refused(Box<Refusal>),
}

impl Declined {
    /// The sentence for the caller and the log.
    pub fn sentence(&self) -> &str {
        match self {
            Self::Closed => "Public signup is disabled",
            Self::Taken => "Invalid sign up",
            Self::Weak(_) => "Password is too weak",
            Self::Invalid(sentence) => sentence,
            Self::Refused(refusal) => &refusal.description,
        }
    }
}

impl Declined {
    fn details(&self) -> Option<Value> {
        match self {
            Self::Refused(refusal) => refusal.details().cloned(),
            _ => None,
        }
    }
}

/// Makes the user, at the request of `client`.
pub async fn sign_up(
    ctx: &Ctx,
    client: &Client,
    body: &Map<String, Value>,
) -> Answer<Result<User, Declined>> {
    spend(ctx, client).await?;
    let outcome = make(ctx, client, body).await?;
    let mut shown = body.clone();
    shown.shift_remove("password");
    let details = json!({ "body": shown });
    let event = match &outcome {
        Ok(user) => Event::new(tenant_log::Code::Signup, "Successful signup").user(user),
        Err(declined) => {
            let connection = body.get("connection").and_then(Value::as_str);
            let email = body.get("email").and_then(Value::as_str);
            Event::new(tenant_log::Code::FailedSignup, declined.sentence())
                .with("connection", connection)
                .with("user_name", email)
                .with_details(declined.details())
        }
    };
    ctx.log(event.client(client).details(details));
    Ok(outcome)
}

/// Every sign-up counts against the networks that it comes from, whatever comes of it.
async fn spend(ctx: &Ctx, client: &Client) -> Answer<()> {
    let Some(mut throttle) = Throttle::of_caller(ctx, Stage::SignUp).await? else {
        return Ok(());
    };
    let mut tx = ctx.store.begin().await?;
    throttle.spend(ctx, &mut tx, client).await?;
    tx.commit().await?;
    Ok(())
}

async fn make(
    ctx: &Ctx,
    client: &Client,
    body: &Map<String, Value>,
) -> Answer<Result<User, Declined>> {
    if let Err(invalid) = validate(body) {
        return Ok(Err(Declined::Invalid(invalid.to_string())));
    }
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let connection = connection(ctx, client, text("connection").unwrap_or_default()).await?;
    if Rules::of(&connection.document).is_closed {
        return Ok(Err(Declined::Closed));
    }
    if text("email").is_none() {
        let sentence = "Payload validation error: 'Missing required property: email'.";
        return Ok(Err(Declined::Invalid(sentence.into())));
    }
    let policy = PasswordPolicy::of(&connection.document);
    if !policy.admits(text("password").unwrap_or_default()) {
        return Ok(Err(Declined::Weak(policy)));
    }
    let mut new = body.clone();
    new.shift_remove("client_id");
    match actions::pre_user_registration(ctx, client, &mut new).await {
        Err(Failure::Refused(refusal)) => {
            return Ok(Err(Declined::Refused(Box::new(refusal))));
        }
        run => run?,
    }
    match records::create(ctx, &new).await {
        Ok(made) => {
            actions::post_user_registration(ctx, client, &made.user).await?;
            Ok(Ok(made.user))
        }
        Err(error) if error.has_code(records::EXISTS) => Ok(Err(Declined::Taken)),
        Err(error) => {
            let sentence = error.message().to_owned();
            match error.failure {
                Some(failure) => Err(*failure),
                None => Ok(Err(Declined::Invalid(sentence))),
            }
        }
    }
}

/// The database of that name, if the client may use it.
async fn connection(ctx: &Ctx, client: &Client, name: &str) -> Answer<StoredConnection> {
    let found = connections::by_name(&mut ctx.store.read().await?, name).await?;
    let usable = |found: &StoredConnection| {
        let connection = &found.connection;
        connection.strategy == DATABASE && connection.is_enabled_for(&client.client_id)
    };
    match found.filter(usable) {
        Some(found) => Ok(found),
        None => Err(Code::InvalidRequest
            .refuse("the connection is not enabled for the client")
            .into()),
    }
}

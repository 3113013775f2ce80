//! Signing up: a new user of a database, made by that person, and the message that confirms the address.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::verification::Verification;
use crate::domain::client::Client;
use crate::domain::invitation::Invitation;
use crate::domain::mail::Message;
use crate::domain::password_policy::{PasswordPolicy, UnfitPassword};
use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::domain::signup::Rules;
use crate::domain::suspicious_ip::Stage;
use crate::domain::user::{self, MAX_METADATA, User};
use crate::flows::login::new_password;
use crate::flows::mail::{self, Letter};
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, actions};
use crate::ids;
use crate::store::authenticators::{self, StoredAuthenticator};
use crate::store::connections::{self, StoredConnection};
use crate::store::{spellings, users};
use crate::tenant_log;
use crate::tenant_log::Event;
use crate::texts::Preferences;

/// What a new user signs up with. Their metadata are few and short, because no operator has seen them yet.
static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("sign_up.json"))
        .expect("the schema is part of the program and tested")
});

/// A request to sign up.
#[derive(Clone, Copy)]
pub struct SignUp<'a> {
    pub client: &'a Client,
    /// As `/dbconnections/signup` takes it.
    pub body: &'a Map<String, Value>,
    /// The user has proved that the address is theirs.
    pub is_verified: bool,
    /// Where the user goes who has confirmed the address.
    pub organization_id: Option<&'a str>,
    /// The invitation that the user follows: it lets them in, and gives them their first metadata.
    pub invitation: Option<&'a Invitation>,
    /// The passkey that takes the place of a password.
    pub passkey: Option<NewPasskey<'a>>,
    /// What the user reads.
    pub languages: &'a Preferences,
}

/// The passkey of a new user, whose id it was made for.
#[derive(Clone, Copy)]
pub struct NewPasskey<'a> {
    pub user_id: &'a str,
    /// What is stored of it; `None` while it is not made.
    pub stored: Option<&'a StoredAuthenticator>,
}

/// Why no user was made.
#[derive(Debug, Clone)]
pub enum Declined {
    /// The connection takes no users this way.
    Closed,
    /// The address or the user name is taken.
    Taken {
        /// Whether the tenant tells strangers so.
        is_told: bool,
    },
    /// The password does not do, by this policy.
    Unfit(UnfitPassword, PasswordPolicy),
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
            Self::Taken { is_told: true } => "The user already exists.",
            Self::Taken { is_told: false } => "Invalid sign up",
            Self::Unfit(unfit, _) => unfit.sentence(),
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

/// Makes the user.
pub async fn sign_up(ctx: &Ctx, request: SignUp<'_>) -> Answer<Result<User, Declined>> {
    let (client, body) = (request.client, request.body);
    spend(ctx, client).await?;
    let outcome = make(ctx, request).await?;
    let mut shown = body.clone();
    shown.shift_remove("password");
    let mut details = json!({ "body": shown });
    if request.passkey.is_some() {
        details["authentication_methods"] = json!(["passkey"]);
    }
    let event = match &outcome {
        Ok(user) => Event::new(tenant_log::EventCode::Signup, "Successful signup").user(user),
        Err(declined) => {
            let connection = body.get("connection").and_then(Value::as_str);
            let email = body.get("email").and_then(Value::as_str);
            Event::new(tenant_log::EventCode::FailedSignup, declined.sentence())
                .with("connection", connection)
                .with("user_name", email)
                .with_details(declined.details())
        }
    };
    ctx.log(event.client(client).details(details));
    let passkey = request.passkey.and_then(|passkey| passkey.stored);
    if let (Ok(user), Some(passkey)) = (&outcome, passkey) {
        let code = tenant_log::EventCode::EnrollmentCompleted;
        let event = Event::new(code, "A passkey was enrolled").client(client);
        let tenant = ctx.settings.issuer.tenant_name();
        ctx.log(
            event
                .user(user)
                .authenticator(&passkey.authenticator, tenant),
        );
    }
    Ok(outcome)
}

/// Whether a user could be made so. Nothing is stored, and no Action is asked; it counts as a sign-up, because it tells whether
/// an account exists.
pub async fn check(ctx: &Ctx, request: SignUp<'_>) -> Answer<Result<User, Declined>> {
    spend(ctx, request.client).await?;
    let (connection, new) = match read(ctx, request).await? {
        Ok(read) => read,
        Err(declined) => return Ok(Err(declined)),
    };
    let user = match new_user(ctx, request, (&connection, &new)) {
        Ok(user) => user,
        Err(invalid) => return Ok(Err(invalid.into())),
    };
    let mut db = ctx.store.read().await?;
    if users::is_taken(&mut db, &user).await? || spellings::is_taken(&mut db, &user).await? {
        return Ok(Err(taken(ctx).await?));
    }
    Ok(Ok(user))
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

async fn make(ctx: &Ctx, request: SignUp<'_>) -> Answer<Result<User, Declined>> {
    let client = request.client;
    let (connection, mut new) = match read(ctx, request).await? {
        Ok(read) => read,
        Err(declined) => return Ok(Err(declined)),
    };
    match actions::pre_user_registration(ctx, client, &mut new).await {
        Err(Failure::Refused(refusal)) => {
            return Ok(Err(Declined::Refused(Box::new(refusal))));
        }
        run => run?,
    }
    let made = match new_user(ctx, request, (&connection, &new)) {
        Ok(user) => store(ctx, request, (&connection, user)).await?,
        Err(invalid) => return Ok(Err(invalid.into())),
    };
    if let Ok(user) = &made {
        actions::post_user_registration(ctx, client, user).await?;
    }
    Ok(made)
}

/// The connection, and what the new user is made of.
async fn read(
    ctx: &Ctx,
    request: SignUp<'_>,
) -> Answer<Result<(StoredConnection, Map<String, Value>), Declined>> {
    let (client, body) = (request.client, request.body);
    if let Err(invalid) = BODIES.validate(body, Mode::Create) {
        return Ok(Err(invalid.into()));
    }
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let connection = connection(ctx, client, text("connection")).await?;
    let is_closed = Rules::of(&connection.document).is_closed && request.invitation.is_none();
    let is_refused = request.passkey.is_none() && !connection.connection.signs_up_by_passwords();
    if is_closed || is_refused {
        return Ok(Err(Declined::Closed));
    }
    if text("email").is_empty() {
        let sentence = "Payload validation error: 'Missing required property: email'.";
        return Ok(Err(Declined::Invalid(sentence.into())));
    }
    let mut new = body.clone();
    new.shift_remove("client_id");
    if let Some(invitation) = request.invitation {
        new.extend(invitation.terms.metadata.clone());
    }
    let policy = PasswordPolicy::of(&connection.document);
    if request.passkey.is_none() {
        if !body.contains_key("password") {
            let sentence = "Payload validation error: 'Missing required property: password'.";
            return Ok(Err(Declined::Invalid(sentence.into())));
        }
        if let Err(unfit) = policy.judge(text("password"), &new) {
            return Ok(Err(Declined::Unfit(unfit, policy)));
        }
    }
    if request.is_verified {
        new.insert("email_verified".to_owned(), true.into());
    }
    Ok(Ok((connection, new)))
}

fn new_user(
    ctx: &Ctx,
    request: SignUp<'_>,
    (connection, new): (&StoredConnection, &Map<String, Value>),
) -> Result<User, Invalid> {
    user::validate(new, Mode::Create)?;
    let chosen = request.passkey.map(|passkey| passkey.user_id.to_owned());
    let id = chosen.unwrap_or_else(|| ids::user_id(&ctx.entropy));
    let born = (id, ctx.now);
    User::of_body(new, &connection.document, born, MAX_METADATA)
}

/// Stores the user with the message that confirms the address, or, if it is confirmed already, the one that welcomes.
async fn store(
    ctx: &Ctx,
    request: SignUp<'_>,
    (connection, user): (&StoredConnection, User),
) -> Answer<Result<User, Declined>> {
    let hash = match hash(ctx, request, (connection, &user)).await? {
        Ok(hash) => hash,
        Err(unfit) => {
            let policy = PasswordPolicy::of(&connection.document);
            return Ok(Err(Declined::Unfit(unfit, policy)));
        }
    };
    let tenant = ctx.store.tenant().await?;
    let locale = request.languages.locale(&tenant.enabled_locales);
    let verification = Verification {
        organization_id: request.organization_id,
        language: Some(&locale.code),
        ..Verification::prepare(ctx, Some(request.client)).await?
    };
    let mut tx = ctx.store.begin().await?;
    if users::is_taken(&mut tx, &user).await?
        || spellings::is_taken(&mut tx, &user).await?
        || !users::insert(&mut tx, &user, hash.as_deref()).await?
    {
        return Ok(Err(taken(ctx).await?));
    }
    if let Some(passkey) = request.passkey {
        let is_stored = match passkey.stored {
            Some(stored) => authenticators::insert(&mut tx, stored, 0).await?,
            None => false,
        };
        if !is_stored {
            return Ok(Err(Declined::Invalid(
                "The passkey is registered already".into(),
            )));
        }
    }
    match &user.email {
        Some(email) if request.is_verified => {
            let welcome = Letter::new(Message::WelcomeEmail, email).about(&user);
            mail::post(ctx, &mut tx, welcome.from_client(request.client)).await?;
        }
        _ if connection.connection.verifies_at_sign_up() => {
            verification.post(ctx, &mut tx, &user).await?;
        }
        _ => {}
    }
    tx.commit().await?;
    Ok(Ok(user))
}

/// The hash of the password, if there is one.
async fn hash(
    ctx: &Ctx,
    request: SignUp<'_>,
    (connection, user): (&StoredConnection, &User),
) -> Answer<Result<Option<String>, UnfitPassword>> {
    if request.passkey.is_some() {
        return Ok(Ok(None));
    }
    let password = request.body.get("password").and_then(Value::as_str);
    let profile = user.whole_profile();
    let held = (&connection.document, &profile);
    let hash = new_password::hash(ctx, held, password.unwrap_or_default()).await?;
    Ok(hash.map(Some))
}

async fn taken(ctx: &Ctx) -> Answer<Declined> {
    let tenant = ctx.store.tenant().await?;
    let is_told = tenant.flags.enable_public_signup_user_exists_error;
    Ok(Declined::Taken { is_told })
}

impl From<Invalid> for Declined {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid.to_string())
    }
}

/// The database of that name, if the client may use it.
async fn connection(ctx: &Ctx, client: &Client, name: &str) -> Answer<StoredConnection> {
    let found = connections::by_name(&mut ctx.store.read().await?, name).await?;
    let usable = |found: &StoredConnection| {
        let connection = &found.connection;
        connection.is_database() && connection.is_enabled_for(&client.client_id)
    };
    match found.filter(usable) {
        Some(found) => Ok(found),
        None => Err(Code::InvalidRequest
            .refuse("the connection is not enabled for the client")
            .into()),
    }
}

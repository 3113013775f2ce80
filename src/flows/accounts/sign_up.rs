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
use crate::flows::mail::{self, Letter, LinkSettings, link_settings};
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, actions};
use crate::ids;
use crate::store::authenticators::{self, StoredAuthenticator};
use crate::store::connections::{self, StoredConnection};
use crate::store::engine::Tx;
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

/// A user who is to be made: all is checked but what the database knows, and nothing is stored.
pub struct Draft<'a> {
    request: SignUp<'a>,
    connection: StoredConnection,
    user: User,
    hash: Option<String>,
    /// The language of the message, and what the tenant's template says of its link.
    language: String,
    link: LinkSettings,
    /// The answer where another account has the address already.
    taken: Declined,
}

/// Makes the user.
pub async fn sign_up(ctx: &Ctx, request: SignUp<'_>) -> Answer<Result<User, Declined>> {
    let draft = match draft(ctx, request).await? {
        Ok(draft) => draft,
        Err(declined) => return Ok(Err(declined)),
    };
    let mut tx = ctx.store.begin().await?;
    let outcome = draft.store(ctx, &mut tx).await?;
    match outcome {
        Ok(_) => tx.commit().await?,
        Err(_) => drop(tx),
    }
    tell(ctx, request, &outcome).await?;
    Ok(outcome)
}

/// Tells of a user who was made, or was not, once that is certain.
pub async fn tell(ctx: &Ctx, request: SignUp<'_>, outcome: &Result<User, Declined>) -> Answer<()> {
    let (client, body) = (request.client, request.body);
    if let Ok(user) = outcome {
        actions::post_user_registration(ctx, client, user).await?;
    }
    let mut shown = body.clone();
    shown.shift_remove("password");
    let mut details = json!({ "body": shown });
    if request.passkey.is_some() {
        details["authentication_methods"] = json!(["passkey"]);
    }
    let event = match outcome {
        Ok(user) => Event::new(tenant_log::EventCode::Signup, "Successful signup").user(user),
        Err(declined) => {
            let connection = body.get("connection").and_then(Value::as_str);
            let email = body.get("email").and_then(Value::as_str);
            Event::new(
                tenant_log::EventCode::FailedSignup,
                declined.sentence().to_owned(),
            )
            .with("connection", connection)
            .with("user_name", email)
            .with_details(declined.details())
        }
    };
    ctx.log(event.client(client).details(details));
    let passkey = request.passkey.and_then(|passkey| passkey.stored);
    if let (Ok(user), Some(passkey)) = (outcome, passkey) {
        let code = tenant_log::EventCode::EnrollmentCompleted;
        let event = Event::new(code, "A passkey was enrolled").client(client);
        let tenant = ctx.settings.issuer.tenant_name();
        ctx.log(
            event
                .user(user)
                .authenticator(&passkey.authenticator, tenant),
        );
    }
    Ok(())
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

/// The user who would be made. An Action may refuse, which the tenant log tells.
pub async fn draft<'a>(ctx: &Ctx, request: SignUp<'a>) -> Answer<Result<Draft<'a>, Declined>> {
    spend(ctx, request.client).await?;
    match drafted(ctx, request).await? {
        Ok(draft) => Ok(Ok(draft)),
        Err(declined) => {
            tell(ctx, request, &Err(declined.clone())).await?;
            Ok(Err(declined))
        }
    }
}

async fn drafted<'a>(ctx: &Ctx, request: SignUp<'a>) -> Answer<Result<Draft<'a>, Declined>> {
    let (connection, mut new) = match read(ctx, request).await? {
        Ok(read) => read,
        Err(declined) => return Ok(Err(declined)),
    };
    match actions::pre_user_registration(ctx, request.client, &mut new).await {
        Err(Failure::Refused(refusal)) => {
            return Ok(Err(Declined::Refused(Box::new(refusal))));
        }
        run => run?,
    }
    let user = match new_user(ctx, request, (&connection, &new)) {
        Ok(user) => user,
        Err(invalid) => return Ok(Err(invalid.into())),
    };
    let hash = match hash(ctx, request, (&connection, &user)).await? {
        Ok(hash) => hash,
        Err(unfit) => {
            let policy = PasswordPolicy::of(&connection.document);
            return Ok(Err(Declined::Unfit(unfit, policy)));
        }
    };
    let tenant = ctx.store.tenant().await?;
    let locale = request.languages.locale(&tenant.enabled_locales);
    let link = link_settings(ctx, Message::VerifyEmail, Some(request.client)).await?;
    Ok(Ok(Draft {
        request,
        connection,
        user,
        hash,
        language: locale.code.clone(),
        link,
        taken: taken(ctx).await?,
    }))
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

impl Draft<'_> {
    /// The user, who is not stored yet.
    pub fn user(&self) -> &User {
        &self.user
    }

    /// Stores the user with the message that confirms the address, or, if it is confirmed already, the one that welcomes. Where
    /// that is declined, `tx` must not be committed.
    pub async fn store(&self, ctx: &Ctx, tx: &mut Tx) -> Answer<Result<User, Declined>> {
        let (request, user) = (self.request, &self.user);
        if users::is_taken(tx, user).await?
            || spellings::is_taken(tx, user).await?
            || !users::insert(tx, user, self.hash.as_deref()).await?
        {
            return Ok(Err(self.taken.clone()));
        }
        if let Some(passkey) = request.passkey {
            let is_stored = match passkey.stored {
                Some(stored) => authenticators::insert(tx, stored, 0).await?,
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
                let welcome = Letter::new(Message::WelcomeEmail, email).about(user);
                mail::post(ctx, tx, welcome.from_client(request.client)).await?;
            }
            _ if self.connection.connection.verifies_at_sign_up() => {
                let verification = Verification {
                    client: Some(request.client),
                    organization_id: request.organization_id,
                    language: Some(&self.language),
                    link: self.link.clone(),
                };
                verification.post(ctx, tx, user).await?;
            }
            _ => {}
        }
        Ok(Ok(user.clone()))
    }
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

//! The page on which new users make their account, and what becomes of its form.

use serde_json::{Map, Value, json};

use super::browser::Browser;
use super::client;
use super::login::{open_connection, signed_in};
use super::request::SignInRequest;
use super::transaction;
use crate::domain::connection::Connection;
use crate::domain::identifier;
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::signup::Rules;
use crate::flows::accounts::sign_up::{Declined, SignUp, sign_up};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::store::{connections, users};
use crate::texts::Preferences;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SignUpPage {
    pub client_name: String,
    pub logo_uri: Option<String>,
    pub email: String,
    pub username: String,
    pub asks_username: bool,
    /// What a password must have.
    pub policy: PasswordPolicy,
    pub error: Option<SignUpError>,
    pub languages: Preferences,
}

/// Why no account was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignUpError {
    /// A text key of the page, and the field that it is about.
    Key(&'static str, SignUpField),
    /// A sentence of an Action's.
    Sentence(String),
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpField {
    Email,
    Username,
    Password,
    /// Nothing that was typed.
    Page,
}

/// What the user typed. Not `Debug`: it holds a password.
pub struct SignUpForm<'a> {
    pub state: &'a str,
    pub email: &'a str,
    pub username: &'a str,
    pub password: &'a str,
}

/// What becomes of a request for the page, or of its form.
pub enum Shown {
    /// The page, or the page again with the reason.
    Page(Box<SignUpPage>),
    /// The database takes no new users: the login page.
    Closed,
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
}

/// The page of a transaction that waits for a login.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Shown> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let Some(destination) = destination(ctx, &pending.request).await? else {
        return Ok(Shown::Closed);
    };
    let hint = pending.request.login_hint.clone().unwrap_or_default();
    let typed = SignUpForm {
        state,
        email: &hint,
        username: "",
        password: "",
    };
    let shown = describe(ctx, &pending.request, (&destination, &typed), None).await?;
    Ok(Shown::Page(Box::new(shown)))
}

/// Makes the account, and begins or renews the session.
pub async fn submit(ctx: &Ctx, form: SignUpForm<'_>, browser: &Browser) -> Answer<Shown> {
    let pending = transaction::pending(ctx, form.state, browser).await?;
    let request = &pending.request;
    let Some(destination) = destination(ctx, request).await? else {
        return Ok(Shown::Closed);
    };
    let client = client::known(ctx, &request.client_id).await?;
    let body = body(&form, request, &destination.connection);
    let outcome = match mistake(&form, &destination) {
        Some(error) => Err(error),
        None => {
            let request = SignUp {
                client: &client.client,
                body: &body,
                organization_id: request.organization.as_deref(),
                languages: &request.languages,
            };
            match sign_up(ctx, request).await {
                Ok(made) => made.map_err(SignUpError::from),
                Err(Failure::Refused(refusal)) => Err(SignUpError::of(refusal.code)),
                Err(accident) => return Err(accident),
            }
        }
    };
    let mut user = match outcome {
        Ok(user) => user,
        Err(error) => {
            let shown = describe(ctx, request, (&destination, &form), Some(error)).await?;
            return Ok(Shown::Page(Box::new(shown)));
        }
    };
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    let mut db = ctx.store.write().await?;
    let password = (user.user_id.as_str(), user.password_epoch);
    // A password that was changed at once ends the login where its session is stored.
    users::record_login(&mut db, password, ip.as_deref(), ctx.now).await?;
    drop(db);
    user.logins_count += 1;
    let connection = destination.connection.name.as_str();
    let cookie = signed_in(ctx, pending, (&user, connection), browser).await?;
    Ok(Shown::SignedIn { cookie })
}

/// The database that the new user goes into, and what it asks for.
struct Destination {
    connection: Connection,
    rules: Rules,
    policy: PasswordPolicy,
}

/// The database of a request, if it takes new users.
async fn destination(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Destination>> {
    let Some(connection) = open_connection(ctx, request).await? else {
        return Ok(None);
    };
    let found = connections::by_id(&mut ctx.store.read().await?, &connection.id).await?;
    Ok(found.map(|stored| Destination {
        connection,
        rules: Rules::of(&stored.document),
        policy: PasswordPolicy::of(&stored.document),
    }))
}

async fn describe(
    ctx: &Ctx,
    request: &SignInRequest,
    (destination, typed): (&Destination, &SignUpForm<'_>),
    error: Option<SignUpError>,
) -> Answer<SignUpPage> {
    let client = client::known(ctx, &request.client_id).await?;
    Ok(SignUpPage {
        client_name: client.client.name.clone(),
        logo_uri: client.client.logo_uri.clone(),
        email: typed.email.to_owned(),
        username: typed.username.to_owned(),
        asks_username: destination.rules.requires_username(),
        policy: destination.policy,
        error,
        languages: request.languages.clone(),
    })
}

/// The form as `/dbconnections/signup` takes it.
fn body(
    form: &SignUpForm<'_>,
    request: &SignInRequest,
    connection: &Connection,
) -> Map<String, Value> {
    let members = [
        ("client_id", request.client_id.as_str()),
        ("connection", &connection.name),
        ("email", form.email),
        ("username", form.username),
        ("password", form.password),
    ];
    let typed = members.into_iter().filter(|(_, text)| !text.is_empty());
    typed
        .map(|(name, text)| (name.to_owned(), json!(text)))
        .collect()
}

/// What is wrong with the form before an account is made of it.
fn mistake(form: &SignUpForm<'_>, destination: &Destination) -> Option<SignUpError> {
    use SignUpField::{Email, Password, Username};
    let Destination { rules, policy, .. } = destination;
    let username = Some(form.username).filter(|_| rules.requires_username());
    let (key, field) = match form {
        _ if form.email.trim().is_empty() => ("no-email", Email),
        _ if identifier::email(form.email).is_none() => ("invalid-email", Email),
        _ if username.is_some_and(|name| name.trim().is_empty()) => ("no-username", Username),
        _ if rules.check_username(username).is_err() => ("invalid-username", Username),
        _ if form.password.is_empty() => ("no-password", Password),
        _ if !policy.admits(form.password) => ("password-too-weak", Password),
        _ => return None,
    };
    Some(SignUpError::Key(key, field))
}

impl From<Declined> for SignUpError {
    fn from(declined: Declined) -> Self {
        use SignUpField::{Email, Page, Password};
        match declined {
            Declined::Closed => Self::Key("invalid-connection", Page),
            Declined::Taken { .. } => Self::Key("email-in-use", Email),
            Declined::Weak(_) => Self::Key("password-too-weak", Password),
            Declined::Invalid(_) => Self::Key("auth0-users-validation", Page),
            Declined::Refused(refusal) => Self::Sentence(refusal.description.into_owned()),
        }
    }
}

impl SignUpError {
    /// Why the request was refused, in Auth0's keys.
    fn of(code: Code) -> Self {
        let key = match code {
            Code::SuspiciousAddress => "ip-signup-blocked",
            Code::TooManyRequests => "too-many-requests",
            _ => "auth0-users-validation",
        };
        Self::Key(key, SignUpField::Page)
    }
}

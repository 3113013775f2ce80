//! The pages on which new users make their account, on one page or the identifiers first, and what becomes of their forms.

use serde_json::{Map, Value, json};

use super::browser::Browser;
use super::client;
use super::database::open_connection;
use super::login::first_sign_up_page;
use super::new_address::{NewAddress, is_unproved};
use super::organization::ShownOrganization;
use super::reply::Page;
use super::request::SignInRequest;
use super::sign_up_error::{SignUpError, SignUpField};
use super::signed_in::{is_signed_in_by_another, signed_in};
use super::transaction::{self, Pending, PendingStage, SigningUp};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier;
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::signup::{Rules, UnfitUsername};
use crate::domain::user::User;
use crate::flows::accounts::email_code::LIFETIME;
use crate::flows::accounts::sign_up::{Declined, NewPasskey, SignUp, sign_up};
use crate::flows::accounts::sign_up_code::CodeRequest;
use crate::flows::invitations::accept;
use crate::flows::{Answer, Ctx, Failure};
use crate::ids;
use crate::store::{connections, users};
use crate::texts::Preferences;

/// What such a page shows.
#[derive(Debug, Clone)]
pub struct SignUpPage {
    /// Which one it is.
    pub page: Page,
    pub client_name: String,
    pub logo_uri: Option<String>,
    pub email: String,
    pub username: String,
    pub asks_username: bool,
    /// The name of who invites the user, whose address is then not changed.
    pub inviter: Option<String>,
    /// The organization that is signed in to.
    pub organization: Option<ShownOrganization>,
    /// What a password must have.
    pub policy: PasswordPolicy,
    pub error: Option<SignUpError>,
    pub languages: Preferences,
}

/// What the user typed. Not `Debug`: it holds a password.
pub struct SignUpForm<'a> {
    pub state: &'a str,
    /// The page with the form.
    pub page: Page,
    pub email: &'a str,
    pub username: &'a str,
    pub password: &'a str,
}

/// What becomes of a request for such a page, or of its form.
pub enum Shown {
    /// The page, or the page again with the reason.
    Page(Box<SignUpPage>),
    /// Another page comes first, or next; the login page, where the database takes no new users.
    Elsewhere(Page),
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
}

/// A page of a transaction that waits for a login.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser, page: Page) -> Answer<Shown> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let Some(destination) = destination(ctx, &pending.request).await? else {
        return Ok(Shown::Elsewhere(Page::Login));
    };
    if let Some(other) = instead_of(ctx, page, (&pending, &destination)).await? {
        return Ok(Shown::Elsewhere(other));
    }
    let (email, username) = known(&pending);
    let typed = SignUpForm {
        state,
        page,
        email: &email,
        username: &username,
        password: "",
    };
    let shown = describe(ctx, &pending.request, (&destination, &typed), None).await?;
    Ok(Shown::Page(Box::new(shown)))
}

/// The page that is to be shown instead, if this one is not next: no address skips a page.
async fn instead_of(
    ctx: &Ctx,
    page: Page,
    (pending, destination): (&Pending, &Destination),
) -> Answer<Option<Page>> {
    let next = match (&pending.stage, page) {
        // The identifiers may be changed.
        (PendingStage::SigningUp(_), Page::SignUpIdentifier) => Page::SignUpIdentifier,
        (PendingStage::SigningUp(new), _) => after(new, destination),
        // The form was sent twice.
        (PendingStage::Authenticated(_), _) => Page::Resume,
        (PendingStage::SecondFactor(stage), _) => stage.at.page(),
        _ => first_sign_up_page(ctx, &pending.request).await?,
    };
    Ok((page != next).then_some(next))
}

/// The page that comes after the identifiers.
pub(super) fn after(new: &SigningUp, destination: &Destination) -> Page {
    if is_unproved(&destination.connection, new) {
        return Page::EmailChallenge;
    }
    // A version before passkeys has stored no id.
    let has_id = !new.user_id.is_empty();
    match destination.offers_passkey && has_id && !new.wants_password {
        true => Page::PasskeyEnrollment,
        false => Page::SignUpPassword,
    }
}

/// The address and the user name, as far as they were typed or the application knows them.
fn known(pending: &Pending) -> (String, String) {
    match &pending.stage {
        PendingStage::SigningUp(new) => (new.email.clone(), new.username.clone()),
        PendingStage::Identified { identifier } if !identifier.contains('@') => {
            (String::new(), identifier.clone())
        }
        PendingStage::Identified { identifier } => (identifier.clone(), String::new()),
        _ => {
            let hint = pending.request.login_hint.clone();
            (hint.unwrap_or_default(), String::new())
        }
    }
}

/// Notes the identifiers, and goes on to the password. Those of another account do, too: the page does not show which
/// accounts exist.
pub async fn identify(ctx: &Ctx, form: SignUpForm<'_>, browser: &Browser) -> Answer<Shown> {
    let pending = transaction::pending(ctx, form.state, browser).await?;
    let Some(destination) = destination(ctx, &pending.request).await? else {
        return Ok(Shown::Elsewhere(Page::Login));
    };
    if let Some(other) = instead_of(ctx, form.page, (&pending, &destination)).await? {
        return Ok(Shown::Elsewhere(other));
    }
    if let Some(error) = mistaken_identifier(&form, &destination) {
        return again(ctx, &pending.request, (&destination, &form), error).await;
    }
    // Each is a row that is written before it is known who signs up.
    transaction::allow_login(ctx)?;
    let mut new = typed(ctx, &form, &pending);
    let next = after(&new, &destination);
    let is_sent = new.asked_at.is_some_and(|at| at.plus(LIFETIME) > ctx.now);
    if next == Page::EmailChallenge && !is_sent {
        let address = NewAddress::of((form.state, &pending), &destination.connection, &new);
        let key = match address.send(ctx).await? {
            CodeRequest::Queued => None,
            CodeRequest::TooMany => Some("too-many-otps"),
            CodeRequest::No => Some("auth0-users-validation"),
        };
        if let Some(key) = key {
            let error = SignUpError::Key(key, SignUpField::Page);
            return again(ctx, &pending.request, (&destination, &form), error).await;
        }
        new.asked_at = Some(ctx.now);
    }
    pending.advance(ctx, PendingStage::SigningUp(new)).await?;
    Ok(Shown::Elsewhere(next))
}

/// What the user has typed; what was known of the same address before is still known.
fn typed(ctx: &Ctx, form: &SignUpForm<'_>, pending: &Pending) -> SigningUp {
    let before = match &pending.stage {
        PendingStage::SigningUp(before) => Some(before),
        _ => None,
    };
    let is_it =
        |before: &&SigningUp| identifier::email(&before.email) == identifier::email(form.email);
    let before = before.filter(is_it);
    SigningUp {
        email: form.email.trim().to_owned(),
        username: form.username.trim().to_owned(),
        asked_at: before.and_then(|before| before.asked_at),
        is_verified: before.is_some_and(|before| before.is_verified),
        // What is called by another name is another account.
        user_id: ids::user_id(&ctx.entropy),
        wants_password: false,
    }
}

/// Makes the account, and begins or renews the session.
pub async fn submit(ctx: &Ctx, form: SignUpForm<'_>, browser: &Browser) -> Answer<Shown> {
    let pending = transaction::pending(ctx, form.state, browser).await?;
    let Some(destination) = destination(ctx, &pending.request).await? else {
        return Ok(Shown::Elsewhere(Page::Login));
    };
    if let Some(other) = instead_of(ctx, form.page, (&pending, &destination)).await? {
        return Ok(Shown::Elsewhere(other));
    }
    // What was typed on the first of two pages is not changed on the second.
    let before = match &pending.stage {
        PendingStage::SigningUp(new) => Some(new.clone()),
        _ => None,
    };
    let form = match &before {
        Some(new) => SignUpForm {
            email: &new.email,
            username: &new.username,
            ..form
        },
        None => form,
    };
    let is_verified = before.as_ref().is_some_and(|new| new.is_verified);
    let user = match make(ctx, &pending.request, (&destination, &form, is_verified)).await? {
        Ok(user) => user,
        // Maybe by a request that was sent twice.
        Err(SignUpError::Key("email-in-use", _))
            if is_signed_in_by_another(ctx, (form.state, &pending)).await? =>
        {
            return Err(transaction::moved_on().into());
        }
        Err(error) => return again(ctx, &pending.request, (&destination, &form), error).await,
    };
    let connection = destination.connection.name.as_str();
    let cookie = signed_in(ctx, pending, (&user, connection), browser).await?;
    Ok(Shown::SignedIn { cookie })
}

/// The new user, whose first login this is.
async fn make(
    ctx: &Ctx,
    request: &SignInRequest,
    (destination, form, is_verified): (&Destination, &SignUpForm<'_>, bool),
) -> Answer<Result<User, SignUpError>> {
    if let Some(error) = mistake(form, destination).or(other_address(form, request)) {
        return Ok(Err(error));
    }
    if let Some(invitation) = &request.invitation {
        accept::check_open(ctx, invitation).await?;
    }
    let made = store(ctx, request, (destination, form), is_verified).await?;
    let mut user = match made {
        Ok(user) => user,
        Err(error) => return Ok(Err(error)),
    };
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    let mut db = ctx.store.write().await?;
    let password = (user.user_id.as_str(), user.password_epoch);
    // A password that was changed at once ends the login where its session is stored.
    users::record_login(&mut db, password, ip.as_deref(), ctx.now).await?;
    user.logins_count += 1;
    Ok(Ok(user))
}

/// Makes the account.
async fn store(
    ctx: &Ctx,
    request: &SignInRequest,
    (destination, form): (&Destination, &SignUpForm<'_>),
    is_verified: bool,
) -> Answer<Result<User, SignUpError>> {
    let client = client::known(ctx, &request.client_id).await?;
    let body = body(form, request, &destination.connection);
    let new = request_of((&client.client, &body), request, (is_verified, None));
    answered(sign_up(ctx, new).await, (destination, is_verified))
}

/// What the form asks for, with the passkey that takes the place of a password, if there is one.
pub(super) fn request_of<'a>(
    (client, body): (&'a Client, &'a Map<String, Value>),
    request: &'a SignInRequest,
    (is_verified, passkey): (bool, Option<NewPasskey<'a>>),
) -> SignUp<'a> {
    SignUp {
        client,
        body,
        is_verified,
        organization_id: request.organization.as_deref(),
        invitation: request.invitation.as_deref(),
        passkey,
        languages: &request.languages,
    }
}

/// What a sign-up has come to, as the page says it.
pub(super) fn answered<T>(
    answer: Answer<Result<T, Declined>>,
    (destination, is_verified): (&Destination, bool),
) -> Answer<Result<T, SignUpError>> {
    Ok(match answer {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(Declined::Taken { .. })) if destination.rules.requires_username() => {
            // Which of both it is, is known where the address was proved to be new.
            let key = if is_verified {
                "username-taken"
            } else {
                "email-in-use"
            };
            Err(SignUpError::Key(key, SignUpField::Page))
        }
        Ok(Err(declined)) => Err(declined.into()),
        Err(Failure::Refused(refusal)) => Err(SignUpError::of(refusal.code)),
        Err(accident) => return Err(accident),
    })
}

async fn again(
    ctx: &Ctx,
    request: &SignInRequest,
    of: (&Destination, &SignUpForm<'_>),
    error: SignUpError,
) -> Answer<Shown> {
    let shown = describe(ctx, request, of, Some(error)).await?;
    Ok(Shown::Page(Box::new(shown)))
}

/// The database that the new user goes into, and what it asks for.
pub(super) struct Destination {
    pub(super) connection: Connection,
    rules: Rules,
    policy: PasswordPolicy,
    /// A passkey will do instead of a password. Who is invited types one, as at Auth0.
    pub(super) offers_passkey: bool,
}

/// The database of a request, if it takes new users.
pub(super) async fn destination(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Destination>> {
    let Some(connection) = open_connection(ctx, request).await? else {
        return Ok(None);
    };
    let asks_first = ctx.store.prompts().await?.identifier_first;
    let offers_passkey = asks_first && request.invitation.is_none() && connection.has_passkeys();
    let found = connections::by_id(&mut ctx.store.read().await?, &connection.id).await?;
    Ok(found.map(|stored| Destination {
        connection,
        rules: Rules::of(&stored.document),
        policy: PasswordPolicy::of(&stored.document),
        offers_passkey,
    }))
}

async fn describe(
    ctx: &Ctx,
    request: &SignInRequest,
    (destination, typed): (&Destination, &SignUpForm<'_>),
    error: Option<SignUpError>,
) -> Answer<SignUpPage> {
    let client = client::known(ctx, &request.client_id).await?;
    let invitation = request.invitation.as_deref();
    Ok(SignUpPage {
        page: typed.page,
        client_name: client.client.name.clone(),
        logo_uri: client.client.logo_uri.clone(),
        email: match invitation {
            Some(invitation) => invitation.terms.email.clone(),
            None => typed.email.to_owned(),
        },
        inviter: invitation.map(|invitation| invitation.terms.inviter.clone()),
        organization: ShownOrganization::of(ctx, request).await?,
        username: typed.username.to_owned(),
        asks_username: destination.rules.requires_username(),
        policy: destination.policy.clone(),
        error,
        languages: request.languages.clone(),
    })
}

/// The form as `/dbconnections/signup` takes it.
pub(super) fn body(
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

/// What is wrong with the identifiers.
fn mistaken_identifier(form: &SignUpForm<'_>, destination: &Destination) -> Option<SignUpError> {
    use SignUpField::{Email, Username};
    let rules = &destination.rules;
    let username = Some(form.username).filter(|_| rules.requires_username());
    let (key, field) = match form {
        _ if form.email.trim().is_empty() => ("no-email", Email),
        _ if identifier::email(form.email).is_none() => ("invalid-email", Email),
        _ if username.is_some_and(|name| name.trim().is_empty()) => ("no-username", Username),
        _ => (unfit_username(rules, username?)?, Username),
    };
    Some(SignUpError::Key(key, field))
}

/// What is wrong with a user name, as a text key of the page.
fn unfit_username(rules: &Rules, username: &str) -> Option<&'static str> {
    let judged = match identifier::canonical(username) {
        Some(name) => rules.judge_username(&name),
        None => Err(UnfitUsername::InvalidCharacters),
    };
    Some(match judged.err()? {
        UnfitUsername::TooShort { .. } => "invalid-username-min-length",
        UnfitUsername::TooLong { .. } => "invalid-username-max-length",
        UnfitUsername::InvalidCharacters => "invalid-username-invalid-characters",
        UnfitUsername::LooksLikeEmail => "invalid-username-email-not-allowed",
    })
}

/// What is wrong with the form before an account is made of it.
fn mistake(form: &SignUpForm<'_>, destination: &Destination) -> Option<SignUpError> {
    if let Some(error) = mistaken_identifier(form, destination) {
        return Some(error);
    }
    let wrong = |key| Some(SignUpError::Key(key, SignUpField::Password));
    if form.password.is_empty() {
        return wrong("no-password");
    }
    let known = [("email", form.email), ("username", form.username)];
    let profile = known.map(|(name, text)| (name.to_owned(), json!(text)));
    let profile = Map::from_iter(profile);
    let judged = destination.policy.judge(form.password, &profile);
    judged.err().and_then(|unfit| wrong(unfit.key()))
}

/// Who is invited signs up with the address that is invited.
fn other_address(form: &SignUpForm<'_>, request: &SignInRequest) -> Option<SignUpError> {
    let invitation = request.invitation.as_deref()?;
    let error = SignUpError::Key("invitation-other-email", SignUpField::Email);
    (!accept::is_address(invitation, form.email)).then_some(error)
}

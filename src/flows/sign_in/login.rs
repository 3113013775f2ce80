//! The pages that ask who the user is, on one page or the identifier first: when they are needed, what they show, and what
//! becomes of their forms.

use super::browser::Browser;
use super::client;
use super::database::{
    code_connection, connection_name, open_connection, passwordless_connection,
    self_service_connection, takes_new_users,
};
use super::login_error::{Field, LoginError};
use super::organization::ShownOrganization;
use super::passkey_offer::{self, PasskeyOffer};
use super::passwordless;
use super::reply::Page;
use super::request::SignInRequest;
use super::signed_in::signed_in;
use super::state::{Next, SignIn};
use super::transaction::{self, CodeSent, Pending, PendingStage};
use super::upstream::{self, ProviderButton};
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::passwordless::Channel;
use crate::flows::invitations::accept;
use crate::flows::login::password::{PasswordAttempt, verify};
use crate::flows::{Answer, Ctx, Failure, session};
use crate::store::users;
use crate::texts::Preferences;

/// The first page that asks who the user is, if that is not known. A silent request is refused whichever page it is.
pub async fn required(ctx: &Ctx, sign_in: &SignIn) -> Answer<Next> {
    Ok(match sign_in.authenticated {
        Some(_) => Next::Continue,
        None if sign_in.request.prompt.none => Next::Page(Page::Login),
        None if signs_up(ctx, &sign_in.request).await? => {
            Next::Page(first_sign_up_page(ctx, &sign_in.request).await?)
        }
        None => Next::Page(first_page(ctx, &sign_in.request).await?),
    })
}

/// Whether the request is for a new user, and the database takes them.
async fn signs_up(ctx: &Ctx, request: &SignInRequest) -> Answer<bool> {
    if !request.begins_with_sign_up && request.invitation.is_none() {
        return Ok(false);
    }
    let Some(connection) = open_connection(ctx, request).await? else {
        return Ok(false);
    };
    Ok(match &request.invitation {
        // Who has an account signs in with it.
        Some(invitation) => !accept::has_account(ctx, invitation, &connection).await?,
        None => true,
    })
}

/// Who is invited is not asked for an identifier.
async fn first_page(ctx: &Ctx, request: &SignInRequest) -> Answer<Page> {
    if let Some(channel) = passwordless_channel(ctx, request).await? {
        let has_code = request
            .link
            .as_ref()
            .is_some_and(|link| link.channel == channel);
        return Ok(match has_code {
            true => Page::of_code(channel),
            false => Page::Identifier,
        });
    }
    let asks_first = ctx.store.prompts().await?.identifier_first
        || code_connection(ctx, request)
            .await?
            .is_some_and(|c| !c.takes_passwords());
    Ok(match asks_first && request.invitation.is_none() {
        true => Page::Identifier,
        false => Page::Login,
    })
}

/// The first page for new users.
pub async fn first_sign_up_page(ctx: &Ctx, request: &SignInRequest) -> Answer<Page> {
    Ok(match first_page(ctx, request).await? {
        Page::Login => Page::SignUp,
        _ => Page::SignUpIdentifier,
    })
}

/// What a page shows that asks for the identifier, the password, or both.
#[derive(Debug, Clone)]
pub struct LoginPage {
    /// Which one it is.
    pub page: Page,
    pub client_name: String,
    pub logo_uri: Option<String>,
    /// The organization that is signed in to.
    pub organization: Option<ShownOrganization>,
    pub username: String,
    /// The name of who invites the user, whose address is then not changed.
    pub inviter: Option<String>,
    pub error: Option<LoginError>,
    /// By what a code is sent, where no password is asked for.
    pub sends_by: Option<Channel>,
    /// Whether new users may sign up.
    pub offers_sign_up: bool,
    /// A code will do in the place of the password.
    pub offers_code: bool,
    /// The connection whose forgotten passwords may be replaced.
    pub resets_for: Option<String>,
    /// Whether the user may sign in here: not where there are only providers elsewhere.
    pub asks_identifier: bool,
    /// Where else the user may sign in.
    pub providers: Vec<ProviderButton>,
    /// What the page for the identifier asks for besides.
    pub passkey: Option<PasskeyOffer>,
    pub languages: Preferences,
}

/// What the user typed. Not `Debug`: it holds a password.
pub struct Submission<'a> {
    pub state: &'a str,
    /// The page with the form.
    pub page: Page,
    pub username: &'a str,
    pub password: &'a str,
}

/// What becomes of a request for such a page, or of its form.
pub enum Asked {
    /// The page, or the page again with the reason.
    Page(Box<LoginPage>),
    /// Another page comes first, or next.
    Elsewhere(Page),
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
}

/// A page of a transaction that waits for a login.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser, page: Page) -> Answer<Asked> {
    let pending = transaction::pending(ctx, state, browser).await?;
    if let Some(other) = instead_of(ctx, page, &pending).await? {
        return Ok(Asked::Elsewhere(other));
    }
    let username = match &pending.stage {
        PendingStage::Identified { identifier } => identifier.clone(),
        PendingStage::CodeSent(of) => of.address.clone(),
        _ => match &pending.request.login_hint {
            Some(hint) => hint.clone(),
            None => known(ctx, &pending.request, browser).await?,
        },
    };
    let mut shown = describe(ctx, &pending.request, page, (username, None)).await?;
    shown.passkey = passkey_offer::of(ctx, &pending.request, (state, page)).await?;
    Ok(Asked::Page(Box::new(shown)))
}

/// The identifier of the user who is signed in here, and is asked for the password again (`prompt=login`, `max_age`). Who is to
/// choose an account may be another one.
async fn known(ctx: &Ctx, request: &SignInRequest, browser: &Browser) -> Answer<String> {
    let current = session::current(ctx, browser.session.as_deref()).await?;
    let user_id = current.map(|current| current.session.user_id);
    let user_id =
        user_id.filter(|id| !request.prompt.select_account && !request.is_for_another(id));
    let Some(user_id) = user_id else {
        return Ok(String::new());
    };
    let found = users::by_id(&mut ctx.store.read().await?, &user_id).await?;
    let identifier = found.and_then(|user| user.email.or(user.username));
    Ok(identifier.unwrap_or_default())
}

/// The page that is to be shown instead, if this one is not next: no address skips a page.
pub(super) async fn instead_of(ctx: &Ctx, page: Page, pending: &Pending) -> Answer<Option<Page>> {
    let next = match (&pending.stage, page) {
        // The identifier may be changed.
        (PendingStage::Identified { .. }, Page::Identifier) => Page::Identifier,
        (PendingStage::Identified { .. }, _) => Page::Password,
        (PendingStage::CodeSent(of), _) => after_code(ctx, &pending.request, (page, of)).await?,
        // Who comes by a link may ask for another code, and for another address.
        (PendingStage::Login, Page::Identifier) if pending.request.link.is_some() => {
            Page::Identifier
        }
        // The form was sent twice.
        (PendingStage::Authenticated(_), _) => Page::Resume,
        (PendingStage::SecondFactor(stage), _) => stage.at.page(),
        _ => first_page(ctx, &pending.request).await?,
    };
    Ok((page != next).then_some(next))
}

/// The page of who waits for a code; the address may be changed. The connection may have been changed or taken away meanwhile:
/// then that page would lead back here.
async fn after_code(
    ctx: &Ctx,
    request: &SignInRequest,
    (page, of): (Page, &CodeSent),
) -> Answer<Page> {
    if of.of_database {
        let is_taken = code_connection(ctx, request).await?.is_some();
        return match is_taken && page != Page::Identifier {
            true => Ok(Page::EmailChallenge),
            false => first_page(ctx, request).await,
        };
    }
    match passwordless_channel(ctx, request).await? {
        Some(channel) if channel == of.channel && page != Page::Identifier => {
            Ok(Page::of_code(channel))
        }
        Some(_) => Ok(Page::Identifier),
        None if self_service_connection(ctx, request).await?.is_some() => {
            first_page(ctx, request).await
        }
        None => Err(transaction::lost()
            .because("the connection of the code is not enabled for the client any more")
            .into()),
    }
}

async fn describe(
    ctx: &Ctx,
    request: &SignInRequest,
    page: Page,
    (username, error): (String, Option<LoginError>),
) -> Answer<LoginPage> {
    let client = client::known(ctx, &request.client_id).await?;
    let client = &client.client;
    let connection = self_service_connection(ctx, request).await?;
    let offers_sign_up = match &connection {
        Some(connection) if connection.signs_up_by_passwords() => {
            takes_new_users(ctx, request, connection).await?
        }
        Some(_) | None => false,
    };
    let invitation = request.invitation.as_deref();
    let offers_code =
        page == Page::Password && takes_code(ctx, request, &username).await?.is_some();
    let providers = match page {
        Page::Password => vec![],
        _ => upstream::buttons(ctx, request).await?,
    };
    let sends_by = passwordless_channel(ctx, request).await?;
    Ok(LoginPage {
        page,
        client_name: client.name.clone(),
        logo_uri: client.logo_uri.clone(),
        organization: ShownOrganization::of(ctx, request).await?,
        username: match invitation {
            Some(invitation) => invitation.terms.email.clone(),
            None => username,
        },
        inviter: invitation.map(|invitation| invitation.terms.inviter.clone()),
        error,
        asks_identifier: connection.is_some() || sends_by.is_some() || providers.is_empty(),
        sends_by,
        offers_sign_up,
        offers_code,
        resets_for: connection
            .filter(Connection::offers_password_reset)
            .map(|connection| connection.name),
        providers,
        passkey: None,
        languages: request.languages.clone(),
    })
}

async fn passwordless_channel(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Channel>> {
    let connection = passwordless_connection(ctx, request).await?;
    let settings = connection.as_ref().and_then(Connection::passwordless);
    Ok(settings.map(|settings| settings.channel))
}

/// The database at which a code will do for who has typed that: an address, and no user name.
async fn takes_code(
    ctx: &Ctx,
    request: &SignInRequest,
    identifier: &str,
) -> Answer<Option<Connection>> {
    let is_address = Channel::Email.recipient(identifier).is_some();
    let connection = code_connection(ctx, request).await?;
    Ok(connection.filter(|connection| is_address || !connection.takes_passwords()))
}

/// Sends a code in the place of the password, to the address that was typed before.
pub async fn switch_to_code(
    ctx: &Ctx,
    submission: Submission<'_>,
    browser: &Browser,
) -> Answer<Asked> {
    let pending = transaction::pending(ctx, submission.state, browser).await?;
    if let Some(other) = instead_of(ctx, submission.page, &pending).await? {
        return Ok(Asked::Elsewhere(other));
    }
    let PendingStage::Identified { identifier } = &pending.stage else {
        return Err(transaction::lost().into());
    };
    let identifier = identifier.clone();
    let submission = Submission {
        username: &identifier,
        ..submission
    };
    let Some(connection) = takes_code(ctx, &pending.request, &identifier).await? else {
        let error = LoginError {
            key: "invalid-connection",
            field: Field::Page,
        };
        return again(ctx, &pending.request, (&submission, error)).await;
    };
    transaction::allow_login(ctx)?;
    send_code(ctx, (&submission, pending), &connection).await
}

/// Sends a code to whom the form names, and goes on to its page.
async fn send_code(
    ctx: &Ctx,
    (submission, pending): (&Submission<'_>, Pending),
    connection: &Connection,
) -> Answer<Asked> {
    let place = (submission.state, &pending);
    match passwordless::send(ctx, place, connection, submission.username).await? {
        Ok(sent) => {
            let page = sent.page();
            pending.advance(ctx, PendingStage::CodeSent(sent)).await?;
            Ok(Asked::Elsewhere(page))
        }
        Err(error) => again(ctx, &pending.request, (submission, error)).await,
    }
}

/// Notes the identifier, and goes on to the password, or to the code that is sent. An unknown one does, too: the page does not show which accounts
/// exist.
pub async fn identify(ctx: &Ctx, submission: Submission<'_>, browser: &Browser) -> Answer<Asked> {
    let pending = transaction::pending(ctx, submission.state, browser).await?;
    if let Some(other) = instead_of(ctx, Page::Identifier, &pending).await? {
        return Ok(Asked::Elsewhere(other));
    }
    let identifier = submission.username;
    let connection = match passwordless_connection(ctx, &pending.request).await? {
        Some(connection) => Some(connection),
        None => takes_code(ctx, &pending.request, identifier)
            .await?
            .filter(Connection::sends_codes_first),
    };
    let error = match Typed::read(identifier) {
        _ if identifier.trim().is_empty() => Some("no-username"),
        None if connection.is_none() => Some("invalid-login-id"),
        None | Some(_) => None,
    };
    if let Some(key) = error {
        let error = LoginError {
            key,
            field: Field::Username,
        };
        return again(ctx, &pending.request, (&submission, error)).await;
    }
    // Each is a row that is written before it is known who signs in.
    transaction::allow_login(ctx)?;
    if let Some(connection) = connection {
        return send_code(ctx, (&submission, pending), &connection).await;
    }
    let identifier = identifier.trim().to_owned();
    pending
        .advance(ctx, PendingStage::Identified { identifier })
        .await?;
    Ok(Asked::Elsewhere(Page::Password))
}

/// Checks the password, and begins or renews the session.
pub async fn submit(ctx: &Ctx, submission: Submission<'_>, browser: &Browser) -> Answer<Asked> {
    let pending = transaction::pending(ctx, submission.state, browser).await?;
    if let Some(other) = instead_of(ctx, submission.page, &pending).await? {
        return Ok(Asked::Elsewhere(other));
    }
    // What was typed on the first of two pages is not changed on the second.
    let identified = match &pending.stage {
        PendingStage::Identified { identifier } => Some(identifier.clone()),
        _ => None,
    };
    let submission = Submission {
        username: identified.as_deref().unwrap_or(submission.username),
        ..submission
    };
    let mistake = left_empty(&submission).or(other_address(&pending.request, &submission));
    if let Some(error) = mistake {
        return again(ctx, &pending.request, (&submission, error)).await;
    }
    let client = client::known(ctx, &pending.request.client_id).await?;
    let connection = connection_name(ctx, &pending.request).await?;
    let attempt = PasswordAttempt {
        client: &client.client,
        connection: &connection,
        username: submission.username,
        password: submission.password,
        languages: &pending.request.languages,
    };
    let user = match verify(ctx, attempt).await {
        Ok(user) => user,
        Err(Failure::Refused(refusal)) => {
            let error = LoginError::of(refusal.code);
            return again(ctx, &pending.request, (&submission, error)).await;
        }
        Err(accident) => return Err(accident),
    };
    let cookie = signed_in(ctx, pending, (&user, &connection), browser).await?;
    Ok(Asked::SignedIn { cookie })
}

fn left_empty(submission: &Submission<'_>) -> Option<LoginError> {
    let (key, field) = match (submission.username.trim(), submission.password) {
        ("", _) => ("no-username", Field::Username),
        (_, "") => ("no-password", Field::Password),
        _ => return None,
    };
    Some(LoginError { key, field })
}

/// Who is invited signs in with the address that is invited.
fn other_address(request: &SignInRequest, submission: &Submission<'_>) -> Option<LoginError> {
    let invitation = request.invitation.as_deref()?;
    let error = LoginError {
        key: "invitation-other-email",
        field: Field::Username,
    };
    (!accept::is_address(invitation, submission.username)).then_some(error)
}

/// The page again, with what was wrong.
pub(super) async fn again(
    ctx: &Ctx,
    request: &SignInRequest,
    (submission, error): (&Submission<'_>, LoginError),
) -> Answer<Asked> {
    let typed = (submission.username.to_owned(), Some(error));
    let mut shown = describe(ctx, request, submission.page, typed).await?;
    let place = (submission.state, submission.page);
    shown.passkey = passkey_offer::of(ctx, request, place).await?;
    Ok(Asked::Page(Box::new(shown)))
}

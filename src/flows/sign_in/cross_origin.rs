//! Signing in on a page of the application's own (cross-origin authentication): the page sends what the user typed, and gets a
//! ticket, with which the browser comes to `/authorize`. The ticket is of the browser that has the cookie, so that no link signs a
//! user in as another one.

use super::browser::Browser;
use super::login_ticket::LoginTicket;
use super::state::{Authenticated, Next, SignIn};
use super::transaction;
use crate::domain::client::Client;
use crate::domain::redirect_uri::is_allowed_origin;
use crate::domain::user::User;
use crate::flows::login::password::{PasswordAttempt, verify};
use crate::flows::passwordless::code::{ClientsPlace, PasswordlessCode};
use crate::flows::passwordless::prove::Unproved;
use crate::flows::passwordless::recipient::{self, Recipient};
use crate::flows::session::{self, SessionStart};
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, users};
use crate::ids;
use crate::store::sessions;
use crate::tenant_log::EventCode;
use crate::texts::Preferences;
use crate::tokens::opaque::{self, OpaqueKind};

/// What the page has sent. Not `Debug`: it holds a password.
pub struct CrossOriginLogin<'a> {
    pub client: &'a Client,
    /// Where the page is.
    pub origin: Option<&'a str>,
    pub username: &'a str,
    /// The connection; the tenant's default directory where it names none.
    pub realm: Option<&'a str>,
    pub secret: Secret<'a>,
    pub languages: &'a Preferences,
}

/// What proves who the user is.
pub enum Secret<'a> {
    Password(&'a str),
    /// A code that `/passwordless/start` has sent.
    Code(&'a str),
}

/// What the page goes on with.
pub struct Issued {
    pub login_ticket: String,
    pub co_id: String,
    pub co_verifier: String,
    /// The cookie of a browser that had none.
    pub binding: Option<String>,
}

/// Checks what the user typed; a ticket for the browser.
pub async fn log_in(ctx: &Ctx, login: CrossOriginLogin<'_>, browser: &Browser) -> Answer<Issued> {
    let client = login.client;
    if !client.is_first_party || !client.cross_origin_authentication || !is_of_its_own(&login) {
        let refusal = Code::UnauthorizedClient.refuse("Cross origin login not allowed.");
        let reason =
            "the client has no cross_origin_authentication, or the page's origin is none of its";
        return Err(refusal.because(reason).into());
    }
    let (user, connection) = match login.secret {
        Secret::Password(password) => by_password(ctx, &login, password).await?,
        Secret::Code(code) => by_code(ctx, &login, code).await?,
    };
    let (bound, binding) = match browser.bound_by().next() {
        Some(known) => (known, None),
        None => {
            let minted = opaque::mint(&ctx.entropy, OpaqueKind::BrowserCookie);
            (minted.digest, Some(minted.secret))
        }
    };
    let ticket = LoginTicket {
        client_id: client.client_id.clone(),
        browser: bound,
        user_id: user.user_id,
        password_epoch: user.password_epoch,
        connection,
        authenticated_at: ctx.now,
    };
    Ok(Issued {
        login_ticket: transaction::store_ticket(ctx, ticket).await?,
        co_id: ids::opaque_id(&ctx.entropy),
        co_verifier: ids::opaque_id(&ctx.entropy),
        binding,
    })
}

/// Whether the page is the client's. Browsers name the origin of every such request: one without it comes from no page.
fn is_of_its_own(login: &CrossOriginLogin<'_>) -> bool {
    let client = login.client;
    login.origin.is_some_and(|origin| {
        [&client.web_origins, &client.allowed_origins]
            .iter()
            .any(|list| is_allowed_origin(origin, list, None))
    })
}

async fn by_password(
    ctx: &Ctx,
    login: &CrossOriginLogin<'_>,
    password: &str,
) -> Answer<(User, String)> {
    let tenant = ctx.store.tenant().await?;
    let directory = tenant.default_directory.as_deref();
    let realm = login.realm.or(directory.filter(|name| !name.is_empty()));
    let missing = || {
        Code::InvalidRequest
            .refuse("Authorization server not configured with default connection.")
            .because("the tenant has no default_directory")
    };
    let connection = realm.ok_or_else(missing)?;
    let attempt = PasswordAttempt {
        client: login.client,
        connection,
        username: login.username,
        password,
        languages: login.languages,
    };
    let user = verify(ctx, attempt).await.map_err(as_denied)?;
    Ok((user, connection.to_owned()))
}

/// There is no grant here: Auth0 calls what is wrong `access_denied`.
fn as_denied(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(refusal) if refusal.code == Code::InvalidGrant => {
            Code::AccessDenied.refuse(refusal.description).into()
        }
        other => other,
    }
}

async fn by_code(ctx: &Ctx, login: &CrossOriginLogin<'_>, typed: &str) -> Answer<(User, String)> {
    let missing = || Code::InvalidRequest.refuse("Missing required parameter: realm");
    let realm = login.realm.ok_or_else(missing)?;
    let found = recipient::connection(ctx, realm).await?;
    let found = found.filter(|c| c.is_enabled_for(&login.client.client_id));
    let connection = found.ok_or_else(|| {
        let reason = format!("connection {realm:?} is none without passwords");
        let refusal = Code::AccessDenied.refuse("the connection is not enabled");
        refusal.because(reason)
    })?;
    let recipient = Recipient::read(&connection, login.username).ok_or_else(wrong)?;
    let place = ClientsPlace::of(ctx, login.client, &recipient);
    let code = PasswordlessCode {
        of: place.code(),
        client: login.client,
        recipient: &recipient,
        languages: login.languages,
    };
    match code.prove(ctx, typed).await? {
        Ok(user) => Ok((user, connection.name)),
        Err(why) => {
            ctx.log(code.failed(EventCode::FailedLogin, &why));
            Err(refused(why).into())
        }
    }
}

fn wrong() -> Refusal {
    Code::AccessDenied.refuse("Wrong email or verification code.")
}

fn refused(why: Unproved) -> Refusal {
    match why {
        Unproved::Wrong => wrong(),
        Unproved::TooMany => Code::TooManyAttempts
            .refuse("You've reached the maximum number of attempts. Please try again later."),
        Unproved::Suspicious => {
            Code::SuspiciousAddress.refuse("Too many failed logins from this network")
        }
        Unproved::Blocked => Code::UserBlocked.refuse("user is blocked"),
        Unproved::Declined(declined) => Code::AccessDenied.refuse(declined.sentence().to_owned()),
    }
}

/// The step: signs the user of the request's ticket in, in the place of any other user.
pub async fn redeem(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    let Some(shown) = sign_in.request.login_ticket.take() else {
        return Ok(Next::Continue);
    };
    let bound: Vec<String> = sign_in.browser.bound_by().collect();
    let client = &sign_in.client.client;
    let is_for = |ticket: &LoginTicket| {
        ticket.client_id == client.client_id && bound.contains(&ticket.browser)
    };
    let ticket = transaction::take_ticket(ctx, &shown, is_for).await?;
    let ticket = ticket.ok_or_else(unknown_ticket)?;
    let found = users::available(ctx, &ticket.user_id, client).await?;
    let user = found.map_err(|unavailable| unavailable.refuse_login())?;
    if user.password_epoch != ticket.password_epoch {
        return Err(session::overtaken().into());
    }
    if let Some(current) = session::current(ctx, sign_in.browser.session.as_deref()).await? {
        let mut db = ctx.store.write().await?;
        sessions::end(&mut db, &current.session.id, ctx.now).await?;
    }
    let start = SessionStart {
        user_id: &ticket.user_id,
        password_epoch: ticket.password_epoch,
        connection: &ticket.connection,
        authenticated_at: ticket.authenticated_at,
        transfer: None,
    };
    let (new, cookie) = session::begin(ctx, start).await?;
    sign_in.authenticated = Some(Authenticated {
        user_id: ticket.user_id,
        session_id: new.session.id.clone(),
        authenticated_at: ticket.authenticated_at,
        parent_family: None,
        transfer: None,
        organization: sign_in.request.organization.clone(),
        begins_session: true,
        interactive: true,
        consented: false,
        confirmed: false,
        chosen: false,
        passkey: None,
        passkey_offered: false,
        password_epoch: ticket.password_epoch,
        connection: ticket.connection,
        methods: vec![],
        factors: vec![],
    });
    sign_in.user = Some(user);
    sign_in.pending_session = Some(new);
    sign_in.cookie = Some(cookie);
    Ok(Next::Continue)
}

fn unknown_ticket() -> Refusal {
    Code::AccessDenied
        .refuse("Unknown or invalid login ticket.")
        .because("it was used, has expired, or is of another client or browser")
}

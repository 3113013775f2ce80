//! The login page: when it is needed, what it shows, and what becomes of its form.

use super::browser::Browser;
use super::client;
use super::reply::Page;
use super::request::SignInRequest;
use super::state::{Authenticated, Next, SignIn};
use super::transaction::{self, PendingStage};
use crate::domain::client::Client;
use crate::domain::connection::DATABASE;
use crate::domain::user::User;
use crate::flows::login::password::{PasswordAttempt, verify};
use crate::flows::{Answer, Code, Ctx, Failure, session};
use crate::store::{organization_connections, sessions};
use crate::tokens::opaque::{self, OpaqueKind};

/// The login page, if no user is signed in.
pub async fn required(sign_in: &SignIn) -> Answer<Next> {
    Ok(match sign_in.authenticated {
        Some(_) => Next::Continue,
        None => Next::Page(Page::Login),
    })
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct LoginPage {
    pub client_name: String,
    pub logo_uri: Option<String>,
    pub tenant_name: String,
    pub username: String,
    pub error: Option<LoginError>,
}

/// Why the last attempt failed, in a sentence for the user.
#[derive(Debug, Clone)]
pub struct LoginError {
    pub text: String,
    /// What was typed is wrong, and not something else about the account.
    pub is_about_input: bool,
}

/// What the user typed. Not `Debug`: it holds a password.
pub struct Submission<'a> {
    pub state: &'a str,
    pub username: &'a str,
    pub password: &'a str,
}

/// What became of it.
pub enum Submitted {
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
    /// The page again, with the reason.
    Again(Box<LoginPage>),
}

/// The page of a transaction that waits for a login.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<LoginPage> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let client = client::known(ctx, &pending.request.client_id).await?;
    let username = pending.request.login_hint.unwrap_or_default();
    describe(ctx, &client.client, username, None).await
}

async fn describe(
    ctx: &Ctx,
    client: &Client,
    username: String,
    error: Option<LoginError>,
) -> Answer<LoginPage> {
    let tenant = ctx.store.tenant().await?;
    Ok(LoginPage {
        client_name: client.name.clone(),
        logo_uri: client.logo_uri.clone(),
        tenant_name: tenant
            .friendly_name
            .clone()
            .unwrap_or_else(|| ctx.origin.host().to_owned()),
        username,
        error,
    })
}

/// Checks the password, and begins or renews the session.
pub async fn submit(ctx: &Ctx, submission: Submission<'_>, browser: &Browser) -> Answer<Submitted> {
    let pending = transaction::pending(ctx, submission.state, browser).await?;
    let client = client::known(ctx, &pending.request.client_id).await?;
    let connection = connection(ctx, &pending.request).await?;
    let attempt = PasswordAttempt {
        client: &client.client,
        connection: &connection,
        username: submission.username,
        password: submission.password,
    };
    let user = match verify(ctx, attempt).await {
        Ok(user) => user,
        Err(Failure::Refused(refusal)) => {
            let text = match refusal.code {
                Code::UserBlocked => "Your account has been blocked".to_owned(),
                Code::AccessDenied => "Signing in is not possible for this application.".to_owned(),
                _ => refusal.description.to_string(),
            };
            let error = LoginError {
                text,
                is_about_input: refusal.code == Code::InvalidGrant,
            };
            let username = submission.username.to_owned();
            let again = describe(ctx, &client.client, username, Some(error)).await?;
            return Ok(Submitted::Again(Box::new(again)));
        }
        Err(accident) => return Err(accident),
    };
    let Entered {
        session_id,
        cookie,
        begins,
    } = enter(ctx, (&user, &connection), browser).await?;
    let authenticated = Authenticated {
        user_id: user.user_id,
        session_id,
        authenticated_at: ctx.now,
        parent_family: None,
        transfer: None,
        organization: pending.request.organization.clone(),
        begins_session: begins,
        interactive: true,
        consented: false,
        confirmed: false,
    };
    let stage = PendingStage::Authenticated(authenticated);
    pending.advance(ctx, stage).await?;
    Ok(Submitted::SignedIn { cookie })
}

/// The connection that the request names, else the default directory, else the first database of the client; of those that
/// the organization has, if one is signed in to. An empty name, which no connection has, where there is none.
async fn connection(ctx: &Ctx, request: &SignInRequest) -> Answer<String> {
    let connections = ctx.store.connections().await?;
    let of_organization = of_organization(ctx, request).await?;
    let enabled = || {
        connections.iter().filter(|c| {
            c.strategy == DATABASE
                && c.is_enabled_for(&request.client_id)
                && of_organization
                    .as_ref()
                    .is_none_or(|ids| ids.contains(&c.id))
        })
    };
    if let Some(named) = &request.connection {
        let is_usable = of_organization.is_none() || enabled().any(|c| c.name == *named);
        return Ok(if is_usable {
            named.clone()
        } else {
            String::new()
        });
    }
    let tenant = ctx.store.tenant().await?;
    let default = enabled().find(|c| Some(&c.name) == tenant.default_directory.as_ref());
    Ok(default
        .or_else(|| enabled().next())
        .map(|c| c.name.clone())
        .unwrap_or_default())
}

/// The ids of the connections that the request's organization has enabled.
async fn of_organization(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Vec<String>>> {
    let Some(id) = &request.organization else {
        return Ok(None);
    };
    let mut db = ctx.store.read().await?;
    let found = organization_connections::of_organization(&mut db, id).await?;
    let enabled = found.into_iter().filter(|(_, c)| c.is_enabled);
    Ok(Some(enabled.map(|(id, _)| id).collect()))
}

/// The session that the user is in now.
struct Entered {
    session_id: String,
    cookie: String,
    /// It did not exist before.
    begins: bool,
}

/// The user's session: the one that the browser has if it is theirs, under a new cookie; otherwise a new one.
async fn enter(ctx: &Ctx, (user, connection): (&User, &str), browser: &Browser) -> Answer<Entered> {
    if let Some(current) = session::current(ctx, browser.session.as_deref()).await? {
        let mut db = ctx.store.write().await?;
        if current.session.user_id == user.user_id {
            let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionCookie);
            let id = current.session.id;
            if sessions::reauthenticate(&mut db, &id, &minted.digest, ctx.now, connection).await? {
                return Ok(Entered {
                    session_id: id,
                    cookie: minted.secret,
                    begins: false,
                });
            }
        } else {
            sessions::end(&mut db, &current.session.id, ctx.now).await?;
        }
    }
    let beginning = session::SessionStart {
        user_id: &user.user_id,
        connection,
        authenticated_at: ctx.now,
        transfer: None,
    };
    let (new, cookie) = session::begin(ctx, beginning).await?;
    session::store(ctx, Some(&new)).await?;
    Ok(Entered {
        session_id: new.session.id,
        cookie,
        begins: true,
    })
}

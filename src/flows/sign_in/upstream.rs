//! Signing in at an identity provider elsewhere: by a button of the login page, or at once where the application names the
//! connection. The browser leaves with the transaction's `state`, and only that browser comes back by it, once.

use super::browser::Browser;
use super::client;
use super::organization::enabled_connections;
use super::outcome::SignInOutcome;
use super::reply::{BrowserReply, Location, Page};
use super::request::{CheckedRequest, SignInRequest};
use super::signed_in::signed_in;
use super::state::{Next, SignIn};
use super::transaction::{self, Pending, PendingStage};
use crate::domain::connection::Connection;
use crate::domain::upstream::{OidcOptions, Strategy};
use crate::flows::upstream::answer::ProviderAnswer;
use crate::flows::upstream::begin::HandedThrough;
use crate::flows::upstream::{Awaited, Departure, account, answer};
use crate::flows::users::Unavailable;
use crate::flows::{Answer, Ctx, Failure, Refusal};

/// A button of the login page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderButton {
    /// The name of the connection.
    pub connection: String,
    pub strategy: &'static str,
    pub label: String,
}

/// What comes of a browser that is back.
pub enum Returned {
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
    /// Not signed in: the answer for the application, with the reason.
    Refused(SignInOutcome),
}

/// The step: to the provider of the connection that the request names, where the user is not signed in yet.
pub async fn direct(ctx: &Ctx, sign_in: &SignIn) -> Answer<Next> {
    let request = &sign_in.request;
    let is_asked = sign_in.authenticated.is_none() && !request.prompt.none;
    let named = request.connection.as_ref().filter(|_| is_asked);
    let connections = ctx.store.connections().await?;
    let found = named.and_then(|name| connections.iter().find(|c| c.name == *name));
    let Some(connection) = found.filter(|c| c.upstream().is_some()) else {
        return Ok(Next::Continue);
    };
    if !is_usable(ctx, request, connection).await? {
        return Err(Unavailable::ConnectionNotEnabled.refuse_login().into());
    }
    let departure = depart(ctx, request, connection).await?;
    Ok(Next::Provider(Box::new(departure)))
}

/// Keeps the request and lets the user go.
pub async fn leave(ctx: &Ctx, sign_in: SignIn, departure: Departure) -> Answer<BrowserReply> {
    let stage = PendingStage::AtProvider(Box::new(departure.awaited.clone()));
    transaction::allow_login(ctx)?;
    // The page is not shown: the address that the user goes to carries our state.
    let page = (Page::Resume, &sign_in.browser);
    let mut reply = transaction::start(ctx, sign_in.request, stage, page).await?;
    if let Location::Page(_, state) = reply.to {
        reply.to = Location::Url(departure.location(&state));
    }
    Ok(reply)
}

/// The buttons of a request's login page; none where the application has chosen, or the user is invited to a database.
pub async fn buttons(ctx: &Ctx, request: &SignInRequest) -> Answer<Vec<ProviderButton>> {
    if request.connection.is_some() || request.invitation.is_some() || request.link.is_some() {
        return Ok(vec![]);
    }
    let of_organization = enabled_connections(ctx, request).await?;
    let connections = ctx.store.connections().await?;
    let ids = of_organization.as_ref();
    let button = |connection: &Connection| {
        let (strategy, _) = connection.upstream()?;
        let is_shown = strategy.is_social || connection.show_as_button == Some(true);
        let is_enabled = connection.is_enabled_for(&request.client_id)
            && ids.is_none_or(|ids| ids.contains(&connection.id));
        (is_shown && is_enabled).then(|| ProviderButton {
            connection: connection.name.clone(),
            strategy: strategy.name,
            label: connection.label().to_owned(),
        })
    };
    Ok(connections.iter().filter_map(button).collect())
}

/// A button was pressed: the address of the provider, or the refusal, for the application.
pub async fn choose(
    ctx: &Ctx,
    (state, name): (&str, &str),
    browser: Browser,
) -> Answer<Result<String, SignInOutcome>> {
    let pending = transaction::pending(ctx, state, &browser).await?;
    let is_free = matches!(
        pending.stage,
        PendingStage::Login | PendingStage::Identified { .. } | PendingStage::AtProvider(_)
    );
    let is_shown = |buttons: Vec<ProviderButton>| buttons.iter().any(|b| b.connection == name);
    if !is_free || !is_shown(buttons(ctx, &pending.request).await?) {
        return Err(transaction::lost().into());
    }
    let connections = ctx.store.connections().await?;
    let connection = connections.iter().find(|c| c.name == name);
    let connection = connection.ok_or_else(transaction::lost)?;
    transaction::allow_login(ctx)?;
    match depart(ctx, &pending.request, connection).await {
        Ok(departure) => {
            let stage = PendingStage::AtProvider(Box::new(departure.awaited.clone()));
            pending.advance(ctx, stage).await?;
            Ok(Ok(departure.location(state)))
        }
        Err(Failure::Refused(refusal)) => {
            let outcome = refused(ctx, pending, browser, (connection, refusal)).await?;
            Ok(Err(outcome))
        }
        Err(accident) => Err(accident),
    }
}

/// Whether that state waits for a browser to come back from a provider.
pub async fn is_awaited(ctx: &Ctx, state: &str) -> Answer<()> {
    transaction::waits(ctx, state, |at| matches!(at, PendingStage::AtProvider(_))).await
}

/// `/login/callback`: the browser is back. Its state is used up before the answer is looked at: of two answers, one counts.
pub async fn come_back(
    ctx: &Ctx,
    state: &str,
    browser: Browser,
    brought: ProviderAnswer<'_>,
) -> Answer<Returned> {
    let waiting = transaction::pending(ctx, state, &browser).await?;
    let PendingStage::AtProvider(awaited) = waiting.stage.clone() else {
        return Err(transaction::lost().into());
    };
    waiting.advance(ctx, PendingStage::Login).await?;
    let pending = transaction::pending(ctx, state, &browser).await?;
    let connections = ctx.store.connections().await?;
    let connection = connections.iter().find(|c| c.id == awaited.connection);
    let known = connection.and_then(|c| {
        c.upstream()
            .map(|(strategy, options)| (c, strategy, options))
    });
    let Some(known) = known else {
        return Err(transaction::lost()
            .because("the connection is gone, or has another strategy")
            .into());
    };
    match user(ctx, &pending, known, (&awaited, brought)).await? {
        Ok(user) => {
            let of = (&user, known.0.name.as_str());
            let cookie = signed_in(ctx, pending, of, &browser).await?;
            Ok(Returned::SignedIn { cookie })
        }
        Err(refusal) => {
            let outcome = refused(ctx, pending, browser, (known.0, refusal)).await?;
            Ok(Returned::Refused(outcome))
        }
    }
}

/// The user whom the answer names, if they may sign in here.
async fn user(
    ctx: &Ctx,
    pending: &Pending,
    (connection, strategy, options): (&Connection, &'static Strategy, OidcOptions<'_>),
    (awaited, brought): (&Awaited, ProviderAnswer<'_>),
) -> Answer<Result<crate::domain::user::User, Refusal>> {
    if !is_usable(ctx, &pending.request, connection).await? {
        return Ok(Err(Unavailable::ConnectionNotEnabled.refuse_login()));
    }
    let of = (connection, strategy, options);
    let proved = match answer::read(ctx, of, awaited, brought).await {
        Ok(proved) => proved,
        Err(trouble) => return Ok(Err(trouble.refuse(connection))),
    };
    let client = client::known(ctx, &pending.request.client_id).await?;
    let of = (connection, strategy);
    account::sign_in(ctx, &client.client, of, &proved, options.sync()).await
}

/// Whether the client and the organization of the request have the connection.
async fn is_usable(ctx: &Ctx, request: &SignInRequest, connection: &Connection) -> Answer<bool> {
    let of_organization = enabled_connections(ctx, request).await?;
    let is_of_organization = of_organization.is_none_or(|ids| ids.contains(&connection.id));
    Ok(connection.is_enabled_for(&request.client_id) && is_of_organization)
}

/// Where the browser goes; the refusal where the provider cannot be used.
async fn depart(ctx: &Ctx, request: &SignInRequest, connection: &Connection) -> Answer<Departure> {
    let (_, options) = connection.upstream().ok_or_else(transaction::lost)?;
    let handed = HandedThrough {
        query: &request.query,
        login_hint: request.login_hint.as_deref(),
    };
    let departure = Departure::to(ctx, connection, options, handed).await;
    Ok(departure.map_err(|trouble| trouble.refuse(connection))?)
}

/// The transaction ends here, for the application to be told why.
async fn refused(
    ctx: &Ctx,
    pending: Pending,
    browser: Browser,
    (connection, refusal): (&Connection, Refusal),
) -> Answer<SignInOutcome> {
    let (request, _) = pending.take(ctx).await?;
    let client = client::known(ctx, &request.client_id).await?;
    let sign_in = SignIn::new(CheckedRequest { request, client }, browser);
    let outcome = SignInOutcome::refused(sign_in, refusal);
    Ok(outcome.of_connection(connection))
}

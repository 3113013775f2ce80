//! What a sign-in comes to, and what is stored and logged of it. The answer is made by the adapter of the protocol that asked.

use std::sync::Arc;

use serde_json::json;
use tracing::Instrument;

use super::prompts;
use super::reply::{BrowserReply, CookieChanges};
use super::request::SignInRequest;
use super::state::{Authenticated, SignIn, out_of_order};
use crate::domain::connection::Connection;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::actions::{self, Effects};
use crate::flows::organizations::Entered;
use crate::flows::{Answer, Ctx, Refusal, session};
use crate::store::clients::StoredClient;
use crate::store::session_list;
use crate::store::sessions::{self, NewSession};
use crate::telemetry::metrics as names;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};

/// Ways of proving who one is that a session remembers.
const MOST_METHODS: usize = 20;

/// What the steps come to.
pub enum SignInOutcome {
    /// A page of ours or an Action's redirect comes first; the request waits for the user.
    Waiting(BrowserReply),
    SignedIn(Box<SignedIn>),
    Refused(Box<Refused>),
}

/// A user who is signed in, and what for. The session is not stored yet if it is pending.
pub struct SignedIn {
    pub request: SignInRequest,
    pub client: Arc<StoredClient>,
    pub authenticated: Authenticated,
    pub user: User,
    pub organization: Option<Entered>,
    pub pending_session: Option<NewSession>,
    /// What the client gets.
    pub access: Access,
    /// What Actions decided.
    pub effects: Box<Effects>,
    /// The session cookie's new value, if it changed.
    cookie: Option<String>,
    /// The session cookie as the browser sent it.
    old_cookie: Option<String>,
}

/// A request that is refused, for the application to be told so.
pub struct Refused {
    pub request: SignInRequest,
    pub client: Arc<StoredClient>,
    pub refusal: Refusal,
    /// The name and the strategy of the connection that it is about.
    connection: Option<(String, String)>,
    cookie: Option<String>,
}

impl SignInOutcome {
    /// All steps have been taken.
    pub fn signed_in(sign_in: SignIn) -> Answer<Self> {
        let SignIn {
            request,
            client,
            browser,
            authenticated,
            user,
            pending_session,
            cookie,
            organization,
            decided,
            ..
        } = sign_in;
        let (access, effects) = decided.ok_or_else(out_of_order)?;
        Ok(Self::SignedIn(Box::new(SignedIn {
            request,
            client,
            authenticated: authenticated.ok_or_else(out_of_order)?,
            user: user.ok_or_else(out_of_order)?,
            organization,
            pending_session,
            access,
            effects,
            cookie,
            old_cookie: browser.session,
        })))
    }

    /// A step has refused, and the application learns it.
    pub fn refused(sign_in: SignIn, refusal: Refusal) -> Self {
        Self::Refused(Box::new(Refused {
            request: sign_in.request,
            client: sign_in.client,
            refusal,
            connection: None,
            cookie: sign_in.cookie,
        }))
    }

    /// The same about that connection.
    #[must_use]
    pub fn of_connection(mut self, connection: &Connection) -> Self {
        if let Self::Refused(refused) = &mut self {
            let of = (connection.name.clone(), connection.strategy.clone());
            refused.connection = Some(of);
        }
        self
    }
}

impl SignedIn {
    /// Stores the session if it begins here, or sees that it has not ended, and that the client takes part in it.
    pub async fn join_session(&self, ctx: &Ctx) -> Answer<()> {
        let join = async {
            let (session_id, client_id) = (&self.authenticated.session_id, &self.request.client_id);
            match &self.pending_session {
                Some(new) => session::store(ctx, Some(new)).await?,
                None if session::is_alive(ctx, session_id).await? => {}
                None => return Err(session::overtaken().into()),
            }
            let mut db = ctx.store.write().await?;
            Ok(sessions::add_client(&mut db, session_id, client_id).await?)
        };
        join.instrument(step!("session")).await
    }

    /// After the answer was made: stores what Actions decided of the session, and logs the login.
    pub async fn conclude(&self, ctx: &Ctx) -> Answer<()> {
        keep(ctx, &self.authenticated.session_id, &self.effects).await?;
        self.log(ctx);
        Ok(())
    }

    /// The cookies that change with the answer. A session cookie that only lives longer or shorter is set again.
    pub fn cookies(&self) -> CookieChanges {
        let mode = self.effects.cookie_mode;
        let old = self.old_cookie.as_ref().filter(|_| mode.is_some());
        CookieChanges {
            session: self.cookie.as_ref().or(old).cloned(),
            mode,
            binding: None,
        }
    }

    /// The answer could not be made.
    pub fn into_refused(self, refusal: Refusal) -> Refused {
        Refused {
            request: self.request,
            client: self.client,
            refusal,
            connection: None,
            cookie: self.cookie,
        }
    }

    fn log(&self, ctx: &Ctx) {
        let Self {
            request,
            authenticated,
            organization,
            ..
        } = self;
        count(request.prompt.none, "ok");
        let (code, description) = if request.prompt.none {
            (
                tenant_log::EventCode::SilentAuth,
                "Successful silent authentication",
            )
        } else {
            (tenant_log::EventCode::Login, "Successful login")
        };
        let organization = organization.as_ref();
        let mut event = about(request, Event::new(code, description))
            .client(&self.client.client)
            .user(&self.user)
            .with("organization_id", organization.map(|o| o.id.as_str()))
            .with("organization_name", organization.map(|o| o.name.as_str()))
            .details(
                json!({"session_id": authenticated.session_id, "completedAt": ctx.now.millis()}),
            );
        if authenticated.parent_family.is_some() {
            event = event.details(json!({"triggered_by_session_transfer_token": true}));
        }
        if let Some(prompts) = prompts::asked(authenticated, &self.user) {
            event = event.details(prompts);
        }
        ctx.log(event.with_details(actions::executions(&self.effects.executions)));
    }
}

impl Refused {
    /// Logs the refusal.
    pub fn log(&self, ctx: &Ctx) {
        let Self {
            request, refusal, ..
        } = self;
        let (error, reason) = (refusal.code.wire().1, refusal.reason());
        let details =
            json!({"message": reason, "oauthError": error, "type": "oauth-authorization"});
        let connection = self.connection.as_ref();
        let event = about(request, failed(request.prompt.none, refusal))
            .with("connection", connection.map(|(name, _)| name.as_str()))
            .with(
                "strategy",
                connection.map(|(_, strategy)| strategy.as_str()),
            );
        ctx.log(
            event
                .client(&self.client.client)
                .details(json!({"error": details}))
                .with_details(refusal.details().cloned()),
        );
    }

    /// The cookies that change with the answer.
    pub fn cookies(&self) -> CookieChanges {
        CookieChanges {
            session: self.cookie.clone(),
            ..CookieChanges::default()
        }
    }
}

/// Counts a request that is refused; the event that tells of it.
pub fn failed(is_silent: bool, refusal: &Refusal) -> Event {
    count(is_silent, refusal.code.wire().1);
    let code = if is_silent {
        tenant_log::EventCode::FailedSilentAuth
    } else {
        tenant_log::EventCode::FailedLogin
    };
    Event::new(code, refusal.reason().to_owned())
}

/// Stores what Actions decided of the session.
async fn keep(ctx: &Ctx, session_id: &str, effects: &Effects) -> Answer<()> {
    if let Some(metadata) = &effects.session.metadata {
        let mut db = ctx.store.write().await?;
        session_list::set_metadata(&mut db, session_id, Some(metadata)).await?;
    }
    if let Some(mode) = effects.cookie_mode {
        let mut db = ctx.store.write().await?;
        session_list::set_cookie_mode(&mut db, session_id, mode).await?;
    }
    if effects.methods.is_empty() {
        return Ok(());
    }
    let mut tx = ctx.store.begin().await?;
    let found = session_list::by_id(&mut tx, session_id, ctx.now).await?;
    let mut methods = found.map(|session| session.methods).unwrap_or_default();
    methods.retain(|known| !effects.methods.iter().any(|new| new.is_same_way(known)));
    methods.extend(effects.methods.iter().cloned());
    let oldest = methods.len().saturating_sub(MOST_METHODS);
    session_list::set_methods(&mut tx, session_id, &methods[oldest..]).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts a request that has been answered.
fn count(is_silent: bool, outcome: &'static str) {
    let silent = if is_silent { "true" } else { "false" };
    metrics::counter!(names::LOGINS, "silent" => silent, "outcome" => outcome).increment(1);
}

/// What the event tells of the request.
fn about(request: &SignInRequest, event: Event) -> Event {
    match &request.access {
        Some(requested) => event
            .with("audience", requested.audience.clone())
            .with("scope", Some(requested.scope.to_string())),
        None => event.details(json!({"protocol": request.protocol.profile})),
    }
}

//! Login transactions: a request between its pages, under a `state` of ours and tied to one browser by a cookie.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::browser::Browser;
use super::factor_stage::FactorStage;
use super::front_channel::FrontChannelMessage;
use super::interrupted::Interrupted;
use super::login_ticket::LoginTicket;
use super::reply::{BrowserReply, Location, Page};
use super::request::SignInRequest;
use super::state::Authenticated;
pub use super::typed::{CodeSent, Recovering, SigningUp};
use super::way_back::{self, LoginStart};
use crate::domain::digest::digest;
use crate::flows::accounts::email_code::CodeTransaction;
pub use crate::flows::throttle::allow_login;
use crate::flows::upstream::Awaited;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal};
use crate::store::engine::Conn;
use crate::store::login_transactions;
use crate::tokens::opaque::{self, OpaqueKind};

/// How much of a cross-site POST is kept, as a query.
const MAX_POSTED: usize = 16 * 1024;

/// What is kept of a transaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Transaction {
    /// A request that waits for its user.
    Pending {
        request: Box<SignInRequest>,
        /// The digest of the cookie of the one browser that may go on with it.
        browser: String,
        stage: PendingStage,
    },
    /// Parameters that came by a cross-site POST: evaluated when the browser comes back with its cookies.
    Posted { query: String, to: PostedTo },
    /// A user who has signed in on a page of the application's own, and not come here yet (`login_ticket`).
    Ticket(LoginTicket),
    /// An answer that a page has to post.
    Answer(FrontChannelMessage),
    /// A logout that waits for the user's word, and where it leads.
    Logout { to: Option<String> },
    /// A single logout that waits for a service provider's word: only `flows/saml` reads it.
    SingleLogout(Value),
}

/// Where a POST was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PostedTo {
    Authorize,
    /// `/samlp/{client_id}`
    Saml {
        client_id: String,
    },
    /// `/continue`
    Continue {
        state: String,
    },
    /// `/login/callback`
    Provider {
        state: String,
    },
}

/// How far a pending request has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PendingStage {
    Login,
    /// The user has said who they are, and not proved it.
    Identified {
        identifier: String,
    },
    /// The user is at an identity provider.
    AtProvider(Box<Awaited>),
    /// A code was sent that takes the place of a password.
    CodeSent(CodeSent),
    /// A new user has said which identifiers they want, and not chosen a password.
    SigningUp(SigningUp),
    /// A user has asked for a code that leads to a new password.
    Recovering(Recovering),
    /// The user has typed that code.
    Recovered {
        /// The address of the page for the new password.
        page: String,
    },
    /// It is known who the user is; a page asked, or the next one has to.
    Authenticated(Authenticated),
    /// An Action has sent the user elsewhere.
    Redirected(Box<Interrupted>),
    /// A second factor is asked for.
    SecondFactor(Box<FactorStage>),
}

impl PendingStage {
    /// The page of a request that has come so far; none of ours where the user is elsewhere.
    pub fn page(&self) -> Option<Page> {
        match self {
            Self::Login
            | Self::Identified { .. }
            | Self::AtProvider(_)
            | Self::Recovered { .. } => Some(Page::Login),
            Self::CodeSent(of) => Some(of.page()),
            Self::SigningUp(_) => Some(Page::SignUp),
            Self::Recovering(_) => Some(Page::EmailChallenge),
            Self::Authenticated(_) => Some(Page::Resume),
            Self::Redirected(_) => None,
            Self::SecondFactor(stage) => Some(stage.at.page()),
        }
    }
}

/// A pending transaction that this browser may go on with.
#[derive(Debug, Clone)]
pub struct Pending {
    pub digest: String,
    pub version: i64,
    pub request: SignInRequest,
    pub stage: PendingStage,
    browser: String,
}

/// The refusal of a browser that comes back too late, or is another one.
pub fn lost() -> Refusal {
    Code::LostTransaction.refuse(
        "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session. Try logging in again from the application and if the problem persists please contact the administrator.",
    )
}

/// The refusal of a request that another one of the same browser has overtaken.
pub fn moved_on() -> Refusal {
    lost().because("the transaction was moved on by another request")
}

/// Stores a request and sends the browser to a page of ours.
pub async fn start(
    ctx: &Ctx,
    mut request: SignInRequest,
    stage: PendingStage,
    to: (Page, &Browser),
) -> Answer<BrowserReply> {
    let (page, browser) = to;
    request.languages.note_browser(ctx.sent.language.as_deref());
    if matches!(stage, PendingStage::Login) {
        allow_login(ctx)?;
    }
    let (bound, new) = match browser.bound_by().next() {
        Some(known) => (known, None),
        None => {
            let minted = opaque::mint(&ctx.entropy, OpaqueKind::BrowserCookie);
            (minted.digest, Some(minted.secret))
        }
    };
    let state = store(
        ctx,
        &Transaction::Pending {
            request: Box::new(request),
            browser: bound,
            stage,
        },
    )
    .await?;
    let mut reply = BrowserReply::to(Location::Page(page, state));
    reply.cookies.binding = new;
    Ok(reply)
}

/// Sends a message to the application: by redirect, or, where it needs HTML, through a page that the browser fetches from a
/// clean URL.
pub async fn deliver(ctx: &Ctx, message: FrontChannelMessage) -> Answer<BrowserReply> {
    if !message.needs_page() {
        return Ok(BrowserReply::to(Location::Application(message)));
    }
    let state = store(ctx, &Transaction::Answer(message)).await?;
    Ok(BrowserReply::to(Location::Page(Page::Resume, state)))
}

/// Stores the parameters that a cross-site POST brought: Lax cookies do not come with it, but they will with the redirect that
/// follows. The caller knows already that there is something to come back to.
pub async fn store_posted<'s>(
    ctx: &Ctx,
    sent: impl Iterator<Item = (&'s str, &'s str)>,
    to: PostedTo,
) -> Answer<BrowserReply> {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(sent)
        .finish();
    if query.len() > MAX_POSTED {
        let length = query.len();
        let text =
            format!("The parameters are too long: {length} bytes as a query, maximum {MAX_POSTED}");
        return Err(Code::InvalidRequest.refuse(text).into());
    }
    allow_login(ctx)?;
    let state = store(ctx, &Transaction::Posted { query, to }).await?;
    Ok(BrowserReply::to(Location::Page(Page::Resume, state)))
}

/// Stores a logout that has to be asked about; its `state`.
pub async fn store_logout(ctx: &Ctx, to: Option<String>) -> Answer<String> {
    store(ctx, &Transaction::Logout { to }).await
}

/// Takes a logout that was asked about.
pub async fn take_logout(ctx: &Ctx, state: &str) -> Answer<Option<String>> {
    let (digest, transaction, version) = load(ctx, state).await?;
    let Transaction::Logout { to } = transaction else {
        return Err(lost().into());
    };
    take(ctx, &digest, version).await?;
    Ok(to)
}

/// Stores a single logout; its `state`.
pub async fn store_single_logout(ctx: &Ctx, chain: Value) -> Answer<String> {
    store(ctx, &Transaction::SingleLogout(chain)).await
}

/// Takes the single logout of `state`, if it is the one that is answered.
pub async fn take_single_logout(
    ctx: &Ctx,
    state: &str,
    is_awaited: impl Fn(&Value) -> bool,
) -> Answer<Value> {
    let (digest, transaction, version) = load(ctx, state).await?;
    match transaction {
        Transaction::SingleLogout(chain) if is_awaited(&chain) => {
            take(ctx, &digest, version).await?;
            Ok(chain)
        }
        _ => Err(lost().into()),
    }
}

/// Stores a login on a page of the application's own; its `login_ticket`.
pub async fn store_ticket(ctx: &Ctx, ticket: LoginTicket) -> Answer<String> {
    store(ctx, &Transaction::Ticket(ticket)).await
}

/// Takes that login, once; `None` for a ticket that is none, or not for this browser and client.
pub async fn take_ticket(
    ctx: &Ctx,
    ticket: &str,
    is_for: impl Fn(&LoginTicket) -> bool,
) -> Answer<Option<LoginTicket>> {
    let taken = async {
        let (digest, transaction, version) = load(ctx, ticket).await?;
        let Transaction::Ticket(found) = transaction else {
            return Ok(None);
        };
        if !is_for(&found) {
            return Ok(None);
        }
        take(ctx, &digest, version).await?;
        Ok(Some(found))
    };
    match taken.await {
        Err(Failure::Refused(_)) => Ok(None),
        other => other,
    }
}

/// Stores a transaction and returns its `state`, which also says where the login began.
async fn store(ctx: &Ctx, transaction: &Transaction) -> Answer<String> {
    let secret = opaque::mint(&ctx.entropy, OpaqueKind::Transaction).secret;
    let state = match transaction.beginning() {
        Some(beginning) => beginning.mark(&secret),
        None => secret,
    };
    let lifetimes = &ctx.settings.lifetimes;
    let lifetime = match transaction {
        Transaction::Answer(_) | Transaction::Posted { .. } | Transaction::Ticket(_) => {
            lifetimes.waiting_answer
        }
        _ => lifetimes.login_transaction,
    };
    let expires_at = ctx.now.plus(lifetime);
    // The whole of it is the key, so that no two strings are the same state.
    let mut db = ctx.store.write().await?;
    login_transactions::insert(&mut db, &digest(&state), transaction, expires_at).await?;
    Ok(state)
}

/// Any transaction, under its digest and with its version.
pub async fn load(ctx: &Ctx, state: &str) -> Answer<(String, Transaction, i64)> {
    opaque::recognise(OpaqueKind::Transaction, way_back::handle(state)).ok_or_else(lost)?;
    let digest = digest(state);
    let found = login_transactions::read(&mut ctx.store.read().await?, &digest, ctx.now).await?;
    let (document, version): (Value, i64) = found.ok_or_else(lost)?;
    // What another version of this server stored in a form of its own is lost.
    let transaction = serde_json::from_value(document).map_err(|_| lost())?;
    Ok((digest, transaction, version))
}

/// Whether a transaction waits under that state at such a stage, for whichever browser.
pub async fn waits(ctx: &Ctx, state: &str, at: fn(&PendingStage) -> bool) -> Answer<()> {
    match load(ctx, state).await?.1 {
        Transaction::Pending { stage, .. } if at(&stage) => Ok(()),
        _ => Err(lost().into()),
    }
}

/// The pending transaction of that state, if this is its browser.
pub async fn pending(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Pending> {
    Pending::of(load(ctx, state).await?, browser)
}

impl Transaction {
    /// Where it began: part of its `state`, which outlives it.
    fn beginning(&self) -> Option<LoginStart> {
        let (client_id, organization) = match self {
            Self::Pending { request, .. } => (&request.client_id, request.organization.clone()),
            Self::Answer(message) => (message.client_id.as_ref()?, None),
            Self::Posted {
                to: PostedTo::Saml { client_id },
                ..
            } => (client_id, None),
            Self::Posted { .. } | Self::Ticket(_) | Self::Logout { .. } | Self::SingleLogout(_) => {
                return None;
            }
        };
        Some(LoginStart {
            client_id: client_id.clone(),
            organization,
        })
    }
}

impl Pending {
    /// The place of the code that the transaction waits for.
    pub fn code<'a>(&'a self, state: &'a str) -> CodeTransaction<'a> {
        CodeTransaction {
            id: &self.digest,
            state,
        }
    }

    /// A transaction that was loaded, if it waits for this browser.
    pub fn of(loaded: (String, Transaction, i64), browser: &Browser) -> Answer<Self> {
        let (digest, transaction, version) = loaded;
        let Transaction::Pending {
            request,
            browser: bound,
            stage,
        } = transaction
        else {
            return Err(lost().into());
        };
        if !browser.bound_by().any(|shown| shown == bound) {
            return Err(lost()
                .because("the browser lacks the cookie that the transaction began with")
                .into());
        }
        Ok(Self {
            digest,
            version,
            request: *request,
            stage,
            browser: bound,
        })
    }

    /// Moves the transaction on; refused when another request of the same browser did.
    pub async fn advance(self, ctx: &Ctx, stage: PendingStage) -> Answer<()> {
        let mut db = ctx.store.write().await?;
        self.advance_within(&mut db, stage).await
    }

    /// The same in a database transaction of the caller's, which must not be committed where it is refused.
    pub async fn advance_within(self, db: &mut Conn, stage: PendingStage) -> Answer<()> {
        let Self {
            digest,
            version,
            request,
            browser,
            ..
        } = self;
        let moved = Transaction::Pending {
            request: Box::new(request),
            browser,
            stage,
        };
        if login_transactions::replace(db, &digest, &moved, version).await? {
            return Ok(());
        }
        Err(moved_on().into())
    }

    /// Whether another request has moved the transaction on, or ended it.
    pub async fn has_moved_on(&self, ctx: &Ctx, state: &str) -> Answer<bool> {
        match load(ctx, state).await {
            Ok((_, _, version)) => Ok(version != self.version),
            Err(Failure::Refused(_)) => Ok(true),
            Err(accident) => Err(accident),
        }
    }

    /// Ends the transaction. Only the request that ends it may answer the application.
    pub async fn take(self, ctx: &Ctx) -> Answer<(SignInRequest, PendingStage)> {
        take(ctx, &self.digest, self.version).await?;
        Ok((self.request, self.stage))
    }
}

/// Ends a transaction, once.
pub async fn take(ctx: &Ctx, digest: &str, version: i64) -> Answer<()> {
    if login_transactions::take(&mut ctx.store.write().await?, digest, version).await? {
        return Ok(());
    }
    Err(lost()
        .because("the transaction was ended by another request")
        .into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(stored: Value) -> Option<Transaction> {
        serde_json::from_value(stored).ok()
    }

    #[test]
    fn transactions_of_version_0_1_are_readable_or_lost() {
        let answer = json!({"Answer": {"client_id": "web", "redirect_uri": "https://a.example/cb",
            "mode": "form_post", "parameters": [["code", "c"]]}});
        assert!(matches!(read(answer), Some(Transaction::Answer(_))));
        let posted = json!({"Posted": {"query": "a=b", "to": {"Saml": {"client_id": "web"}}}});
        assert!(matches!(read(posted), Some(Transaction::Posted { .. })));
        let logout = json!({"SingleLogout": {"awaited": null}});
        assert!(matches!(read(logout), Some(Transaction::SingleLogout(_))));
        let pending = json!({"Pending": {"browser": "b", "stage": "Login", "request": {
            "client_id": "web", "redirect_uri": "https://a.example/cb",
            "prompt": {"none": false, "login": false, "consent": false},
            "max_age": null, "login_hint": null, "connection": null, "organization": null,
            "protocol": {"OpenId": {"sent_redirect_uri": true, "response_mode": "query",
                "response_type": {"code": true, "token": false, "id_token": false},
                "scope": "openid", "audience": null, "state": null, "nonce": null, "challenge": null}},
        }}});
        assert!(read(pending).is_none(), "it would skip the consent");
    }
}

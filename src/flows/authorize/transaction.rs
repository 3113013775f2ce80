//! Login transactions: a request between its pages, under a `state` of ours and tied to one browser by a cookie.

use serde::{Deserialize, Serialize};

use super::admit::Admission;
use super::away::Away;
use super::request::Request;
use super::response::AuthorizationResponse;
use super::way_back::{self, Beginning};
use super::{Browser, Changed, Page, Reply, Step};
use crate::domain::digest::digest;
use crate::flows::limits::Allowance;
use crate::flows::saml::logout::Chain;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::login_transactions;
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, Kind};

/// How much of a cross-site POST is kept, as a query.
const MAX_POSTED: usize = 16 * 1024;

/// What is kept of a transaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Transaction {
    /// A request that waits for its user.
    Pending {
        request: Box<Request>,
        /// The digest of the cookie of the one browser that may go on with it.
        browser: String,
        stage: Stage,
    },
    /// Parameters that came by a cross-site POST: evaluated when the browser comes back with its cookies.
    Posted { query: String, to: Endpoint },
    /// An answer that a page has to post.
    Answer(AuthorizationResponse),
    /// A logout that waits for the user's word, and where it leads.
    Logout { to: Option<String> },
    /// A single logout that waits for a service provider's word.
    SingleLogout(Box<Chain>),
}

/// Where a POST was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Endpoint {
    Authorize,
    /// `/samlp/{client_id}`
    Saml {
        client_id: String,
    },
    /// `/continue`
    Continue {
        state: String,
    },
}

/// How far a pending request has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Stage {
    Login,
    /// It is known who the user is; a page asked, or the next one has to.
    Admitted(Admission),
    /// An Action has sent the user elsewhere.
    Away(Box<Away>),
}

/// A pending transaction that this browser may go on with.
#[derive(Debug)]
pub struct Pending {
    pub digest: String,
    pub version: i64,
    pub request: Request,
    pub stage: Stage,
    browser: String,
}

/// What somebody sees who comes back too late, or with another browser.
pub fn lost() -> Refusal {
    Code::LostTransaction.refuse(
        "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session. Try logging in again from the application and if the problem persists please contact the administrator.",
    )
}

/// Stores a request and sends the browser to a page of ours.
pub async fn start(
    ctx: &Ctx,
    request: Request,
    stage: Stage,
    to: (Page, &Browser),
) -> Answer<Reply> {
    let (page, browser) = to;
    if matches!(stage, Stage::Login) {
        allow_login(ctx)?;
    }
    let (bound, new) = match browser.bound_by().next() {
        Some(known) => (known, None),
        None => {
            let minted = opaque::mint(&ctx.entropy, Kind::BrowserCookie);
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
    let cookies = Changed {
        binding: new,
        ..Changed::default()
    };
    let step = Step::Page(page, state);
    Ok(Reply { step, cookies })
}

/// What nobody has signed in for is stored so often, and no oftener, for one address.
fn allow_login(ctx: &Ctx) -> Answer<()> {
    let Some(ip) = ctx.caller() else {
        return Ok(());
    };
    let allowance = ctx.limits.logins.count(ip, ctx.clock.now());
    let Some(used_up) = allowance.filter(Allowance::is_used_up) else {
        return Ok(());
    };
    let text = "Too many logins were begun from this address; try again in a minute";
    if used_up.is_first_refusal() {
        ctx.log(Event::new(tenant_log::Code::RateLimit, text));
    }
    Err(Code::TooManyRequests.refuse(text).into())
}

/// Stores an answer that needs HTML; the browser fetches it from a clean URL.
pub async fn store_answer(ctx: &Ctx, response: AuthorizationResponse) -> Answer<Reply> {
    let state = store(ctx, &Transaction::Answer(response)).await?;
    Ok(Reply::to(Step::Page(Page::Resume, state)))
}

/// Stores the parameters that a cross-site POST brought: Lax cookies do not come with it, but they will with the redirect that
/// follows. The caller knows already that there is something to come back to.
pub async fn store_posted<'s>(
    ctx: &Ctx,
    sent: impl Iterator<Item = (&'s str, &'s str)>,
    to: Endpoint,
) -> Answer<Reply> {
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
    Ok(Reply::to(Step::Page(Page::Resume, state)))
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
pub async fn store_single_logout(ctx: &Ctx, chain: Chain) -> Answer<String> {
    store(ctx, &Transaction::SingleLogout(Box::new(chain))).await
}

/// Takes the single logout that waits for this answer.
pub async fn take_single_logout(
    ctx: &Ctx,
    state: &str,
    is_awaited: impl Fn(&Chain) -> bool,
) -> Answer<Chain> {
    let (digest, transaction, version) = load(ctx, state).await?;
    match transaction {
        Transaction::SingleLogout(chain) if is_awaited(&chain) => {
            take(ctx, &digest, version).await?;
            Ok(*chain)
        }
        _ => Err(lost().into()),
    }
}

/// Stores a transaction and returns its `state`, which also says where the login began.
async fn store(ctx: &Ctx, transaction: &Transaction) -> Answer<String> {
    let secret = opaque::mint(&ctx.entropy, Kind::Transaction).secret;
    let state = match transaction.beginning() {
        Some(beginning) => beginning.mark(&secret),
        None => secret,
    };
    let lifetimes = &ctx.settings.lifetimes;
    let lifetime = match transaction {
        Transaction::Answer(_) | Transaction::Posted { .. } => lifetimes.waiting_answer,
        _ => lifetimes.login_transaction,
    };
    let expires_at = ctx.now.plus(lifetime);
    // The whole of it is the key, so that no two strings are the same state.
    let mut db = ctx.store.write().await?;
    login_transactions::insert(&mut db, &digest(&state), transaction, expires_at).await?;
    Ok(state)
}

/// Any transaction, for `/authorize/resume`.
pub(super) async fn load(ctx: &Ctx, state: &str) -> Answer<(String, Transaction, i64)> {
    opaque::recognise(Kind::Transaction, way_back::handle(state)).ok_or_else(lost)?;
    let digest = digest(state);
    let found = login_transactions::read(&mut ctx.store.read().await?, &digest, ctx.now).await?;
    let (transaction, version) = found.ok_or_else(lost)?;
    Ok((digest, transaction, version))
}

/// The pending transaction of that state, if this is its browser.
pub async fn pending(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Pending> {
    let (digest, transaction, version) = load(ctx, state).await?;
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
    Ok(Pending {
        digest,
        version,
        request: *request,
        stage,
        browser: bound,
    })
}

impl Transaction {
    /// Where it began: part of its `state`, which outlives it.
    fn beginning(&self) -> Option<Beginning> {
        let (client_id, organization) = match self {
            Self::Pending { request, .. } => (&request.client_id, request.organization.clone()),
            Self::Answer(response) => (response.client_id.as_ref()?, None),
            Self::Posted {
                to: Endpoint::Saml { client_id },
                ..
            } => (client_id, None),
            Self::Posted { .. } | Self::Logout { .. } | Self::SingleLogout(_) => return None,
        };
        Some(Beginning {
            client_id: client_id.clone(),
            organization,
        })
    }
}

impl Browser {
    /// The digests of its binding cookies.
    fn bound_by(&self) -> impl Iterator<Item = String> {
        let cookies = self.bindings.iter();
        cookies.filter_map(|cookie| opaque::recognise(Kind::BrowserCookie, cookie))
    }
}

impl Pending {
    /// Moves the transaction on; refused when another request of the same browser did.
    pub async fn advance(self, ctx: &Ctx, stage: Stage) -> Answer<()> {
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
        let mut db = ctx.store.write().await?;
        if login_transactions::replace(&mut db, &digest, &moved, version).await? {
            return Ok(());
        }
        Err(lost()
            .because("the transaction was moved on by another request")
            .into())
    }

    /// Ends the transaction: whoever does may answer the application.
    pub async fn take(self, ctx: &Ctx) -> Answer<(Request, Stage)> {
        take(ctx, &self.digest, self.version).await?;
        Ok((self.request, self.stage))
    }
}

/// Ends a transaction, once.
pub(super) async fn take(ctx: &Ctx, digest: &str, version: i64) -> Answer<()> {
    if login_transactions::take(&mut ctx.store.write().await?, digest, version).await? {
        return Ok(());
    }
    Err(lost()
        .because("the transaction was ended by another request")
        .into())
}

//! `/authorize`: the pipeline, step by step. SAML and WS-Federation read and answer requests in their own way and share
//! everything in between: [`authorize`].
//!
//! | step | room | who is told when it refuses |
//! | --- | --- | --- |
//! | read the request, pushed or not | [`pushed`], [`request`] | the browser: error page |
//! | client and callback | [`checks`] | the browser: error page |
//! | the rest of the request | [`checks`] | the application |
//! | the organization | [`organization`] | the application |
//! | who is this browser: transfer token, session, or nobody | [`admit`] | nobody: the login page |
//! | consent, callback confirmation | [`consent`] | the application |
//! | where an Action sends the user | [`away`] | the browser: error page |
//! | code, tokens, or an assertion | [`finish`] | |
//!
//! What the request alone decides comes before [`admit`], so that a malformed request burns no token. HTML is never shown
//! at a URL that may carry one: every page is a redirect away, under the `state` of a [`transaction`].

pub mod admit;
pub mod away;
pub mod checks;
pub mod consent;
mod decide;
pub mod finish;
pub mod organization;
pub mod pushed;
pub mod request;
pub mod response;
pub mod resume;
pub mod transaction;
pub mod way_back;

use crate::domain::session::CookieMode;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, saml, session};
use admit::{Admission, Entrance, Offer};
use finish::Finished;
use request::{Protocol, Request};
use response::AuthorizationResponse;

/// What the browser brought besides the request.
#[derive(Default)]
pub struct Browser {
    /// The session cookie.
    pub session: Option<String>,
    /// The cookies that tie transactions to this browser. Tabs that were opened at once have one each.
    pub bindings: Vec<String>,
    /// The session transfer tokens that the client lets it bring, in the order in which they are judged; only for top-level
    /// navigations.
    pub transfers: Vec<Offer>,
}

/// What happens to the browser next.
pub enum Step {
    /// To the application, by redirect.
    Application(AuthorizationResponse),
    /// To one of our own pages, under a transaction's `state`.
    Page(Page, String),
    /// Nobody is signed in any more: to that URL, or to a page that says so.
    SignedOut(Option<String>),
    /// To where an Action sends the user, by redirect.
    Elsewhere(String),
}

/// Our own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Login,
    Consent,
    ConfirmCallback,
    /// Where answers that need HTML are shown.
    Resume,
}

/// The next step, and what changes in the browser's cookies.
pub struct Reply {
    pub step: Step,
    pub cookies: Changed,
}

/// What changes in the browser's cookies.
#[derive(Default)]
pub struct Changed {
    /// The session cookie's new value.
    pub session: Option<String>,
    /// How long that one lives, where an Action decided it.
    pub mode: Option<CookieMode>,
    /// A new binding cookie's value.
    pub binding: Option<String>,
}

impl Reply {
    /// That step, and no change in the cookies.
    pub fn to(step: Step) -> Self {
        Self {
            step,
            cookies: Changed::default(),
        }
    }
}

/// Answers a checked request.
pub async fn authorize(ctx: &Ctx, mut request: Request, browser: &Browser) -> Answer<Reply> {
    let client = checks::client(ctx, &request).await?;
    let brings_transfer = browser
        .transfers
        .iter()
        .any(|offer| matches!(offer, Offer::Token(..)));
    match organization::settle(ctx, &mut request, &client.client, brings_transfer).await {
        Ok(()) => {}
        Err(Failure::Refused(refusal)) => return refuse(ctx, &request, refusal).await,
        Err(accident) => return Err(accident),
    }
    match admit::admit(ctx, &request, &client, browser).await? {
        Some(entrance) => proceed(ctx, request, entrance, browser).await,
        None => nobody(ctx, request, browser).await,
    }
}

/// Nobody is signed in: the login page, or, for a silent request, the answer that says so.
async fn nobody(ctx: &Ctx, request: Request, browser: &Browser) -> Answer<Reply> {
    if request.prompt.none {
        return refuse(ctx, &request, Code::LoginRequired.refuse("Login required")).await;
    }
    let to = (Page::Login, browser);
    transaction::start(ctx, request, transaction::Stage::Login, to).await
}

/// What follows when it is known who the user is.
pub(crate) async fn proceed(
    ctx: &Ctx,
    request: Request,
    mut entrance: Entrance,
    browser: &Browser,
) -> Answer<Reply> {
    if request.is_for_another(&entrance.admission.user_id) {
        // Signed in at the page, and told apart only now.
        let refusal = Code::LoginRequired.refuse("Login required");
        let refusal = refusal.because("another user signed in than the id_token_hint names");
        return refuse(ctx, &request, refusal).await;
    }
    let client = checks::client(ctx, &request).await?;
    let session = entrance.cookie.take();
    let admission = &entrance.admission;
    let mut mode = None;
    let page = consent::page_needed(ctx, &request, &client.client, admission).await?;
    let reply = match page {
        Some(page) => {
            session::store(ctx, entrance.begun.as_ref()).await?;
            ask(ctx, request, entrance.admission, (page, browser)).await?
        }
        None => match finish::finish(ctx, &request, &client, entrance).await {
            Ok(Finished::Answered(response, cookie_mode)) => {
                mode = cookie_mode;
                deliver(ctx, response).await?
            }
            Ok(Finished::Away(departure)) => {
                return away::leave(ctx, request, *departure, (browser, session)).await;
            }
            Err(Failure::Refused(refusal)) => refuse(ctx, &request, refusal).await?,
            Err(accident) => return Err(accident),
        },
    };
    let cookies = Changed {
        // One that only lives longer or shorter is set again.
        session: session.or_else(|| browser.session.clone().filter(|_| mode.is_some())),
        mode,
        ..reply.cookies
    };
    Ok(Reply { cookies, ..reply })
}

/// Sends the browser to a page that asks the user; a silent request may not.
async fn ask(
    ctx: &Ctx,
    request: Request,
    admission: Admission,
    to: (Page, &Browser),
) -> Answer<Reply> {
    if request.prompt.none {
        let refusal = match to.0 {
            Page::Consent => Code::ConsentRequired.refuse("Consent required"),
            _ => Code::InteractionRequired.refuse("Interaction required"),
        };
        return refuse(ctx, &request, refusal).await;
    }
    transaction::start(ctx, request, transaction::Stage::Admitted(admission), to).await
}

/// Tells the application no, in the way in which it asked to be answered, and the tenant log why.
pub async fn refuse(ctx: &Ctx, request: &Request, refusal: Refusal) -> Answer<Reply> {
    finish::log_refusal(ctx, request, &refusal).await?;
    let response = match &request.protocol {
        Protocol::OpenId(asked) => {
            let client = checks::client(ctx, request).await?;
            let issuer = response::issuer(ctx, &client.client);
            AuthorizationResponse::refusal(request, asked, &refusal, issuer)
        }
        Protocol::Saml(asked) => saml::answer::refusal(ctx, request, asked, &refusal).await?,
        // WS-Federation has no message for it.
        Protocol::WsFed(_) => return Err(refusal.into()),
    };
    deliver(ctx, response).await
}

/// By redirect, or through a page that posts the answer.
pub async fn deliver(ctx: &Ctx, response: AuthorizationResponse) -> Answer<Reply> {
    if !response.needs_page() {
        return Ok(Reply::to(Step::Application(response)));
    }
    transaction::store_answer(ctx, response).await
}

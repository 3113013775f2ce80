//! The hosted pages' routes: `/u/login` and what is below it, `/u/account-chooser`, `/u/consent`, `/u/confirm`. If the login
//! that a page belongs to is lost, they lead back to the application.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::body::{Body, params};
use super::browser::{browser, is_own_form, set_session};
use super::faces::{is_lost, or_way_back, page_error};
use super::form::Params;
use super::page_address::address;
use super::pages::{AccountChooser, ConfirmCallback, Consent, LoginForm, RequestedScope};
use super::reply::{redirect, to_response};
use crate::flows::sign_in::account;
use crate::flows::sign_in::browser::Browser;
use crate::flows::sign_in::consent::{self, Ask, Question};
use crate::flows::sign_in::login::{self, Asked, Submission};
use crate::flows::sign_in::passkey;
use crate::flows::sign_in::reply::Page;
use crate::flows::sign_in::resume::{self, NextPage};
use crate::flows::sign_in::transaction::lost;
use crate::flows::sign_in::upstream;
use crate::flows::{Answer, Code, Ctx, protocols};

/// The button of the page for the password that has a code sent instead.
const SWITCH_TO_CODE: &str = "switch-to-otp-auth";

/// The `state` in a page's address. A page without one belongs to no login.
pub fn state(query: Option<&str>) -> Answer<String> {
    let query = Params::from_query(query.unwrap_or(""))?;
    Ok(query.get("state").ok_or_else(lost)?.to_owned())
}

/// The answer of a page, or the way back.
pub async fn answered(ctx: &Ctx, query: Option<&str>, answer: Answer<Response>) -> Response {
    let state = state(query).ok();
    or_way_back(ctx, state.as_deref(), answer)
        .await
        .unwrap_or_else(|failure| page_error(&failure))
}

/// The answer to a form. One that is sent twice leads, the second time, to the page that is next by then.
pub async fn answered_form(
    ctx: &Ctx,
    (headers, query): (&HeaderMap, Option<&str>),
    answer: Answer<Response>,
) -> Response {
    let answer = match answer {
        Err(failure) if is_lost(&failure) => match next(ctx, headers, query).await {
            Ok(next) => Ok(next),
            Err(_) => Err(failure),
        },
        other => other,
    };
    answered(ctx, query, answer).await
}

/// To the page that is next in a transaction of this browser's.
async fn next(ctx: &Ctx, headers: &HeaderMap, query: Option<&str>) -> Answer<Response> {
    let state = state(query)?;
    let address = match resume::next_page(ctx, &state, &browser(ctx, headers)).await? {
        NextPage::Ours(page) => address(page, &state),
        NextPage::NewPassword(page) => page,
    };
    redirect(StatusCode::SEE_OTHER, &address)
}

/// `GET` of any other page below `/u/`, and of `/login`.
pub async fn unknown(ctx: Ctx, RawQuery(query): RawQuery) -> Response {
    answered(&ctx, query.as_deref(), Err(lost().into())).await
}

/// The fields of one of our own forms; the `state` stands in its URL, and may stand in it too.
pub fn fields(
    ctx: &Ctx,
    headers: &HeaderMap,
    query: Option<&str>,
    body: Body,
) -> Answer<(String, Params)> {
    if !is_own_form(ctx, headers) {
        return Err(Code::InvalidRequest
            .refuse("The form was not sent from this site")
            .into());
    }
    let fields = params(headers, body)?;
    let state = state(query)?;
    if fields.get("state").is_some_and(|other| other != state) {
        return Err(Code::InvalidRequest
            .refuse("Duplicate parameter: state")
            .into());
    }
    Ok((state, fields))
}

/// The transaction that a page asks about, and what it asks.
async fn question(
    ctx: &Ctx,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Answer<(String, Question)> {
    let state = state(query)?;
    let question = consent::question(ctx, &state, &browser(ctx, headers)).await?;
    Ok((state, question))
}

/// `GET /u/login`, `/u/login/identifier`, `/u/login/password`
pub async fn login_page(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    page: Page,
) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let browser = browser(&ctx, &headers);
        let asked = login::page(&ctx, &state, &browser, page).await?;
        show(&ctx, asked, &state).await
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST` of the same
pub async fn login(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    body: Body,
    page: Page,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let submission = Submission {
            state: &state,
            page,
            username: fields.get("username").unwrap_or(""),
            password: fields.get("password").unwrap_or(""),
        };
        let browser = browser(&ctx, &headers);
        if let Some(connection) = fields.get("connection") {
            return choose_provider(&ctx, (&state, connection), browser).await;
        }
        let passkey = fields.get("passkey").filter(|_| page == Page::Identifier);
        let wants_code = page == Page::Password && fields.get("action") == Some(SWITCH_TO_CODE);
        let asked = match (page, passkey) {
            _ if wants_code => login::switch_to_code(&ctx, submission, &browser).await?,
            (_, Some(response)) => passkey::submit(&ctx, submission, (response, &browser)).await?,
            (Page::Identifier, None) => login::identify(&ctx, submission, &browser).await?,
            (_, None) => login::submit(&ctx, submission, &browser).await?,
        };
        show(&ctx, asked, &state).await
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

/// To the provider of a connection whose button was pressed, or back to the application.
async fn choose_provider(ctx: &Ctx, of: (&str, &str), browser: Browser) -> Answer<Response> {
    match upstream::choose(ctx, of, browser).await? {
        Ok(provider) => redirect(StatusCode::SEE_OTHER, &provider),
        Err(refused) => {
            let reply = protocols::answer(ctx, refused).await?;
            to_response(ctx, reply, StatusCode::SEE_OTHER).await
        }
    }
}

/// The page, or where the browser goes. After a POST with credentials that is 303, so that nothing of it is sent again (RFC
/// 9700 §4.12).
async fn show(ctx: &Ctx, asked: Asked, state: &str) -> Answer<Response> {
    match asked {
        Asked::Page(shown) => Ok(LoginForm::new(*shown, state.to_owned()).response()),
        Asked::Elsewhere(page) => redirect(StatusCode::SEE_OTHER, &address(page, state)),
        Asked::SignedIn { cookie } => {
            let mut response = resume(state)?;
            set_session(ctx, &mut response, (cookie, None)).await?;
            Ok(response)
        }
    }
}

/// `GET /u/consent`
pub async fn consent_page(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let answer = async {
        let (state, question) = question(&ctx, &headers, query.as_deref()).await?;
        let scopes = question.scopes.into_iter();
        let page = Consent {
            client_name: question.client_name,
            user: question.user,
            scopes: scopes.map(|(v, d)| RequestedScope::new(v, d)).collect(),
            languages: question.languages,
            state,
        };
        Ok(page.response())
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST /u/consent`
pub async fn consent(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let answer = decide(&ctx, &headers, query.as_deref(), body, Ask::Consent).await;
    answered_form(&ctx, (&headers, query.as_deref()), answer).await
}

/// `GET /u/account-chooser`
pub async fn account_page(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let question = account::question(&ctx, &state, &browser(&ctx, &headers)).await?;
        Ok(AccountChooser { question, state }.response())
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST /u/account-chooser`
pub async fn account(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let is_theirs = is_chosen(&fields, ("accept", "switch"))?;
        let browser = browser(&ctx, &headers);
        let page = account::choose(&ctx, &state, &browser, is_theirs).await?;
        redirect(StatusCode::SEE_OTHER, &address(page, &state))
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

/// `GET /u/confirm`
pub async fn confirm_page(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let answer = async {
        let (state, question) = question(&ctx, &headers, query.as_deref()).await?;
        let page = ConfirmCallback {
            client_name: question.client_name,
            destination: destination(&question.redirect_uri),
            languages: question.languages,
            state,
        };
        Ok(page.response())
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST /u/confirm`
pub async fn confirm(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let answer = decide(&ctx, &headers, query.as_deref(), body, Ask::Callback).await;
    answered_form(&ctx, (&headers, query.as_deref()), answer).await
}

/// The origin of a web callback, the scheme of any other.
fn destination(redirect_uri: &str) -> String {
    match url::Url::parse(redirect_uri) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url.origin().ascii_serialization(),
        Ok(url) => format!("{}:", url.scheme()),
        Err(_) => redirect_uri.to_owned(),
    }
}

/// The user's answer to a question: on with the transaction, or back to the application.
async fn decide(
    ctx: &Ctx,
    headers: &HeaderMap,
    query: Option<&str>,
    body: Body,
    ask: Ask,
) -> Answer<Response> {
    let (state, fields) = fields(ctx, headers, query, body)?;
    let accepted = is_chosen(&fields, ("accept", "deny"))?;
    let browser = browser(ctx, headers);
    match consent::answer(ctx, &state, browser, (ask, accepted)).await? {
        Some(outcome) => {
            let reply = protocols::answer(ctx, outcome).await?;
            to_response(ctx, reply, StatusCode::SEE_OTHER).await
        }
        None => resume(&state),
    }
}

/// Which of a form's two buttons was pressed: whether it was the first.
fn is_chosen(fields: &Params, (yes, no): (&str, &str)) -> Answer<bool> {
    match fields.get("action") {
        Some(action) if action == yes => Ok(true),
        Some(action) if action == no => Ok(false),
        _ => {
            let text = "Missing required parameter: action";
            Err(Code::InvalidRequest.refuse(text).into())
        }
    }
}

pub fn resume(state: &str) -> Answer<Response> {
    redirect(StatusCode::SEE_OTHER, &address(Page::Resume, state))
}

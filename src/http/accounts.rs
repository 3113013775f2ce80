//! The pages on which users make an account, prove an address, or ask for a new password, on their way to an application.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::body::Body;
use super::browser::{browser, set_session};
use super::login::{answered, answered_form, fields, resume, state};
use super::page_address::address;
use super::pages::{ChallengeForm, RecoveryFormPage, SignUpFormPage};
use super::reply::redirect;
use crate::flows::sign_in::challenge;
use crate::flows::sign_in::challenge_page::{Act, Challenged};
use crate::flows::sign_in::recovery::{self, Recovered, RecoveryForm as Recovery};
use crate::flows::sign_in::reply::Page;
use crate::flows::sign_in::sign_up::{self, Shown, SignUpForm as SignUp};
use crate::flows::{Answer, Ctx};

/// `GET /u/signup`, `/u/signup/identifier`, `/u/signup/password`
pub async fn sign_up_page(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    page: Page,
) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let browser = browser(&ctx, &headers);
        let shown = sign_up::page(&ctx, &state, &browser, page).await?;
        show_sign_up(&ctx, shown, state).await
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST` of the same
pub async fn sign_up(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    body: Body,
    page: Page,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let form = SignUp {
            state: &state,
            page,
            email: fields.get("email").unwrap_or(""),
            username: fields.get("username").unwrap_or(""),
            password: fields.get("password").unwrap_or(""),
        };
        let browser = browser(&ctx, &headers);
        let shown = match page {
            Page::SignUpIdentifier => sign_up::identify(&ctx, form, &browser).await?,
            _ => sign_up::submit(&ctx, form, &browser).await?,
        };
        show_sign_up(&ctx, shown, state).await
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

async fn show_sign_up(ctx: &Ctx, shown: Shown, state: String) -> Answer<Response> {
    match shown {
        Shown::Page(page) => Ok(SignUpFormPage::new(*page, state).response()),
        Shown::Elsewhere(page) => redirect(StatusCode::SEE_OTHER, &address(page, &state)),
        Shown::SignedIn { cookie } => {
            let mut response = resume(&state)?;
            set_session(ctx, &mut response, (cookie, None)).await?;
            Ok(response)
        }
    }
}

/// `GET /u/login/password-reset-start/{connection}`: where the link of the login page leads.
pub async fn start_recovery(
    ctx: Ctx,
    Path(connection): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let page = RecoveryFormPage::address(&connection, &state);
        redirect(StatusCode::SEE_OTHER, &page)
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `GET /u/reset-password/request/{connection}`
pub async fn recovery_page(
    ctx: Ctx,
    Path(connection): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let browser = browser(&ctx, &headers);
        let shown = recovery::page(&ctx, (&state, &connection), &browser).await?;
        Ok(RecoveryFormPage::new(shown, state).response())
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST /u/reset-password/request/{connection}`
pub async fn recover(
    ctx: Ctx,
    Path(connection): Path<String>,
    (headers, RawQuery(query)): (HeaderMap, RawQuery),
    body: Body,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        if fields.get("action") == Some("back-to-login") {
            return redirect(StatusCode::SEE_OTHER, &address(Page::Login, &state));
        }
        let form = Recovery {
            state: &state,
            connection: &connection,
            username: fields.get("username").unwrap_or(""),
        };
        match recovery::submit(&ctx, form, &browser(&ctx, &headers)).await? {
            Recovered::Page(shown) => Ok(RecoveryFormPage::new(*shown, state).response()),
            Recovered::Challenge => {
                let page = address(Page::EmailChallenge, &state);
                redirect(StatusCode::SEE_OTHER, &page)
            }
        }
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

/// `GET /u/email-identifier/challenge`
pub async fn challenge_page(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let challenged = challenge::page(&ctx, &state, &browser(&ctx, &headers)).await?;
        show_challenge(&ctx, challenged, state).await
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST /u/email-identifier/challenge`
pub async fn challenge(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let act = match fields.get("action") {
            Some("resend-code") => Act::Resend,
            Some("back-action") => Act::Back,
            Some("switch-to-password-auth") => Act::UsePassword,
            _ => Act::Type(fields.get("code").unwrap_or("")),
        };
        let browser = browser(&ctx, &headers);
        let challenged = challenge::submit(&ctx, &state, act, &browser).await?;
        show_challenge(&ctx, challenged, state).await
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

async fn show_challenge(ctx: &Ctx, challenged: Challenged, state: String) -> Answer<Response> {
    let to = match challenged {
        Challenged::Page(shown) => return Ok(ChallengeForm::new(*shown, state).response()),
        Challenged::Elsewhere(page) => address(page, &state),
        Challenged::Recovery(connection) => RecoveryFormPage::address(&connection, &state),
        Challenged::NewPassword(page) => page,
        Challenged::SignedIn { cookie } => {
            let mut response = resume(&state)?;
            set_session(ctx, &mut response, (cookie, None)).await?;
            return Ok(response);
        }
    };
    redirect(StatusCode::SEE_OTHER, &to)
}

//! The routes of the pages for a code that was sent in the place of a password.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::body::Body;
use super::browser::{browser, set_session};
use super::login::{answered, answered_form, fields, resume, state};
use super::page_address::address;
use super::pages::CodeFormPage;
use super::reply::redirect;
use crate::domain::passwordless::Channel;
use crate::flows::sign_in::passwordless::{self, CodeAct, CodeAnswer};
use crate::flows::{Answer, Ctx};

/// `GET` of one of them
pub async fn page(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    channel: Channel,
) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let browser = browser(&ctx, &headers);
        let answer = passwordless::page(&ctx, &state, &browser, channel).await?;
        show(&ctx, answer, state).await
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST` of the same
pub async fn submit(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    body: Body,
    channel: Channel,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let act = match fields.get("action") {
            Some("resend" | "resend-code") => CodeAct::Resend,
            _ => CodeAct::Type(fields.get("code").unwrap_or("")),
        };
        let browser = browser(&ctx, &headers);
        let answer = passwordless::submit(&ctx, (&state, channel), act, &browser).await?;
        show(&ctx, answer, state).await
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

/// The page, or where the browser goes: by 303, so that no code is sent again.
async fn show(ctx: &Ctx, answer: CodeAnswer, state: String) -> Answer<Response> {
    match answer {
        CodeAnswer::Page(shown) => Ok(CodeFormPage::new(*shown, state).response()),
        CodeAnswer::Elsewhere(page) => redirect(StatusCode::SEE_OTHER, &address(page, &state)),
        CodeAnswer::SignedIn { cookie } => {
            let mut response = resume(&state)?;
            set_session(ctx, &mut response, (cookie, None)).await?;
            Ok(response)
        }
    }
}

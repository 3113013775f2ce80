//! The routes of the pages of a second factor, `/u/mfa-…`.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::body::Body;
use super::browser::{browser, set_declined, set_remembered};
use super::login::{answered, answered_form, fields, resume, state};
use super::page_address::address;
use super::pages::FactorFormPage;
use super::reply::redirect;
use crate::flows::sign_in::factor_page::{FactorAnswer, FactorForm};
use crate::flows::sign_in::reply::Page;
use crate::flows::sign_in::{factor_form, second_factor};
use crate::flows::{Answer, Ctx};

/// `GET` of one of them
pub async fn page((ctx, headers, query): (Ctx, HeaderMap, Option<String>), page: Page) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let browser = browser(&ctx, &headers);
        let answer = second_factor::page(&ctx, &state, &browser, page).await?;
        show(&ctx, answer, state)
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST` of the same
pub async fn submit(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    body: Body,
    page: Page,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let form = FactorForm {
            action: fields.get("action").unwrap_or("default"),
            code: fields.get("code").unwrap_or(""),
            response: fields.get("response").unwrap_or(""),
            nickname: fields.get("nickname").unwrap_or(""),
            phone: fields.get("phone").unwrap_or(""),
            remember: fields.get("rememberBrowser") == Some("true"),
            is_saved: fields.get("saved") == Some("on"),
        };
        let browser = browser(&ctx, &headers);
        let answer = factor_form::submit(&ctx, (&state, page), form, &browser).await?;
        show(&ctx, answer, state)
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

/// The page, or where the browser goes: by 303, so that no code is sent again.
fn show(ctx: &Ctx, answer: FactorAnswer, state: String) -> Answer<Response> {
    match answer {
        FactorAnswer::Page(shown) => Ok(FactorFormPage::new(*shown, state).response()),
        FactorAnswer::Elsewhere(page) => redirect(StatusCode::SEE_OTHER, &address(page, &state)),
        FactorAnswer::Passed { remembered } => {
            let mut response = resume(&state)?;
            if let Some(cookie) = remembered {
                set_remembered(ctx, &mut response, cookie);
            }
            Ok(response)
        }
        FactorAnswer::Declined { lasts } => {
            let mut response = resume(&state)?;
            set_declined(ctx, &mut response, lasts);
            Ok(response)
        }
    }
}

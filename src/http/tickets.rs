//! The pages of tickets: `/u/reset-password`, `/u/email-verification`.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::body::{Body, params};
use super::browser::{Navigation, is_own_form};
use super::faces::PageError;
use super::form::Params;
use super::pages::{Notice, ResetPassword};
use super::reply::redirect;
use crate::flows::tickets::{self, AfterTicket, NewPassword, Reset, ResetPage};
use crate::flows::{Answer, Code, Ctx};

fn ticket(query: Option<&str>) -> Answer<String> {
    Ok(Params::from_query(query.unwrap_or(""))?
        .require("ticket")?
        .to_owned())
}

/// `GET /u/reset-password`
pub async fn reset_page(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let ticket = ticket(query.as_deref())?;
    let shown = tickets::reset_page(&ctx, &ticket).await?;
    Ok(show(shown, ticket))
}

fn show(shown: ResetPage, ticket: String) -> Response {
    let page = ResetPassword {
        email: shown.email,
        error: shown.error,
        ticket,
    };
    page.response()
}

/// `POST /u/reset-password`
pub async fn reset(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Response, PageError> {
    if !is_own_form(&ctx, &headers) {
        let refusal = Code::InvalidRequest.refuse("The form was not sent from this site");
        return Err(refusal.into());
    }
    let fields = params(&headers, body)?;
    let ticket = ticket(query.as_deref())?;
    let new = NewPassword {
        ticket: &ticket,
        password: fields.get("password-reset").unwrap_or(""),
        again: fields.get("re-enter-password").unwrap_or(""),
    };
    match tickets::reset(&ctx, new).await? {
        Reset::Again(shown) => Ok(show(shown, ticket)),
        Reset::Done(AfterTicket::Away(url)) => Ok(redirect(StatusCode::SEE_OTHER, &url)?),
        Reset::Done(AfterTicket::Stay(login_route)) => Ok(Notice {
            screen: "reset-password-success",
            title: "eventTitle",
            description: "description",
            login_route,
        }
        .response()),
    }
}

/// `GET /u/email-verification`. Prefetches do not consume the ticket.
pub async fn verify_email(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let ticket = ticket(query.as_deref())?;
    if Navigation::of(&headers) != Navigation::TopLevel {
        let refusal = Code::InvalidRequest.refuse("Open this link in the address bar of a browser");
        return Err(refusal.into());
    }
    match tickets::verify_email(&ctx, &ticket).await? {
        AfterTicket::Away(url) => Ok(redirect(StatusCode::SEE_OTHER, &url)?),
        AfterTicket::Stay(login_route) => Ok(Notice {
            screen: "email-verification-result",
            title: "verifiedTitle",
            description: "verifiedDescription",
            login_route,
        }
        .response()),
    }
}

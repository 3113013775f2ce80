//! `/guardian/enroll`: a ticket by which a user enrolls a second factor. `GET` draws its page, and `POST` uses it up.

use axum::Router;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, get};

use super::body::{Body, params};
use super::browser::{browser, is_own_form};
use super::faces::PageError;
use super::form::Params;
use super::oauth::authorize;
use super::page_address::urlencoded;
use super::pages::{Notice, Redeem};
use super::reply::to_response;
use crate::app::App;
use crate::flows::sign_in::ticket_enrollment::{begin, look};
use crate::flows::{Answer, Code, Ctx};
use crate::texts::Preferences;

const PATH: &str = "/guardian/enroll";

/// The routes.
pub fn pages() -> Router<App> {
    let ticket = get(page)
        .post(spend)
        .on(MethodFilter::HEAD, authorize::head);
    Router::new()
        .route(PATH, ticket)
        .route("/u/mfa-enroll-result", get(done))
}

/// What the link has: the ticket, and a language.
fn link(query: Option<&str>) -> Answer<(String, Option<String>)> {
    let query = Params::from_query(query.unwrap_or(""))?;
    let language = query.get("ui_locales").map(str::to_owned);
    Ok((query.require("ticket")?.to_owned(), language))
}

async fn page(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let (ticket, language) = link(query.as_deref())?;
    let language = language.map(|language| format!("&ui_locales={}", urlencoded(&language)));
    let action = format!("{PATH}?ticket={ticket}{}", language.unwrap_or_default());
    Ok(match look(&ctx, &ticket).await? {
        Ok(email) => Redeem {
            screen: "redeem-ticket",
            description: "descriptionEnrollment",
            email,
            action,
        }
        .response(),
        Err(why) => Notice::of_no_enrollment(why).response(),
    })
}

async fn spend(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Response, PageError> {
    if !is_own_form(&ctx, &headers) {
        let refusal = Code::InvalidRequest.refuse("The form was not sent from this site");
        return Err(refusal.into());
    }
    params(&headers, body)?;
    let (ticket, language) = link(query.as_deref())?;
    let languages = Preferences::new(language.as_deref(), ctx.sent.language.as_deref());
    let browser = browser(&ctx, &headers);
    Ok(match begin(&ctx, &ticket, (&browser, languages)).await? {
        Ok(reply) => to_response(&ctx, reply, StatusCode::SEE_OTHER).await?,
        Err(why) => Notice::of_no_enrollment(why).response(),
    })
}

async fn done() -> Response {
    Notice::of_enrollment().response()
}

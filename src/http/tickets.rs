//! The pages of tickets: a new password, a confirmed address, the end of a block.

use axum::Router;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, get};

use super::body::{Body, params};
use super::browser::is_own_form;
use super::faces::PageError;
use super::form::Params;
use super::oauth::authorize;
use super::page_address::urlencoded;
use super::pages::{Notice, Redeem, ResetPassword};
use super::reply::redirect;
use crate::app::App;
use crate::domain::ticket::TicketKind;
use crate::flows::tickets::{self, AfterTicket, NewPassword, Reset, ResetPage};
use crate::flows::{Answer, Code, Ctx, Failure};

fn ticket(query: Option<&str>) -> Answer<String> {
    Ok(Params::from_query(query.unwrap_or(""))?
        .require("ticket")?
        .to_owned())
}

/// The address of a ticket's page, in the language that its link asks for.
fn action(kind: TicketKind, query: Option<&str>) -> Answer<String> {
    let query = Params::from_query(query.unwrap_or(""))?;
    let ticket = query.require("ticket")?;
    let language = query.get("ui_locales").map(urlencoded);
    let language = language.map(|language| format!("&ui_locales={language}"));
    let language = language.unwrap_or_default();
    Ok(format!("/{}?ticket={ticket}{language}", kind.page()))
}

/// A form of ours, with its ticket.
fn fields(
    ctx: &Ctx,
    headers: &HeaderMap,
    query: Option<&str>,
    body: Body,
) -> Answer<(String, Params)> {
    if !is_own_form(ctx, headers) {
        let refusal = Code::InvalidRequest.refuse("The form was not sent from this site");
        return Err(refusal.into());
    }
    let fields = params(headers, body)?;
    Ok((ticket(query)?, fields))
}

/// The pages of tickets: each is drawn by `GET` and uses its ticket up by `POST`, because programs follow the links of
/// e-mails before users do.
pub fn pages() -> Router<App> {
    use TicketKind::{EmailVerification, PasswordChange, PasswordReset, Unblock};
    let head = |route: MethodRouter<App>| route.on(MethodFilter::HEAD, authorize::head);
    let passwords = [PasswordChange, PasswordReset].into_iter();
    let router = passwords.fold(Router::new(), |router, kind| {
        let show = move |ctx: Ctx, RawQuery(query): RawQuery| reset_page((ctx, query), kind);
        let spend = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body| {
            reset((ctx, headers, query), body, kind)
        };
        router.route(&format!("/{}", kind.page()), head(get(show).post(spend)))
    });
    [EmailVerification, Unblock]
        .into_iter()
        .fold(router, |router, kind| {
            let show = move |ctx: Ctx, RawQuery(query): RawQuery| redeem_page((ctx, query), kind);
            let spend =
                move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body| {
                    redeem((ctx, headers, query), body, kind)
                };
            router.route(&format!("/{}", kind.page()), head(get(show).post(spend)))
        })
}

/// The answer, or, if the ticket can be used no more, the page that says so, with a way to a new one.
async fn or_dead_link(
    ctx: &Ctx,
    (kind, ticket): (TicketKind, &str),
    answer: Answer<Response>,
) -> Answer<Response> {
    match answer {
        Err(Failure::Refused(refusal)) if refusal.code == Code::DeadLink => {
            let (death, after) = tickets::dead_link(ctx, kind, ticket).await?;
            done(after, Notice::of_dead_link(kind, death))
        }
        other => other,
    }
}

async fn reset_page(
    (ctx, query): (Ctx, Option<String>),
    kind: TicketKind,
) -> Result<Response, PageError> {
    let ticket = ticket(query.as_deref())?;
    let shown = tickets::reset_page(&ctx, kind, &ticket).await;
    let action = action(kind, query.as_deref())?;
    let answer = shown.map(|shown| show(shown, action));
    Ok(or_dead_link(&ctx, (kind, &ticket), answer).await?)
}

fn show(shown: ResetPage, action: String) -> Response {
    ResetPassword::new((shown.email, shown.error), shown.policy, action).response()
}

async fn reset(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    body: Body,
    kind: TicketKind,
) -> Result<Response, PageError> {
    let (ticket, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
    let new = NewPassword {
        kind,
        ticket: &ticket,
        password: fields.get("password-reset").unwrap_or(""),
        again: fields.get("re-enter-password").unwrap_or(""),
    };
    let answer = match tickets::reset(&ctx, new).await {
        Ok(Reset::Again(shown)) => Ok(show(shown, action(kind, query.as_deref())?)),
        Ok(Reset::Done(after)) => done(after, Notice::of_new_password()),
        Err(failure) => Err(failure),
    };
    Ok(or_dead_link(&ctx, (kind, &ticket), answer).await?)
}

async fn redeem_page(
    (ctx, query): (Ctx, Option<String>),
    kind: TicketKind,
) -> Result<Response, PageError> {
    let ticket = ticket(query.as_deref())?;
    let (screen, description) = match kind {
        TicketKind::Unblock => ("brute-force-protection-unblock", "description"),
        _ => ("redeem-ticket", "descriptionEmail"),
    };
    let email = tickets::email_of(&ctx, kind, &ticket).await;
    let action = action(kind, query.as_deref())?;
    let answer = email.map(|email| {
        let page = Redeem {
            screen,
            description,
            email,
            action,
        };
        page.response()
    });
    Ok(or_dead_link(&ctx, (kind, &ticket), answer).await?)
}

async fn redeem(
    (ctx, headers, query): (Ctx, HeaderMap, Option<String>),
    body: Body,
    kind: TicketKind,
) -> Result<Response, PageError> {
    let (ticket, _) = fields(&ctx, &headers, query.as_deref(), body)?;
    let answer = match kind {
        TicketKind::Unblock => {
            let after = tickets::unblock(&ctx, &ticket).await;
            after.and_then(|after| done(after, Notice::of_unblocking()))
        }
        _ => {
            let after = tickets::verify_email(&ctx, &ticket).await;
            after.and_then(|after| done(after, Notice::of_verification()))
        }
    };
    Ok(or_dead_link(&ctx, (kind, &ticket), answer).await?)
}

/// Where the ticket leads, or the page that says what has happened.
fn done(after: AfterTicket, notice: Notice) -> Answer<Response> {
    match after {
        AfterTicket::Away(url) => redirect(StatusCode::SEE_OTHER, &url),
        AfterTicket::Stay(login_route) => Ok(notice.with(login_route).response()),
    }
}

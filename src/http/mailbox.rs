//! `/_footbridge/mailbox`, in test mode: the e-mails that would have been sent. They hold links that sign people in, so they are
//! for this machine, or for a client's token of the Management API.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::bearer;
use super::faces::{NoStore, TokenError};
use super::operations::is_local;
use super::pages::{Mailbox, MailboxEntry};
use crate::app::App;
use crate::domain::origin::Origin;
use crate::flows::Ctx;
use crate::flows::mail::mailbox;

/// What the HTML part of an e-mail may do in a browser: show itself, and images.
const ALONE: HeaderValue = HeaderValue::from_static(
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:",
);

/// `GET`: the newest first, as JSON or as a page.
pub async fn list(
    State(app): State<App>,
    ctx: Ctx,
    request: Request,
) -> Result<Response, TokenError> {
    let (parts, _) = request.into_parts();
    if let Some(refusal) = refusal(&app, &ctx, &parts).await {
        return Ok(refusal);
    }
    let letters = mailbox::latest(&ctx.parts).await?;
    let accepts = parts.headers.get(header::ACCEPT);
    let accepts = accepts.and_then(|v| v.to_str().ok()).unwrap_or_default();
    if accepts.contains("application/json") {
        return Ok(NoStore(Json(letters)).into_response());
    }
    let entries = letters.iter().map(entry).collect();
    Ok(Mailbox { entries }.response())
}

/// `GET` of one: its HTML part.
pub async fn one(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, TokenError> {
    let (parts, _) = request.into_parts();
    if let Some(refusal) = refusal(&app, &ctx, &parts).await {
        return Ok(refusal);
    }
    let letters = mailbox::latest(&ctx.parts).await?;
    let found = letters.iter().find(|letter| text(letter, "id") == id);
    let Some(letter) = found else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, html),
        (header::CONTENT_SECURITY_POLICY, ALONE),
    ];
    Ok(NoStore((headers, text(letter, "html"))).into_response())
}

/// `DELETE`: forgets all.
pub async fn empty(
    State(app): State<App>,
    ctx: Ctx,
    request: Request,
) -> Result<Response, TokenError> {
    let (parts, _) = request.into_parts();
    if let Some(refusal) = refusal(&app, &ctx, &parts).await {
        return Ok(refusal);
    }
    mailbox::empty(&ctx.parts).await?;
    Ok(NoStore(StatusCode::NO_CONTENT).into_response())
}

/// The answer to a caller that may not look.
async fn refusal(app: &App, ctx: &Ctx, parts: &Parts) -> Option<Response> {
    if is_local(app, parts) && names_us(&ctx.settings.issuer, parts) {
        return None;
    }
    let authorized = bearer::authorize_client(ctx, &parts.headers).await;
    authorized.err().map(IntoResponse::into_response)
}

/// Whether the request names this machine or the issuer. Test mode answers to any name, so a website whose name resolves to
/// this machine could otherwise read what is for it alone (DNS rebinding).
fn names_us(issuer: &Origin, parts: &Parts) -> bool {
    let host = parts.headers.get(header::HOST);
    let host = host.and_then(|v| v.to_str().ok());
    let authority = parts.uri.authority().map(|a| a.as_str()).or(host);
    let named = authority.and_then(|authority| issuer.sibling(authority).ok());
    named.is_some_and(|named| named.is_loopback() || named.host() == issuer.host())
}

fn text(letter: &Map<String, Value>, name: &str) -> String {
    let text = letter.get(name).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn entry(letter: &Map<String, Value>) -> MailboxEntry {
    let filled = |name| Some(text(letter, name)).filter(|text| !text.is_empty());
    MailboxEntry {
        id: text(letter, "id"),
        to: text(letter, "to"),
        from: text(letter, "from"),
        subject: text(letter, "subject"),
        created_at: text(letter, "created_at"),
        link: filled("link").filter(|link| link.starts_with("http")),
        code: filled("code"),
        text: text(letter, "text"),
    }
}

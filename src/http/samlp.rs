//! `/samlp/{client_id}`, its logout and its metadata: bindings in, redirects out.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::body::{Body, params};
use super::browser::clear_session;
use super::browser_request::{BOTH_COOKIES, BrowserRequest};
use super::faces::{PageError, page_error};
use super::form::Params;
use super::reply::to_response;
use crate::domain::session_transfer::PARAMETER;
use crate::flows::saml::metadata;
use crate::flows::saml::provider::service_provider;
use crate::flows::saml::receive::{Incoming, ReceivedSaml, receive};
use crate::flows::sign_in::parameters::{parse_max_age, parse_prompt};
use crate::flows::sign_in::reply::BrowserReply;
use crate::flows::sign_in::request::{CheckedRequest, Prompt, SignInRequest};
use crate::flows::sign_in::transaction::{self, PostedTo};
use crate::flows::{Answer, Ctx, protocols, session};

/// What `/authorize` may say for a request that it hands over.
pub const HANDED_OVER: [&str; 3] = ["connection", "organization", "login_hint"];

/// `GET /samlp/{client_id}` and `/samlp/{client_id}/logout`
pub async fn get(
    ctx: Ctx,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let browser_request = match BrowserRequest::of(&headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let query = query.unwrap_or_default();
    let answer = async {
        let mut params = Params::from_query(&query)?;
        let token = params.remove(PARAMETER);
        let message = SamlMessage {
            client_id: &client_id,
            params: &params,
            query: Some(&query),
            token: token.as_deref(),
            around: None,
        };
        answer(&ctx, &browser_request, message).await
    };
    browser_request.finish(&ctx, answer.await)
}

/// `POST` to the same: kept, and read when the browser comes back with its cookies. No token is taken from a body.
pub async fn post(
    ctx: Ctx,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let answer = async {
        service_provider(&ctx, &client_id).await?;
        let sent = Params::from_query(query.as_deref().unwrap_or(""))?;
        let mut sent = sent.merge(params(&headers, body)?)?;
        sent.remove(PARAMETER);
        let to = PostedTo::Saml { client_id };
        let reply = transaction::store_posted(&ctx, sent.iter(), to).await?;
        to_response(&ctx, reply, StatusCode::SEE_OTHER).await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

/// `GET /samlp/metadata/{client_id}`
pub async fn metadata(ctx: Ctx, Path(client_id): Path<String>) -> Result<Response, PageError> {
    Ok(xml(metadata::document(&ctx, &client_id).await?))
}

/// A document for machines.
pub fn xml(document: String) -> Response {
    let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}");
    ([(header::CONTENT_TYPE, "application/xml")], document).into_response()
}

/// A message and what came with it.
#[derive(Clone, Copy)]
pub struct SamlMessage<'a> {
    pub client_id: &'a str,
    pub params: &'a Params,
    /// The query, where the message stands in a URL.
    pub query: Option<&'a str>,
    /// The session transfer token of the query.
    pub token: Option<&'a str>,
    /// The parameters of `/authorize`, where the request came through there.
    pub around: Option<&'a Params>,
}

/// Reads the message, and signs the user in if that is what it asks for.
pub async fn answer(
    ctx: &Ctx,
    browser_request: &BrowserRequest,
    message: SamlMessage<'_>,
) -> Answer<Response> {
    let get = |name: &str| {
        let around = message.around.filter(|_| HANDED_OVER.contains(&name));
        message
            .params
            .get(name)
            .or_else(|| around.and_then(|params| params.get(name)))
    };
    let incoming = Incoming {
        client_id: message.client_id,
        get: &get,
        query: message.query,
        browser: &browser_request.browser(ctx),
    };
    match receive(ctx, incoming).await? {
        ReceivedSaml::Answered(reply) => respond(ctx, *reply).await,
        ReceivedSaml::LogOut(reply) => {
            let mut response = respond(ctx, *reply).await?;
            let cookie = browser_request.browser(ctx).session;
            if cookie.is_some() && session::current(ctx, cookie.as_deref()).await?.is_none() {
                clear_session(ctx, &mut response);
            }
            Ok(response)
        }
        ReceivedSaml::SignIn(checked) => {
            let checked = as_asked_around(*checked, message.around)?;
            let client = &checked.client.client;
            let browser = browser_request.bringing(ctx, client, message.token, BOTH_COOKIES);
            respond(ctx, protocols::sign_in(ctx, checked, browser).await?).await
        }
    }
}

/// `prompt` and `max_age` of `/authorize`, where a request came through there.
pub fn as_asked_around(checked: CheckedRequest, around: Option<&Params>) -> Answer<CheckedRequest> {
    let Some(around) = around else {
        return Ok(checked);
    };
    let CheckedRequest { request, client } = checked;
    let asked = parse_prompt(around.get("prompt"))?;
    let prompt = Prompt {
        none: asked.none || request.prompt.none,
        login: asked.login || request.prompt.login,
        select_account: asked.select_account,
        consent: false,
        create: asked.create,
    };
    let request = SignInRequest {
        prompt,
        requests_factor: false,
        begins_with_sign_up: prompt.create,
        max_age: parse_max_age(around.get("max_age"))?.or(request.max_age),
        ..request
    };
    Ok(CheckedRequest { request, client })
}

async fn respond(ctx: &Ctx, reply: BrowserReply) -> Answer<Response> {
    to_response(ctx, reply, StatusCode::FOUND).await
}

//! `/wsfed`: WS-Federation's passive requests.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser_request::{BOTH_COOKIES, BrowserRequest};
use super::faces::PageError;
use super::form::Params;
use super::oauth::logout::respond;
use super::reply::to_response;
use super::samlp::{HANDED_OVER, as_asked_around, xml};
use crate::domain::session_transfer::PARAMETER;
use crate::flows::wsfed::metadata;
use crate::flows::wsfed::request::{ReceivedWsFed, receive};
use crate::flows::{Answer, Ctx, logout, protocols};

/// `GET /wsfed/{client_id}`
pub async fn of_client(
    ctx: Ctx,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    arrive(&ctx, Some(&client_id), &headers, query).await
}

/// `GET /wsfed?wtrealm=`
pub async fn of_realm(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    arrive(&ctx, None, &headers, query).await
}

async fn arrive(
    ctx: &Ctx,
    client_id: Option<&str>,
    headers: &HeaderMap,
    query: Option<String>,
) -> Response {
    let browser_request = match BrowserRequest::of(headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let answer = async {
        let mut params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let token = params.remove(PARAMETER);
        let message = WsFedMessage {
            client_id,
            params: &params,
            token: token.as_deref(),
            around: None,
        };
        answer(ctx, &browser_request, message).await
    };
    browser_request.finish(ctx, answer.await)
}

/// A request and its context.
#[derive(Clone, Copy)]
pub struct WsFedMessage<'a> {
    pub client_id: Option<&'a str>,
    pub params: &'a Params,
    /// The session transfer token of the query.
    pub token: Option<&'a str>,
    /// The parameters of `/authorize`, if the request came through it.
    pub around: Option<&'a Params>,
}

/// Signs the user in, or out.
pub async fn answer(
    ctx: &Ctx,
    browser_request: &BrowserRequest,
    message: WsFedMessage<'_>,
) -> Answer<Response> {
    let get = |name: &str| {
        let around = message.around.filter(|_| HANDED_OVER.contains(&name));
        message
            .params
            .get(name)
            .or_else(|| around.and_then(|params| params.get(name)))
    };
    match receive(ctx, message.client_id, &get).await? {
        ReceivedWsFed::SignIn(checked) => {
            let checked = as_asked_around(*checked, message.around)?;
            let client = &checked.client.client;
            let browser = browser_request.bringing(ctx, client, message.token, BOTH_COOKIES);
            let reply = protocols::sign_in(ctx, checked, browser).await?;
            to_response(ctx, reply, StatusCode::FOUND).await
        }
        ReceivedWsFed::SignOut(client, to) => {
            let browser = browser_request.browser(ctx);
            let outcome = logout::from_relying_party(ctx, &client.client, to, &browser).await?;
            respond(ctx, outcome).await
        }
    }
}

/// `GET /wsfed/FederationMetadata/2007-06/FederationMetadata.xml`
pub async fn federation_metadata(ctx: Ctx) -> Result<Response, PageError> {
    Ok(xml(metadata::document(&ctx, None).await?))
}

/// The same below `/wsfed/{client_id}`.
pub async fn federation_metadata_of_client(
    ctx: Ctx,
    Path(client_id): Path<String>,
) -> Result<Response, PageError> {
    Ok(xml(metadata::document(&ctx, Some(&client_id)).await?))
}

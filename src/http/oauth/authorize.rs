//! `/authorize` and `/authorize/resume`: parameters and cookies in, a redirect or a page out.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use crate::domain::session_transfer::PARAMETER;
use crate::flows::oidc::pushed;
use crate::flows::oidc::request::{Read, read};
use crate::flows::sign_in::client;
use crate::flows::sign_in::resume::{Resumed, resume};
use crate::flows::sign_in::transaction::{self, PostedTo, deliver};
use crate::flows::{Answer, Code, Ctx, federation, protocols};
use crate::http::body::{Body, params};
use crate::http::browser_request::{BrowserRequest, ONE_COOKIE};
use crate::http::faces::{or_way_back, page_error};
use crate::http::form::{Params, is_secret};
use crate::http::login::state;
use crate::http::oauth::continuation;
use crate::http::reply::{page, to_response};
use crate::http::{login_callback, samlp, wsfed};

/// `GET /authorize`
pub async fn get(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let browser_request = match BrowserRequest::of(&headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let answer = match Params::from_query(query.as_deref().unwrap_or("")) {
        Ok(params) => request(&ctx, params, &browser_request).await,
        Err(error) => Err(error.into()),
    };
    browser_request.finish(&ctx, answer)
}

/// `POST /authorize`: kept where the client is known, and read when the browser comes back with its cookies. No token is taken
/// from a body.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let answer = async {
        let params = with_client_id(params(&headers, body)?)?;
        client::known(&ctx, params.require("client_id")?).await?;
        let kept = params.iter().filter(|(name, _)| is_read(name));
        let reply = transaction::store_posted(&ctx, kept, PostedTo::Authorize).await?;
        to_response(&ctx, reply, StatusCode::SEE_OTHER).await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

/// Whether `/authorize` reads a posted parameter: Actions see every one that is not secret.
fn is_read(name: &str) -> bool {
    name == "id_token_hint" || !is_secret(name)
}

/// `GET /authorize/resume`
pub async fn resumed(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let browser_request = match BrowserRequest::of(&headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let answer = async {
        let state = state(query.as_deref())?;
        match resume(&ctx, &state, browser_request.browser(&ctx)).await? {
            Resumed::Request(outcome) => {
                let reply = protocols::answer(&ctx, outcome).await?;
                to_response(&ctx, reply, StatusCode::FOUND).await
            }
            Resumed::Answer(message) => page(message),
            Resumed::Posted(query, PostedTo::Authorize) => {
                request(&ctx, Params::from_query(&query)?, &browser_request).await
            }
            Resumed::Posted(query, PostedTo::Saml { client_id }) => {
                let message = samlp::SamlMessage {
                    client_id: &client_id,
                    params: &Params::from_query(&query)?,
                    query: None,
                    token: None,
                    around: None,
                };
                samlp::answer(&ctx, &browser_request, message).await
            }
            Resumed::Posted(query, PostedTo::Provider { state }) => {
                login_callback::posted(&ctx, &browser_request, (&state, &query)).await
            }
            Resumed::Posted(query, PostedTo::Continue { state }) => {
                continuation::posted(&ctx, &browser_request, (&state, &query)).await
            }
        }
    };
    let answer = answer.await;
    let state = state(query.as_deref()).ok();
    let answer = or_way_back(&ctx, state.as_deref(), answer).await;
    browser_request.finish(&ctx, answer)
}

/// `HEAD /authorize`: a request without an answer to read signs no user in.
pub async fn head() -> Response {
    (
        StatusCode::METHOD_NOT_ALLOWED,
        [(header::ALLOW, "GET, POST")],
    )
        .into_response()
}

async fn request(ctx: &Ctx, params: Params, browser_request: &BrowserRequest) -> Answer<Response> {
    let mut params = with_client_id(params)?;
    let token = params.remove(PARAMETER);
    if let Some(answer) = handed_over(ctx, &params, token.as_deref(), browser_request).await? {
        return Ok(answer);
    }
    let client_id = params.require("client_id")?.to_owned();
    let found = client::find(ctx, &client_id).await?;
    let must_push = found
        .as_ref()
        .is_some_and(|found| found.client.require_pushed_authorization_requests);
    let params = expanded(ctx, params, must_push).await?;
    let client = client::expect(ctx, &client_id, found)?;
    let get = |name: &str| params.get(name);
    let reply = match read(ctx, client, &get, params.shown()).await? {
        Read::Checked(checked) => {
            let client = &checked.client.client;
            let browser = browser_request.bringing(ctx, client, token.as_deref(), ONE_COOKIE);
            protocols::sign_in(ctx, *checked, browser).await?
        }
        Read::Refused(message) => deliver(ctx, message).await?,
    };
    to_response(ctx, reply, StatusCode::FOUND).await
}

/// The answer of another protocol, where `redirect_uri` is its sign-in URL.
async fn handed_over(
    ctx: &Ctx,
    params: &Params,
    token: Option<&str>,
    browser_request: &BrowserRequest,
) -> Answer<Option<Response>> {
    let (Some(client_id), Some(uri)) = (params.get("client_id"), params.get("redirect_uri")) else {
        return Ok(None);
    };
    let Some((protocol, query)) = federation::sign_in_url(ctx, client_id, uri) else {
        return Ok(None);
    };
    let mut inner = Params::from_query(query)?;
    inner.remove(PARAMETER);
    let answer = match protocol {
        federation::Protocol::Saml => {
            let message = samlp::SamlMessage {
                client_id,
                params: &inner,
                query: Some(query),
                token,
                around: Some(params),
            };
            samlp::answer(ctx, browser_request, message).await?
        }
        federation::Protocol::WsFed => {
            let message = wsfed::WsFedMessage {
                client_id: Some(client_id),
                params: &inner,
                token,
                around: Some(params),
            };
            wsfed::answer(ctx, browser_request, message).await?
        }
    };
    Ok(Some(answer))
}

/// Auth0's own samples spell the parameter `client_ID`; it counts where `client_id` is absent.
fn with_client_id(mut params: Params) -> Answer<Params> {
    let Some(misspelt) = params.remove("client_ID") else {
        return Ok(params);
    };
    if params.get("client_id").is_some() {
        return Err(Code::InvalidRequest
            .refuse("Duplicate parameter: client_id")
            .into());
    }
    let one: Map<String, Value> = [("client_id".to_owned(), misspelt.into())]
        .into_iter()
        .collect();
    Ok(params.merge(Params::from_map(&one)?)?)
}

/// A pushed request stands for all parameters but the client and the session transfer token. Requests that come by another
/// reference, or as an object, are refused where the callback is known ([`read`]).
async fn expanded(ctx: &Ctx, params: Params, must_push: bool) -> Answer<Params> {
    match params.get("request_uri") {
        Some(uri) if pushed::is_reference(uri) => {
            let pushed = pushed::take(ctx, params.require("client_id")?, uri).await?;
            Ok(Params::from_map(&pushed)?)
        }
        Some(_) => Ok(params),
        None if must_push => {
            let text = "The client must push its authorization requests";
            Err(Code::InvalidRequest.refuse(text).into())
        }
        None => Ok(params),
    }
}

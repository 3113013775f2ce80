//! `/authorize` and `/authorize/resume`: parameters and cookies in, a redirect or a page out.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use crate::domain::session_transfer::PARAMETER;
use crate::flows::authorize::admit::{CookieOffer, Offer, offered};
use crate::flows::authorize::request::ResponseMode;
use crate::flows::authorize::response::AuthorizationResponse;
use crate::flows::authorize::resume::{Resumed, resume};
use crate::flows::authorize::{Page, Reply, Step, authorize, checks, deliver, pushed, transaction};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::http::body::{Body, params};
use crate::http::browser::{self, Navigation};
use crate::http::cookies::Cookies;
use crate::http::faces::{NoStore, page_error};
use crate::http::form::Params;
use crate::http::pages::{FormPost, WebMessage, WebOrigin};
use crate::tenant_log::{self, Event};

/// `GET /authorize`
pub async fn get(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let navigation = Navigation::of(&headers);
    if navigation == Navigation::Prefetch {
        return prefetched();
    }
    let cookies = Cookies::parse(&headers);
    let answer = match Params::from_query(query.as_deref().unwrap_or("")) {
        Ok(params) => request(&ctx, params, &cookies, navigation).await,
        Err(error) => Err(error.into()),
    };
    finish(&ctx, &cookies, answer)
}

/// `POST /authorize`: kept, and read when the browser comes back with its cookies. No token is taken from a body.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let answer = async {
        let mut params = params(&headers, body)?;
        params.remove(PARAMETER);
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(params.iter())
            .finish();
        to_response(
            &ctx,
            transaction::store_posted(&ctx, query).await?,
            StatusCode::SEE_OTHER,
        )
        .await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

/// `GET /authorize/resume`
pub async fn resumed(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let navigation = Navigation::of(&headers);
    if navigation == Navigation::Prefetch {
        return prefetched();
    }
    let cookies = Cookies::parse(&headers);
    let answer = async {
        let params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let browser = browser::of_cookies(&ctx, &cookies);
        match resume(&ctx, params.require("state")?, &browser).await? {
            Resumed::Reply(reply) => to_response(&ctx, reply, StatusCode::FOUND).await,
            Resumed::Answer(response) => page(response),
            Resumed::Posted(query) => {
                request(&ctx, Params::from_query(&query)?, &cookies, navigation).await
            }
        }
    };
    finish(&ctx, &cookies, answer.await)
}

/// `HEAD /authorize`: whoever asks this way does not sign in.
pub async fn head() -> Response {
    (
        StatusCode::METHOD_NOT_ALLOWED,
        [(header::ALLOW, "GET, POST")],
    )
        .into_response()
}

fn prefetched() -> Response {
    NoStore((StatusCode::SERVICE_UNAVAILABLE, "Not while prefetching")).into_response()
}

/// A transfer cookie that was sent is cleared, whatever came of the request.
fn finish(ctx: &Ctx, cookies: &Cookies, answer: Answer<Response>) -> Response {
    let mut response = answer.unwrap_or_else(|failure| page_error(&failure));
    if !matches!(browser::transfer_cookie(cookies), CookieOffer::Absent) {
        browser::clear_transfer_cookie(ctx, &mut response);
    }
    response
}

async fn request(
    ctx: &Ctx,
    params: Params,
    cookies: &Cookies,
    navigation: Navigation,
) -> Answer<Response> {
    let mut params = with_client_id(params)?;
    let token = params.remove(PARAMETER);
    let params = expanded(ctx, params).await?;
    let get = |name: &str| params.get(name);
    let callback = checks::callback(ctx, &get).await?;
    let checked = match checks::rest(ctx, &callback, &get).await {
        Ok(checked) => checked,
        Err(Failure::Refused(refusal)) => {
            let code = if get("prompt") == Some("none") {
                tenant_log::Code::FailedSilentAuth
            } else {
                tenant_log::Code::FailedLogin
            };
            ctx.log(Event::new(code, refusal.reason().to_owned()).client(&callback.client.client));
            let response = AuthorizationResponse::refused(
                &callback.redirect_uri,
                callback.response_mode,
                callback.state.as_deref(),
                &refusal,
            );
            let reply = deliver(ctx, response).await?;
            return to_response(ctx, reply, StatusCode::FOUND).await;
        }
        Err(accident) => return Err(accident),
    };
    let mut browser = browser::of_cookies(ctx, cookies);
    browser.transfer = match (navigation, offer(ctx, &callback, token.as_deref(), cookies)) {
        (Navigation::TopLevel, Offer::Token(carrier, token)) => Some((carrier, token)),
        _ => None,
    };
    let reply = authorize(ctx, checked, &browser).await?;
    to_response(ctx, reply, StatusCode::FOUND).await
}

fn offer(ctx: &Ctx, callback: &checks::Callback, token: Option<&str>, cookies: &Cookies) -> Offer {
    let client = &callback.client.client;
    let offer = offered(client, token, browser::transfer_cookie(cookies));
    if offer == Offer::Conflicting {
        let text = "Single Sign-On failed: the Session Transfer Token cookie was sent twice with different values.";
        ctx.log(Event::new(tenant_log::Code::Warning, text).client(client));
    }
    offer
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

/// A pushed request stands for all parameters but the client and the session transfer token.
async fn expanded(ctx: &Ctx, params: Params) -> Answer<Params> {
    if params.get("request").is_some() {
        return Err(Code::InvalidRequest
            .refuse("Request objects are not supported: push the request instead")
            .into());
    }
    let client_id = params.require("client_id")?;
    match params.get("request_uri") {
        Some(uri) => Ok(Params::from_map(&pushed::take(ctx, client_id, uri).await?)?),
        None => {
            let client = ctx.store.client(client_id).await?;
            if client.is_some_and(|c| c.client.require_pushed_authorization_requests) {
                let text = "The client must push its authorization requests";
                return Err(Code::InvalidRequest.refuse(text).into());
            }
            Ok(params)
        }
    }
}

/// The reply as a redirect, with the cookies that changed.
pub async fn to_response(ctx: &Ctx, reply: Reply, found: StatusCode) -> Answer<Response> {
    let (status, location) = match reply.step {
        Step::Application(response) => (found, response.location()),
        Step::Page(Page::Login, state) => (found, format!("/u/login?state={state}")),
        Step::Page(Page::Consent, state) => (found, format!("/u/consent?state={state}")),
        Step::Page(Page::ConfirmCallback, state) => (found, format!("/u/confirm?state={state}")),
        Step::Page(Page::Resume, state) => (
            StatusCode::SEE_OTHER,
            format!("/authorize/resume?state={state}"),
        ),
    };
    let mut response = redirect(status, &location)?;
    if let Some(value) = reply.session {
        browser::set_session(ctx, &mut response, value).await?;
    }
    if let Some(value) = reply.binding {
        browser::set_binding(ctx, &mut response, value);
    }
    Ok(response)
}

/// A redirect that nobody keeps.
pub fn redirect(status: StatusCode, location: &str) -> Answer<Response> {
    let location = HeaderValue::from_str(location).map_err(|e| Failure::Broken(e.into()))?;
    Ok(NoStore((status, [(header::LOCATION, location)])).into_response())
}

/// The page that posts an answer to the application.
fn page(response: AuthorizationResponse) -> Answer<Response> {
    let AuthorizationResponse {
        redirect_uri,
        mode,
        parameters,
    } = response;
    let unfit = |e| Failure::Broken(anyhow::Error::new(e));
    Ok(match mode {
        ResponseMode::WebMessage => {
            let target = WebOrigin::of(&redirect_uri).map_err(unfit)?;
            let message = parameters
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect();
            WebMessage::new(target, message).response()
        }
        _ => FormPost::new(redirect_uri, parameters)
            .map_err(unfit)?
            .response(),
    })
}

//! `/authorize` and `/authorize/resume`: parameters and cookies in, a redirect or a page out.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use tracing::Instrument;

use crate::domain::session_transfer::PARAMETER;
use crate::flows::authorize::request::{Request, ResponseMode};
use crate::flows::authorize::response::{self, AuthorizationResponse};
use crate::flows::authorize::resume::{Resumed, resume};
use crate::flows::authorize::transaction::Endpoint;
use crate::flows::authorize::{
    Changed, Page, Reply, Step, authorize, checks, deliver, finish, pushed, transaction,
};
use crate::flows::{Answer, Code, Ctx, Failure, federation};
use crate::http::arrival::{Arrival, ONE_COOKIE};
use crate::http::body::{Body, params};
use crate::http::browser;
use crate::http::faces::{NoStore, or_way_back, page_error};
use crate::http::form::{Params, is_secret};
use crate::http::login::state;
use crate::http::oauth::continuation;
use crate::http::pages::{FormPost, LoggedOut, WebMessage, WebOrigin};
use crate::http::{samlp, wsfed};
use crate::telemetry::step;
use crate::tenant_log::{self, Event};

/// `GET /authorize`
pub async fn get(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let arrival = match Arrival::of(&headers) {
        Ok(arrival) => arrival,
        Err(answer) => return *answer,
    };
    let answer = match Params::from_query(query.as_deref().unwrap_or("")) {
        Ok(params) => request(&ctx, params, &arrival).await,
        Err(error) => Err(error.into()),
    };
    arrival.finish(&ctx, answer)
}

/// `POST /authorize`: kept where the client is known, and read when the browser comes back with its cookies. No token is taken
/// from a body.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let answer = async {
        let params = with_client_id(params(&headers, body)?)?;
        checks::known_client(&ctx, params.require("client_id")?).await?;
        let kept = params.iter().filter(|(name, _)| is_read(name));
        let reply = transaction::store_posted(&ctx, kept, Endpoint::Authorize).await?;
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
    let arrival = match Arrival::of(&headers) {
        Ok(arrival) => arrival,
        Err(answer) => return *answer,
    };
    let answer = async {
        let state = state(query.as_deref())?;
        match resume(&ctx, &state, &arrival.browser(&ctx)).await? {
            Resumed::Reply(reply) => to_response(&ctx, reply, StatusCode::FOUND).await,
            Resumed::Answer(response) => page(response),
            Resumed::Posted(query, Endpoint::Authorize) => {
                request(&ctx, Params::from_query(&query)?, &arrival).await
            }
            Resumed::Posted(query, Endpoint::Saml { client_id }) => {
                let message = samlp::Message {
                    client_id: &client_id,
                    params: &Params::from_query(&query)?,
                    query: None,
                    token: None,
                    around: None,
                };
                samlp::answer(&ctx, &arrival, message).await
            }
            Resumed::Posted(query, Endpoint::Continue { state }) => {
                continuation::posted(&ctx, &arrival, (&state, &query)).await
            }
        }
    };
    let answer = answer.await;
    let state = state(query.as_deref()).ok();
    let answer = or_way_back(&ctx, state.as_deref(), answer).await;
    arrival.finish(&ctx, answer)
}

/// `HEAD /authorize`: whoever asks this way does not sign in.
pub async fn head() -> Response {
    (
        StatusCode::METHOD_NOT_ALLOWED,
        [(header::ALLOW, "GET, POST")],
    )
        .into_response()
}

async fn request(ctx: &Ctx, params: Params, arrival: &Arrival) -> Answer<Response> {
    let mut params = with_client_id(params)?;
    let token = params.remove(PARAMETER);
    if let Some(answer) = handed_over(ctx, &params, token.as_deref(), arrival).await? {
        return Ok(answer);
    }
    let params = expanded(ctx, params).await?;
    let get = |name: &str| params.get(name);
    let callback = checks::callback(ctx, &get)
        .instrument(step!("resolve client"))
        .await?;
    let rest = checks::rest(ctx, &callback, &get).instrument(step!("check request"));
    let checked = match rest.await {
        Ok(checked) => Request {
            query: params.shown(),
            ..checked
        },
        Err(Failure::Refused(refusal)) => {
            let is_silent = get("prompt") == Some("none");
            finish::count(is_silent, refusal.code.wire().1);
            let code = if is_silent {
                tenant_log::Code::FailedSilentAuth
            } else {
                tenant_log::Code::FailedLogin
            };
            ctx.log(Event::new(code, refusal.reason().to_owned()).client(&callback.client.client));
            let client_id = &callback.client.client.client_id;
            let response = AuthorizationResponse::refused(
                (client_id, &callback.redirect_uri),
                callback.response_mode,
                callback.state.as_deref(),
                &refusal,
                response::issuer(ctx, &callback.client.client),
            );
            let reply = deliver(ctx, response).await?;
            return to_response(ctx, reply, StatusCode::FOUND).await;
        }
        Err(accident) => return Err(accident),
    };
    let client = &callback.client.client;
    let browser = arrival.bringing(ctx, client, token.as_deref(), ONE_COOKIE);
    let reply = authorize(ctx, checked, &browser).await?;
    to_response(ctx, reply, StatusCode::FOUND).await
}

/// The answer of another protocol, where `redirect_uri` is its sign-in URL.
async fn handed_over(
    ctx: &Ctx,
    params: &Params,
    token: Option<&str>,
    arrival: &Arrival,
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
            let message = samlp::Message {
                client_id,
                params: &inner,
                query: Some(query),
                token,
                around: Some(params),
            };
            samlp::answer(ctx, arrival, message).await?
        }
        federation::Protocol::WsFed => {
            let asked = wsfed::Asked {
                client_id: Some(client_id),
                params: &inner,
                token,
                around: Some(params),
            };
            wsfed::answer(ctx, arrival, asked).await?
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
/// reference, or as an object, are refused where the callback is known ([`checks::rest`]).
async fn expanded(ctx: &Ctx, params: Params) -> Answer<Params> {
    let client_id = params.require("client_id")?;
    match params.get("request_uri") {
        Some(uri) if pushed::is_reference(uri) => {
            Ok(Params::from_map(&pushed::take(ctx, client_id, uri).await?)?)
        }
        Some(_) => Ok(params),
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
        Step::Elsewhere(address) => (found, address),
        Step::Page(Page::Login, state) => (found, format!("/u/login?state={state}")),
        Step::Page(Page::Consent, state) => (found, format!("/u/consent?state={state}")),
        Step::Page(Page::ConfirmCallback, state) => (found, format!("/u/confirm?state={state}")),
        Step::SignedOut(Some(url)) => (found, url),
        Step::SignedOut(None) => return Ok(LoggedOut.response()),
        Step::Page(Page::Resume, state) => (
            StatusCode::SEE_OTHER,
            format!("/authorize/resume?state={state}"),
        ),
    };
    let mut response = redirect(status, &location)?;
    set_cookies(ctx, &mut response, reply.cookies).await?;
    Ok(response)
}

async fn set_cookies(ctx: &Ctx, response: &mut Response, changed: Changed) -> Answer<()> {
    if let Some(value) = changed.session {
        browser::set_session(ctx, response, (value, changed.mode)).await?;
    }
    if let Some(value) = changed.binding {
        browser::set_binding(ctx, response, value);
    }
    Ok(())
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
        ..
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

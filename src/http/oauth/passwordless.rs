//! `/passwordless/…`: codes and links instead of passwords.

use axum::Json;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::revoke::as_invalid_client;
use super::{authenticated, refused};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::grant_type::PASSWORDLESS_OTP;
use crate::domain::session_transfer::PARAMETER;
use crate::flows::client_auth::Proof;
use crate::flows::oidc::request::{Read, read};
use crate::flows::passwordless::otp::{ChallengeRequest, challenge};
use crate::flows::passwordless::recipient;
use crate::flows::passwordless::start::{StartRequest, start};
use crate::flows::sign_in::client;
use crate::flows::sign_in::request::SentLink;
use crate::flows::sign_in::transaction::deliver;
use crate::flows::{Answer, Code, Ctx, Refusal, protocols};
use crate::http::body::{Body, any_params};
use crate::http::browser_request::BrowserRequest;
use crate::http::client_auth::credentials;
use crate::http::faces::NoStore;
use crate::http::form::{ParamError, Params};
use crate::http::reply::to_response;
use crate::telemetry;
use crate::texts::Preferences;

/// What the user reads, before `Accept-Language`.
const LANGUAGE: &str = "x-request-language";
/// No refresh token comes of a link, as at Auth0.
const REFRESH: &str = "offline_access";
/// No code is longer.
const LONGEST_CODE: usize = 40;
/// The member that is an object.
const AUTH_PARAMS: &str = "authParams";

/// `POST /passwordless/start`
pub async fn post_start(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    match started(ctx.clone(), &headers, body).await {
        Ok(view) => NoStore(Json(view)).into_response(),
        Err(failure) => refused(&ctx, &failure).await,
    }
}

async fn started(ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<Value> {
    let auth_params = auth_params(&body)?;
    let params = any_params(headers, body)?;
    let (ctx, client) = client_of(ctx, headers, &params).await?;
    let languages = languages(headers);
    let connection = params.string("connection")?;
    let missing = || Code::BadConnection.refuse("Missing required property: connection");
    let request = StartRequest {
        connection: connection.ok_or_else(missing)?,
        email: params.string("email")?,
        phone_number: params.string("phone_number")?,
        send: params.string("send")?,
        auth_params: &auth_params,
        languages: &languages,
    };
    let mut view = start(&ctx, &client, request).await?;
    if let Some(language) = view.get_mut("request_language") {
        *language = header(headers, LANGUAGE).into();
    }
    Ok(view)
}

/// The client. One that sends credentials authenticates; whether a confidential one may do without is the tenant's to say,
/// because pages of applications ask for links, and have no secret.
async fn client_of(ctx: Ctx, headers: &HeaderMap, params: &Params) -> Answer<(Ctx, Client)> {
    let claimed = credentials(headers, params)?;
    let tenant = ctx.store.tenant().await?;
    let is_enforced = tenant
        .flags
        .enforce_client_authentication_on_passwordless_start;
    if is_enforced || !matches!(claimed.proof, Proof::None) {
        let (ctx, authenticated) = authenticated(ctx, headers, params).await?;
        return Ok((ctx, authenticated.client.client.clone()));
    }
    let known = client::known(&ctx, &claimed.client_id).await?;
    telemetry::client(&claimed.client_id);
    Ok((ctx, known.client.clone()))
}

/// `POST /otp/challenge`: a code for a user of a database.
pub async fn post_challenge(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    match challenged(ctx.clone(), &headers, body).await {
        Ok(session) => NoStore(Json(json!({ "auth_session": session }))).into_response(),
        Err(failure) => refused(&ctx, &failure).await,
    }
}

async fn challenged(ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<String> {
    let params = any_params(headers, body)?;
    let found = authenticated(ctx, headers, &params).await;
    let (ctx, authenticated) = found.map_err(as_invalid_client)?;
    let client = &authenticated.client.client;
    if !client.may_use(&PASSWORDLESS_OTP) {
        let text = format!(
            "Grant type '{}' not allowed for the client.",
            PASSWORDLESS_OTP.name
        );
        return Err(Code::UnauthorizedClient.refuse(text).into());
    }
    let languages = languages(headers);
    let request = ChallengeRequest {
        connection: params.require("connection").map_err(invalid)?,
        email: params.require("email").map_err(invalid)?,
        allows_sign_up: params.string("allow_signup")? == Some("true"),
        languages: &languages,
    };
    challenge(&ctx, client, request).await
}

/// What is wrong with a body, member by member.
fn invalid(error: ParamError) -> Refusal {
    let text = error.to_string();
    let field = text.rsplit(' ').next().unwrap_or_default();
    let errors = json!([{ "field": field, "message": text }]);
    Refusal::from(error).carrying([("validation_errors", errors)])
}

/// `GET /passwordless/verify_redirect`: where the link of a message leads. It begins a login as `/authorize` does, on a page that
/// has the code filled in: opening the link uses nothing up, which programs that look at messages do before the user.
pub async fn verify_redirect(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let browser_request = match BrowserRequest::of(&headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let answer = match Params::from_query(query.as_deref().unwrap_or("")) {
        Ok(params) => opened(&ctx, params, &browser_request).await,
        Err(error) => Err(error.into()),
    };
    browser_request.finish(&ctx, answer)
}

async fn opened(ctx: &Ctx, mut params: Params, browser: &BrowserRequest) -> Answer<Response> {
    params.remove(PARAMETER);
    let link = sent_link(ctx, &mut params).await?;
    let client = client::known(ctx, params.require("client_id")?).await?;
    let get = |name: &str| params.get(name);
    let reply = match read(ctx, client, &get, params.shown()).await? {
        Read::Checked(mut checked) => {
            checked.request.link = Some(Box::new(link));
            if let Some(access) = &mut checked.request.access {
                access.scope = access.scope.without(REFRESH);
            }
            protocols::sign_in(ctx, *checked, browser.browser(ctx)).await?
        }
        Read::Refused(message) => deliver(ctx, message).await?,
    };
    to_response(ctx, reply, StatusCode::FOUND).await
}

/// What the link brings, taken out of the parameters.
async fn sent_link(ctx: &Ctx, params: &mut Params) -> Answer<SentLink> {
    let connection = recipient::connection(ctx, params.require("connection")?).await?;
    let settings = connection.as_ref().and_then(Connection::passwordless);
    let incomplete = || Code::InvalidRequest.refuse("The link is incomplete");
    let channel = settings.ok_or_else(incomplete)?.channel;
    let code = params.remove("verification_code");
    let address = params.remove(channel.parameter());
    let address = address.and_then(|typed| channel.recipient(&typed));
    Ok(SentLink {
        channel,
        address: address.ok_or_else(incomplete)?,
        code: code
            .filter(|code| code.len() <= LONGEST_CODE)
            .ok_or_else(incomplete)?,
    })
}

/// `authParams` of a JSON body; a form has none.
fn auth_params(body: &Body) -> Answer<Map<String, Value>> {
    let sent = body.0.as_deref().unwrap_or_default();
    let object = serde_json::from_slice::<Map<String, Value>>(sent);
    match object
        .ok()
        .and_then(|mut object| object.remove(AUTH_PARAMS))
    {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(params)) => Ok(params),
        Some(_) => Err(Code::BadAuthParams
            .refuse("authParams must be an object")
            .into()),
    }
}

fn languages(headers: &HeaderMap) -> Preferences {
    let accepted = header(headers, header::ACCEPT_LANGUAGE.as_str());
    Preferences::new(None, header(headers, LANGUAGE).or(accepted))
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

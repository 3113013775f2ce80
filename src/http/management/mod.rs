//! The Management API over HTTP. `resources` has its endpoints as rows of a table: from them come the routes, the scopes
//! that each call needs, the parameters that it takes and what the tenant log calls it. What is not in the table does not
//! exist.

pub(super) mod body;
mod parts;
mod query;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Map, Value};

use super::bearer;
use super::body::MAX_BODY;
use crate::app::App;
use crate::domain::json_schema::Mismatch;
use crate::flows::Ctx;
use crate::flows::limits::Allowance;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::query::Query;
use crate::resources::api::reply::Outcome;
use crate::resources::api::{audit, lists, rate};
use crate::resources::routes;

const BASE: &str = "/api/v2";
const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");
const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Every path below [`BASE`].
pub fn router() -> Router<App> {
    let mut paths: Vec<&'static str> = routes().map(|route| route.path).collect();
    paths.dedup();
    let router = paths.into_iter().fold(Router::new(), |router, path| {
        let at_path = move |State(app): State<App>, request: Request| dispatch(app, path, request);
        router.route(&format!("{BASE}{path}"), any(at_path))
    });
    let nowhere = || async { ApiError::not_found() };
    router
        .route(BASE, any(nowhere))
        .route(&format!("{BASE}/"), any(nowhere))
        .route(&format!("{BASE}/{{*rest}}"), any(nowhere))
}

async fn dispatch(app: App, path: &'static str, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let ctx = match Ctx::from_request_parts(&mut parts, &app).await {
        Ok(ctx) => ctx,
        Err(response) => return response,
    };
    let mut allowance = None;
    let outcome = answer(&app, ctx, path, (parts, body), &mut allowance).await;
    let mut response = match outcome {
        Ok(reply) => reply.into_response(),
        Err(error) => error.into_response(),
    };
    if let Some(allowance) = allowance {
        tell(&mut response, &allowance);
    }
    response
}

/// What the caller has left; tools wait until the reset.
fn tell(response: &mut Response, allowance: &Allowance) {
    let headers = response.headers_mut();
    headers.insert(LIMIT, allowance.limit.into());
    headers.insert(REMAINING, allowance.remaining.into());
    headers.insert(RESET, allowance.reset_at.seconds().into());
}

async fn answer(
    app: &App,
    ctx: Ctx,
    path: &'static str,
    (mut parts, body): (Parts, axum::body::Body),
    allowance: &mut Option<Allowance>,
) -> Outcome {
    let at_path = || routes().filter(|route| route.path == path);
    let Some(route) = at_path().find(|route| route.method == parts.method.as_str()) else {
        let allowed: Vec<_> = at_path().map(|route| route.method).collect();
        return Err(ApiError::method_not_allowed(&allowed.join(", ")));
    };
    let caller = bearer::authenticate(&ctx, &parts.headers).await?;
    *allowance = rate::count(&ctx, &caller);
    if allowance.is_some_and(|a| a.is_used_up()) {
        return Err(ApiError::too_many_requests());
    }
    bearer::require(&caller, route.scopes)?;
    let mut call = Call {
        route,
        ctx,
        caller,
        about_user: route.path.starts_with("/users/{id}"),
        id: String::new(),
        further_ids: vec![],
        query: Query::default(),
        body: Map::new(),
        list: vec![],
        file: None,
    };
    let filled = fill(&mut call, route, app, &mut parts, body).await;
    let outcome = match filled.and_then(|()| call.check_rights()) {
        Ok(()) => (route.handler)(&call).await,
        Err(error) => Err(error),
    };
    let outcome = outcome.and_then(|mut reply| {
        lists::cut(&call, &mut reply)?;
        Ok(reply)
    });
    if let Some(description) = route.writes {
        record(&call, description, &parts, &outcome);
    }
    outcome
}

/// Reads what the call brings: its path, its query, its body.
async fn fill(
    call: &mut Call,
    route: &Route,
    app: &App,
    parts: &mut Parts,
    body: axum::body::Body,
) -> Result<(), ApiError> {
    let path = RawPathParams::from_request_parts(parts, app).await;
    let path = path.map_err(|_| bad_id("Object didn't pass validation for format utf-8"))?;
    let mut ids = path.iter().map(|(name, id)| checked_id(name, id));
    call.id = ids.next().transpose()?.unwrap_or_default();
    call.further_ids = ids.collect::<Result<_, _>>()?;
    let query = parts.uri.query().unwrap_or("");
    let query = query::read(query, &lists::parameters(route))?;
    call.query = lists::taken(route, query);
    // What any user may send is as long as elsewhere.
    let most = match call.caller.user_id {
        Some(_) => MAX_BODY,
        None => body::MAX_BYTES,
    };
    match route.takes {
        Takes::Nothing => {}
        Takes::Object | Takes::ObjectByScope(_) => {
            call.body = body::read(&parts.headers, body, most).await?
        }
        Takes::ObjectOrNull => call.body = body::read_or_null(&parts.headers, body, most).await?,
        Takes::ObjectOrText(member) => {
            call.body = body::read_or_text(&parts.headers, (body, member), most).await?
        }
        Takes::Parts => {
            (call.body, call.file) = parts::read(&parts.headers, body).await?;
        }
        Takes::List => call.list = body::read_list(&parts.headers, body, most).await?,
    }
    Ok(())
}

/// An id, or an API's identifier, which may be longer.
fn checked_id(name: &str, id: &str) -> Result<String, ApiError> {
    let most = if name == "identifier" { 600 } else { 255 };
    let length = id.chars().count();
    if length > most {
        return Err(bad_id(&format!(
            "String is too long ({length} chars), maximum {most}"
        )));
    }
    if id.chars().any(char::is_control) {
        return Err(bad_id("Object didn't pass validation for format id"));
    }
    Ok(id.to_owned())
}

fn bad_id(sentence: &str) -> ApiError {
    ApiError::bad_path(&Mismatch::at("id", sentence, None))
}

fn record(call: &Call, description: &str, parts: &Parts, outcome: &Outcome) {
    let (status, body) = match outcome {
        Ok(reply) => (reply.status, reply.body.clone()),
        Err(error) => error.logged(),
    };
    // Who may not do it has no say in the log.
    let sent = match status {
        403 => Value::Null,
        _ => body_of(call),
    };
    let correlation_id = parts
        .headers
        .get(CORRELATION_ID)
        .and_then(|value: &HeaderValue| value.to_str().ok())
        .filter(|id| id.len() <= 64);
    let write = audit::AuditedWrite {
        description,
        caller: &call.caller,
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: &call.query.to_map(),
        body: &sent,
        correlation_id,
    };
    audit::record(&call.ctx, &write, status, &body);
}

fn body_of(call: &Call) -> Value {
    if call.list.is_empty() {
        Value::Object(call.body.clone())
    } else {
        Value::Array(call.list.clone())
    }
}

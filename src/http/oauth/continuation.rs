//! `/continue`: the browser comes back from where an Action sent it.

use std::sync::Arc;

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value};

use crate::flows::sign_in::resume;
use crate::flows::sign_in::transaction::{self, PostedTo};
use crate::flows::{Answer, Ctx, protocols};
use crate::http::body::{Body, params};
use crate::http::browser_request::BrowserRequest;
use crate::http::faces::{or_way_back, page_error};
use crate::http::form::Params;
use crate::http::reply::to_response;

/// `GET /continue`
pub async fn get(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let browser_request = match BrowserRequest::of(&headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let answer = async {
        let params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let state = params.require("state")?.to_owned();
        let answer = come_back(&ctx, &browser_request, &state, params.into_map()).await;
        or_way_back(&ctx, Some(&state), answer).await
    };
    browser_request.finish(&ctx, answer.await)
}

/// `POST /continue`: kept, and read when the browser comes back with its cookies, which a cross-site POST may not bring.
pub async fn post(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body) -> Response {
    let answer = async {
        let query = Params::from_query(query.as_deref().unwrap_or(""))?;
        let body = params(&headers, body)?;
        let state = match query.get("state") {
            Some(state) => state,
            None => body.require("state")?,
        };
        let answer = keep(&ctx, state, &body).await;
        or_way_back(&ctx, Some(state), answer).await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

async fn keep(ctx: &Ctx, state: &str, body: &Params) -> Answer<Response> {
    resume::is_awaited(ctx, state).await?;
    let to = PostedTo::Continue {
        state: state.to_owned(),
    };
    let reply = transaction::store_posted(ctx, body.iter(), to).await?;
    to_response(ctx, reply, StatusCode::SEE_OTHER).await
}

/// What was posted, now that the cookies are there.
pub async fn posted(
    ctx: &Ctx,
    browser_request: &BrowserRequest,
    (state, body): (&str, &str),
) -> Answer<Response> {
    let mut ctx = ctx.clone();
    ctx.sent.method = "POST";
    ctx.sent.body = Arc::new(Params::from_query(body)?.into_map());
    let query = [("state".to_owned(), Value::from(state))];
    let answer = come_back(&ctx, browser_request, state, query.into_iter().collect()).await;
    or_way_back(&ctx, Some(state), answer).await
}

/// Actions see all that came: what is in it is theirs, under names that they chose.
async fn come_back(
    ctx: &Ctx,
    browser_request: &BrowserRequest,
    state: &str,
    query: Map<String, Value>,
) -> Answer<Response> {
    let browser = browser_request.browser(ctx);
    let outcome = resume::come_back(ctx, state, browser, query).await?;
    let reply = protocols::answer(ctx, outcome).await?;
    to_response(ctx, reply, StatusCode::FOUND).await
}

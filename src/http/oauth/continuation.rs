//! `/continue`: the browser comes back from where an Action sent it.

use std::sync::Arc;

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value};

use super::authorize::to_response;
use crate::flows::authorize::away;
use crate::flows::authorize::transaction::{self, Endpoint};
use crate::flows::{Answer, Ctx};
use crate::http::arrival::Arrival;
use crate::http::body::{Body, params};
use crate::http::faces::{or_way_back, page_error};
use crate::http::form::Params;

/// `GET /continue`
pub async fn get(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let arrival = match Arrival::of(&headers) {
        Ok(arrival) => arrival,
        Err(answer) => return *answer,
    };
    let answer = async {
        let params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let state = params.require("state")?.to_owned();
        let answer = come_back(&ctx, &arrival, &state, params.into_map()).await;
        or_way_back(&ctx, Some(&state), answer).await
    };
    arrival.finish(&ctx, answer.await)
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
    away::is_awaited(ctx, state).await?;
    let to = Endpoint::Continue {
        state: state.to_owned(),
    };
    let reply = transaction::store_posted(ctx, body.iter(), to).await?;
    to_response(ctx, reply, StatusCode::SEE_OTHER).await
}

/// What was posted, now that the cookies are there.
pub async fn posted(ctx: &Ctx, arrival: &Arrival, (state, body): (&str, &str)) -> Answer<Response> {
    let mut ctx = ctx.clone();
    ctx.sent.method = "POST";
    ctx.sent.body = Arc::new(Params::from_query(body)?.into_map());
    let query = [("state".to_owned(), Value::from(state))];
    let answer = come_back(&ctx, arrival, state, query.into_iter().collect()).await;
    or_way_back(&ctx, Some(state), answer).await
}

/// Actions see all that came: what is in it is theirs, under names that they chose.
async fn come_back(
    ctx: &Ctx,
    arrival: &Arrival,
    state: &str,
    query: Map<String, Value>,
) -> Answer<Response> {
    let reply = away::come_back(ctx, state, &arrival.browser(ctx), query).await?;
    to_response(ctx, reply, StatusCode::FOUND).await
}

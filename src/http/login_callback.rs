//! `/login/callback`: the browser comes back from an identity provider.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::flows::sign_in::transaction::{self, PostedTo};
use crate::flows::sign_in::upstream::{self, Returned};
use crate::flows::upstream::answer::ProviderAnswer;
use crate::flows::{Answer, Ctx, protocols};
use crate::http::body::{Body, params};
use crate::http::browser::set_session;
use crate::http::browser_request::BrowserRequest;
use crate::http::faces::{or_way_back, page_error};
use crate::http::form::Params;
use crate::http::login::resume;
use crate::http::reply::to_response;

/// `GET /login/callback`
pub async fn get(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let browser_request = match BrowserRequest::of(&headers) {
        Ok(browser_request) => browser_request,
        Err(answer) => return *answer,
    };
    let answer = async {
        let params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let state = params.require("state")?;
        let answer = come_back(&ctx, &browser_request, state, (&params, false)).await;
        or_way_back(&ctx, Some(state), answer).await
    };
    browser_request.finish(&ctx, answer.await)
}

/// `POST /login/callback`: kept, and read when the browser comes back with its cookies, which a cross-site POST may not bring.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let answer = async {
        let params = params(&headers, body)?;
        let state = params.require("state")?;
        let answer = keep(&ctx, state, &params).await;
        or_way_back(&ctx, Some(state), answer).await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

async fn keep(ctx: &Ctx, state: &str, params: &Params) -> Answer<Response> {
    const READ: [&str; 5] = ["code", "id_token", "iss", "error", "error_description"];
    upstream::is_awaited(ctx, state).await?;
    let to = PostedTo::Provider {
        state: state.to_owned(),
    };
    let read = params.iter().filter(|(name, _)| READ.contains(name));
    let reply = transaction::store_posted(ctx, read, to).await?;
    to_response(ctx, reply, StatusCode::SEE_OTHER).await
}

/// What was posted, now that the cookies are there.
pub async fn posted(
    ctx: &Ctx,
    browser_request: &BrowserRequest,
    (state, body): (&str, &str),
) -> Answer<Response> {
    let params = Params::from_query(body)?;
    let answer = come_back(ctx, browser_request, state, (&params, true)).await;
    or_way_back(ctx, Some(state), answer).await
}

async fn come_back(
    ctx: &Ctx,
    browser_request: &BrowserRequest,
    state: &str,
    (params, is_posted): (&Params, bool),
) -> Answer<Response> {
    let brought = ProviderAnswer {
        code: params.get("code"),
        id_token: params.get("id_token"),
        iss: params.get("iss"),
        error: params.get("error"),
        error_description: params.get("error_description"),
        is_posted,
    };
    let browser = browser_request.browser(ctx);
    match upstream::come_back(ctx, state, browser, brought).await? {
        Returned::SignedIn { cookie } => {
            let mut response = resume(state)?;
            set_session(ctx, &mut response, (cookie, None)).await?;
            Ok(response)
        }
        Returned::Refused(outcome) => {
            let reply = protocols::answer(ctx, outcome).await?;
            to_response(ctx, reply, StatusCode::FOUND).await
        }
    }
}

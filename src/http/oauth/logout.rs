//! `/v2/logout` and `/oidc/logout`.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;

use crate::flows::logout::{self, AfterLogout, LogoutAnswer, RequestedLogout};
use crate::flows::sign_in::reply::{BrowserReply, Location};
use crate::flows::sign_in::transaction::{store_logout, take_logout};
use crate::flows::{Answer, Code, Ctx};
use crate::http::body::{Body, params};
use crate::http::browser::{browser, clear_session, is_own_form};
use crate::http::browser_request::BrowserRequest;
use crate::http::faces::page_error;
use crate::http::form::Params;
use crate::http::pages::{LogoutAborted, LogoutConfirm};
use crate::http::reply::{redirect, to_response};

/// `GET /v2/logout`
pub async fn v2(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    if let Err(answer) = BrowserRequest::of(&headers) {
        return *answer;
    }
    let answer = async {
        let params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let request = RequestedLogout {
            client_id: params.get("client_id").map(str::to_owned),
            return_to: params.get("returnTo").map(str::to_owned),
            ..RequestedLogout::default()
        };
        respond(
            &ctx,
            logout::v2(&ctx, &request, &browser(&ctx, &headers)).await?,
        )
        .await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

/// `GET` and `POST /oidc/logout`
pub async fn oidc(
    ctx: Ctx,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    if let Err(answer) = BrowserRequest::of(&headers) {
        return *answer;
    }
    let answer = async {
        let sent = Params::from_query(query.as_deref().unwrap_or(""))?;
        let sent = if method == Method::POST {
            sent.merge(params(&headers, body)?)?
        } else {
            sent
        };
        let text = |name: &str| sent.get(name).map(str::to_owned);
        let request = RequestedLogout {
            asked: LogoutAnswer::Oidc,
            client_id: text("client_id"),
            return_to: text("post_logout_redirect_uri"),
            state: text("state"),
            id_token_hint: text("id_token_hint"),
            logout_hint: text("logout_hint"),
        };
        respond(
            &ctx,
            logout::oidc(&ctx, &request, &browser(&ctx, &headers)).await?,
        )
        .await
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

/// `POST /oidc/logout/confirm`
pub async fn confirm(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let answer = async {
        if !is_own_form(&ctx, &headers) {
            return Err(Code::InvalidRequest
                .refuse("The form was not sent from this site")
                .into());
        }
        let fields = params(&headers, body)?;
        let to = take_logout(&ctx, fields.require("state")?).await?;
        match (fields.get("action"), to) {
            (Some("accept"), to) => {
                let browser = browser(&ctx, &headers);
                respond(&ctx, logout::confirmed(&ctx, &browser, to).await?).await
            }
            (_, Some(to)) => redirect(StatusCode::SEE_OTHER, &to),
            (_, None) => Ok(LogoutAborted.response()),
        }
    };
    answer.await.unwrap_or_else(|f| page_error(&f))
}

/// The redirect or the page, and the end of the session cookie.
pub async fn respond(ctx: &Ctx, outcome: AfterLogout) -> Answer<Response> {
    match outcome {
        AfterLogout::Done(to) => signed_out(ctx, BrowserReply::to(Location::SignedOut(to))).await,
        AfterLogout::Telling(reply) => signed_out(ctx, *reply).await,
        AfterLogout::Confirm(to) => {
            let state = store_logout(ctx, to).await?;
            Ok(LogoutConfirm { state }.response())
        }
    }
}

async fn signed_out(ctx: &Ctx, reply: BrowserReply) -> Answer<Response> {
    let mut response = to_response(ctx, reply, StatusCode::FOUND).await?;
    clear_session(ctx, &mut response);
    Ok(response)
}

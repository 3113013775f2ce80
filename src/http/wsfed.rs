//! `/wsfed`: WS-Federation's passive requests.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::arrival::{Arrival, BOTH_COOKIES};
use super::faces::PageError;
use super::form::Params;
use super::oauth::authorize::to_response;
use super::oauth::logout::respond;
use super::samlp::{HANDED_OVER, as_asked_around, xml};
use crate::domain::session_transfer::PARAMETER;
use crate::flows::authorize::authorize;
use crate::flows::wsfed::{self, Received, receive};
use crate::flows::{Answer, Ctx, logout};

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
    let arrival = match Arrival::of(headers) {
        Ok(arrival) => arrival,
        Err(answer) => return *answer,
    };
    let answer = async {
        let mut params = Params::from_query(query.as_deref().unwrap_or(""))?;
        let token = params.remove(PARAMETER);
        let asked = Asked {
            client_id,
            params: &params,
            token: token.as_deref(),
            around: None,
        };
        answer(ctx, &arrival, asked).await
    };
    arrival.finish(ctx, answer.await)
}

/// A request and its context.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub client_id: Option<&'a str>,
    pub params: &'a Params,
    /// The session transfer token of the query.
    pub token: Option<&'a str>,
    /// The parameters of `/authorize`, if the request came through it.
    pub around: Option<&'a Params>,
}

/// Signs the user in, or out.
pub async fn answer(ctx: &Ctx, arrival: &Arrival, asked: Asked<'_>) -> Answer<Response> {
    let get = |name: &str| {
        let around = asked.around.filter(|_| HANDED_OVER.contains(&name));
        asked
            .params
            .get(name)
            .or_else(|| around.and_then(|params| params.get(name)))
    };
    match receive(ctx, asked.client_id, &get).await? {
        Received::SignIn(request, client) => {
            let request = as_asked_around(*request, asked.around)?;
            let browser = arrival.bringing(ctx, &client.client, asked.token, BOTH_COOKIES);
            let reply = authorize(ctx, request, &browser).await?;
            to_response(ctx, reply, StatusCode::FOUND).await
        }
        Received::SignOut(client, to) => {
            let browser = arrival.browser(ctx);
            let outcome = logout::from_relying_party(ctx, &client.client, to, &browser).await?;
            respond(ctx, outcome).await
        }
    }
}

/// `GET /wsfed/FederationMetadata/2007-06/FederationMetadata.xml`
pub async fn metadata(ctx: Ctx) -> Result<Response, PageError> {
    Ok(xml(wsfed::metadata(&ctx, None).await?))
}

/// The same below `/wsfed/{client_id}`.
pub async fn metadata_of_client(
    ctx: Ctx,
    Path(client_id): Path<String>,
) -> Result<Response, PageError> {
    Ok(xml(wsfed::metadata(&ctx, Some(&client_id)).await?))
}

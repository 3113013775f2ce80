//! `/passkey/…`: passkeys of applications that show them by themselves.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::{authenticated, refused};
use crate::flows::passkeys::native::{self, WantedAccount};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::http::body::{Body, any_params};
use crate::http::faces::NoStore;
use crate::http::form::Params;

/// `POST /passkey/register`
pub async fn register(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    answer(&ctx, registration(ctx.clone(), &headers, body).await).await
}

async fn registration(ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<Response> {
    let params = any_params(headers, body)?;
    let profile = object(&params, "user_profile")?.unwrap_or_default();
    let metadata = object(&params, "user_metadata")?;
    let realm = realm(&params)?;
    let (ctx, authenticated) = authenticated(ctx, headers, &params).await?;
    let wanted = WantedAccount {
        profile: &profile,
        metadata: metadata.as_ref(),
    };
    let begun = native::register(&ctx, &authenticated.client.client, realm, wanted).await?;
    Ok(NoStore(Json(begun)).into_response())
}

/// `POST /passkey/challenge`
pub async fn challenge(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let begun = async {
        let params = any_params(&headers, body)?;
        let realm = realm(&params)?;
        let (ctx, authenticated) = authenticated(ctx.clone(), &headers, &params).await?;
        let begun = native::challenge(&ctx, &authenticated.client.client, realm).await?;
        Ok(NoStore(Json(begun)).into_response())
    };
    answer(&ctx, begun.await).await
}

/// The name of the database.
fn realm(params: &Params) -> Answer<Option<&str>> {
    if params.string("organization")?.is_some() {
        return Err(Code::InvalidRequest
            .refuse("organization is not supported for passkeys")
            .into());
    }
    let realm = params.string("realm")?;
    // Some SDKs use the other name.
    Ok(match realm {
        Some(realm) => Some(realm),
        None => params.string("connection")?,
    })
}

fn object(params: &Params, name: &'static str) -> Answer<Option<Map<String, Value>>> {
    let Some(text) = params.string(name)? else {
        return Ok(None);
    };
    let read = serde_json::from_str(text).map_err(|_| {
        let sentence = format!("{name} must be an object");
        Failure::from(Code::InvalidRequest.refuse(sentence))
    });
    read.map(Some)
}

async fn answer(ctx: &Ctx, answer: Answer<Response>) -> Response {
    match answer {
        Ok(response) => response,
        Err(failure) => refused(ctx, &failure).await,
    }
}

//! `/passkey/…`: passkeys of applications that show them by themselves.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::{authenticated, refused};
use crate::flows::passkeys::native::{self, Place, WantedAccount};
use crate::flows::{Answer, Code, Ctx};
use crate::http::body::{Body, any_params};
use crate::http::faces::NoStore;
use crate::http::form::Params;
use crate::http::management::body::json;

/// `POST /passkey/register`
pub async fn register(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    answer(&ctx, registration(ctx.clone(), &headers, body).await).await
}

async fn registration(ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<Response> {
    let params = any_params(headers, body)?;
    let profile = object(&params, "user_profile")?.unwrap_or_default();
    let metadata = object(&params, "user_metadata")?;
    let place = place(&params)?;
    let (ctx, authenticated) = authenticated(ctx, headers, &params).await?;
    let wanted = WantedAccount {
        profile: &profile,
        metadata: metadata.as_ref(),
    };
    let begun = native::register(&ctx, &authenticated.client.client, place, wanted).await?;
    Ok(NoStore(Json(begun)).into_response())
}

/// `POST /passkey/challenge`
pub async fn challenge(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let begun = async {
        let params = any_params(&headers, body)?;
        let place = place(&params)?;
        let (ctx, authenticated) = authenticated(ctx.clone(), &headers, &params).await?;
        let begun = native::challenge(&ctx, &authenticated.client.client, place).await?;
        Ok(NoStore(Json(begun)).into_response())
    };
    answer(&ctx, begun.await).await
}

/// Where the users are. Some SDKs call the database by another name.
fn place(params: &Params) -> Answer<Place<'_>> {
    let realm = match params.string("realm")? {
        Some(realm) => Some(realm),
        None => params.string("connection")?,
    };
    Ok(Place {
        realm,
        organization: params.string("organization")?,
    })
}

fn object(params: &Params, name: &'static str) -> Answer<Option<Map<String, Value>>> {
    let Some(text) = params.string(name)? else {
        return Ok(None);
    };
    // As strictly as a body: the text of a parameter has no NUL in it, and what it says may have.
    match json(text.as_bytes()) {
        Ok(Value::Object(object)) => Ok(Some(object)),
        _ => {
            let sentence = format!("{name} must be an object");
            Err(Code::InvalidRequest.refuse(sentence).into())
        }
    }
}

async fn answer(ctx: &Ctx, answer: Answer<Response>) -> Response {
    match answer {
        Ok(response) => response,
        Err(failure) => refused(ctx, &failure).await,
    }
}

//! `/mfa/…`: the second factor of applications that have pages of their own.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::userinfo::bearer;
use super::{authenticated, refused};
use crate::flows::mfa::associate::{WantedAuthenticator, associate};
use crate::flows::mfa::authenticators;
use crate::flows::mfa::challenge::{WantedChallenge, challenge};
use crate::flows::mfa::waiting::find_by_itself;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::http::body::{Body, any_params};
use crate::http::faces::NoStore;

/// `POST /mfa/challenge`: of a client that authenticates as at the token endpoint.
pub async fn post_challenge(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    answer(&ctx, challenge_of(ctx.clone(), &headers, body).await).await
}

async fn challenge_of(ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<Response> {
    let params = any_params(headers, body)?;
    let wanted = WantedChallenge {
        mfa_token: params.require("mfa_token")?,
        types: params.string("challenge_type")?,
        authenticator_id: params.string("authenticator_id")?,
        channel: params.string("oob_channel")?,
    };
    let (ctx, authenticated) = authenticated(ctx, headers, &params).await?;
    let challenge = challenge(&ctx, &authenticated.client.client, wanted).await?;
    Ok(NoStore(Json(challenge)).into_response())
}

/// `POST /mfa/associate`: the token is enough, and client credentials have to be right where they are sent.
pub async fn post_associate(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    answer(&ctx, association(ctx.clone(), &headers, body).await).await
}

async fn association(ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<Response> {
    let params = any_params(headers, body)?;
    let token = find_by_itself(&ctx, mfa_token(headers)?).await?;
    let names_itself = ["client_id", "client_assertion"]
        .into_iter()
        .any(|name| params.get(name).is_some());
    let (ctx, client) = if names_itself {
        let (ctx, authenticated) = authenticated(ctx, headers, &params).await?;
        token.is_of(&authenticated.client.client)?;
        (ctx, authenticated.client)
    } else {
        let client = token.client(&ctx).await?;
        (ctx, client)
    };
    let wanted = WantedAuthenticator {
        types: params.require("authenticator_types")?,
        channels: params.string("oob_channels")?,
        email: params.string("email")?,
        phone_number: params.string("phone_number")?,
    };
    let association = associate(&ctx, &token, &client.client, wanted).await?;
    Ok(NoStore(Json(association)).into_response())
}

/// `GET /mfa/authenticators`
pub async fn list(ctx: Ctx, headers: HeaderMap) -> Response {
    let list = async {
        let list = authenticators::list(&ctx, mfa_token(&headers)?).await?;
        Ok(NoStore(Json(list)).into_response())
    };
    answer(&ctx, list.await).await
}

/// `DELETE /mfa/authenticators/{id}`
pub async fn delete(ctx: Ctx, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let deleted = async {
        authenticators::delete(&ctx, mfa_token(&headers)?, &id).await?;
        Ok(NoStore(StatusCode::NO_CONTENT).into_response())
    };
    answer(&ctx, deleted.await).await
}

async fn answer(ctx: &Ctx, answer: Answer<Response>) -> Response {
    match answer {
        Ok(response) => response,
        Err(failure) => refused(ctx, &failure).await,
    }
}

/// The token in the header (RFC 6750 §2.1).
fn mfa_token(headers: &HeaderMap) -> Result<&str, Failure> {
    bearer(headers).ok_or_else(|| unauthorized("the request has no bearer token"))
}

fn unauthorized(reason: &'static str) -> Failure {
    let refusal = Code::Unauthenticated.refuse("Unauthorized");
    refusal.because(reason).into()
}

//! OAuth 2 and OpenID Connect endpoints: read the request, call the flow, choose the face.

pub mod authorize;
pub mod continuation;
pub mod cross_origin;
pub mod discovery;
pub mod logout;
pub mod mfa;
pub mod par;
pub mod passkey;
pub mod passwordless;
pub mod revoke;
pub mod token;
pub mod userinfo;

use axum::http::HeaderMap;
use axum::response::Response;
use tracing::Instrument;

use crate::flows::client_auth::{AuthenticatedClient, authenticate};
use crate::flows::{Answer, Ctx, Failure};
use crate::http::client_auth::credentials;
use crate::http::context::{client_found, on_behalf};
use crate::http::faces::token_error;
use crate::http::form::Params;
use crate::telemetry::step;

/// The client of a request, and the request as one of that client's: it may come on behalf of another address.
async fn authenticated(
    ctx: Ctx,
    headers: &HeaderMap,
    params: &Params,
) -> Answer<(Ctx, AuthenticatedClient)> {
    let authenticated = authenticate(&ctx, &credentials(headers, params)?)
        .instrument(step!("authenticate client"))
        .await?;
    let client = &authenticated.client.client;
    let trusted = authenticated.is_proved && client.is_token_endpoint_ip_header_trusted;
    let mut ctx = if trusted {
        on_behalf(ctx, headers)
    } else {
        ctx
    };
    ctx.is_proved = authenticated.is_proved;
    Ok((ctx, authenticated))
}

/// A failure at the endpoints of RFC 6749, RFC 7009 and RFC 9126, in the dialect of the client.
async fn refused(ctx: &Ctx, failure: &Failure) -> Response {
    let client = client_found(&ctx.store).await.ok().flatten();
    let dialect = client.map_or(ctx.settings.dialect, |found| ctx.dialect(&found.client));
    token_error(failure, dialect)
}

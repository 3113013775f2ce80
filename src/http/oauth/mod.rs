//! OAuth 2 and OpenID Connect endpoints: read the request, call the flow, choose the face.

pub mod authorize;
pub mod continuation;
pub mod discovery;
pub mod logout;
pub mod par;
pub mod revoke;
pub mod token;
pub mod userinfo;

use axum::response::Response;

use crate::flows::{Ctx, Failure};
use crate::http::context::client_found;
use crate::http::faces::token_error;

/// A failure at the endpoints of RFC 6749, RFC 7009 and RFC 9126, in the dialect of the client.
async fn refused(ctx: &Ctx, failure: &Failure) -> Response {
    let client = client_found(&ctx.store).await.ok().flatten();
    let dialect = client.map_or(ctx.settings.dialect, |found| ctx.dialect(&found.client));
    token_error(failure, dialect)
}

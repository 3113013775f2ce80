//! (stand-in until the Management API is merged)
use crate::flows::Ctx;
use axum::http::{HeaderMap, StatusCode};
pub async fn authorize(ctx: &Ctx, headers: &HeaderMap, scopes: &[&str]) -> Result<(), StatusCode> {
    let token = headers
        .get("authorization")
        .and_then(|v| v.to_str().ok())
        .and_then(|t| t.strip_prefix("Bearer "))
        .ok_or(StatusCode::UNAUTHORIZED)?;
    let origins: Vec<_> = ctx.settings.origins().chain([&ctx.origin]).collect();
    let v = crate::tokens::access_token::verify(
        &ctx.keys.ring(),
        token,
        &origins,
        |a| ctx.settings.is_management_audience(a),
        ctx.now,
    )
    .map_err(|_| StatusCode::UNAUTHORIZED)?;
    if scopes.is_empty() || scopes.iter().any(|s| v.scope.contains(s)) {
        Ok(())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

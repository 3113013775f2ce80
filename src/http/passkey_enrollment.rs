//! The route of the page that offers a passkey, `/u/passkey-enrollment`.

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;

use super::body::Body;
use super::browser::{browser, set_passkey_put_off};
use super::login::{answered, answered_form, fields, resume, state};
use super::pages::PasskeyEnrollment;
use crate::flows::Ctx;
use crate::flows::sign_in::passkey_enrollment::{self, Choice};

/// `GET /u/passkey-enrollment`
pub async fn page(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let shown = passkey_enrollment::page(&ctx, &state, &browser(&ctx, &headers)).await?;
        Ok(PasskeyEnrollment::new(shown, state).response())
    };
    answered(&ctx, query.as_deref(), answer.await).await
}

/// `POST` of the same
pub async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Response {
    let answer = async {
        let (state, fields) = fields(&ctx, &headers, query.as_deref(), body)?;
        let choice = match fields.get("action") {
            Some("abort-passkey-enrollment") => Choice::PutOff,
            _ => Choice::Created(fields.get("passkey").unwrap_or("")),
        };
        let place = (state.as_str(), &browser(&ctx, &headers));
        if let Some(again) = passkey_enrollment::submit(&ctx, place, choice).await? {
            return Ok(PasskeyEnrollment::new(again, state).response());
        }
        let mut response = resume(&state)?;
        if matches!(choice, Choice::PutOff) {
            set_passkey_put_off(&ctx, &mut response);
        }
        Ok(response)
    };
    answered_form(&ctx, (&headers, query.as_deref()), answer.await).await
}

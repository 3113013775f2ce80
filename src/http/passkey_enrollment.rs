//! The route of the page that offers a passkey, `/u/passkey-enrollment`: to a new user, and to one who has signed in.

use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::body::Body;
use super::browser::{browser, set_passkey_put_off, set_session};
use super::login::{answered, answered_form, fields, resume, state};
use super::page_address::address;
use super::pages::PasskeyEnrollment;
use super::reply::redirect;
use crate::flows::sign_in::passkey_enrollment::{self, Choice};
use crate::flows::sign_in::passkey_sign_up::{self, Offered};
use crate::flows::sign_in::transaction::{self, PendingStage};
use crate::flows::{Answer, Ctx};

/// `GET /u/passkey-enrollment`
pub async fn page(ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let answer = async {
        let state = state(query.as_deref())?;
        let browser = browser(&ctx, &headers);
        let pending = transaction::pending(&ctx, &state, &browser).await?;
        if let PendingStage::SigningUp(new) = &pending.stage {
            let offered = passkey_sign_up::page(&ctx, (&state, &pending), new).await?;
            return show(&ctx, offered, state).await;
        }
        let shown = passkey_enrollment::page(&ctx, (&state, pending)).await?;
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
        let browser = browser(&ctx, &headers);
        let pending = transaction::pending(&ctx, &state, &browser).await?;
        if let PendingStage::SigningUp(new) = pending.stage.clone() {
            let place = (state.as_str(), pending);
            let whose = (&new, &browser);
            let offered = passkey_sign_up::submit(&ctx, place, whose, choice).await?;
            let mut response = show(&ctx, offered, state).await?;
            if matches!(choice, Choice::PutOff) {
                set_passkey_put_off(&ctx, &mut response);
            }
            return Ok(response);
        }
        let place = (state.as_str(), pending);
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

async fn show(ctx: &Ctx, offered: Offered, state: String) -> Answer<Response> {
    match offered {
        Offered::Page(shown) => Ok(PasskeyEnrollment::new(*shown, state).response()),
        Offered::Elsewhere(page) => redirect(StatusCode::SEE_OTHER, &address(page, &state)),
        Offered::SignedIn { cookie } => {
            let mut response = resume(&state)?;
            set_session(ctx, &mut response, (cookie, None)).await?;
            Ok(response)
        }
    }
}

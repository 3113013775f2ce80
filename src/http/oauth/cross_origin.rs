//! `POST /co/authenticate`: signing in on a page of the application's own, as `auth0.js` does.

use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::refused;
use crate::domain::grant_type::{PASSWORD_REALM, PASSWORDLESS_OTP};
use crate::flows::sign_in::client;
use crate::flows::sign_in::cross_origin::{CrossOriginLogin, Issued, Secret, log_in};
use crate::flows::{Answer, Code, Ctx};
use crate::http::body::{Body, any_params};
use crate::http::browser::{browser, set_binding};
use crate::http::faces::NoStore;
use crate::telemetry;
use crate::texts::Preferences;

/// `credential_type` of a password at the tenant's default directory.
const PASSWORD: &str = "password";

/// `POST /co/authenticate`
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    match authenticated(&ctx, &headers, body).await {
        Ok(issued) => {
            let view = json!({ "login_ticket": issued.login_ticket, "co_verifier": issued.co_verifier,
                "co_id": issued.co_id });
            let mut response = NoStore(Json(view)).into_response();
            if let Some(binding) = issued.binding {
                set_binding(&ctx, &mut response, binding);
            }
            response
        }
        Err(failure) => refused(&ctx, &failure).await,
    }
}

async fn authenticated(ctx: &Ctx, headers: &HeaderMap, body: Body) -> Answer<Issued> {
    let params = any_params(headers, body)?;
    let client_id = params.require("client_id")?;
    let client = client::known(ctx, client_id).await?;
    telemetry::client(client_id);
    let (secret, realm) = match params.require("credential_type")? {
        PASSWORD => (Secret::Password(params.require("password")?), None),
        name if name == PASSWORD_REALM.name => {
            let realm = Some(params.require("realm")?);
            (Secret::Password(params.require("password")?), realm)
        }
        name if name == PASSWORDLESS_OTP.name => {
            let realm = Some(params.require("realm")?);
            (Secret::Code(params.require("otp")?), realm)
        }
        _ => {
            let text = "credential_type must be password, or the grant type of a password realm or of a code";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
    };
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let languages = Preferences::new(None, text(header::ACCEPT_LANGUAGE));
    let login = CrossOriginLogin {
        client: &client.client,
        origin: text(header::ORIGIN),
        username: params.require("username")?,
        realm,
        secret,
        languages: &languages,
    };
    log_in(ctx, login, &browser(ctx, headers)).await
}

/// What a page asks before it shows a captcha: there is none.
pub async fn post_challenge() -> Response {
    NoStore(Json(json!({ "required": false }))).into_response()
}

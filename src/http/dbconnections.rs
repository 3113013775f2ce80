//! `/dbconnections`: what Auth0's SDKs let users do with their accounts from pages of the application.

use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::body::{Body, MAX_BODY};
use super::faces::{NoStore, TokenError};
use super::management::body;
use super::password_problem;
use crate::domain::client::Client;
use crate::domain::user::User;
use crate::flows::accounts::recovery::{self, RecoveryRequest};
use crate::flows::accounts::sign_up::{self, Declined, SignUp};
use crate::flows::{Answer, Code, Ctx};
use crate::resources::api::error::ApiError;
use crate::telemetry;
use crate::texts::Preferences;

/// The longest id of an organization: what is longer is none, and is not kept.
const MAX_ID: usize = 64;

/// What Auth0 answers whether there is such a user or not.
const SENT: &str = "We've just sent you an email to reset your password.";

/// `POST /dbconnections/signup`
pub async fn sign_up(ctx: Ctx, headers: HeaderMap, sent: Body) -> Response {
    let body = match object(&headers, &sent) {
        Ok(body) => body,
        Err(error) => return error.into_response(),
    };
    let made = make(&ctx, &headers, &body).await;
    made.unwrap_or_else(|failure| TokenError(failure).into_response())
}

async fn make(ctx: &Ctx, headers: &HeaderMap, body: &Map<String, Value>) -> Answer<Response> {
    let client = client(ctx, require(body, "client_id")?).await?;
    let languages = language(headers);
    let request = SignUp {
        client: &client,
        body,
        is_verified: false,
        organization_id: None,
        invitation: None,
        passkey: None,
        languages: &languages,
    };
    Ok(match sign_up::sign_up(ctx, request).await? {
        Ok(user) => NoStore(Json(view(&user))).into_response(),
        Err(declined) => {
            let problem = Json(problem(&declined, body));
            NoStore((StatusCode::BAD_REQUEST, problem)).into_response()
        }
    })
}

/// `POST /dbconnections/change_password`
pub async fn change_password(ctx: Ctx, headers: HeaderMap, sent: Body) -> Response {
    let body = match object(&headers, &sent) {
        Ok(body) => body,
        Err(error) => return error.into_response(),
    };
    match ask(&ctx, &headers, &body).await {
        Ok(()) => {
            let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            NoStore((html, SENT)).into_response()
        }
        Err(failure) => TokenError(failure).into_response(),
    }
}

async fn ask(ctx: &Ctx, headers: &HeaderMap, body: &Map<String, Value>) -> Answer<()> {
    let identifier = require(body, "email")?;
    let connection = require(body, "connection")?;
    let client = match text(body, "client_id") {
        Some(client_id) => Some(client(ctx, client_id).await?),
        None => None,
    };
    let languages = language(headers);
    let request = RecoveryRequest {
        client: client.as_ref(),
        connection,
        identifier,
        organization_id: text(body, "organization").filter(|id| id.len() <= MAX_ID),
        languages: &languages,
    };
    recovery::ask(ctx, request).await
}

fn object(headers: &HeaderMap, sent: &Body) -> Result<Map<String, Value>, ApiError> {
    match &sent.0 {
        Some(bytes) => body::object(headers, bytes),
        None => Err(body::too_large(MAX_BODY)),
    }
}

/// The languages that the browser accepts.
fn language(headers: &HeaderMap) -> Preferences {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    Preferences::new(None, accepted.and_then(|value| value.to_str().ok()))
}

async fn client(ctx: &Ctx, client_id: &str) -> Answer<Client> {
    let unknown = || Code::InvalidRequest.refuse(format!("Unknown client: {client_id}"));
    let client = ctx.store.client(client_id).await?.ok_or_else(unknown)?;
    telemetry::client(client_id);
    Ok(client.client.clone())
}

fn text<'b>(body: &'b Map<String, Value>, name: &str) -> Option<&'b str> {
    body.get(name).and_then(Value::as_str)
}

fn require<'b>(body: &'b Map<String, Value>, name: &str) -> Answer<&'b str> {
    let missing = || Code::InvalidRequest.refuse(format!("Missing required parameter: {name}"));
    Ok(text(body, name).ok_or_else(missing)?)
}

fn view(user: &User) -> Value {
    let id = user.user_id.split_once('|').map_or("", |(_, id)| id);
    let mut view = json!({ "_id": id, "email": user.email, "email_verified": user.email_verified });
    if let Some(username) = &user.username {
        view["username"] = username.as_str().into();
    }
    for name in [
        "given_name",
        "family_name",
        "name",
        "nickname",
        "picture",
        "user_metadata",
    ] {
        if let Some(value) = user.profile.get(name) {
            view[name] = value.clone();
        }
    }
    view
}

fn problem(declined: &Declined, body: &Map<String, Value>) -> Value {
    let sentence = declined.sentence();
    let code = match declined {
        Declined::Closed => "public_signup",
        Declined::Taken { is_told: true } => "user_exists",
        Declined::Taken { is_told: false } => "invalid_signup",
        Declined::Invalid(_) => "invalid_body",
        Declined::Refused(_) => "extensibility_error",
        Declined::Unfit(unfit, policy) => {
            return password_problem::of(
                *unfit,
                policy,
                text(body, "password").unwrap_or_default(),
            );
        }
    };
    json!({ "name": "BadRequestError", "code": code, "description": sentence, "statusCode": 400 })
}

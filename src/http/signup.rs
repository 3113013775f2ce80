//! `POST /dbconnections/signup`, and the other endpoints there.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::body::{Body, MAX_BODY};
use super::faces::{NoStore, TokenError};
use super::management::body;
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::user::User;
use crate::flows::{Answer, Code, Ctx};
use crate::resources::users::signup::{Declined, sign_up};
use crate::telemetry;

/// Creates a user.
pub async fn post(ctx: Ctx, headers: HeaderMap, sent: Body) -> Response {
    let read = match &sent.0 {
        Some(bytes) => body::object(&headers, bytes),
        None => Err(body::too_large(MAX_BODY)),
    };
    match read {
        Ok(body) => answer(&ctx, &body)
            .await
            .unwrap_or_else(|f| TokenError(f).into_response()),
        Err(error) => error.into_response(),
    }
}

async fn answer(ctx: &Ctx, body: &Map<String, Value>) -> Answer<Response> {
    let client_id = body.get("client_id").and_then(Value::as_str);
    let missing = || Code::InvalidRequest.refuse("Missing required parameter: client_id");
    let client_id = client_id.ok_or_else(missing)?;
    let unknown = || Code::InvalidRequest.refuse(format!("Unknown client: {client_id}"));
    let client = ctx.store.client(client_id).await?.ok_or_else(unknown)?;
    telemetry::client(client_id);
    Ok(match sign_up(ctx, &client.client, body).await? {
        Ok(user) => NoStore(Json(view(&user))).into_response(),
        Err(declined) => {
            let body = Json(problem(&declined));
            NoStore((StatusCode::BAD_REQUEST, body)).into_response()
        }
    })
}

/// `POST /dbconnections/change_password`: a 200 would make the user wait for an e-mail that is never sent.
pub async fn no_e_mail() -> Response {
    let description = "This server sends no e-mail: POST /api/v2/tickets/password-change creates a link that your \
        application can send";
    let body = json!({ "name": "ForbiddenError", "code": "feature_not_enabled", "description": description,
        "statusCode": 403 });
    NoStore((StatusCode::FORBIDDEN, Json(body))).into_response()
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

fn problem(declined: &Declined) -> Value {
    let sentence = declined.sentence();
    let code = match declined {
        Declined::Closed => "public_signup",
        Declined::Taken => "invalid_signup",
        Declined::Invalid(_) => "invalid_body",
        Declined::Refused(_) => "extensibility_error",
        Declined::Weak(policy) => {
            return json!({
                "name": "PasswordStrengthError", "code": "invalid_password", "message": sentence,
                "policy": written(*policy), "description": { "rules": rules(*policy), "verified": false },
                "statusCode": 400,
            });
        }
    };
    json!({ "name": "BadRequestError", "code": code, "description": sentence, "statusCode": 400 })
}

const CLASSES: [&str; 4] = [
    "lower case letters (a-z)",
    "upper case letters (A-Z)",
    "numbers (i.e. 0-9)",
    "special characters (e.g. !@#$%^&*)",
];

/// The policy as data: messages with their numbers as arguments.
fn rules(policy: PasswordPolicy) -> Vec<Value> {
    let length = json!({ "message": "At least %d characters in length", "format": [policy.min_length()],
        "code": "lengthAtLeast" });
    let items = CLASSES.map(|message| json!({ "message": message }));
    let classes = json!({ "message": "Contain at least %d of the following %d types of characters:",
        "code": "containsAtLeast", "format": [policy.classes(), CLASSES.len()], "items": items });
    std::iter::once(length)
        .chain((policy.classes() > 0).then_some(classes))
        .collect()
}

/// The policy as a message for people.
fn written(policy: PasswordPolicy) -> String {
    let mut text = format!("* At least {} characters in length", policy.min_length());
    if policy.classes() > 0 {
        let (least, all) = (policy.classes(), CLASSES.len());
        text +=
            &format!("\n* Contain at least {least} of the following {all} types of characters:");
        for class in CLASSES {
            text += &format!("\n * {class}");
        }
    }
    text
}

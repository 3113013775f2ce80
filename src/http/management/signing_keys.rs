//! `/api/v2/keys/signing`

use std::fmt::Write;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::clients::pem;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::flows::admin::signing_keys;
use crate::http::faces::management::ApiError;
use crate::keys::pkcs7;
use crate::store::signing_keys::{ListedKey, Standing};

/// A rotation makes a key and changes others: it needs both.
const ROTATE: &[&str] = &["create:signing_keys", "update:signing_keys"];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/keys/signing",
        scopes: &["read:signing_keys"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/keys/signing/rotate",
        scopes: ROTATE,
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Rotate the Application Signing Key"),
        handler: |call| Box::pin(rotate(call)),
    },
    Route {
        method: "GET",
        path: "/keys/signing/{id}",
        scopes: &["read:signing_keys"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PUT",
        path: "/keys/signing/{id}/revoke",
        scopes: &["update:signing_keys"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Revoke an Application Signing Key"),
        handler: |call| Box::pin(revoke(call)),
    },
];

/// GET /keys/signing
async fn list(call: &Call) -> Outcome {
    let keys = signing_keys::all(&call.ctx).await?;
    Ok(Reply::ok(keys.iter().map(view).collect::<Vec<_>>()))
}

/// GET /keys/signing/{kid}
async fn get(call: &Call) -> Outcome {
    let key = signing_keys::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&key)))
}

/// POST /keys/signing/rotate
async fn rotate(call: &Call) -> Outcome {
    if !ROTATE.iter().all(|scope| call.caller.has_any(&[scope])) {
        return Err(ApiError::insufficient_scope(ROTATE));
    }
    let next = signing_keys::rotate(&call.ctx).await?;
    let body = json!({ "cert": next.certificate, "kid": next.kid });
    Ok(Reply::new(StatusCode::CREATED, body))
}

/// PUT /keys/signing/{kid}/revoke
async fn revoke(call: &Call) -> Outcome {
    let key = signing_keys::revoke(&call.ctx, &call.id).await?;
    let at = key.state_since.to_string();
    Ok(Reply::ok(
        json!({ "cert": key.certificate, "kid": key.kid, "revoked_at": at }),
    ))
}

fn view(key: &ListedKey) -> Value {
    let body: String = key
        .certificate
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = STANDARD.decode(body.trim()).unwrap_or_default();
    let bytes = digest(&SHA1_FOR_LEGACY_USE_ONLY, &der);
    let mut thumbprint = String::new();
    for byte in bytes.as_ref() {
        // Writing to a String cannot fail.
        let _ = write!(thumbprint, "{byte:02X}");
    }
    let pairs: Vec<&str> = (0..thumbprint.len())
        .step_by(2)
        .map(|at| &thumbprint[at..at + 2])
        .collect();
    let mut view = json!({
        "kid": key.kid,
        "cert": key.certificate,
        "pkcs7": pem("PKCS7", &STANDARD.encode(pkcs7::envelope(&der))),
        "fingerprint": pairs.join(":"),
        "thumbprint": thumbprint,
        "revoked": key.standing == Standing::Revoked,
    });
    let since = Value::from(key.state_since.to_string());
    match key.standing {
        Standing::Current => {
            view["current"] = true.into();
            view["current_since"] = since;
        }
        Standing::Next => view["next"] = true.into(),
        Standing::Previous => {
            view["previous"] = true.into();
            view["current_until"] = since;
        }
        Standing::Revoked => view["revoked_at"] = since,
    }
    view
}

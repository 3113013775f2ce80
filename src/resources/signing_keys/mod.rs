//! `/api/v2/keys/signing`

pub mod records;

use std::fmt::Write;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::keys::pkcs7;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::clients::pem;
use crate::store::signing_keys::{KeyStanding, ListedKey};

/// A rotation makes a key and changes others: it needs both.
const ROTATE: &[&str] = &["create:signing_keys", "update:signing_keys"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/keys/signing", &["read:signing_keys"], |call| {
        Box::pin(list(call))
    }),
    Route::post(
        "/keys/signing/rotate",
        ROTATE,
        "Rotate the Application Signing Key",
        |call| Box::pin(rotate(call)),
    )
    .takes(Takes::Nothing),
    Route::get("/keys/signing/{id}", &["read:signing_keys"], |call| {
        Box::pin(get(call))
    }),
    Route::put(
        "/keys/signing/{id}/revoke",
        &["update:signing_keys"],
        "Revoke an Application Signing Key",
        |call| Box::pin(revoke(call)),
    )
    .takes(Takes::Nothing),
];

/// GET /keys/signing
async fn list(call: &Call) -> Outcome {
    let keys = records::all(&call.ctx).await?;
    Ok(Reply::ok(keys.iter().map(view).collect::<Vec<_>>()))
}

/// GET /keys/signing/{kid}
async fn get(call: &Call) -> Outcome {
    let key = records::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&key)))
}

/// POST /keys/signing/rotate
async fn rotate(call: &Call) -> Outcome {
    if !ROTATE.iter().all(|scope| call.caller.has_any(&[scope])) {
        return Err(ApiError::insufficient_scope(ROTATE));
    }
    let next = records::rotate(&call.ctx).await?;
    let body = json!({ "cert": next.certificate, "kid": next.kid });
    Ok(Reply::created(body))
}

/// PUT /keys/signing/{kid}/revoke
async fn revoke(call: &Call) -> Outcome {
    let key = records::revoke(&call.ctx, &call.id).await?;
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
        "revoked": key.standing == KeyStanding::Revoked,
    });
    let since = Value::from(key.state_since.to_string());
    match key.standing {
        KeyStanding::Current => {
            view["current"] = true.into();
            view["current_since"] = since;
        }
        KeyStanding::Next => view["next"] = true.into(),
        KeyStanding::Previous => {
            view["previous"] = true.into();
            view["current_until"] = since;
        }
        KeyStanding::Revoked => view["revoked_at"] = since,
    }
    view
}

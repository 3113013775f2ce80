//! `/api/v2/branding`: the colours, the logo and the favicon of the hosted pages.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::branding::Branding;
use crate::domain::request_body::{Bodies, Invalid, Mode, merge};
use crate::resources::api::call::Route;
use crate::resources::api::error::ApiError;
use crate::resources::api::resource::{read, update};
use crate::resources::api::settings::{Settings, Stored};
use crate::resources::unsupported::Unsupported;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// Pages load no font.
const UNSUPPORTED: Unsupported = Unsupported(&[("font.url", |v| v.is_none_or(Value::is_null))]);

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/branding", &["read:branding"], read::<Stored<Branding>>),
    Route::patch(
        "/branding",
        &["update:branding"],
        "Update branding settings",
        update::<Stored<Branding>>,
    ),
];

impl Settings for Branding {
    /// `null` removes a member.
    fn patched(&self, patch: &Map<String, Value>) -> Result<Self, ApiError> {
        BODIES.validate(patch, Mode::Update)?;
        if UNSUPPORTED.requested(None, patch).next().is_some() {
            return Err(ApiError::not_enabled());
        }
        let mut document = json!(self);
        merge(&mut document, patch);
        if document["colors"].is_null() {
            document["colors"] = json!({});
        }
        Ok(serde_json::from_value(document).map_err(Invalid::unusable)?)
    }
}

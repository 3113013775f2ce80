//! `/api/v2/branding`: the colors, the font, the logo and the favicon of the hosted pages.

pub mod tenant_file;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::branding::Branding;
use crate::domain::request_body::{Bodies, Invalid, Mode, merge};
use crate::resources::api::call::Route;
use crate::resources::api::error::ApiError;
use crate::resources::api::resource::{read, update};
use crate::resources::api::settings::{SettingsObject, Stored};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

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

impl SettingsObject for Branding {
    fn patched(&self, patch: &Map<String, Value>) -> Result<Self, ApiError> {
        validate(patch)?;
        Ok(patched(self, patch)?)
    }
}

fn validate(patch: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(patch, Mode::Update)
}

/// The settings after a patch; `null` removes a member.
fn patched(before: &Branding, patch: &Map<String, Value>) -> Result<Branding, Invalid> {
    let mut document = json!(before);
    merge(&mut document, patch);
    for group in ["colors", "font"] {
        if document[group].is_null() {
            document[group] = json!({});
        }
    }
    serde_json::from_value(document).map_err(Invalid::unusable)
}

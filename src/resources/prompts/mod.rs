//! `/api/v2/prompts`: the order in which the hosted pages ask, and the tenant's own texts of them.

pub mod document;
pub mod tenant_file;

use serde_json::{Map, Value};

use crate::domain::prompts::{CustomTexts, Prompts, is_prompt};
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{read, update};
use crate::resources::api::settings::{SettingsObject, Stored};
use crate::resources::tenants::document::is_locale;
use crate::store::custom_texts as store;

const CUSTOM_TEXT: &str = "/prompts/{prompt}/custom-text/{language}";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/prompts", &["read:prompts"], read::<Stored<Prompts>>),
    Route::patch(
        "/prompts",
        &["update:prompts"],
        "Update prompt settings",
        update::<Stored<Prompts>>,
    ),
    Route::get(CUSTOM_TEXT, &["read:prompts"], |call| Box::pin(texts(call))),
    Route::put(
        CUSTOM_TEXT,
        &["update:prompts"],
        "Set custom text for a specific prompt",
        |call| Box::pin(set_texts(call)),
    ),
];

impl SettingsObject for Prompts {
    /// `null` sets back.
    fn patched(&self, patch: &Map<String, Value>) -> Result<Self, ApiError> {
        document::validate(patch)?;
        if document::UNSUPPORTED
            .requested(None, patch)
            .next()
            .is_some()
        {
            return Err(ApiError::not_enabled());
        }
        Ok(document::merged(self, patch)?)
    }
}

/// GET /prompts/{prompt}/custom-text/{language}
async fn texts(call: &Call) -> Outcome {
    let (prompt, language) = named(call)?;
    let mut db = call.ctx.store.read().await?;
    Ok(Reply::ok(store::of(&mut db, prompt, language).await?.0))
}

/// PUT /prompts/{prompt}/custom-text/{language}: all texts of the prompt in that language at once.
async fn set_texts(call: &Call) -> Outcome {
    let named = named(call)?;
    document::validate_texts(&call.body)?;
    let texts = CustomTexts(call.body.clone());
    store::set(&mut call.ctx.store.write().await?, named, &texts).await?;
    call.ctx.store.forget_copies();
    Ok(Reply::ok(texts.0))
}

/// The prompt and the language of the path.
fn named(call: &Call) -> Result<(&str, &str), ApiError> {
    let (prompt, language) = (call.id.as_str(), call.second_id());
    if !is_prompt(prompt) {
        return Err(document::no_choice("prompt", prompt));
    }
    if !is_locale(language) {
        return Err(document::no_choice("language", language));
    }
    Ok((prompt, language))
}

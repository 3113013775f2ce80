//! `/api/v2/guardian/factors/phone/…` and `/sms/…`: text messages go by the operator's gateway, and there are no calls.

use serde_json::json;

use super::{phone_document, records};
use crate::domain::guardian::{Guardian, SmsTemplates};
use crate::flows::factors::sms_text;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::tenant;
use crate::texts::{Arguments, Language};

const MESSAGE_TYPES: &str = "/guardian/factors/phone/message-types";
const PROVIDER: &str = "/guardian/factors/phone/selected-provider";
const SMS_PROVIDER: &str = "/guardian/factors/sms/selected-provider";
const TEMPLATES: &str = "/guardian/factors/phone/templates";
const SMS_TEMPLATES: &str = "/guardian/factors/sms/templates";
const READ: &[&str] = &["read:guardian_factors"];
const UPDATE: &[&str] = &["update:guardian_factors"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(MESSAGE_TYPES, READ, |call| Box::pin(message_types(call))),
    Route::put(
        MESSAGE_TYPES,
        UPDATE,
        "Update the Enabled Phone Factors",
        |call| Box::pin(set_message_types(call)),
    ),
    Route::get(PROVIDER, READ, |call| Box::pin(provider(call))),
    Route::put(
        PROVIDER,
        UPDATE,
        "Update phone provider configuration",
        |call| Box::pin(set_provider(call)),
    ),
    Route::get(SMS_PROVIDER, READ, |call| Box::pin(provider(call))),
    Route::put(SMS_PROVIDER, UPDATE, "Update SMS configuration", |call| {
        Box::pin(set_provider(call))
    }),
    Route::get(TEMPLATES, READ, |call| Box::pin(templates(call))),
    Route::put(
        TEMPLATES,
        UPDATE,
        "Update Enrollment and Verification Phone Templates",
        |call| Box::pin(set_templates(call)),
    ),
    Route::get(SMS_TEMPLATES, READ, |call| Box::pin(sms_templates(call))),
    Route::put(
        SMS_TEMPLATES,
        UPDATE,
        "Update SMS enrollment and verification templates",
        |call| Box::pin(set_templates(call)),
    ),
];

/// GET /guardian/factors/phone/message-types
async fn message_types(call: &Call) -> Outcome {
    let guardian = stored(call).await?;
    Ok(types_of(guardian.names_sms))
}

async fn stored(call: &Call) -> Result<Guardian, ApiError> {
    Ok(tenant::kept(&mut call.ctx.store.read().await?).await?)
}

fn types_of(names_sms: bool) -> Reply {
    let types = if names_sms { json!(["sms"]) } else { json!([]) };
    Reply::ok(json!({ "message_types": types }))
}

/// PUT /guardian/factors/phone/message-types
async fn set_message_types(call: &Call) -> Outcome {
    let (sms, voice) = phone_document::message_types(&call.body)?;
    if voice {
        return Err(ApiError::not_enabled());
    }
    let after = records::change(&call.ctx, |guardian| {
        guardian.names_sms = sms;
        Ok(())
    });
    Ok(types_of(after.await?.names_sms))
}

/// GET /guardian/factors/phone/selected-provider
async fn provider(call: &Call) -> Outcome {
    let guardian = stored(call).await?;
    Ok(Reply::ok(
        json!({ "provider": guardian.phone_provider.unwrap_or_default() }),
    ))
}

/// PUT /guardian/factors/phone/selected-provider
async fn set_provider(call: &Call) -> Outcome {
    let named = phone_document::provider(&call.body)?;
    let named = named.ok_or_else(ApiError::not_enabled)?;
    records::change(&call.ctx, |guardian| {
        guardian.phone_provider = Some(named);
        Ok(())
    })
    .await?;
    Ok(Reply::ok(json!({ "provider": named })))
}

/// GET /guardian/factors/phone/templates
async fn templates(call: &Call) -> Outcome {
    let own = stored(call).await?.sms_templates;
    Ok(Reply::ok(json!(own.unwrap_or_else(built_in))))
}

/// GET /guardian/factors/sms/templates: there is nothing while the tenant has none of its own.
async fn sms_templates(call: &Call) -> Outcome {
    Ok(match stored(call).await?.sms_templates {
        Some(templates) => Reply::ok(json!(templates)),
        None => Reply::no_content(),
    })
}

/// The built-in sentences in English, as templates.
fn built_in() -> SmsTemplates {
    let english = Language::of("en");
    let arguments = Arguments::default()
        .with("code", "{{ code }}")
        .with("companyName", "{{ tenant.friendly_name }}");
    let text = |key| english.plain(("sms", key), &arguments);
    SmsTemplates {
        enrollment_message: text("enrollmentMessage"),
        verification_message: text("verificationMessage"),
    }
}

/// PUT /guardian/factors/phone/templates
async fn set_templates(call: &Call) -> Outcome {
    let templates = phone_document::templates(&call.body)?;
    for (name, text) in [
        ("enrollment_message", &templates.enrollment_message),
        ("verification_message", &templates.verification_message),
    ] {
        let checked = sms_text::check(&call.ctx, text).await;
        let broken = |why| ApiError::bad_body(format!("{name} is no template in Liquid: {why}"));
        checked.map_err(broken)?;
    }
    let shown = json!(templates);
    records::change(&call.ctx, |guardian| {
        guardian.sms_templates = Some(templates);
        Ok(())
    })
    .await?;
    Ok(Reply::ok(shown))
}

//! `/api/v2/guardian`: which second factors the tenant has, and when it asks for one.

pub mod document;
pub mod phone;
mod phone_document;
pub mod phone_tenant_file;
pub mod records;
pub mod tenant_file;
pub mod ticket;

use serde_json::json;

use crate::domain::guardian::Factor;
use crate::domain::json_schema::Mismatch;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::tenant;

const POLICIES: &str = "/guardian/policies";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/guardian/factors", &["read:guardian_factors"], |call| {
        Box::pin(factors(call))
    }),
    Route::put(
        "/guardian/factors/{name}",
        &["update:guardian_factors"],
        "Update multi-factor authentication type",
        |call| Box::pin(set_factor(call)),
    ),
    Route::get(
        "/guardian/factors/webauthn-roaming/settings",
        &["read:guardian_factors"],
        |call| Box::pin(webauthn_settings(call, Factor::WebauthnRoaming)),
    ),
    Route::put(
        "/guardian/factors/webauthn-roaming/settings",
        &["update:guardian_factors"],
        "Update the settings of security keys",
        |call| Box::pin(set_webauthn_settings(call, Factor::WebauthnRoaming)),
    ),
    Route::get(
        "/guardian/factors/webauthn-platform/settings",
        &["read:guardian_factors"],
        |call| Box::pin(webauthn_settings(call, Factor::WebauthnPlatform)),
    ),
    Route::put(
        "/guardian/factors/webauthn-platform/settings",
        &["update:guardian_factors"],
        "Update the settings of device biometrics",
        |call| Box::pin(set_webauthn_settings(call, Factor::WebauthnPlatform)),
    ),
    Route::get(POLICIES, &["read:mfa_policies"], |call| {
        Box::pin(policies(call))
    }),
    Route::put(
        POLICIES,
        &["update:mfa_policies"],
        "Update multi-factor authentication policies",
        |call| Box::pin(set_policies(call)),
    )
    .takes(Takes::List),
];

/// GET /guardian/factors
async fn factors(call: &Call) -> Outcome {
    let guardian = tenant::kept(&mut call.ctx.store.read().await?).await?;
    let shown = document::factors(&guardian)
        .map(|(name, enabled)| json!({ "name": name, "enabled": enabled, "trial_expired": false }));
    Ok(Reply::ok(shown.collect::<Vec<_>>()))
}

/// PUT /guardian/factors/{name}
async fn set_factor(call: &Call) -> Outcome {
    let factor = Factor::parse(&call.id).ok_or_else(|| {
        let sentence = format!("No enum match for: {}", call.id);
        ApiError::bad_path(&Mismatch::at("name", sentence, None))
    })?;
    let enabled = document::is_enabled(&call.body)?;
    let settings = &call.ctx.settings;
    if enabled && factor == Factor::Sms && settings.sms.gateway.is_none() && !settings.test_mode {
        tracing::warn!(
            "sms is enabled as a second factor, and no code is sent before there is a gateway: set sms.gateway_url and sms.allowed_countries"
        );
    }
    records::change(&call.ctx, |guardian| {
        Ok(document::switch(guardian, factor, enabled)?)
    })
    .await?;
    Ok(Reply::ok(json!({ "enabled": enabled })))
}

/// GET /guardian/factors/webauthn-…/settings
async fn webauthn_settings(call: &Call, factor: Factor) -> Outcome {
    let guardian = tenant::kept(&mut call.ctx.store.read().await?).await?;
    Ok(Reply::ok(document::webauthn_of(&guardian, factor)))
}

/// PUT /guardian/factors/webauthn-…/settings
async fn set_webauthn_settings(call: &Call, factor: Factor) -> Outcome {
    let settings = document::webauthn(&call.body)?;
    let after = records::change(&call.ctx, |guardian| {
        guardian.set_webauthn(factor, settings);
        Ok(())
    })
    .await?;
    Ok(Reply::ok(document::webauthn_of(&after, factor)))
}

/// GET /guardian/policies
async fn policies(call: &Call) -> Outcome {
    let guardian = tenant::kept(&mut call.ctx.store.read().await?).await?;
    Ok(Reply::ok(document::policies_of(&guardian)))
}

/// PUT /guardian/policies
async fn set_policies(call: &Call) -> Outcome {
    let names = document::policies(&call.list)?;
    let policy = document::policy(&names)?;
    let after = records::change(&call.ctx, |guardian| {
        guardian.policy = policy;
        Ok(())
    })
    .await?;
    Ok(Reply::ok(document::policies_of(&after)))
}

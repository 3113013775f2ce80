//! `/api/v2/tenants/settings`

pub mod document;
pub mod records;

use crate::resources::api::call::{Call, Route};
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::reply::{Outcome, Reply};

/// Every property that an answer may show: what `fields` may name.
const PROPERTIES: &[&str] = &[
    "change_password",
    "guardian_mfa_page",
    "default_audience",
    "default_directory",
    "error_page",
    "device_flow",
    "default_token_quota",
    "flags",
    "friendly_name",
    "picture_url",
    "support_email",
    "support_url",
    "allowed_logout_urls",
    "session_lifetime",
    "idle_session_lifetime",
    "ephemeral_session_lifetime",
    "idle_ephemeral_session_lifetime",
    "sandbox_version",
    "legacy_sandbox_version",
    "sandbox_versions_available",
    "default_redirection_uri",
    "enabled_locales",
    "security_headers",
    "session_cookie",
    "sessions",
    "oidc_logout",
    "allow_organization_name_in_authentication_api",
    "customize_mfa_in_postlogin_action",
    "acr_values_supported",
    "mtls",
    "pushed_authorization_requests_supported",
    "authorization_response_iss_parameter_supported",
    "skip_non_verifiable_callback_uri_confirmation_prompt",
    "resource_parameter_profile",
    "client_id_metadata_document_supported",
    "phone_consolidated_experience",
    "enable_ai_guide",
    "include_session_metadata_in_tenant_logs",
    "dynamic_client_registration_security_mode",
    "country_codes",
];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/tenants/settings", &["read:tenant_settings"], |call| {
        Box::pin(get(call))
    })
    .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::patch(
        "/tenants/settings",
        &["update:tenant_settings"],
        "Update tenant settings",
        |call| Box::pin(update(call)),
    ),
];

/// GET /tenants/settings
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let mut view = records::get(&call.ctx).await?;
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// PATCH /tenants/settings
async fn update(call: &Call) -> Outcome {
    Ok(Reply::ok(records::update(&call.ctx, &call.body).await?))
}

//! `/api/v2/tenants/settings`

pub mod document;
pub mod tenant_file;

use serde_json::{Map, Value};

use crate::domain::request_body::Invalid;
use crate::domain::tenant::Tenant;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::store::engine::Tx;
use crate::store::tenant;

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
        update::<TenantSettings>,
    ),
];

/// The settings as they are stored, never a copy.
#[derive(Debug, Clone)]
pub struct TenantSettings {
    document: Map<String, Value>,
    version: i64,
}

impl Resource for TenantSettings {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        let mut db = call.ctx.store.read().await?;
        let (document, version) = tenant::versioned(&mut db).await?;
        Ok(Self { document, version })
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(document::view(&self.document).into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        document::validate(&call.body)?;
        Ok(document::refuse_own_error_page(
            &call.body,
            &call.ctx.settings,
        )?)
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        let before = self.document.clone();
        document::merge(&mut self.document, patch);
        document::check(&before, &self.document)?;
        Tenant::from_document(&self.document).map_err(Invalid::unusable)?;
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(tenant::change(tx, &self.document, before.version).await?)
    }
}

/// GET /tenants/settings
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let stored = tenant::document(&mut call.ctx.store.read().await?).await?;
    let mut view = document::view(&stored);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

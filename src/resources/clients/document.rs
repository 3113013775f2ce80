//! Auth0's client object as it is kept and shown: a JSON document, most of which only the tools that wrote it understand.
//! What decides something is read from it by [`crate::domain::client::Client`].

mod complete;
mod global;
mod merge;
mod rules;
mod validate;

pub use complete::{complete, is_strict};
pub use global::global;
pub use merge::merge;
pub use rules::{check, refused, unsupported};
pub use validate::{is_fixed, validate};

/// What is acted upon without [`crate::domain::client::Client`] knowing of it.
pub const ACTED_UPON: &[&str] = &["client_secret"];

/// Every property that an answer may show: what `fields` may name.
pub const PROPERTIES: &[&str] = &[
    "client_id",
    "tenant",
    "name",
    "description",
    "global",
    "client_secret",
    "app_type",
    "logo_uri",
    "is_first_party",
    "oidc_conformant",
    "callbacks",
    "allowed_origins",
    "web_origins",
    "client_aliases",
    "allowed_clients",
    "allowed_logout_urls",
    "session_transfer",
    "oidc_logout",
    "oidc_backchannel_logout",
    "grant_types",
    "jwt_configuration",
    "signing_keys",
    "encryption_key",
    "sso",
    "sso_disabled",
    "cross_origin_authentication",
    "cross_origin_auth",
    "cross_origin_loc",
    "callback_url_template",
    "custom_login_page_on",
    "custom_login_page",
    "custom_login_page_preview",
    "form_template",
    "addons",
    "token_endpoint_auth_method",
    "is_token_endpoint_ip_header_trusted",
    "client_metadata",
    "mobile",
    "initiate_login_uri",
    "native_social_login",
    "fedcm_login",
    "refresh_token",
    "default_organization",
    "organization_usage",
    "organization_require_behavior",
    "organization_discovery_methods",
    "client_authentication_methods",
    "require_pushed_authorization_requests",
    "require_proof_of_possession",
    "signed_request_object",
    "token_vault_privileged_access",
    "compliance_level",
    "skip_non_verifiable_callback_uri_confirmation_prompt",
    "token_exchange",
    "par_request_expiry",
    "token_quota",
    "express_configuration",
    "my_organization_configuration",
    "identity_assertion_authorization_grant",
    "third_party_security_mode",
    "redirection_policy",
    "resource_server_identifier",
    "async_approval_notification_channels",
    "external_metadata_type",
    "external_metadata_created_by",
    "external_client_id",
    "jwks_uri",
    "owners",
    "encrypted",
];

//! The keys that are understood, by section, as lists of words.

/// Keys that exports carry and the server decides, by section. The keys of `client_authentication_methods` are registered
/// with the Management API: an export has their ids alone.
pub(super) const READ_ONLY: [(&str, &str); 7] = [
    (
        "clients",
        "tenant global signing_keys callback_url_template cross_origin_auth owners encrypted external_metadata_type \
         external_metadata_created_by external_client_id jwks_uri client_authentication_methods",
    ),
    ("databases", "id provisioning_ticket_url"),
    ("resourceServers", "id is_system"),
    ("clientGrants", "id"),
    ("roles", "id type"),
    (
        "organizations",
        "id third_party_client_access is_app_entitlement_active",
    ),
    (
        "users",
        "created_at updated_at identities last_login last_ip logins_count last_password_reset verify_email",
    ),
];

/// Of the tenant's settings.
pub(super) const TENANT: &str = "change_password device_flow guardian_mfa_page default_audience default_directory error_page \
     default_token_quota flags friendly_name picture_url support_email support_url allowed_logout_urls \
     session_lifetime idle_session_lifetime ephemeral_session_lifetime idle_ephemeral_session_lifetime \
     ephemeral_session_lifetime_in_minutes idle_ephemeral_session_lifetime_in_minutes sandbox_version \
     legacy_sandbox_version sandbox_versions_available default_redirection_uri enabled_locales security_headers \
     session_cookie sessions oidc_logout customize_mfa_in_postlogin_action universal_login \
     allow_organization_name_in_authentication_api acr_values_supported mtls \
     pushed_authorization_requests_supported authorization_response_iss_parameter_supported \
     skip_non_verifiable_callback_uri_confirmation_prompt resource_parameter_profile \
     client_id_metadata_document_supported enable_ai_guide phone_consolidated_experience \
     include_session_metadata_in_tenant_logs dynamic_client_registration_security_mode country_codes";

/// Of an API.
pub(super) const RESOURCE_SERVER: &str = "name identifier scopes signing_alg signing_secret allow_offline_access allow_online_access \
     allow_online_access_with_ephemeral_sessions token_lifetime token_lifetime_for_web token_dialect \
     skip_consent_for_verifiable_first_party_clients enforce_policies token_encryption consent_policy \
     authorization_details proof_of_possession subject_type_authorization authorization_policy client_id";

/// Of a client.
pub(super) const CLIENT: &str = "name description logo_uri callbacks oidc_logout oidc_backchannel_logout session_transfer allowed_origins \
     web_origins client_aliases allowed_clients allowed_logout_urls grant_types token_endpoint_auth_method \
     is_token_endpoint_ip_header_trusted app_type is_first_party oidc_conformant jwt_configuration encryption_key \
     sso cross_origin_authentication cross_origin_loc sso_disabled custom_login_page_on custom_login_page \
     custom_login_page_preview form_template addons client_metadata mobile initiate_login_uri native_social_login \
     fedcm_login refresh_token default_organization organization_usage organization_require_behavior \
     organization_discovery_methods require_pushed_authorization_requests \
     require_proof_of_possession signed_request_object token_vault_privileged_access compliance_level \
     skip_non_verifiable_callback_uri_confirmation_prompt token_exchange par_request_expiry token_quota \
     resource_server_identifier third_party_security_mode redirection_policy express_configuration \
     my_organization_configuration async_approval_notification_channels identity_assertion_authorization_grant";

/// Objects of a client in which a misspelt key would change what the client may do.
pub(super) const CLIENT_OBJECTS: [(&str, &str); 2] = [
    (
        "session_transfer",
        "can_create_session_transfer_token enforce_cascade_revocation allowed_authentication_methods \
         enforce_device_binding allow_refresh_token enforce_online_refresh_tokens delegation",
    ),
    (
        "refresh_token",
        "rotation_type expiration_type leeway token_lifetime infinite_token_lifetime idle_token_lifetime \
         infinite_idle_token_lifetime policies",
    ),
];

/// Of a database.
pub(super) const DATABASE: &str = "name display_name strategy options enabled_clients is_domain_connection show_as_button realms metadata \
     authentication connected_accounts cross_app_access_requesting_app";

/// Of a client grant; the others are not applied.
pub(super) const CLIENT_GRANT: &str = "client_id audience scope subject_type allow_all_scopes organization_usage allow_any_organization";

/// Of a role.
pub(super) const ROLE: &str = "name description permissions";

/// Of an organization, what is no part of its own object.
pub(super) const ORGANIZATION_PARTS: &str =
    "connections client_grants discovery_domains token_quota";

/// Of an Action, what is no part of its draft.
pub(super) const ACTION_PARTS: &str = "deployed status id created_at updated_at all_changes_deployed deployed_version \
     installed_integration_id integration";

/// Whether `word` is one of the words of `list`.
pub(super) fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

//! The members of request bodies that the log contains: those whose names are here, inside members whose names are here.
//! Everything else is left out: a mistyped `pasword`, or a token under a name that did not exist when this was written.
//!
//! A name belongs here if none of its values is confidential: no secret, no key, no code, no URL that contains keys, no data
//! of applications (metadata).

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::scalar::{DEEPEST, scalar};

/// Members whose strings are kept, and everything that [`FIGURES`] keeps.
const WORDS: &str = "
    statusCode error message errorCode
    acr_values_supported alg algorithm alias allow_any_profile_of_type allowed_authentication_methods
    allowed_clients allowed_logout_urls allowed_origins allowed_strategies allowlist api_behavior
    app_bundle_identifier app_package_name app_type audience authorization_details_types backchannel_logout_urls
    binding_policy blocked_fields callbacks challenge_ui character_type_rule character_types client_aliases
    client_id compliance_level connection connection_deletion_behavior connection_id connection_profile_id
    consent_policy created_at credential_type cross_origin_loc custom_client_ip_header default_audience
    default_directory default_for default_from_address default_method default_redirection_uri deleted_at description destination
    device_id device_name digestAlgorithm display_name domain dynamic_client_registration_security_mode email
    enabled_clients enabled_locales enforce_device_binding expiration_type expires_at family_name favicon_url fingerprint format
    friendly_name given_name grant_types group httpContentFormat httpContentType id identical_characters identifier
    idle_expires_at ids initiate_login_uri invitation_landing_client_id issuer kid last_exchanged_at
    last_interacted_at last_ip last_login log_fields logo_uri logo_url mask max_length_exceeded mechanism members
    method mode module_id module_name module_version_id name nameIdentifierFormat nameIdentifierProbes nickname
    organization_discovery_methods organization_id organization_require_behavior organization_usage passwordPolicy
    permission_name phone_number picture picture_url policy policy_id precedence primary provider realms recipient
    redirection_policy relying_party_identifier report_to_group required_for resource_parameter_profile
    resource_server_identifier resource_server_name revoked_at roles rotation_type runtime sandbox_version scope
    region selected_initiators sequential_characters session_id set_user_root_attributes shields signatureAlgorithm
    signedIdentifier signing_alg signup_behavior smtp_host smtp_port sources startFrom status strategy subject subject_dn subject_type
    support_email support_url third_party_security_mode thumbprint tls_policy token_dialect
    token_endpoint_auth_method type updated_at user_id username users verification_method version web_origins";

/// Members that show numbers and flags alone.
const FIGURES: &str = "
    active all_changes_deployed allow_all_scopes allow_any_organization allow_changing_enable_sso
    allow_delegated_access allow_legacy_delegation_grant_types allow_legacy_ro_grant_types
    allow_legacy_tokeninfo_endpoint allow_offline_access allow_online_access
    allow_online_access_with_ephemeral_sessions allow_organization_name_in_authentication_api allow_refresh_token
    assign_membership_on_login authorization_response_iss_parameter_supported blocked
    can_create_session_transfer_token change_pwd_flow_v1 client_id_metadata_document_supported createUpnClaim
    cross_app_access cross_origin_authentication current custom_domains_provisioning custom_login_page_on
    customize_mfa_in_postlogin_action deploy deployed disable_clickjack_protection_headers disable_fields_map_fix
    disable_impersonation disable_management_api_sms_obfuscation disable_self_service_change_password disable_signup
    email_verified enable enable_adfs_waad_email_verification enable_client enable_client_connections
    enable_dynamic_client_registration enable_endpoint_aliases enable_idtoken_api2 enable_legacy_profile
    enable_organization enable_pipeline2 enable_public_signup_user_exists_error enable_script_context enable_sso
    enabled enabledDatabaseCustomization enforce enforce_cascade_revocation
    enforce_client_authentication_on_passwordless_start enforce_online_refresh_tokens enforce_policies
    ephemeral_session_lifetime ephemeral_session_lifetime_in_minutes expiration idle_ephemeral_session_lifetime
    idle_ephemeral_session_lifetime_in_minutes idle_session_lifetime idle_session_lifetime_in_minutes
    idle_token_lifetime import_mode include include_session_metadata_in_tenant_logs includeEmailInRedirect
    infinite_idle_token_lifetime infinite_token_lifetime is_domain_connection is_enabled is_first_party
    is_signup_enabled is_system is_token_endpoint_ip_header_trusted isPriority isSocial leeway lifetime_in_seconds
    lifetimeInSeconds local_enrollment_enabled logins_count mapIdentities mapUnknownClaimsAsIs
    mark_email_as_verified max max_age max_attempts max_length min min_length module_version_number next
    no_disclose_enterprise_connections number oidc_conformant oidc_logout_prompt_enabled par_request_expiry
    parse_expiry_from_cert passthroughClaimsWithNoMapping per_day per_hour phone_verified preserve_refresh_tokens
    previous profile_required progressive_enrollment_enabled pushed_authorization_requests_supported
    remove_alg_from_jwks require_proof_of_possession require_pushed_authorization_requests required
    requires_username revoke_refresh_token_grant revoked rotating rp_logout_end_session_endpoint_discovery
    secret_encoded session_lifetime session_lifetime_in_minutes show_as_button show_log_link signResponse size
    skip_consent_for_verifiable_first_party_clients skip_non_verifiable_callback_uri_confirmation_prompt sso
    sso_disabled token_lifetime token_lifetime_for_web trust_azure_adfs_email_verified_connection_property ttl_sec
    unique verify_email verify_phone_number";

/// Members that contain other members, directly or in a list. If one contains a string instead, it is left out.
const GROUPS: &str = "
    action addons android apple attributes authentication_methods authorization_policy backchannel_logout_initiators
    bindings branding change_password client client_authentication_methods client_credentials colors
    compatible_triggers connected_accounts connection country_codes credentials default_organization
    default_token_quota dependencies device_flow email email_otp enabled_connections error_page facebook filters
    flags google guardian_mfa_page identifier identities identity invitee inviter ios jwt_configuration linked_clients logout mobile
    mtls native_social_login oidc_backchannel_logout oidc_logout options passkey_options password_complexity_options
    password_dictionary password_history password_no_personal_info permissions phone_number phone_otp pii_config
    policies pre-login pre-user-registration private_key_jwt proof_of_possession ref refresh_token samlp scopes secrets self_signed_tls_client_auth
    session_cookie session_transfer sessions signed_request_object signup sink subject_type_authorization
    supported_triggers tls_client_auth token_encryption token_exchange token_quota user username validation
    verification wsfed";

/// A name that is only harmless inside one other.
const INSIDE: [(&str, &str); 1] = [("scopes", "value")];

static KNOWN: LazyLock<[HashSet<&str>; 3]> =
    LazyLock::new(|| [WORDS, FIGURES, GROUPS].map(|names| names.split_whitespace().collect()));

/// A place in a body.
#[derive(Clone, Copy)]
pub(super) struct BodyPart<'a> {
    name: &'a str,
    shows_words: bool,
    shows_figures: bool,
    holds_members: bool,
}

impl BodyPart<'_> {
    /// The body itself.
    pub(super) const ROOT: BodyPart<'static> = BodyPart {
        name: "",
        shows_words: false,
        shows_figures: false,
        holds_members: true,
    };

    fn member<'m>(self, name: &'m str) -> BodyPart<'m> {
        let [words, figures, groups] = &*KNOWN;
        let shows_words = words.contains(name) || INSIDE.contains(&(self.name, name));
        BodyPart {
            name,
            shows_words,
            shows_figures: shows_words || figures.contains(name),
            holds_members: groups.contains(name),
        }
    }

    /// The part of a value that the log may contain; an object or a list is nested at `depth`.
    pub(super) fn admit(self, value: Value, depth: usize) -> Option<Value> {
        match value {
            Value::Object(_) | Value::Array(_) if depth > DEEPEST => None,
            Value::Object(object) => self.holds_members.then(|| self.members(object, depth)),
            Value::Array(items) => {
                let shown = items.into_iter();
                let shown = shown.filter_map(|item| self.admit(item, depth + 1));
                let shown: Vec<Value> = shown.collect();
                let is_known = self.holds_members || self.shows_figures;
                is_known.then_some(Value::Array(shown))
            }
            Value::String(_) => scalar(value).filter(|_| self.shows_words),
            Value::Null => (self.shows_figures || self.holds_members).then_some(Value::Null),
            Value::Bool(_) | Value::Number(_) => self.shows_figures.then_some(value),
        }
    }

    fn members(self, object: Map<String, Value>, depth: usize) -> Value {
        let shown = object.into_iter().filter_map(|(name, member)| {
            let shown = self.member(&name).admit(member, depth + 1)?;
            Some((name, shown))
        });
        Value::Object(shown.collect())
    }
}

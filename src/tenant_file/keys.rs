//! The keys of a file that its entries have and the Management API's requests have not, as lists of words.

/// Keys that exports carry and the server decides, by section. The keys of `client_authentication_methods` are registered
/// with the Management API: an export has their ids alone.
pub(super) const READ_ONLY: [(&str, &str); 9] = [
    ("tenant", "sandbox_versions_available"),
    (
        "clients",
        "tenant global signing_keys callback_url_template cross_origin_auth owners encrypted external_metadata_type \
         external_metadata_created_by external_client_id jwks_uri client_authentication_methods",
    ),
    ("databases", "id provisioning_ticket_url"),
    ("resourceServers", "id is_system client_id"),
    ("clientGrants", "id is_system"),
    ("roles", "id type"),
    (
        "organizations",
        "id third_party_client_access is_app_entitlement_active",
    ),
    ("logStreams", "id"),
    (
        "users",
        "created_at updated_at identities last_login last_ip logins_count last_password_reset verify_email \
         multifactor multifactor_last_modified",
    ),
];

/// Keys that exports carry and that set nothing any longer, or nothing here, by section.
pub(super) const LEGACY: [(&str, &str); 1] = [("tenant", "universal_login")];

/// Of an Action, what is no part of its draft.
pub(super) const ACTION_PARTS: &str = "deployed status id created_at updated_at built_at all_changes_deployed \
     deployed_version installed_integration_id integration";

/// The keys of a section in such a table.
pub(super) fn of(
    table: &'static [(&'static str, &'static str)],
    section: &str,
) -> impl Iterator<Item = &'static str> {
    let found = table.iter().filter(move |(name, _)| *name == section);
    found.flat_map(|(_, keys)| keys.split_ascii_whitespace())
}

/// Whether `word` is one of the words of `list`.
pub(super) fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

//! Which event types a category of a filter has, as Auth0's page on log stream filters lists them.

/// What is in no other category.
const OTHER: &str = "other";

const CATEGORIES: [(&str, &[&str]); 19] = [
    ("actions", &["actions_execution_failed"]),
    (
        "auth.login.fail",
        &["f", "fc", "fco", "fcoa", "fens", "fp", "fu"],
    ),
    ("auth.login.notification", &["w"]),
    ("auth.login.success", &["s", "scoa", "sens"]),
    (
        "auth.logout.fail",
        &["flo", "oidc_backchannel_logout_failed"],
    ),
    (
        "auth.logout.success",
        &["oidc_backchannel_logout_succeeded", "slo"],
    ),
    ("auth.signup.fail", &["fs"]),
    ("auth.signup.success", &["ss"]),
    ("auth.silent_auth.fail", &["fsa"]),
    ("auth.silent_auth.success", &["ssa"]),
    (
        "auth.token_exchange.fail",
        &[
            "feacft", "feccft", "fede", "feoobft", "feotpft", "fepft", "fepotpft", "fercft",
            "ferrt", "fertft",
        ],
    ),
    (
        "auth.token_exchange.success",
        &[
            "seacft", "seccft", "sede", "seoobft", "seotpft", "sepft", "sercft", "sertft",
        ],
    ),
    // The page has no table for it: that `fapi` is what its description means is our reading.
    ("management.fail", &["fapi"]),
    ("management.success", &["sapi", "mgmt_api_read"]),
    ("scim.event", &["sscim", "fscim"]),
    (
        "system.notification",
        &[
            "admin_update_launch",
            "api_limit",
            "coff",
            "con",
            "depnote",
            "fcpro",
            "fui",
            "limit_delegation",
            "limit_mu",
            "limit_wc",
            "sys_os_update_start",
            "sys_os_update_end",
            "sys_update_start",
            "sys_update_end",
        ],
    ),
    (
        "user.fail",
        &[
            "fce",
            "fcp",
            "fcpn",
            "fcpr",
            "fcu",
            "fd",
            "fdeaz",
            "fdecc",
            "fdu",
            "fn",
            "fv",
            "fvr",
            "ss_sso_failure",
        ],
    ),
    (
        "user.notification",
        &[
            "cs",
            "gd_enrollment_complete",
            "gd_start_enroll",
            "gd_unenroll",
            "gd_update_device_account",
            "ss_sso_info",
            "ublkdu",
        ],
    ),
    (
        "user.success",
        &[
            "sce",
            "scp",
            "scpn",
            "scpr",
            "scu",
            "sdu",
            "srrt",
            "ss_sso_success",
            "sui",
            "sv",
            "svr",
        ],
    ),
];

/// The category of an event type.
pub(super) fn of(code: &str) -> &'static str {
    let mut all = CATEGORIES.iter();
    all.find(|(_, codes)| codes.contains(&code))
        .map_or(OTHER, |(category, _)| category)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_type_is_in_one_category() {
        let codes = CATEGORIES.iter().flat_map(|(_, codes)| *codes);
        let codes: Vec<_> = codes.collect();
        let different: BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
        for (code, category) in [
            ("fp", "auth.login.fail"),
            ("limit_wc", "system.notification"),
            ("srrt", "user.success"),
            ("ublkdu", "user.notification"),
            ("fapi", "management.fail"),
            ("fpar", "other"),
            ("resource_cleanup", "other"),
        ] {
            assert_eq!(of(code), category, "{code}");
        }
    }
}

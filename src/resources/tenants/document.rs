//! Auth0's tenant settings as they are kept and shown. What decides something is read from them by [`crate::domain::tenant::Tenant`].

use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use url::Url;

use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};
use crate::domain::settings::Settings;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// What a flow or a page acts upon.
pub const ACTED_UPON: &[&str] = &[
    "friendly_name",
    "support_email",
    "support_url",
    "default_directory",
    "default_audience",
    "error_page",
    "allowed_logout_urls",
    "session_lifetime",
    "idle_session_lifetime",
    "session_cookie",
    "sessions",
    "allow_organization_name_in_authentication_api",
    "default_redirection_uri",
    "enabled_locales",
];
/// What is kept and shown, and weakens nothing by having no effect.
pub const KEPT: &[&str] = &[
    "picture_url",
    "ephemeral_session_lifetime",
    "idle_ephemeral_session_lifetime",
];
/// Flags that a flow acts upon.
pub const FLAGS_ACTED_UPON: &[&str] = &[
    "enforce_client_authentication_on_passwordless_start",
    "mfa_show_factor_list_on_enrollment",
];
/// Flags that concern Auth0's own dashboard.
pub const KEPT_FLAGS: &[&str] = &[
    "enable_apis_section",
    "dashboard_log_streams_next",
    "dashboard_insights_view",
    "genai_trial",
];
/// What a PATCH may say in minutes, and GET says in hours.
const IN_MINUTES: [(&str, &str); 4] = [
    ("session_lifetime_in_minutes", "session_lifetime"),
    ("idle_session_lifetime_in_minutes", "idle_session_lifetime"),
    (
        "ephemeral_session_lifetime_in_minutes",
        "ephemeral_session_lifetime",
    ),
    (
        "idle_ephemeral_session_lifetime_in_minutes",
        "idle_ephemeral_session_lifetime",
    ),
];

/// Checks a body against the schema.
pub fn validate(body: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(body, Mode::Update)
}

/// Refuses an `error_page.url` at an address of this server: errors there would lead to themselves.
pub fn refuse_own_error_page(
    body: &Map<String, Value>,
    settings: &Settings,
) -> Result<(), Invalid> {
    let url = body.get("error_page").and_then(|page| page.get("url"));
    let url = url
        .and_then(Value::as_str)
        .and_then(|url| Url::parse(url).ok());
    match url.filter(|url| settings.serves(url)) {
        Some(_) => Err(Invalid::unusable(
            "'error_page.url' is an address of this server; give the address of a page of your own",
        )),
        None => Ok(()),
    }
}

/// Whether that is the code of a language that pages may be in: one that `enabled_locales` takes.
pub fn is_locale(code: &str) -> bool {
    let named = [("enabled_locales".to_owned(), json!([code]))];
    validate(&named.into_iter().collect()).is_ok()
}

/// Applies a patch: `flags` are merged one by one, everything else is replaced whole; `null` and the empty text remove.
pub fn merge(current: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (key, value) in patch {
        let in_minutes = IN_MINUTES.iter().find(|(minutes, _)| minutes == key);
        if let Some((_, hours)) = in_minutes.filter(|_| !value.is_null()) {
            current.insert((*hours).into(), in_hours(value));
            continue;
        }
        match value {
            Value::Object(changes) if key == "flags" => {
                let flags = current.entry("flags").or_insert_with(|| json!({}));
                if let Some(flags) = flags.as_object_mut() {
                    flags.extend(changes.clone());
                }
            }
            value if value.is_null() || value == "" => drop(current.shift_remove(key)),
            value => drop(current.insert(key.clone(), value.clone())),
        }
    }
}

/// What GET shows as parts of hours, as a PATCH says it: in whole minutes.
pub fn fractions_in_minutes(document: &mut Map<String, Value>) {
    for (minutes, hours) in IN_MINUTES {
        let amount = document.get(hours).and_then(Value::as_f64);
        if let Some(amount) = amount.filter(|amount| amount.fract() != 0.0) {
            document.shift_remove(hours);
            document.insert(minutes.into(), json!((amount * 60.0).round() as i64));
        }
    }
}

/// Whole hours are whole: 180 minutes are 3, and 181 are 3.0166666666666666.
fn in_hours(minutes: &Value) -> Value {
    let minutes = minutes.as_u64().unwrap_or_default();
    if minutes.is_multiple_of(60) {
        return (minutes / 60).into();
    }
    let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    json!(f64::from(minutes) / 60.0)
}

/// As GET shows them: what was set, and Auth0's defaults for the rest.
pub fn view(document: &Map<String, Value>) -> Map<String, Value> {
    let mut view = defaults();
    for (key, value) in document {
        if key != "flags" {
            view.insert(key.clone(), value.clone());
        } else if let (Some(shown), Some(set)) = (
            view.get_mut("flags").and_then(Value::as_object_mut),
            value.as_object(),
        ) {
            shown.extend(set.clone());
        }
    }
    view
}

fn defaults() -> Map<String, Value> {
    let defaults = json!({
        "allowed_logout_urls": [],
        "change_password": {"enabled": false, "html": ""},
        "default_audience": "",
        "default_directory": "",
        "enabled_locales": ["en"],
        "flags": {
            "allow_changing_enable_sso": false,
            "allow_legacy_delegation_grant_types": false,
            "allow_legacy_ro_grant_types": false,
            "disable_impersonation": true,
            "enable_client_connections": false,
            "enable_dynamic_client_registration": false,
            "enable_sso": true,
            "revoke_refresh_token_grant": false,
        },
        "guardian_mfa_page": {"enabled": false, "html": ""},
        "idle_session_lifetime": 72,
        "oidc_logout": {"rp_logout_end_session_endpoint_discovery": true},
        "pushed_authorization_requests_supported": true,
        "resource_parameter_profile": "audience",
        "sandbox_version": "22",
        "sandbox_versions_available": ["22"],
        "session_cookie": {"mode": "persistent"},
        "session_lifetime": 168,
        "sessions": {"oidc_logout_prompt_enabled": true},
    });
    match defaults {
        Value::Object(defaults) => defaults,
        _ => Map::new(),
    }
}

/// Refuses a change of what GET shows that nothing would act upon.
pub fn check(before: &Map<String, Value>, after: &Map<String, Value>) -> Result<(), Forbidden> {
    match unsupported(before, after).first() {
        Some(_) => Err(Forbidden),
        None => Ok(()),
    }
}

/// The paths of what GET would show otherwise and no flow acts upon: `mtls`, `flags.enable_sso`.
pub fn unsupported(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    let (before, after) = (view(before), view(after));
    let is_idle = |key: &&String| {
        let key = key.as_str();
        key != "flags" && !ACTED_UPON.contains(&key) && !KEPT.contains(&key)
    };
    let is_changed = |key: &&String| before.get(*key) != after.get(*key);
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    let keys = after.keys().chain(gone).filter(is_idle).filter(is_changed);
    let flags = changed_flags(&before, &after);
    let flags = flags.map(|name| format!("flags.{name}"));
    let html = error_page_html(&after).filter(|html| Some(*html) != error_page_html(&before));
    let html = html.map(|_| "error_page.html".to_owned());
    keys.cloned().chain(flags).chain(html).collect()
}

fn error_page_html(view: &Map<String, Value>) -> Option<&str> {
    let html = view.get("error_page")?.get("html")?.as_str()?;
    Some(html).filter(|html| !html.is_empty())
}

/// The flags that are set to something else. One that is not there is off.
fn changed_flags<'a>(
    before: &'a Map<String, Value>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    let is_on = |view: &Map<String, Value>, name: &String| {
        view.get("flags")
            .is_some_and(|flags| flags[name.as_str()] == true)
    };
    let flags = after.get("flags").and_then(Value::as_object);
    flags
        .into_iter()
        .flat_map(Map::keys)
        .filter(|name| {
            !KEPT_FLAGS.contains(&name.as_str()) && !FLAGS_ACTED_UPON.contains(&name.as_str())
        })
        .filter(move |name| is_on(before, name) != is_on(after, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::testing::map;

    fn patched(current: Value, patch: Value) -> (Map<String, Value>, Result<(), Forbidden>) {
        let before = map(current);
        let mut after = before.clone();
        let patch = map(patch);
        assert_eq!(validate(&patch), Ok(()));
        merge(&mut after, &patch);
        let checked = check(&before, &after);
        (after, checked)
    }

    #[test]
    fn minutes_are_shown_as_hours() {
        let patch =
            json!({"session_lifetime_in_minutes": 181, "idle_session_lifetime_in_minutes": 120});
        let (after, checked) = patched(json!({}), patch);
        assert_eq!(checked, Ok(()));
        assert_eq!(
            after.get("session_lifetime"),
            Some(&json!(3.0166666666666666))
        );
        assert_eq!(after.get("idle_session_lifetime"), Some(&json!(2)));
    }

    #[test]
    fn flags_are_merged_and_the_rest_is_replaced() {
        let current = json!({"flags": {"genai_trial": true}, "allowed_logout_urls": ["https://a"], "friendly_name": "A"});
        let patch = json!({"flags": {"enable_apis_section": true, "enable_sso": true, "revoke_refresh_token_grant": false},
            "allowed_logout_urls": ["https://b"], "friendly_name": ""});
        let (after, checked) = patched(current, patch);
        assert_eq!(checked, Ok(()));
        let shown = view(&after);
        assert_eq!(shown["flags"]["genai_trial"], true);
        assert_eq!(shown["flags"]["enable_apis_section"], true);
        assert_eq!(shown["allowed_logout_urls"], json!(["https://b"]));
        assert!(!shown.contains_key("friendly_name"));
    }

    #[test]
    fn what_would_have_no_effect_is_refused_and_what_changes_nothing_is_not() {
        for (patch, expected) in [
            (
                json!({"flags": {"enable_dynamic_client_registration": true}}),
                Err(Forbidden),
            ),
            (json!({"flags": {"enable_sso": false}}), Err(Forbidden)),
            (
                json!({"mtls": {"enable_endpoint_aliases": true}}),
                Err(Forbidden),
            ),
            (json!({"sandbox_version": "18"}), Err(Forbidden)),
            (json!({"sandbox_version": "22", "mtls": null}), Ok(())),
            (json!({"resource_parameter_profile": "audience"}), Ok(())),
        ] {
            let (_, checked) = patched(json!({}), patch.clone());
            assert_eq!(checked, expected, "{patch}");
        }
        let exported = view(&Map::new());
        let sent = [
            "flags",
            "session_cookie",
            "sessions",
            "enabled_locales",
            "change_password",
        ];
        let again: Map<String, Value> = exported
            .into_iter()
            .filter(|(key, _)| sent.contains(&key.as_str()))
            .collect();
        let (_, checked) = patched(json!({}), again.into());
        assert_eq!(checked, Ok(()));
    }
}

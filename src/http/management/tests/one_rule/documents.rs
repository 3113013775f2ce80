//! The documents: of each resource one that says much, of which parts are taken, and some of them spoiled.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;
use serde_json::{Map, Value, json};

use super::section::{Section, object};
use crate::domain::mail::template::LIQUID_MEMBERS;

/// What both tenants begin with: an API for each client grant.
pub(super) static BASE: LazyLock<String> = LazyLock::new(|| {
    let scopes = json!([{"value": "r"}, {"value": "w"}]);
    let api = |n| json!({"name": "A", "identifier": format!("urn:grant:{n}"), "scopes": scopes});
    let apis: Vec<Value> = (0..100).map(api).collect();
    json!({
        "clients": [{"name": "Base", "client_id": "base"}],
        "databases": [{"name": "D", "options": {"passwordPolicy": "none"}}],
        "resourceServers": apis,
    })
    .to_string()
});

/// A document, as a request has it and as a file has it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub body: Map<String, Value>,
    pub entry: Map<String, Value>,
}

impl Case {
    /// The same for both.
    pub(super) fn of(document: Map<String, Value>) -> Self {
        Self {
            body: document.clone(),
            entry: document,
        }
    }
}

/// A document that says much of what may be said.
pub(super) fn good(section: Section) -> Map<String, Value> {
    object(match section {
        Section::Clients => json!({
            "description": "d", "app_type": "regular_web", "callbacks": ["https://a.example/cb"],
            "allowed_logout_urls": ["https://a.example/"], "web_origins": ["https://a.example"],
            "grant_types": ["authorization_code", "refresh_token"], "oidc_conformant": true,
            "token_endpoint_auth_method": "client_secret_post", "is_first_party": true,
            "client_metadata": {"team": "shop"}, "organization_usage": "allow",
            "jwt_configuration": {"alg": "RS256", "lifetime_in_seconds": 60},
            "initiate_login_uri": "https://a.example/login", "client_aliases": ["alias"],
            "refresh_token": {"rotation_type": "rotating", "expiration_type": "expiring", "leeway": 5,
                "token_lifetime": 3600, "idle_token_lifetime": 600},
            "session_transfer": {"can_create_session_transfer_token": true, "enforce_device_binding": "ip",
                "allowed_authentication_methods": ["cookie", "query"]},
            "mobile": {"ios": {"team_id": "T", "app_bundle_identifier": "b"}},
            "addons": {"samlp": {"audience": "urn:sp"}}, "oidc_logout": {"backchannel_logout_urls": ["https://a.example/l"]},
            "require_pushed_authorization_requests": false,
        }),
        Section::ResourceServers => json!({
            "name": "A", "scopes": [{"value": "r", "description": "reads"}, {"value": "w"}],
            "signing_alg": "RS256", "allow_offline_access": true, "token_lifetime": 3600,
            "token_lifetime_for_web": 600, "token_dialect": "access_token_authz", "enforce_policies": true,
            "skip_consent_for_verifiable_first_party_clients": true,
            "subject_type_authorization": {"client": {"policy": "deny_all"}, "user": {"policy": "allow_all"}},
        }),
        Section::Databases => json!({
            "display_name": "D", "is_domain_connection": false, "metadata": {"team": "shop"},
            "options": {"passwordPolicy": "good", "mfa": {"active": true, "return_enroll_settings": true},
                "strategy_version": 2, "brute_force_protection": true, "disable_signup": true,
                "requires_username": true, "validation": {"username": {"min": 1, "max": 15}},
                "password_history": {"enable": false, "size": 5}, "password_no_personal_info": {"enable": false}},
        }),
        Section::ClientGrants => json!({
            "scope": ["r", "w"], "organization_usage": "allow", "allow_any_organization": true,
        }),
        Section::Roles => json!({"description": "d"}),
        Section::Organizations => json!({
            "display_name": "O", "metadata": {"plan": "gold", "size": "2"},
            "branding": {"logo_url": "https://a.example/l.png",
                "colors": {"primary": "#000000", "page_background": "#ffffff"}},
        }),
        Section::Actions => json!({
            "code": "exports.onExecutePostLogin = async () => {};", "runtime": "node22",
            "dependencies": [{"name": "lodash", "version": "4.17.21"}],
            "secrets": [{"name": "KEY", "value": "hush"}],
            "supported_triggers": [{"id": "post-login", "version": "v3"}],
        }),
        Section::LogStreams => json!({
            "sink": {"httpEndpoint": "https://lake.example/in", "httpAuthorization": "Bearer a",
                "httpContentFormat": "JSONLINES", "httpContentType": "application/json",
                "httpCustomHeaders": [{"header": "a", "value": "b"}]},
            "filters": [{"type": "category", "name": "auth.login.fail"}], "isPriority": false,
            "pii_config": {"log_fields": ["email"], "method": "mask"},
        }),
        Section::Users => json!({
            "email_verified": true, "blocked": false, "name": "Ada", "given_name": "Ada", "family_name": "L",
            "nickname": "a", "picture": "https://a.example/p.png", "user_metadata": {"language": "en"},
            "app_metadata": {"plan": "gold", "limits": {"a": 1}},
        }),
        Section::EmailTemplates => json!({
            "body": "", "from": "", "subject": "", "syntax": "liquid", "enabled": true, "resultUrl": "",
            "urlLifetimeInSeconds": 3600, "includeEmailInRedirect": false,
        }),
        Section::EmailProvider => json!({
            "name": "smtp", "enabled": true, "default_from_address": "shop@example.com",
            "credentials": {"smtp_host": "mail.example.com", "smtp_port": 587, "smtp_user": "u", "smtp_pass": "p"},
            "settings": {"message": {"view_control_link": true}},
        }),
        Section::Branding => json!({
            "colors": {"primary": "#000000", "page_background": {"type": "linear-gradient", "start": "#fff",
                "end": "#000000", "angle_deg": 35}},
            "favicon_url": "https://a.example/f.png", "logo_url": "https://a.example/l.png",
        }),
        Section::Prompts => json!({
            "universal_login_experience": "new", "identifier_first": true,
            "webauthn_platform_first_factor": false,
        }),
        Section::Tenant => json!({
            "friendly_name": "T", "support_email": "help@example.com", "support_url": "https://a.example/help",
            "picture_url": "https://a.example/p.png", "session_lifetime": 168, "idle_session_lifetime": 72,
            "idle_session_lifetime_in_minutes": 90, "allowed_logout_urls": ["https://a.example/"],
            "default_redirection_uri": "https://a.example/login", "enabled_locales": ["en", "de"],
            "session_cookie": {"mode": "non-persistent"}, "sessions": {"oidc_logout_prompt_enabled": false},
            "flags": {"genai_trial": true, "enable_sso": true}, "default_audience": "urn:grant:1",
            "allow_organization_name_in_authentication_api": true, "sandbox_version": "22",
        }),
    })
}

/// What breaks a rule that no type shows, or asks for what there is not.
fn spices(section: Section) -> Vec<(&'static str, Value)> {
    match section {
        Section::Clients => vec![
            ("app_type", json!("web")),
            ("oidc_conformant", json!("yes")),
            ("callbacks", json!(["localhost"])),
            ("grant_types", json!(["client_credentials"])),
            ("token_endpoint_auth_method", json!("none")),
            ("require_proof_of_possession", json!(true)),
            ("compliance_level", json!("fapi1_adv_pkj_par")),
            ("organization_require_behavior", json!("post_login_prompt")),
            ("addons", json!({"samlp": {"signingCert": "no key"}})),
            (
                "client_metadata",
                (0..11)
                    .map(|n| (n.to_string(), json!("v")))
                    .collect::<Map<_, _>>()
                    .into(),
            ),
            ("third_party_security_mode", json!("strict")),
            ("is_first_party", json!(false)),
        ],
        Section::ResourceServers => vec![
            ("signing_alg", json!("none")),
            ("signing_alg", json!("PS256")),
            ("signing_alg", json!("HS256")),
            ("allow_online_access", json!(true)),
            (
                "consent_policy",
                json!("transactional-authorization-with-mfa"),
            ),
            ("authorization_details", json!([{"type": "a"}])),
            ("token_lifetime", json!(2_592_001)),
            ("scopes", json!([{"value": "r", "fantasy": 1}])),
        ],
        Section::Databases => vec![
            ("realms", json!(["other"])),
            ("options", json!({"import_mode": true})),
            (
                "options",
                json!({"customScripts": {"login": "function () {}"}}),
            ),
            ("options", json!({"fantasy": 1})),
            (
                "options",
                json!({"authentication_methods": {"passkey": {"enabled": true}}}),
            ),
            ("connected_accounts", json!({"active": true})),
        ],
        Section::ClientGrants => vec![
            ("scope", json!(["r", "undefined"])),
            ("scope", json!(["ä"])),
            ("allow_all_scopes", json!(true)),
            ("authorization_details_types", json!(["a"])),
        ],
        Section::Organizations => vec![
            (
                "branding",
                json!({"colors": {"primary": "red", "page_background": "#ffffff"}}),
            ),
            ("metadata", json!({"a": 1})),
        ],
        Section::Actions => vec![
            ("supported_triggers", json!([{"id": "fantasy"}])),
            (
                "supported_triggers",
                json!([{"id": "post-login", "version": "v9"}]),
            ),
            (
                "secrets",
                json!([{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]),
            ),
            ("modules", json!([{"module_id": "m"}])),
        ],
        Section::LogStreams => vec![
            ("sink", json!({"httpEndpoint": "http://lake.example"})),
            (
                "sink",
                json!({"httpEndpoint": "https://a.example", "httpAuthorization": "a\nb"}),
            ),
            ("pii_config", json!({"log_fields": []})),
        ],
        Section::Tenant => vec![
            ("session_lifetime", json!(0)),
            ("default_redirection_uri", json!("javascript:alert(1)")),
            ("default_redirection_uri", json!("http://a.example")),
            ("flags", json!({"enable_dynamic_client_registration": true})),
            ("mtls", json!({"enable_endpoint_aliases": true})),
            ("sandbox_version", json!("18")),
        ],
        Section::EmailTemplates => vec![
            ("syntax", json!("md_with_macros")),
            ("subject", json!("x".repeat(1_025))),
            ("template", json!("fantasy")),
        ],
        Section::EmailProvider => vec![
            ("name", json!("azure_cs")),
            ("name", json!("sendgrid")),
            ("credentials", json!({"api_key": "k"})),
            ("credentials", json!({"smtp_host": "other.example"})),
            (
                "credentials",
                json!({"smtp_host": "a b", "smtp_port": 25, "smtp_user": "u", "smtp_pass": "p"}),
            ),
        ],
        Section::Branding => vec![
            ("colors", json!({"primary": "red"})),
            ("colors", json!({"page_background": "#fff"})),
            ("logo_url", json!("http://a.example/l.png")),
            ("font", json!({"url": "https://a.example/f.woff2"})),
        ],
        Section::Prompts => vec![
            ("universal_login_experience", json!("classic")),
            ("webauthn_platform_first_factor", json!(true)),
        ],
        Section::Roles => vec![("description", json!("x".repeat(300)))],
        Section::Users => vec![
            ("username", json!("ada")),
            ("picture", json!("no picture")),
            ("app_metadata", json!({})),
            ("user_metadata", json!({})),
        ],
    }
}

/// What is kept of every document: without it, hardly a new one is good.
fn is_kept(section: Section, key: &str) -> bool {
    let kept: &[&str] = match section {
        Section::EmailTemplates => &["syntax", "enabled"],
        Section::EmailProvider => &["name", "credentials"],
        _ => &["options", "sink", "supported_triggers"],
    };
    kept.contains(&key)
}

/// Values of every type, and of other ranges and forms than most properties have.
static JUNK: LazyLock<Vec<Value>> = LazyLock::new(|| {
    vec![
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1),
        json!(1.5),
        json!(61),
        json!(5_000_000_000_u64),
        json!(""),
        json!("none"),
        json!("localhost"),
        json!("https://b.example/x"),
        json!("javascript:alert(1)"),
        json!("<b>"),
        json!("asn"),
        json!("x".repeat(400)),
        json!([]),
        json!(["x"]),
        json!(["x", "x"]),
        json!([1]),
        json!({}),
        json!({"x": 1}),
    ]
});

/// One thing that is done to a document: where and what, as far as there are so many.
type Spoil = (u8, usize, usize);

/// So many documents of a section, for entries that are there or for new ones.
pub(super) fn cases(
    section: Section,
    changes: bool,
    number: usize,
) -> impl Strategy<Value = Vec<Case>> {
    let spoil = (0_u8..6, any::<usize>(), any::<usize>());
    let one = (any::<u64>(), vec(spoil, 0..3));
    vec(one, number).prop_map(move |drawn| {
        let all = drawn.into_iter().enumerate();
        all.map(|(n, (kept, spoils))| case(section, changes, (n, kept, spoils)))
            .collect()
    })
}

fn case(section: Section, changes: bool, (n, kept, spoils): (usize, u64, Vec<Spoil>)) -> Case {
    let mut document = good(section);
    let mut at = 0;
    document.retain(|key, _| {
        at += 1;
        (kept >> at) & 1 == 1 || is_kept(section, key)
    });
    match (section, changes) {
        (Section::LogStreams, false) => drop(document.insert("type".into(), "http".into())),
        (Section::LogStreams, true) => drop(document.insert("status".into(), "paused".into())),
        (Section::ClientGrants, false) => {
            drop(document.insert("subject_type".into(), "client".into()))
        }
        _ => {}
    }
    for spoil in spoils {
        document = spoiled(section, document, spoil);
    }
    if section == Section::Databases {
        keep_what_files_keep(&mut document, !changes);
    }
    if section == Section::EmailTemplates {
        keep_blank(&mut document, !changes);
    }
    let mut entry = section.name(n);
    entry.extend(document);
    let mut body = entry.clone();
    if changes {
        body.retain(|key, _| !section.is_fixed(key));
    }
    Case { body, entry }
}

/// A file without these options keeps those that are there, and a request takes them away (docs/tenant-file.md).
fn keep_what_files_keep(document: &mut Map<String, Value>, is_new: bool) {
    let good = good(Section::Databases);
    if is_new {
        document.entry("options").or_insert_with(|| json!({}));
    }
    if let Some(Value::Object(options)) = document.get_mut("options") {
        for key in ["passwordPolicy", "mfa", "strategy_version"] {
            options
                .entry(key)
                .or_insert_with(|| good["options"][key].clone());
        }
    }
}

/// An import does not parse Liquid, so there is none; and a file may leave out what a request that makes a template says.
fn keep_blank(document: &mut Map<String, Value>, is_new: bool) {
    for (name, _) in LIQUID_MEMBERS {
        if is_new && name != "resultUrl" {
            document.entry(name).or_insert_with(|| json!(""));
        }
        let text = document.get_mut(name);
        if let Some(text) = text.filter(|text| text.as_str().is_some_and(|t| t.len() < 1_000)) {
            *text = json!("");
        }
    }
}

fn spoiled(
    section: Section,
    document: Map<String, Value>,
    (kind, at, what): Spoil,
) -> Map<String, Value> {
    let mut whole = Value::Object(document);
    let mut pointers = vec![];
    collect(&whole, String::new(), &mut pointers);
    let pointer = pointers[at % pointers.len()].clone();
    match kind {
        0 | 1 if !pointer.is_empty() => {
            if let Some(value) = whole.pointer_mut(&pointer) {
                *value = JUNK[what % JUNK.len()].clone();
            }
        }
        2 => {
            if let Some(Value::Object(members)) = whole.pointer_mut(&pointer) {
                members.insert("fantasy".into(), JUNK[what % JUNK.len()].clone());
            }
        }
        3 => {
            if let Some((parent, name)) = pointer.rsplit_once('/')
                && let Some(Value::Object(members)) = whole.pointer_mut(parent)
            {
                members.shift_remove(name);
            }
        }
        _ => {
            let spices = spices(section);
            let (key, value) = spices[what % spices.len()].clone();
            whole[key] = value;
        }
    }
    object(whole)
}

fn collect(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, value)| collect(value, format!("{at}/{key}"), into)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(n, value)| collect(value, format!("{at}/{n}"), into)),
        _ => {}
    }
    into.push(at);
}

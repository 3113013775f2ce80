//! From a user's profile to the attributes of an assertion.

use serde_json::{Map, Value};

use super::SamlSettings;
use crate::user::User;

const XMLSOAP: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const AUTH0: &str = "http://schemas.auth0.com";

/// Profile attributes and the claim that each becomes unless the add-on maps it elsewhere.
const DEFAULT_MAPPINGS: [(&str, &str); 7] = [
    (
        "user_id",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
    ),
    (
        "email",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ),
    (
        "name",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    ),
    (
        "given_name",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    ),
    (
        "family_name",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    ),
    (
        "upn",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
    ),
    ("groups", "http://schemas.xmlsoap.org/claims/Group"),
];

/// One attribute of an assertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub name: String,
    /// Texts, numbers, booleans; an array of the profile is several values.
    pub values: Vec<Value>,
}

/// The attributes of a user for a client.
pub(super) fn claims(
    settings: &SamlSettings,
    user: &User,
    profile: &Map<String, Value>,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    let custom = settings.mappings.clone().unwrap_or_default();
    let defaults = DEFAULT_MAPPINGS
        .iter()
        .filter(|(key, _)| !custom.contains_key(*key));
    for (key, name) in defaults {
        add(&mut claims, name, profile.get(*key));
    }
    for (path, names) in &custom {
        let value = found(profile, path);
        let names = match names {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            name => name.as_str().into_iter().collect::<Vec<_>>(),
        };
        for name in names {
            add(&mut claims, name, value);
        }
    }
    if settings.create_upn_claim.unwrap_or(true) {
        let upn = format!("{XMLSOAP}/upn");
        if !claims.iter().any(|c| c.name == upn) {
            add(&mut claims, &upn, profile.get("email"));
        }
    }
    if settings.map_identities.unwrap_or(true) {
        let identity = |key: &str| format!("{AUTH0}/identities/default/{key}");
        add(
            &mut claims,
            &identity("provider"),
            Some(&user.provider().into()),
        );
        let connection = Value::from(user.connection.as_str());
        add(&mut claims, &identity("connection"), Some(&connection));
        add(&mut claims, &identity("isSocial"), Some(&false.into()));
    }
    if settings.passthrough_claims_with_no_mapping.unwrap_or(true) {
        let as_is = settings.map_unknown_claims_as_is.unwrap_or(false);
        let unmapped = profile.iter().filter(|(key, value)| {
            !value.is_object()
                && !custom.contains_key(*key)
                && !DEFAULT_MAPPINGS.iter().any(|(known, _)| known == key)
        });
        for (key, value) in unmapped {
            let name = if as_is {
                key.clone()
            } else {
                format!("{AUTH0}/{key}")
            };
            add(&mut claims, &name, Some(value));
        }
    }
    claims
}

/// The user's name for the client: the first of the probes that has a value. An attribute that the add-on calls otherwise is
/// found by its usual name as well.
pub(super) fn name_identifier(
    settings: &SamlSettings,
    claims: &[Claim],
    profile: &Map<String, Value>,
) -> Result<String, String> {
    let usual = ["nameidentifier", "emailaddress", "name"].map(|name| format!("{XMLSOAP}/{name}"));
    let configured = settings.name_identifier_probes.as_deref();
    let probes = configured.filter(|p| !p.is_empty()).unwrap_or(&usual);
    let claimed = |probe: &String| claims.iter().find(|c| c.name == *probe)?.values.first();
    let renamed = |probe: &String| {
        let mut known = DEFAULT_MAPPINGS.iter();
        let (key, _) = known.find(|(_, name)| name == probe)?;
        profile.get(*key)
    };
    let value = |probe: &String| {
        let value = claimed(probe).or_else(|| renamed(probe))?;
        Some(text(value)).filter(|text| !text.is_empty())
    };
    probes.iter().find_map(value).ok_or_else(|| {
        format!(
            "No attribute was found to generate the nameIdentifier. We tried with: {}",
            probes.join(", ")
        )
    })
}

/// A value as text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Claim {
    /// The values as text, with the names of their types in XML Schema.
    pub fn typed(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.values.iter().map(|value| {
            let kind = match value {
                Value::String(_) => "xs:string",
                Value::Bool(_) => "xs:boolean",
                Value::Number(_) => "xs:double",
                _ => "xs:anyType",
            };
            (text(value), kind)
        })
    }

    /// The `NameFormat` that the name has (SAML Core §8.2).
    pub fn name_format(&self) -> &'static str {
        let first = |c: char| c.is_ascii_alphabetic() || c == '_';
        let more = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let scheme = self.name.split_once(':').map_or("", |(scheme, _)| scheme);
        if scheme.starts_with(first) && scheme.chars().all(|c| more(c) || c == '+') {
            "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
        } else if self.name.starts_with(first) && self.name.chars().all(more) {
            "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
        } else {
            "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"
        }
    }

    /// The name in two parts, as SAML 1.1 has it (§2.4.4.1): name and namespace.
    pub fn split_name(&self) -> (&str, &str) {
        match self.name.rsplit_once('/') {
            Some((namespace, name)) if !name.is_empty() => (name, namespace),
            _ => (&self.name, XMLSOAP),
        }
    }
}

fn add(claims: &mut Vec<Claim>, name: &str, value: Option<&Value>) {
    let values = match value {
        None | Some(Value::Null) => return,
        Some(Value::Array(values)) => values.iter().filter(|v| !v.is_null()).cloned().collect(),
        Some(value) => vec![value.clone()],
    };
    if !values.is_empty() && !name.is_empty() {
        // A name stands once: what the add-on maps there takes the place of what is there anyway.
        claims.retain(|claim| claim.name != name);
        claims.push(Claim {
            name: name.to_owned(),
            values,
        });
    }
}

/// The profile, as other protocols show it too.
pub(super) fn profile(user: &User) -> Map<String, Value> {
    let mut profile = user.profile.clone();
    profile.shift_remove("blocked");
    let fixed = [
        ("user_id", Some(Value::from(user.user_id.as_str()))),
        ("email", user.email.as_deref().map(Value::from)),
        (
            "email_verified",
            user.email.as_ref().map(|_| user.email_verified.into()),
        ),
        ("username", user.username.as_deref().map(Value::from)),
        ("name", Some(user.display_name().into())),
        ("nickname", Some(user.nickname().into())),
        ("created_at", Some(user.created_at.to_string().into())),
        ("updated_at", Some(user.updated_at.to_string().into())),
    ];
    for (key, value) in fixed {
        if let Some(value) = value {
            profile.insert(key.to_owned(), value);
        }
    }
    profile
}

/// A value of the profile; a dot leads into its metadata.
fn found<'p>(profile: &'p Map<String, Value>, path: &str) -> Option<&'p Value> {
    if let Some(value) = profile.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    rest.split('.')
        .try_fold(profile.get(first)?, |value, key| value.get(key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::time::Timestamp;

    fn user(profile: Value) -> User {
        User {
            user_id: "auth0|1".into(),
            connection: "Users".into(),
            email: Some("ada@example.com".into()),
            email_verified: true,
            username: None,
            blocked: false,
            profile: profile.as_object().unwrap().clone(),
            created_at: Timestamp::from_millis(0),
            updated_at: Timestamp::from_millis(0),
            logins_count: 0,
            password_epoch: 0,
        }
    }

    fn of(add_on: Value, profile: Value) -> Vec<(String, Vec<Value>)> {
        let settings: SamlSettings = serde_json::from_value(add_on).unwrap();
        let user = user(profile);
        let claims = claims(&settings, &user, &super::profile(&user));
        claims.into_iter().map(|c| (c.name, c.values)).collect()
    }

    fn value(claims: &[(String, Vec<Value>)], name: &str) -> Option<Value> {
        let found = claims.iter().find(|(n, _)| n == name);
        found.map(|(_, values)| values[0].clone())
    }

    #[test]
    fn the_defaults_map_and_pass_through() {
        let claims = of(
            json!({}),
            json!({"name": "Ada", "fav_genre": "fiction", "user_metadata": {"fav": "hulu"}, "n": 3}),
        );
        let soap = |n: &str| value(&claims, &format!("{XMLSOAP}/{n}"));
        assert_eq!(soap("nameidentifier"), Some(json!("auth0|1")));
        assert_eq!(soap("emailaddress"), Some(json!("ada@example.com")));
        assert_eq!(soap("upn"), Some(json!("ada@example.com")));
        assert_eq!(soap("name"), Some(json!("Ada")));
        let auth0 = |n: &str| value(&claims, &format!("http://schemas.auth0.com/{n}"));
        assert_eq!(auth0("fav_genre"), Some(json!("fiction")));
        assert_eq!(auth0("email_verified"), Some(json!(true)));
        assert_eq!(auth0("identities/default/connection"), Some(json!("Users")));
        assert_eq!(auth0("identities/default/isSocial"), Some(json!(false)));
        assert!(
            !claims
                .iter()
                .any(|(n, _)| n.contains("metadata") || n.ends_with("/fav"))
        );
    }

    #[test]
    fn every_switch_does_its_part() {
        let profile =
            json!({"fav_genre": "fiction", "roles": ["a", "b"], "user_metadata": {"fav": "hulu"}});
        let mapped = of(
            json!({"mappings": {"fav_genre": ["one", "two"], "user_metadata.fav": "hulu", "email": "mail", "roles": "r"},
                "mapIdentities": false, "createUpnClaim": false, "passthroughClaimsWithNoMapping": false}),
            profile.clone(),
        );
        for (name, expected) in [
            ("one", "fiction"),
            ("two", "fiction"),
            ("hulu", "hulu"),
            ("mail", "ada@example.com"),
        ] {
            assert_eq!(value(&mapped, name), Some(json!(expected)));
        }
        assert!(mapped.contains(&("r".into(), vec![json!("a"), json!("b")])));
        assert!(!mapped.iter().any(|(n, _)| n.contains("auth0.com")
            || n.ends_with("/upn")
            || n.ends_with("emailaddress")));
        let as_is = of(json!({"mapUnknownClaimsAsIs": true}), profile);
        assert_eq!(value(&as_is, "fav_genre"), Some(json!("fiction")));
    }

    #[test]
    fn the_name_is_the_first_probe_with_a_value() {
        let name = |add_on: Value| {
            let settings: SamlSettings = serde_json::from_value(add_on).unwrap();
            let described = settings.describe(&user(json!({})), &[]);
            described.map(|described| described.name)
        };
        assert_eq!(name(json!({})).unwrap(), "auth0|1");
        let probes = json!([format!("{XMLSOAP}/upn"), format!("{XMLSOAP}/name")]);
        assert_eq!(
            name(json!({"nameIdentifierProbes": probes})).unwrap(),
            "ada@example.com"
        );
        // A new name for an attribute changes no user's name.
        let email = format!("{XMLSOAP}/emailaddress");
        for (probe, expected) in [
            ("", "auth0|1"),
            (email.as_str(), "ada@example.com"),
            ("Email", "ada@example.com"),
            ("id", "auth0|1"),
        ] {
            let mut add_on = json!({"mappings": {"user_id": "id", "email": "Email"}});
            if !probe.is_empty() {
                add_on["nameIdentifierProbes"] = json!([probe]);
            }
            assert_eq!(name(add_on).unwrap(), expected, "{probe}");
        }
        assert_eq!(
            name(json!({"nameIdentifierProbes": ["nothing", "else"]})).unwrap_err(),
            "No attribute was found to generate the nameIdentifier. We tried with: nothing, else"
        );
    }

    #[test]
    fn names_have_formats() {
        let format = |name: &str| {
            let claim = Claim {
                name: name.into(),
                values: vec![],
            };
            claim.name_format().rsplit(':').next().unwrap().to_owned()
        };
        assert_eq!(format("http://schemas.auth0.com/x"), "uri");
        assert_eq!(format("urn:oid:1.2.3"), "uri");
        assert_eq!(format("fav_genre"), "basic");
        assert_eq!(format("with space"), "unspecified");
        assert_eq!(format("1st"), "unspecified");
    }
}

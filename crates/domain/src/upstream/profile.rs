//! What a provider says of a user, as a profile: OpenID Connect's claims by their names, or what the connection's map makes of
//! them. Metadata and blocks are the tenant's, whatever a provider claims.

use serde_json::{Map, Value};

use crate::identifier;
use crate::user::{METADATA, User, default_profile, is_of_profile};

/// Bytes of one value.
const MAX_VALUE: usize = 2_048;
/// What `set_user_root_attributes` is about.
pub const ROOT: [&str; 5] = ["name", "nickname", "given_name", "family_name", "picture"];

/// Which logins write the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    EachLogin,
    FirstLogin,
    /// Users are made by the Management API alone.
    Never,
}

impl Sync {
    /// Whether a profile's member of that name is the provider's, and not to be changed by others.
    pub fn owns(self, name: &str) -> bool {
        self == Self::EachLogin && ROOT.contains(&name)
    }
}

/// What the provider says of one user.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'a> {
    /// Of the ID token.
    pub token: &'a Map<String, Value>,
    /// Of `/userinfo`, if it was asked.
    pub userinfo: Option<&'a Map<String, Value>>,
    /// The id and the strategy of the connection.
    pub connection: (&'a str, &'a str),
}

/// What a login writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpstreamProfile {
    pub email: Option<String>,
    pub email_verified: bool,
    profile: Map<String, Value>,
}

impl UpstreamProfile {
    /// Of claims, as `attribute_map` says.
    pub fn of(claims: Claims<'_>, map: Option<&Map<String, Value>>) -> Self {
        let text = |name: &str| map.and_then(|map| map.get(name)?.as_str());
        let mut said = match text("mapping_mode") {
            Some("use_map") => Map::new(),
            _ => claims.token.clone(),
        };
        let mapped = map.and_then(|map| map.get("attributes")?.as_object());
        for (name, template) in mapped.into_iter().flatten() {
            if let Some(value) = claims.fill(template) {
                said.insert(name.clone(), value);
            }
        }
        let email = said.get("email").and_then(Value::as_str);
        let email = email.and_then(identifier::email);
        // Only `true` verifies it: a provider that writes a string may have checked nothing.
        let email_verified = email.is_some() && said.get("email_verified") == Some(&true.into());
        said.retain(|name, value| is_of_profile(name) && is_theirs(name) && is_fit(name, value));
        Self {
            email,
            email_verified,
            profile: said,
        }
    }

    /// Without what is not kept.
    #[must_use]
    pub fn without<'n>(mut self, names: impl Iterator<Item = &'n str>) -> Self {
        for name in names {
            match name {
                "email" => (self.email, self.email_verified) = (None, false),
                "email_verified" => self.email_verified = false,
                _ => drop(self.profile.shift_remove(name)),
            }
        }
        self
    }

    /// The profile of a new user.
    pub fn first(&self, subject: &str) -> Map<String, Value> {
        let named = self.profile.get("preferred_username");
        let named = self.email.as_deref().or(named.and_then(Value::as_str));
        let mut profile = default_profile(named.unwrap_or(subject));
        profile.extend(self.profile.clone());
        profile
    }

    /// What becomes of an identity at a later login.
    pub fn update(&self, identity: &mut User, sync: Sync) {
        if sync == Sync::Never {
            return;
        }
        for (name, value) in &self.profile {
            if sync == Sync::EachLogin || !ROOT.contains(&name.as_str()) {
                identity.profile.insert(name.clone(), value.clone());
            }
        }
        if let Some(email) = &self.email {
            identity.email = Some(email.clone());
            identity.email_verified = self.email_verified;
        }
    }
}

impl Claims<'_> {
    /// What a template gives: `${context.tokenset.x}` alone is the claim as it is; within other text it is a string.
    fn fill(&self, template: &Value) -> Option<Value> {
        let Value::String(template) = template else {
            return Some(template.clone());
        };
        let whole = template
            .strip_prefix("${")
            .and_then(|t| t.strip_suffix('}'));
        if let Some(path) = whole.filter(|path| !path.contains('$')) {
            return self.at(path);
        }
        let mut filled = String::new();
        let mut rest = template.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            let (path, after) = after.split_once('}')?;
            filled.push_str(before);
            match self.at(path)? {
                Value::String(text) => filled.push_str(&text),
                other => filled.push_str(&other.to_string()),
            }
            rest = after;
        }
        filled.push_str(rest);
        Some(filled.into())
    }

    fn at(&self, path: &str) -> Option<Value> {
        let (source, name) = path.trim().strip_prefix("context.")?.split_once('.')?;
        match (source, name) {
            ("tokenset", name) => self.token.get(name).cloned(),
            ("userinfo", name) => self.userinfo?.get(name).cloned(),
            ("connection", "id") => Some(self.connection.0.into()),
            ("connection", "strategy") => Some(self.connection.1.into()),
            _ => None,
        }
    }
}

/// Whether it is the provider's to say.
fn is_theirs(name: &str) -> bool {
    !METADATA.contains(&name) && !["blocked", "phone_verified"].contains(&name)
}

/// Whether a profile takes the value: strings of some length, links of the web, an address.
fn is_fit(name: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let is_link = name == "picture";
            let is_web = text.starts_with("https://") || text.starts_with("http://");
            text.len() <= MAX_VALUE && !text.contains('\0') && (!is_link || is_web)
        }
        Value::Object(_) => name == "address" && value.to_string().len() <= MAX_VALUE,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn profile(token: Value, attribute_map: Option<Value>) -> UpstreamProfile {
        let (token, userinfo) = (map(token), map(json!({"phone": "+1", "tier": 3})));
        let claims = Claims {
            token: &token,
            userinfo: Some(&userinfo),
            connection: ("con_1", "oidc"),
        };
        UpstreamProfile::of(claims, attribute_map.map(map).as_ref())
    }

    #[test]
    fn a_provider_writes_no_metadata_and_blocks_no_user() {
        let said = profile(
            json!({"sub": "1", "name": "Ann", "app_metadata": {"admin": true}, "user_metadata": {},
                "blocked": true, "phone_verified": true, "picture": "javascript:alert(1)", "amr": ["pwd"],
                "email": "Ann@Example.COM", "email_verified": "true"}),
            None,
        );
        assert_eq!(said.profile, map(json!({"name": "Ann"})));
        assert_eq!(said.email.as_deref(), Some("ann@example.com"));
        assert!(!said.email_verified);
    }

    #[test]
    fn a_map_takes_the_place_of_the_claims_or_adds_to_them() {
        let token = json!({"name": "Ann", "family_name": "Lee", "upn": "ann@idp.example"});
        let attributes = json!({"nickname": "${context.tokenset.upn}", "locale": "en",
            "zoneinfo": "t${context.userinfo.tier}/${context.connection.strategy}",
            "website": "${context.userinfo.nothing}"});
        let all = json!({"mapping_mode": "bind_all", "attributes": attributes});
        let expected = json!({"name": "Ann", "family_name": "Lee", "nickname": "ann@idp.example",
            "locale": "en", "zoneinfo": "t3/oidc"});
        assert_eq!(profile(token.clone(), Some(all)).profile, map(expected));
        let only =
            json!({"mapping_mode": "use_map", "attributes": {"name": "${context.tokenset.upn}"}});
        let expected = json!({"name": "ann@idp.example"});
        assert_eq!(profile(token, Some(only)).profile, map(expected));
    }

    #[test]
    fn what_is_not_kept_is_left_out() {
        let token =
            json!({"name": "Ann", "locale": "en", "email": "a@b.example", "email_verified": true});
        let said = profile(token, None).without(["email", "locale", "nothing"].into_iter());
        assert_eq!((said.email, said.email_verified), (None, false));
        assert_eq!(said.profile, map(json!({"name": "Ann"})));
    }
}

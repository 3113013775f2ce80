//! Users who sign in at an identity provider elsewhere: the strategies of their connections, what the options say, and what
//! an ID token of the provider must be.

mod claims;
mod profile;

use serde_json::{Map, Value};

pub use claims::{ExpectedToken, MAX_SUBJECT, check_token, subject};
pub use profile::{Claims, ROOT, Sync, UpstreamProfile};

/// Bytes of one parameter that the application hands through.
const MAX_HANDED_THROUGH: usize = 2_048;

/// Parameters of the provider's that no setting and no application chooses: the answer is held to them.
const OWN: [&str; 9] = [
    "client_id",
    "client_secret",
    "code_challenge",
    "code_challenge_method",
    "nonce",
    "redirect_uri",
    "response_mode",
    "response_type",
    "state",
];

/// A kind of identity provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Strategy {
    /// Its name, which the ids of its users begin with, too.
    pub name: &'static str,
    /// A provider of the public, and not of an enterprise.
    pub is_social: bool,
}

/// All of them.
pub const STRATEGIES: [Strategy; 1] = [Strategy {
    name: "oidc",
    is_social: false,
}];

impl Strategy {
    /// The strategy of that name.
    pub fn of(name: &str) -> Option<&'static Self> {
        STRATEGIES.iter().find(|known| known.name == name)
    }

    /// `strategy_type` of the tenant log.
    pub const fn strategy_type(&self) -> &'static str {
        match self.is_social {
            true => "social",
            false => "enterprise",
        }
    }

    /// The id of a user: the connection is part of it, because only there the subject names one user.
    pub fn user_id(&self, connection: &str, subject: &str) -> String {
        format!("{}|{connection}|{subject}", self.name)
    }
}

/// How the provider's answer travels: `options.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerChannel {
    /// The ID token comes by a form that the browser posts.
    Front,
    /// A code comes by the browser, and the ID token for it from the provider.
    Back,
}

/// What protects the code: `options.connection_settings.pkce`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pkce {
    S256,
    Plain,
    Disabled,
}

/// The options of an `oidc` connection.
#[derive(Debug, Clone, Copy)]
pub struct OidcOptions<'a> {
    options: &'a Map<String, Value>,
}

impl<'a> OidcOptions<'a> {
    /// Those in a connection's options.
    pub const fn of(options: &'a Map<String, Value>) -> Self {
        Self { options }
    }

    /// A string among them that is not empty.
    pub fn text(self, name: &str) -> Option<&'a str> {
        let text = self.options.get(name).and_then(Value::as_str);
        text.filter(|text| !text.is_empty())
    }

    /// `options.type`
    pub fn channel(self) -> AnswerChannel {
        match self.text("type") {
            Some("back_channel") => AnswerChannel::Back,
            _ => AnswerChannel::Front,
        }
    }

    /// `auto` is the strongest method that there is: a provider that knows none ignores it.
    pub fn pkce(self) -> Pkce {
        let settings = self.options.get("connection_settings");
        match settings.and_then(|of| of.get("pkce")?.as_str()) {
            Some("disabled") => Pkce::Disabled,
            Some("plain") => Pkce::Plain,
            _ => Pkce::S256,
        }
    }

    /// The scopes to ask for, with those that the application adds (`connection_scope`). Without `openid` there is no ID token.
    pub fn scope(self, added: Option<&str>) -> String {
        let own = self.text("scope").unwrap_or("openid profile email");
        let is_end = |c: char| c == ',' || c.is_ascii_whitespace();
        let added = added.unwrap_or_default().split(is_end);
        let mut scopes = vec!["openid"];
        for scope in own.split_ascii_whitespace().chain(added) {
            if !scope.is_empty() && !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        scopes.join(" ")
    }

    /// The algorithms that ID tokens may be signed by; `None` for all that need no shared secret.
    pub fn algorithms(self) -> Option<Vec<&'a str>> {
        let listed = self.options.get("id_token_signed_response_algs")?;
        let listed = listed.as_array()?.iter().filter_map(Value::as_str);
        let listed: Vec<&str> = listed.collect();
        (!listed.is_empty()).then_some(listed)
    }

    /// What `upstream_params` add to the request: values of the settings, and parameters of the application's request.
    pub fn parameters(self, sent: &Map<String, Value>) -> Vec<(String, String)> {
        let listed = self.options.get("upstream_params");
        let listed = listed.and_then(Value::as_object).into_iter().flatten();
        let of = |(name, source): (&String, &Value)| {
            let value = match source.get("alias").and_then(Value::as_str) {
                Some(alias) => sent.get(alias),
                None => source.get("value"),
            };
            let value = value.and_then(Value::as_str)?;
            let fits = !OWN.contains(&name.as_str()) && value.len() <= MAX_HANDED_THROUGH;
            fits.then(|| (name.clone(), value.to_owned()))
        };
        listed.filter_map(of).collect()
    }

    /// How the provider's claims become a profile.
    pub fn claims_map(self) -> Option<&'a Map<String, Value>> {
        self.options.get("attribute_map")?.as_object()
    }

    /// Whether the map needs what `/userinfo` says.
    pub fn needs_userinfo(self) -> bool {
        let map = self.claims_map().and_then(|map| map.get("attributes"));
        map.is_some_and(|map| map.to_string().contains("context.userinfo"))
    }

    /// Claims that are not kept: `options.non_persistent_attrs`.
    pub fn not_kept(self) -> impl Iterator<Item = &'a str> {
        let listed = self.options.get("non_persistent_attrs");
        let listed = listed.and_then(Value::as_array).into_iter().flatten();
        listed.filter_map(Value::as_str)
    }

    /// Which logins write the profile: `options.set_user_root_attributes`.
    pub fn sync(self) -> Sync {
        match self.text("set_user_root_attributes") {
            Some("on_first_login") => Sync::FirstLogin,
            Some("never_on_login") => Sync::Never,
            _ => Sync::EachLogin,
        }
    }

    /// The provider's discovery document, if it is part of the options.
    pub fn metadata(self) -> Option<&'a Map<String, Value>> {
        self.options.get("oidc_metadata")?.as_object()
    }
}

/// Why the options of a new connection cannot be used.
pub fn check_options(options: &Map<String, Value>) -> Result<(), &'static str> {
    let oidc = OidcOptions::of(options);
    if oidc.text("client_id").is_none() {
        return Err("options.client_id of a connection must be a string");
    }
    let is_found = oidc.text("discovery_url").is_some() || oidc.metadata().is_some();
    let is_told = ["issuer", "authorization_endpoint", "jwks_uri"]
        .iter()
        .all(|name| oidc.text(name).is_some());
    if !is_found && !is_told {
        return Err(
            "options of a connection must have discovery_url, or issuer, authorization_endpoint and jwks_uri",
        );
    }
    let has_token_endpoint = is_found || oidc.text("token_endpoint").is_some();
    if oidc.channel() == AnswerChannel::Back && !has_token_endpoint {
        return Err("options.token_endpoint of a back_channel connection must be a string");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn options(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn no_setting_replaces_what_the_answer_is_held_to() {
        let options = options(json!({"upstream_params": {
            "prompt": {"value": "login"}, "screen": {"alias": "login_hint"}, "ui": {"alias": "ui_locales"},
            "state": {"value": "x"}, "redirect_uri": {"alias": "login_hint"}}}));
        let sent = self::options(json!({"login_hint": "ann@example.com"}));
        let given = OidcOptions::of(&options).parameters(&sent);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = [pair("prompt", "login"), pair("screen", "ann@example.com")];
        assert_eq!(given, expected);
    }

    #[test]
    fn scopes_are_added_once() {
        let none = Map::new();
        let scope = |added| OidcOptions::of(&none).scope(added);
        assert_eq!(scope(None), "openid profile email");
        assert_eq!(
            scope(Some("email,calendar")),
            "openid profile email calendar"
        );
    }

    #[test]
    fn a_connection_says_where_its_provider_is() {
        for good in [
            json!({"client_id": "a", "discovery_url": "https://idp.example/x"}),
            json!({"client_id": "a", "issuer": "i", "authorization_endpoint": "a", "jwks_uri": "j"}),
        ] {
            assert_eq!(check_options(&options(good)), Ok(()));
        }
        for bad in [
            json!({"discovery_url": "https://idp.example/x"}),
            json!({"client_id": "a"}),
            json!({"client_id": "a", "issuer": "i", "authorization_endpoint": "a"}),
            json!({"client_id": "a", "type": "back_channel", "issuer": "i", "authorization_endpoint": "a",
                "jwks_uri": "j"}),
        ] {
            assert!(check_options(&options(bad)).is_err());
        }
    }
}

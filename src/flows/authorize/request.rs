//! A request to sign somebody in (RFC 6749 §4.1.1, OIDC Core §3.1.2.1; SAML and WS-Federation likewise), parsed once. It outlives pages in a transaction, so it
//! can be stored; it never holds a session transfer token.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::pkce::Challenge;
use crate::domain::scope::Scope;
use crate::flows::{Code, Refusal, saml, wsfed};

/// Longest `state`, `nonce` and other texts that we keep for the application.
const MAX_TEXT: usize = 4_096;

/// A request whose client and destination are known to be good: what all protocols have, and what one of them adds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    pub client_id: String,
    /// Where the answer goes.
    pub redirect_uri: String,
    pub prompt: Prompt,
    pub max_age: Option<Duration>,
    pub login_hint: Option<String>,
    /// The user whom `id_token_hint` names: no other one is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hinted_user: Option<String>,
    pub connection: Option<String>,
    pub organization: Option<String>,
    pub protocol: Protocol,
    /// The parameters as they were sent, for Actions: the client's own ones are among them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub query: Map<String, Value>,
}

/// How the application asked, and so how it is answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Protocol {
    OpenId(OpenId),
    Saml(saml::Asked),
    WsFed(wsfed::Asked),
}

/// What OAuth 2 and OpenID Connect add.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenId {
    /// Whether the request named its callback: then the token request has to, too.
    pub sent_redirect_uri: bool,
    pub response_type: ResponseType,
    pub response_mode: ResponseMode,
    pub scope: Scope,
    pub audience: Option<String>,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
}

impl Request {
    /// Whether only a new proof of who the user is will do, whatever session there is.
    pub fn demands_login(&self) -> bool {
        self.prompt.login || self.max_age == Some(Duration::ZERO)
    }

    /// Whether `id_token_hint` names another user.
    pub fn is_for_another(&self, user_id: &str) -> bool {
        self.hinted_user
            .as_ref()
            .is_some_and(|hinted| hinted != user_id)
    }

    /// What OpenID Connect adds, if it is the protocol.
    pub fn open_id(&self) -> Option<&OpenId> {
        match &self.protocol {
            Protocol::OpenId(asked) => Some(asked),
            Protocol::Saml(_) | Protocol::WsFed(_) => None,
        }
    }
}

/// `response_type`: which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseType {
    pub code: bool,
    pub token: bool,
    pub id_token: bool,
}

impl ResponseType {
    /// Reads a set of words, in any order (OAuth 2.0 Multiple Response Types §3).
    pub fn parse(text: &str) -> Option<Self> {
        let mut parsed = Self {
            code: false,
            token: false,
            id_token: false,
        };
        for word in text.split(' ') {
            let slot = match word {
                "code" => &mut parsed.code,
                "token" => &mut parsed.token,
                "id_token" => &mut parsed.id_token,
                _ => return None,
            };
            if std::mem::replace(slot, true) {
                return None;
            }
        }
        Some(parsed)
    }

    /// The name that Actions know it by.
    pub fn protocol(self) -> &'static str {
        match (self.code, self.uses_front_channel()) {
            (true, true) => "oidc-hybrid-profile",
            (false, true) => "oidc-implicit-profile",
            _ => "oidc-basic-profile",
        }
    }

    /// Whether tokens travel through the browser.
    pub fn uses_front_channel(self) -> bool {
        self.token || self.id_token
    }
}

/// `response_mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    Query,
    Fragment,
    FormPost,
    WebMessage,
}

impl ResponseMode {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
            Self::WebMessage => "web_message",
        }
    }

    /// The mode of an answer: the one asked for where that can be, so that a refusal, too, arrives where it is looked for.
    pub fn of_answer(text: Option<&str>, response_type: Option<ResponseType>) -> Self {
        let response_type = response_type.unwrap_or(ResponseType {
            code: true,
            token: false,
            id_token: false,
        });
        let own = if response_type.uses_front_channel() {
            Self::Fragment
        } else {
            Self::Query
        };
        Self::parse(text, response_type).unwrap_or(own)
    }

    /// The mode asked for, or the response type's own. Tokens never travel in a query.
    pub fn parse(text: Option<&str>, response_type: ResponseType) -> Result<Self, Refusal> {
        let mode = match text {
            None if response_type.uses_front_channel() => Self::Fragment,
            None => Self::Query,
            Some("query") => Self::Query,
            Some("fragment") => Self::Fragment,
            Some("form_post") => Self::FormPost,
            Some("web_message") => Self::WebMessage,
            Some(_) => {
                let text =
                    "Unsupported response_mode: must be query, fragment, form_post or web_message";
                return Err(Code::InvalidRequest.refuse(text));
            }
        };
        if mode == Self::Query && response_type.uses_front_channel() {
            return Err(Code::InvalidRequest.refuse("response_mode query cannot carry tokens"));
        }
        Ok(mode)
    }
}

/// `prompt` (OIDC Core §3.1.2.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    pub none: bool,
    /// `login`, and `select_account`, which without an account chooser is a login.
    pub login: bool,
    pub consent: bool,
}

impl Prompt {
    /// Reads a list of words; `none` stands alone.
    pub fn parse(text: Option<&str>) -> Result<Self, Refusal> {
        let mut prompt = Self::default();
        for word in text.unwrap_or("").split_ascii_whitespace() {
            match word {
                "none" => prompt.none = true,
                "login" | "select_account" => prompt.login = true,
                "consent" => prompt.consent = true,
                _ => {
                    let text = "Invalid prompt: must be none, or of login, consent, select_account";
                    return Err(Code::InvalidRequest.refuse(text));
                }
            }
        }
        if prompt.none && (prompt.login || prompt.consent) {
            return Err(
                Code::InvalidRequest.refuse("prompt none cannot be combined with another value")
            );
        }
        Ok(prompt)
    }
}

/// `max_age`, in whole seconds.
pub fn parse_max_age(text: Option<&str>) -> Result<Option<Duration>, Refusal> {
    match text.map(str::parse::<u32>) {
        None => Ok(None),
        Some(Ok(seconds)) => Ok(Some(Duration::from_secs(u64::from(seconds)))),
        Some(Err(_)) => {
            Err(Code::InvalidRequest.refuse("Invalid max_age: must be a number of seconds"))
        }
    }
}

/// A text that we keep and give back, within bounds.
pub fn bounded(name: &str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    match text {
        Some(text) if text.len() > MAX_TEXT => {
            Err(Code::InvalidRequest.refuse(format!("{name} is longer than {MAX_TEXT} bytes")))
        }
        other => Ok(other.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn response_types_are_sets_of_words() {
        let hybrid = ResponseType::parse("id_token code").unwrap();
        assert!(hybrid.code && hybrid.id_token && !hybrid.token);
        for bad in ["", "code code", "none", "code  token", "Code"] {
            assert_eq!(ResponseType::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn tokens_never_travel_in_a_query() {
        let implicit = ResponseType::parse("id_token").unwrap();
        assert!(ResponseMode::parse(Some("query"), implicit).is_err());
        let told = ResponseMode::of_answer(Some("query"), Some(implicit));
        assert_eq!(told, ResponseMode::Fragment);
        assert_eq!(
            ResponseMode::of_answer(Some("semaphore"), None),
            ResponseMode::Query
        );
        assert_eq!(
            ResponseMode::parse(None, implicit).unwrap(),
            ResponseMode::Fragment
        );
        assert_eq!(
            ResponseMode::parse(None, ResponseType::parse("code").unwrap()).unwrap(),
            ResponseMode::Query
        );
    }

    #[test]
    fn prompt_none_stands_alone() {
        assert!(Prompt::parse(Some("none")).unwrap().none);
        assert!(Prompt::parse(Some("none login")).is_err());
        assert!(Prompt::parse(Some("magic")).is_err());
        assert!(Prompt::parse(Some("login consent")).unwrap().consent);
    }
}

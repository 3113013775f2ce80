//! What of the parameters of an authorization request its answer depends on.

use serde::{Deserialize, Serialize};

use crate::domain::pkce::Challenge;
use crate::flows::sign_in::front_channel::ResponseMode;
use crate::flows::{Code, Refusal};

/// What the adapter has to know again when it answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OidcPart {
    /// Whether the request named its callback: then the token request has to, too.
    pub sent_redirect_uri: bool,
    pub response_type: ResponseType,
    pub response_mode: ResponseMode,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
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
    pub fn profile(self) -> &'static str {
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

/// The mode of an answer: the one asked for where that can be, so that a refusal, too, arrives where it is looked for.
pub fn answer_mode(text: Option<&str>, response_type: Option<ResponseType>) -> ResponseMode {
    let response_type = response_type.unwrap_or(ResponseType {
        code: true,
        token: false,
        id_token: false,
    });
    let own = if response_type.uses_front_channel() {
        ResponseMode::Fragment
    } else {
        ResponseMode::Query
    };
    parse_mode(text, response_type).unwrap_or(own)
}

/// The mode asked for, or the response type's own. Tokens never travel in a query.
pub fn parse_mode(
    text: Option<&str>,
    response_type: ResponseType,
) -> Result<ResponseMode, Refusal> {
    let mode = match text {
        None if response_type.uses_front_channel() => ResponseMode::Fragment,
        None => ResponseMode::Query,
        Some("query") => ResponseMode::Query,
        Some("fragment") => ResponseMode::Fragment,
        Some("form_post") => ResponseMode::FormPost,
        Some("web_message") => ResponseMode::WebMessage,
        Some(_) => {
            let text =
                "Unsupported response_mode: must be query, fragment, form_post or web_message";
            return Err(Code::InvalidRequest.refuse(text));
        }
    };
    if mode == ResponseMode::Query && response_type.uses_front_channel() {
        return Err(Code::InvalidRequest.refuse("response_mode query cannot carry tokens"));
    }
    Ok(mode)
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
        assert!(parse_mode(Some("query"), implicit).is_err());
        let told = answer_mode(Some("query"), Some(implicit));
        assert_eq!(told, ResponseMode::Fragment);
        assert_eq!(answer_mode(Some("semaphore"), None), ResponseMode::Query);
        assert_eq!(parse_mode(None, implicit).unwrap(), ResponseMode::Fragment);
        assert_eq!(
            parse_mode(None, ResponseType::parse("code").unwrap()).unwrap(),
            ResponseMode::Query
        );
    }
}

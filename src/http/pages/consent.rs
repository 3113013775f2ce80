//! The consent page.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::PagePolicy};

/// Asks for `action=accept` or `action=deny`, posted to `/u/consent`.
#[derive(Template)]
#[template(path = "consent.html")]
pub struct Consent {
    /// The application that requests access.
    pub client_name: String,
    /// The name or e-mail address of the user who is signed in.
    pub user: String,
    /// The requested scopes, in the order of the request.
    pub scopes: Vec<RequestedScope>,
    /// The handle of the login transaction.
    pub state: String,
}

impl Consent {
    /// The page, whose form may lead to the application's callback.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form(), self)
    }
}

/// One line of the consent page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedScope {
    value: String,
    description: Option<String>,
}

impl RequestedScope {
    /// A scope with its description at the resource server. The standard scopes are always
    /// described in the words of this server: no resource server may understate them.
    pub fn new(value: String, description: Option<String>) -> Self {
        let standard = standard_description(&value).map(str::to_owned);
        let own = description.filter(|text| !text.trim().is_empty());
        Self {
            value,
            description: standard.or(own),
        }
    }
}

/// OpenID Connect Core 1.0, sections 5.4 and 11.
fn standard_description(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "openid" => "Know who you are when you sign in",
        "profile" => "See your profile, such as your name and picture",
        "email" => "See your email address",
        "address" => "See your postal address",
        "phone" => "See your phone number",
        "offline_access" => "Keep this access when you are not using the application",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_scopes_keep_our_words_and_others_their_own() {
        let shown = |value: &str, description: Option<&str>| {
            RequestedScope::new(value.to_owned(), description.map(str::to_owned)).description
        };
        assert_eq!(
            shown("email", Some("Nothing at all")).as_deref(),
            Some("See your email address")
        );
        assert_eq!(
            shown("read:photos", Some("See your photos")).as_deref(),
            Some("See your photos")
        );
        assert_eq!(shown("read:photos", Some(" ")), None);
        assert_eq!(shown("read:photos", None), None);
    }
}

//! The consent page.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::texts::Preferences;

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
    pub languages: Preferences,
    /// The handle of the login transaction.
    pub state: String,
}

impl Consent {
    /// The page, whose form may lead to the application's callback.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form(), self)
    }
}

impl HostedPage for Consent {
    fn screen(&self) -> Screen {
        Screen::new("consent")
            .with("clientName", self.client_name.as_str())
            .with("userName", self.user.as_str())
            .read_in(&self.languages)
    }
}

/// The text keys of the standard scopes (OpenID Connect Core 1.0, sections 5.4 and 11).
const STANDARD: [(&str, &str); 6] = [
    ("openid", "scopes.openid"),
    ("profile", "scopes.profile"),
    ("email", "scopes.email"),
    ("address", "scopes.address"),
    ("phone", "scopes.phone"),
    ("offline_access", "scopes.offline_access"),
];

/// One line of the consent page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedScope {
    value: String,
    description: Option<String>,
}

impl RequestedScope {
    /// A scope with its description at the resource server.
    pub fn new(value: String, description: Option<String>) -> Self {
        let description = description.filter(|text| !text.trim().is_empty());
        Self { value, description }
    }

    /// The text key of a standard scope. Those are always described in the words of this server: no resource server may
    /// understate them.
    fn key(&self) -> Option<&'static str> {
        let standard = STANDARD.iter().find(|(scope, _)| *scope == self.value);
        standard.map(|(_, key)| *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_scopes_keep_our_words_and_others_their_own() {
        let scope = |value: &str, description: Option<&str>| {
            RequestedScope::new(value.to_owned(), description.map(str::to_owned))
        };
        assert_eq!(
            scope("email", Some("Nothing at all")).key(),
            Some("scopes.email")
        );
        let own = scope("read:photos", Some("See your photos"));
        assert_eq!(own.key(), None);
        assert_eq!(own.description.as_deref(), Some("See your photos"));
        assert_eq!(scope("read:photos", Some(" ")).description, None);
        assert_eq!(scope("read:photos", None).description, None);
    }
}

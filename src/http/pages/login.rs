//! The sign-in page.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use url::Url;

use super::{html, policy::PagePolicy};
use crate::flows::sign_in::login::LoginError;

/// The sign-in form: `username` and `password`, posted to `/u/login`.
#[derive(Template)]
#[template(path = "login.html")]
pub struct LoginForm {
    /// The application that the user signs in to.
    pub client_name: String,
    /// That application's logo.
    pub logo: Option<LogoUri>,
    /// The tenant's friendly name.
    pub tenant_name: String,
    /// What the user typed before, or the request's `login_hint`.
    pub username: String,
    /// The error of the failed attempt.
    pub error: Option<LoginError>,
    /// The handle of the login transaction.
    pub state: String,
}

impl LoginForm {
    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = if self.error.is_some() {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        html(status, &PagePolicy::form(), self)
    }

    /// The id of the error, by which suites written for Auth0's page find it.
    fn error_id(&self) -> &'static str {
        match &self.error {
            Some(error) if error.is_about_input => "error-element-password",
            _ => "prompt-alert",
        }
    }
}

/// The address of a logo or an icon: an `https` address, the only kind that a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoUri(Url);

impl LogoUri {
    /// `None` for anything that is not an absolute `https` address without credentials.
    pub fn parse(uri: &str) -> Option<Self> {
        let url = Url::parse(uri).ok()?;
        let shown =
            url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
        shown.then_some(Self(url))
    }

    /// As a page has it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_https_logo_is_shown() {
        assert!(LogoUri::parse("https://cdn.example/logo.png").is_some());
        let refused = [
            "http://cdn.example/logo.png",
            "//cdn.example/logo.png",
            "/logo.png",
            "",
            "data:image/svg+xml,<svg/>",
            "javascript:alert(1)",
            "https://user:secret@cdn.example/logo.png",
        ];
        for uri in refused {
            assert_eq!(LogoUri::parse(uri), None, "{uri}");
        }
    }

    #[test]
    fn a_failed_attempt_is_told_to_eyes_and_ears() {
        let page = |error: Option<bool>| LoginForm {
            client_name: "Photos".to_owned(),
            logo: None,
            tenant_name: "Example".to_owned(),
            username: "ann@example.com".to_owned(),
            error: error.map(|is_about_input| LoginError {
                text: "No.".to_owned(),
                is_about_input,
            }),
            state: "abc".to_owned(),
        };
        assert_eq!(page(None).response().status(), StatusCode::OK);
        assert!(!page(None).render().unwrap().contains("role=\"alert\""));

        for (is_about_input, id) in [(true, "error-element-password"), (false, "prompt-alert")] {
            let failed = page(Some(is_about_input));
            let body = failed.render().unwrap();
            assert_eq!(failed.response().status(), StatusCode::BAD_REQUEST);
            let alert = format!("id=\"{id}\" role=\"alert\">No.<");
            assert!(body.contains(&alert), "{body}");
            assert_eq!(body.matches("aria-invalid=\"true\"").count(), 2);
            let described = format!("aria-describedby=\"{id}\"");
            assert_eq!(body.matches(&described).count(), 2);
        }
    }
}

//! `response_mode=form_post` (OAuth 2.0 Form Post Response Mode 1.0).

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, UnfitSource, filters, html, policy::PagePolicy};
use crate::domain::redirect_uri::is_web_address;

/// A form that posts an authorization response to the callback: automatically if scripts run, by its
/// button if they do not.
#[derive(Debug, Template)]
#[template(path = "form_post.html")]
pub struct FormPost {
    callback: String,
    fields: Vec<(String, String)>,
}

impl FormPost {
    /// Posts the response `fields` to `callback`, which must be a web address: a form cannot post to a
    /// private-use scheme.
    pub fn new(callback: String, fields: Vec<(String, String)>) -> Result<Self, UnfitSource> {
        if !is_web_address(&callback) {
            return Err(UnfitSource);
        }
        Ok(Self { callback, fields })
    }

    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form().with_script(), self)
    }
}

impl HostedPage for FormPost {
    fn screen(&self) -> Screen {
        Screen::new("form-post")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_web_address_is_posted_to() {
        for callback in [
            "com.example.app:/cb",
            "javascript:alert(1)",
            "data:text/html,x",
            "/cb",
            "",
        ] {
            assert_eq!(
                FormPost::new(callback.to_owned(), vec![]).err(),
                Some(UnfitSource),
                "{callback}"
            );
        }
        assert!(FormPost::new("https://app.example/cb".to_owned(), vec![]).is_ok());
    }
}

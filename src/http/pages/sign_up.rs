//! The page on which new users make their account.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::outside_file::OutsideFile;
use super::password_rules::PasswordRules;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::reply::Page;
use crate::flows::sign_in::sign_up::{SignUpError, SignUpField, SignUpPage};
use crate::http::page_address::address;

/// The form: `email`, `username` where the database has them, and `password`, posted to `/u/signup`.
#[derive(Template)]
#[template(path = "sign_up.html")]
pub struct SignUpFormPage {
    shown: SignUpPage,
    logo: Option<OutsideFile>,
    rules: PasswordRules,
    login: String,
    state: String,
}

impl SignUpFormPage {
    /// The form of a transaction.
    pub fn new(shown: SignUpPage, state: String) -> Self {
        Self {
            logo: shown.logo_uri.as_deref().and_then(OutsideFile::parse),
            rules: PasswordRules {
                field: "password",
                policy: shown.policy,
            },
            login: address(Page::Login, &state),
            shown,
            state,
        }
    }

    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = match self.shown.error {
            Some(_) => StatusCode::BAD_REQUEST,
            None => StatusCode::OK,
        };
        html(status, &PagePolicy::form().with_script(), self)
    }

    /// The text key of an error about a field.
    fn error_at(&self, field: SignUpField) -> Option<&'static str> {
        match self.shown.error {
            Some(SignUpError::Key(key, at)) if at == field => Some(key),
            _ => None,
        }
    }

    fn page_error(&self) -> Option<&'static str> {
        self.error_at(SignUpField::Page)
    }

    fn sentence(&self) -> Option<&str> {
        match &self.shown.error {
            Some(SignUpError::Sentence(text)) => Some(text),
            _ => None,
        }
    }
}

impl HostedPage for SignUpFormPage {
    fn screen(&self) -> Screen {
        let screen = Screen::new("signup").with("clientName", self.shown.client_name.as_str());
        self.rules.on(screen).read_in(&self.shown.languages)
    }
}

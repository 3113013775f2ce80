//! The page that offers a passkey.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::passkey_enrollment::{EnrollmentError, EnrollmentPage, Offer};
use crate::flows::sign_in::reply::Page;
use crate::http::page_address::address;

/// Its form is posted to its own address.
#[derive(Template)]
#[template(path = "passkey_enrollment.html")]
pub struct PasskeyEnrollment {
    shown: EnrollmentPage,
    /// The handle of the login transaction.
    state: String,
}

impl PasskeyEnrollment {
    /// The page of a transaction.
    pub fn new(shown: EnrollmentPage, state: String) -> Self {
        Self { shown, state }
    }

    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = match self.shown.error {
            Some(_) => StatusCode::BAD_REQUEST,
            None => StatusCode::OK,
        };
        html(status, &PagePolicy::form().with_script(), self)
    }

    fn has_error(&self) -> bool {
        self.shown.error.is_some()
    }

    /// The text key of the error.
    fn page_error(&self) -> Option<&'static str> {
        match self.shown.error {
            Some(EnrollmentError::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// What an Action says.
    fn sentence(&self) -> Option<&str> {
        match &self.shown.error {
            Some(EnrollmentError::Sentence(sentence)) => Some(sentence),
            _ => None,
        }
    }

    /// The text key of the other button.
    fn decline(&self) -> &'static str {
        match self.shown.offer {
            Offer::SignUp => "usePasswordButtonText",
            Offer::Login | Offer::ThisDevice => "continueButtonText",
        }
    }

    /// Where a new user may change what was typed.
    fn back(&self) -> Option<String> {
        let is_new = self.shown.offer == Offer::SignUp;
        is_new.then(|| address(Page::SignUpIdentifier, &self.state))
    }

    fn name(&self) -> &'static str {
        match self.shown.offer {
            Offer::ThisDevice => "passkey-enrollment-local",
            Offer::SignUp | Offer::Login => "passkey-enrollment",
        }
    }

    fn action(&self) -> String {
        address(Page::PasskeyEnrollment, &self.state)
    }
}

impl HostedPage for PasskeyEnrollment {
    fn screen(&self) -> Screen {
        Screen::new(self.name())
            .with("clientName", self.shown.client_name.as_str())
            .read_in(&self.shown.languages)
    }
}

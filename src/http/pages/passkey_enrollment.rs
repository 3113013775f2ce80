//! The page that offers a passkey.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::passkey_enrollment::EnrollmentPage;
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

    /// The text key of the error.
    fn page_error(&self) -> Option<&'static str> {
        self.shown.error
    }

    fn action(&self) -> String {
        address(Page::PasskeyEnrollment, &self.state)
    }
}

impl HostedPage for PasskeyEnrollment {
    fn screen(&self) -> Screen {
        Screen::new("passkey-enrollment")
            .with("clientName", self.shown.client_name.as_str())
            .read_in(&self.shown.languages)
    }
}

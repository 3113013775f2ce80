//! The confirmation before a callback whose ownership cannot be verified.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::texts::Preferences;

/// Any program on the device may listen on a loopback port or claim a private-use scheme (RFC 8252
/// sections 8.1 and 8.6), so the user is asked first: `action=accept` or `action=deny`, posted to
/// `/u/confirm`.
#[derive(Template)]
#[template(path = "confirm_callback.html")]
pub struct ConfirmCallback {
    /// The application that the callback is registered for.
    pub client_name: String,
    /// The target of the response, as the page shows it: an origin or a scheme.
    pub destination: String,
    pub languages: Preferences,
    /// The handle of the login transaction.
    pub state: String,
}

impl ConfirmCallback {
    /// The page, whose form may lead to the application's callback.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form(), self)
    }
}

impl HostedPage for ConfirmCallback {
    fn screen(&self) -> Screen {
        Screen::new("confirm-callback")
            .with("clientName", self.client_name.as_str())
            .read_in(&self.languages)
    }
}

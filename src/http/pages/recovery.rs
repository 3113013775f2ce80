//! The page on which users ask for a new password, and the one that says that a link is on its way.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::recovery::RecoveryPage;
use crate::flows::sign_in::reply::Page;
use crate::http::page_address::{address, urlencoded, with_state};

/// The form: `username`, posted to `/u/reset-password/request/{connection}`; behind it, the same with a button that sends the
/// message again.
#[derive(Template)]
#[template(path = "recovery.html")]
pub struct RecoveryFormPage {
    shown: RecoveryPage,
    action: String,
    login: String,
    state: String,
}

impl RecoveryFormPage {
    /// The form of a transaction.
    pub fn new(shown: RecoveryPage, state: String) -> Self {
        Self {
            action: Self::address(&shown.connection, &state),
            login: address(Page::Login, &state),
            shown,
            state,
        }
    }

    /// Its address, for a database and a transaction.
    pub fn address(connection: &str, state: &str) -> String {
        let path = format!("/u/reset-password/request/{}", urlencoded(connection));
        with_state(&path, state)
    }

    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = match self.shown.error {
            Some(_) => StatusCode::BAD_REQUEST,
            None => StatusCode::OK,
        };
        html(status, &PagePolicy::form().with_script(), self)
    }
}

impl HostedPage for RecoveryFormPage {
    fn screen(&self) -> Screen {
        let name = match self.shown.is_sent {
            true => "reset-password-email",
            false => "reset-password-request",
        };
        Screen::new(name)
            .with("clientName", self.shown.client_name.as_str())
            .with("email", self.shown.username.as_str())
            .read_in(&self.shown.languages)
    }
}

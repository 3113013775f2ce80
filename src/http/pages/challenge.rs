//! The page for a code that was sent to an address.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::outside_file::OutsideFile;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::challenge::ChallengePage;
use crate::flows::sign_in::reply::Page;
use crate::http::page_address::address;

/// The form: `code`, posted to `/u/email-identifier/challenge`, with buttons for another code and for the way back.
#[derive(Template)]
#[template(path = "challenge.html")]
pub struct ChallengeForm {
    shown: ChallengePage,
    logo: Option<OutsideFile>,
    action: String,
    login: String,
    state: String,
}

impl ChallengeForm {
    /// The form of a transaction.
    pub fn new(shown: ChallengePage, state: String) -> Self {
        Self {
            logo: shown.logo_uri.as_deref().and_then(OutsideFile::parse),
            action: address(Page::EmailChallenge, &state),
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

    /// The text key of what the page says of the code.
    fn description(&self) -> &'static str {
        match self.shown.recovers {
            true => "recoveryDescription",
            false => "emailDescription",
        }
    }

    /// The text key of an error about what was typed.
    fn code_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| is_about_code(key))
    }

    /// The text key of any other.
    fn page_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| !is_about_code(key))
    }
}

fn is_about_code(key: &str) -> bool {
    matches!(
        key,
        "invalid-code" | "invalid-otp-code-format" | "transaction-not-found"
    )
}

impl HostedPage for ChallengeForm {
    fn screen(&self) -> Screen {
        Screen::new("email-identifier-challenge")
            .with("clientName", self.shown.client_name.as_str())
            .with("email", self.shown.email.as_str())
            .read_in(&self.shown.languages)
    }
}

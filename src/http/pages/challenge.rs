//! The page for a code that was sent to an address.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::login::{addressed, application_logo};
use super::look::Screen;
use super::outside_file::OutsideFile;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::challenge_page::{ChallengePage, LeadsTo};
use crate::flows::sign_in::passwordless::CodeError;
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
            logo: application_logo(shown.logo_uri.as_deref(), shown.organization.as_ref()),
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
        match self.shown.leads_to {
            LeadsTo::NewPassword => "recoveryDescription",
            LeadsTo::NewAccount => "emailDescription",
            LeadsTo::Login { .. } => "loginDescription",
        }
    }

    fn recovers(&self) -> bool {
        self.shown.leads_to == LeadsTo::NewPassword
    }

    fn signs_up(&self) -> bool {
        self.shown.leads_to == LeadsTo::NewAccount
    }

    fn offers_password(&self) -> bool {
        let with_password = LeadsTo::Login {
            offers_password: true,
        };
        self.shown.leads_to == with_password
    }

    fn key(&self) -> Option<&'static str> {
        match self.shown.error {
            Some(CodeError::Key(key)) => Some(key),
            _ => None,
        }
    }

    fn sentence(&self) -> Option<&str> {
        match &self.shown.error {
            Some(CodeError::Sentence(sentence)) => Some(sentence),
            _ => None,
        }
    }

    /// The text key of an error about what was typed.
    fn code_error(&self) -> Option<&'static str> {
        self.key().filter(|key| is_about_code(key))
    }

    /// The text key of any other.
    fn page_error(&self) -> Option<&'static str> {
        self.key().filter(|key| !is_about_code(key))
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
        let screen = Screen::new("email-identifier-challenge")
            .with("clientName", self.shown.client_name.as_str())
            .with("email", self.shown.email.as_str())
            .read_in(&self.shown.languages);
        addressed(screen, self.shown.organization.as_ref(), None)
    }
}

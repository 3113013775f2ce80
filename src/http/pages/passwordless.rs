//! The page for a code that was sent in the place of a password.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::login::{addressed, application_logo};
use super::look::Screen;
use super::outside_file::OutsideFile;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::domain::passwordless::Channel;
use crate::flows::sign_in::passwordless::{CodeError, CodePage};
use crate::flows::sign_in::reply::Page;
use crate::http::page_address::address;

/// The text key of an error about what was typed.
const WRONG: &str = "invalid-verification-code";

/// The form: `code`, posted to its own address, with a button for another code.
#[derive(Template)]
#[template(path = "passwordless_code.html")]
pub struct CodeFormPage {
    shown: CodePage,
    logo: Option<OutsideFile>,
    action: String,
    /// Where the address is changed.
    edit: String,
    state: String,
}

impl CodeFormPage {
    /// The form of a transaction.
    pub fn new(shown: CodePage, state: String) -> Self {
        Self {
            logo: application_logo(shown.logo_uri.as_deref(), shown.organization.as_ref()),
            action: address(Page::of_code(shown.channel), &state),
            edit: address(Page::Identifier, &state),
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

    /// A page with that value wherever there may be one.
    #[cfg(test)]
    pub fn sample(value: &str, address: &str) -> Self {
        let shown = CodePage {
            channel: Channel::Email,
            client_name: value.to_owned(),
            logo_uri: Some(address.to_owned()),
            organization: None,
            address: value.to_owned(),
            code: value.to_owned(),
            is_resent: true,
            error: Some(CodeError::Sentence(value.to_owned())),
            languages: Default::default(),
        };
        Self::new(shown, value.to_owned())
    }

    fn name(&self) -> &'static str {
        match self.shown.channel {
            Channel::Email => "login-passwordless-email-code",
            Channel::Sms => "login-passwordless-sms-otp",
        }
    }

    /// The text key of what the page says of the code: one that a link has brought is there already.
    fn description(&self) -> &'static str {
        match self.shown.code.is_empty() {
            true => "description",
            false => "linkDescription",
        }
    }

    fn key(&self) -> Option<&'static str> {
        match self.shown.error {
            Some(CodeError::Key(key)) => Some(key),
            _ => None,
        }
    }

    fn code_error(&self) -> Option<&'static str> {
        self.key().filter(|key| *key == WRONG)
    }

    fn page_error(&self) -> Option<&'static str> {
        self.key().filter(|key| *key != WRONG)
    }

    fn sentence(&self) -> Option<&str> {
        match &self.shown.error {
            Some(CodeError::Sentence(sentence)) => Some(sentence),
            _ => None,
        }
    }
}

impl HostedPage for CodeFormPage {
    fn screen(&self) -> Screen {
        let screen = Screen::new(self.name())
            .with("clientName", self.shown.client_name.as_str())
            .with("email", self.shown.address.as_str())
            .read_in(&self.shown.languages);
        addressed(screen, self.shown.organization.as_ref(), None)
    }
}

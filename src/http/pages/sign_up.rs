//! The pages on which new users make their account: on one page, or the identifiers and then the password.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::login::{addressed, application_logo, lead};
use super::look::Screen;
use super::outside_file::OutsideFile;
use super::password_rules::PasswordRules;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::reply::Page;
use crate::flows::sign_in::sign_up::SignUpPage;
use crate::flows::sign_in::sign_up_error::{SignUpError, SignUpField};
use crate::http::page_address::address;

/// The form of one of them: `email`, `username` where the database has them, `password`, or all, posted to its own address.
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
            logo: application_logo(shown.logo_uri.as_deref(), shown.organization.as_ref()),
            rules: PasswordRules {
                field: "password",
                policy: shown.policy.clone(),
            },
            login: address(Self::login(shown.page), &state),
            shown,
            state,
        }
    }

    /// The page for those who have an account.
    fn login(page: Page) -> Page {
        match page {
            Page::SignUp => Page::Login,
            _ => Page::Identifier,
        }
    }

    fn screen_name(&self) -> &'static str {
        match self.shown.page {
            Page::SignUpIdentifier => "signup-id",
            Page::SignUpPassword => "signup-password",
            _ => "signup",
        }
    }

    /// Where the form is sent.
    fn action(&self) -> String {
        address(self.shown.page, &self.state)
    }

    /// Where the identifiers are changed, if they have been asked for already.
    fn edit(&self) -> Option<String> {
        let are_known = self.shown.page == Page::SignUpPassword;
        are_known.then(|| address(Page::SignUpIdentifier, &self.state))
    }

    fn asks_password(&self) -> bool {
        self.shown.page != Page::SignUpIdentifier
    }

    /// What is to be typed first: what was refused, else what is still empty.
    fn begins_with(&self, field: SignUpField) -> bool {
        let (shown, is_first) = (&self.shown, self.edit().is_none());
        let refused = match shown.error {
            Some(SignUpError::Key(_, at)) if at != SignUpField::Page => Some(at),
            _ => None,
        };
        let begins = match refused {
            Some(at) if is_first => at,
            _ if is_first && shown.email.is_empty() => SignUpField::Email,
            _ if is_first && shown.asks_username && shown.username.is_empty() => {
                SignUpField::Username
            }
            _ => SignUpField::Password,
        };
        begins == field
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

    /// The text keys of what stands above the form.
    fn lead(&self) -> (&'static str, &'static str) {
        lead(self.shown.inviter.is_some())
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
        let screen = Screen::new(self.screen_name());
        let screen = screen.with("clientName", self.shown.client_name.as_str());
        let (organization, inviter) = (&self.shown.organization, &self.shown.inviter);
        let screen = addressed(screen, organization.as_ref(), inviter.as_ref());
        self.rules.on(screen).read_in(&self.shown.languages)
    }
}

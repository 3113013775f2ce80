//! The account chooser.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::sign_in::account::AccountQuestion;

/// Asks for `action=accept` to go on as the user, or `action=switch`, posted to `/u/account-chooser`.
#[derive(Template)]
#[template(path = "account_chooser.html")]
pub struct AccountChooser {
    pub question: AccountQuestion,
    /// The handle of the login transaction.
    pub state: String,
}

impl AccountChooser {
    /// The page, whose form may lead to the application's callback.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form(), self)
    }
}

impl HostedPage for AccountChooser {
    fn screen(&self) -> Screen {
        Screen::new("account-chooser")
            .with("clientName", self.question.client_name.as_str())
            .with("userName", self.question.user.as_str())
            .read_in(&self.question.languages)
    }
}

//! The pages of tickets.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::login_route::LoginRoute;

/// The form for a new password: `password-reset` and `re-enter-password`, posted to `/u/reset-password`.
#[derive(Template)]
#[template(path = "reset_password.html")]
pub struct ResetPassword {
    /// The e-mail address of the user.
    pub email: String,
    /// Why the last password was refused: a text key.
    pub error: Option<&'static str>,
    /// The ticket.
    pub ticket: String,
}

impl ResetPassword {
    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = if self.error.is_some() {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        html(status, &PagePolicy::form().with_script(), self)
    }
}

impl HostedPage for ResetPassword {
    fn screen(&self) -> Screen {
        Screen::new("reset-password").with("email", self.email.as_str())
    }
}

/// Confirms that the ticket was used, if it does not redirect.
#[derive(Template)]
#[template(path = "notice.html")]
pub struct Notice {
    /// `reset-password-success` or `email-verification-result`.
    pub screen: &'static str,
    /// The text keys of the heading and of what has happened.
    pub title: &'static str,
    pub description: &'static str,
    /// A link to the application.
    pub login_route: Option<LoginRoute>,
}

impl Notice {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::plain(), self)
    }
}

impl HostedPage for Notice {
    fn screen(&self) -> Screen {
        let screen = Screen::new(self.screen);
        match &self.login_route {
            Some(route) => screen.with("clientName", route.name.as_str()),
            None => screen,
        }
    }
}

//! The pages of tickets.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::Policy};
use crate::flows::login_route::LoginRoute;

/// The form for a new password: `password` twice, posted to `/u/reset-password`.
#[derive(Template)]
#[template(path = "reset_password.html")]
pub struct ResetPassword {
    /// The tenant's friendly name.
    pub tenant_name: String,
    /// Whose password.
    pub email: String,
    /// One sentence about the password that just failed.
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
        html(status, &Policy::form(), &self)
    }
}

/// Says that something is done, where the ticket does not lead elsewhere.
#[derive(Template)]
#[template(path = "notice.html")]
pub struct Notice {
    /// The heading.
    pub title: &'static str,
    /// One sentence.
    pub text: &'static str,
    /// A link to the application.
    pub login_route: Option<LoginRoute>,
}

impl Notice {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &Policy::plain(), &self)
    }
}

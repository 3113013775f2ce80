//! The pages of tickets.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::PagePolicy};
use crate::flows::login_route::LoginRoute;

/// The form for a new password: `password` twice, posted to `/u/reset-password`.
#[derive(Template)]
#[template(path = "reset_password.html")]
pub struct ResetPassword {
    /// The tenant's friendly name.
    pub tenant_name: String,
    /// The e-mail address of the user.
    pub email: String,
    /// Why the last password was refused.
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
        html(status, &PagePolicy::form(), self)
    }
}

/// Confirms that the ticket was used, if it does not redirect.
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
        html(StatusCode::OK, &PagePolicy::plain(), self)
    }
}

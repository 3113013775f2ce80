//! The two pages of a logout.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::Policy};

/// Asks whether a logout that came without proof is meant (OpenID Connect RP-Initiated Logout 1.0,
/// section 2): `action=accept` or `action=deny`, posted to `/oidc/logout/confirm`.
#[derive(Template)]
#[template(path = "logout_confirm.html")]
pub struct LogoutConfirm {
    /// The handle of the logout transaction.
    pub state: String,
}

impl LogoutConfirm {
    /// The page, whose form may end where the application wants the user after the logout.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &Policy::form(), &self)
    }
}

/// Says that the session is over, where there is no application to return to.
#[derive(Template)]
#[template(path = "logged_out.html")]
pub struct LoggedOut;

impl LoggedOut {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &Policy::plain(), &self)
    }
}

//! The pages of a logout.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};

/// Asks the user to confirm a logout without `id_token_hint` (OpenID Connect RP-Initiated Logout 1.0,
/// section 2): `action=accept` or `action=deny`, posted to `/oidc/logout/confirm`.
#[derive(Template)]
#[template(path = "logout_confirm.html")]
pub struct LogoutConfirm {
    /// The handle of the logout transaction.
    pub state: String,
}

impl LogoutConfirm {
    /// The page, whose form may lead to the application's `post_logout_redirect_uri`.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form(), self)
    }
}

/// Confirms the logout if there is no application to return to.
#[derive(Template)]
#[template(path = "logged_out.html")]
pub struct LoggedOutPage;

impl LoggedOutPage {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::plain(), self)
    }
}

/// Says that a logout was declined, if there is no application to return to.
#[derive(Template)]
#[template(path = "logged_out.html")]
pub struct LogoutAborted;

impl LogoutAborted {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::plain(), self)
    }
}

impl HostedPage for LogoutAborted {
    fn screen(&self) -> Screen {
        Screen::new("logout-aborted")
    }
}

impl HostedPage for LogoutConfirm {
    fn screen(&self) -> Screen {
        Screen::new("logout")
    }
}

impl HostedPage for LoggedOutPage {
    fn screen(&self) -> Screen {
        Screen::new("logged-out")
    }
}

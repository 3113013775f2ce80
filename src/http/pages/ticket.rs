//! The pages of tickets.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::password_rules::PasswordRules;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::domain::password_policy::PasswordPolicy;
use crate::flows::login_route::LoginRoute;

/// The form for a new password: `password-reset` and `re-enter-password`, posted to the address of the link.
#[derive(Template)]
#[template(path = "reset_password.html")]
pub struct ResetPassword {
    /// The e-mail address of the user.
    pub email: String,
    /// Why the last password was refused: a text key.
    pub error: Option<&'static str>,
    rules: PasswordRules,
    action: String,
}

impl ResetPassword {
    /// The form of a link.
    pub fn new(
        (email, error): (String, Option<&'static str>),
        policy: PasswordPolicy,
        action: String,
    ) -> Self {
        Self {
            email,
            error,
            rules: PasswordRules {
                field: "password-reset",
                policy,
            },
            action,
        }
    }

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
        let screen = Screen::new("reset-password").with("email", self.email.as_str());
        self.rules.on(screen)
    }
}

/// One button, which uses the ticket up: programs that follow the links of e-mails use nothing up.
#[derive(Template)]
#[template(path = "redeem.html")]
pub struct Redeem {
    /// `redeem-ticket` or `brute-force-protection-unblock`.
    pub screen: &'static str,
    /// The text key of what the button does.
    pub description: &'static str,
    /// The e-mail address of the user.
    pub email: String,
    /// The address of the link.
    pub action: String,
}

impl Redeem {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::form(), self)
    }
}

impl HostedPage for Redeem {
    fn screen(&self) -> Screen {
        Screen::new(self.screen).with("email", self.email.as_str())
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

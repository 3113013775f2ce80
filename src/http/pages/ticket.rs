//! The pages of tickets.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::password_rules::PasswordRules;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::ticket::{Death, TicketKind};
use crate::flows::login_route::LoginRoute;
use crate::flows::sign_in::ticket_enrollment::NoEnrollment;

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

/// What became of a link, where it does not redirect: the screen, its sentences by their text keys, and a way on.
#[derive(Template)]
#[template(path = "notice.html")]
pub struct Notice {
    screen: &'static str,
    title: &'static str,
    description: &'static str,
    button: &'static str,
    /// Whether it is what the user came for.
    is_good: bool,
    /// A link to the application.
    login_route: Option<LoginRoute>,
}

impl Notice {
    /// A new password was set.
    pub fn of_new_password() -> Self {
        Self::good("reset-password-success", "eventTitle", "description")
    }

    /// A block has ended.
    pub fn of_unblocking() -> Self {
        let screen = "brute-force-protection-unblock-success";
        Self::good(screen, "title", "description")
    }

    /// An address was confirmed.
    pub fn of_verification() -> Self {
        let screen = "email-verification-result";
        Self::good(screen, "verifiedTitle", "verifiedDescription")
    }

    /// A second factor was enrolled by a ticket.
    pub fn of_enrollment() -> Self {
        Self::good("mfa-enroll-result", "enrolledTitle", "enrolledDescription")
    }

    /// Nothing can be enrolled by a ticket.
    pub fn of_no_enrollment(why: NoEnrollment) -> Self {
        let (title, description) = match why {
            NoEnrollment::Dead(Some(Death::Used)) => ("alreadyUsedTitle", "alreadyUsedDescription"),
            NoEnrollment::Dead(Some(Death::Expired)) => {
                ("expiredTicketTitle", "expiredTicketDescription")
            }
            NoEnrollment::Dead(_) => ("invalidTicketTitle", "invalidTicketDescription"),
            NoEnrollment::AlreadyEnrolled => ("enrolledTitle", "alreadyEnrolledDescription"),
            NoEnrollment::Impossible => ("invalidTicketTitle", "genericError"),
        };
        Self {
            is_good: false,
            ..Self::good("mfa-enroll-result", title, description)
        }
    }

    fn good(screen: &'static str, title: &'static str, description: &'static str) -> Self {
        Self {
            screen,
            title,
            description,
            button: "buttonText",
            is_good: true,
            login_route: None,
        }
    }

    /// A link that can be used no more.
    pub fn of_dead_link(kind: TicketKind, death: Option<Death>) -> Self {
        let (screen, title, description, button) = match (kind, death) {
            (TicketKind::Unblock, _) => {
                let screen = "brute-force-protection-unblock-failure";
                (screen, "title", "description", "buttonText")
            }
            (TicketKind::EmailVerification, death) => {
                let description = match death {
                    Some(Death::Used) => "auth0-users-used-ticket",
                    Some(Death::Expired) => "auth0-users-expired-ticket",
                    Some(Death::Ended) | None => "invalidAccountOrCodeDescription",
                };
                let screen = "email-verification-result";
                (screen, "errorTitle", description, "buttonText")
            }
            (TicketKind::Enrollment, _) => {
                return Self::of_no_enrollment(NoEnrollment::Dead(death));
            }
            (TicketKind::PasswordChange | TicketKind::PasswordReset, death) => {
                let (title, description) = match death {
                    Some(Death::Used) => ("eventTitleUsed", "descriptionUsed"),
                    Some(Death::Expired) => ("eventTitleExpired", "descriptionExpired"),
                    Some(Death::Ended) | None => ("eventTitleGeneric", "descriptionGeneric"),
                };
                let screen = "reset-password-error";
                (screen, title, description, "requestAgainLinkText")
            }
        };
        Self {
            button,
            is_good: false,
            ..Self::good(screen, title, description)
        }
    }

    /// The same with a way to the application.
    #[must_use]
    pub fn with(self, login_route: Option<LoginRoute>) -> Self {
        Self {
            login_route,
            ..self
        }
    }

    /// 200, or 400 for what did not work.
    pub fn response(self) -> Response {
        let status = if self.is_good {
            StatusCode::OK
        } else {
            StatusCode::BAD_REQUEST
        };
        html(status, &PagePolicy::plain(), self)
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

//! The hosted error page.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};

/// The page for errors that cannot be sent to an application.
///
/// Its URL may contain a token, so it loads nothing and links nowhere: no other server learns
/// that URL.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The status of the answer.
    pub status: StatusCode,
    /// The error code, such as `invalid_request`.
    pub code: String,
    /// The error's description for the developer of the application.
    pub description: String,
    /// The id of this error in the tenant log.
    pub tracking: String,
}

impl ErrorPage {
    /// The page under its own status, with a policy that allows nothing at all.
    pub fn response(self) -> Response {
        html(self.status, &PagePolicy::closed(), self)
    }

    /// The text key of what a user can do about it. The description is for developers, and in English.
    fn explanation(&self) -> &'static str {
        match self.status {
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "descriptionForbidden",
            StatusCode::TOO_MANY_REQUESTS => "descriptionTooMany",
            StatusCode::SERVICE_UNAVAILABLE => "descriptionUnavailable",
            status if status.is_server_error() => "description",
            _ => "descriptionRequest",
        }
    }
}

impl HostedPage for ErrorPage {
    fn screen(&self) -> Screen {
        Screen::new("error")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::pages::look::Look;

    #[test]
    fn it_loads_nothing_and_links_nowhere() {
        let page = ErrorPage {
            status: StatusCode::FORBIDDEN,
            code: "unauthorized_client".to_owned(),
            description: "Callback URL mismatch.".to_owned(),
            tracking: "0123456789abcdef".to_owned(),
        };
        let look = Look::plain(page.screen(), Default::default());
        let body = look.render(&page).unwrap();
        for element in [
            "<link", "<script", "<style", "<img", "<a ", "<form", "href", "src=",
        ] {
            assert!(!body.contains(element), "{element}");
        }
        assert_eq!(page.response().status(), StatusCode::FORBIDDEN);
    }
}

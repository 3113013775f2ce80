//! The hosted error page.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::PagePolicy};

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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_loads_nothing_and_links_nowhere() {
        let page = ErrorPage {
            status: StatusCode::FORBIDDEN,
            code: "unauthorized_client".to_owned(),
            description: "Callback URL mismatch.".to_owned(),
            tracking: "0123456789abcdef".to_owned(),
        };
        let body = page.render().unwrap();
        for element in [
            "<link", "<script", "<style", "<img", "<a ", "<form", "href", "src=",
        ] {
            assert!(!body.contains(element), "{element}");
        }
        assert_eq!(page.response().status(), StatusCode::FORBIDDEN);
    }
}

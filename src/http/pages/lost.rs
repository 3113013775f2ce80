//! The page for a login that is lost.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::PagePolicy};
use crate::flows::login_route::LoginRoute;

/// Explains what may have happened, and links to the application if it is known.
#[derive(Template)]
#[template(path = "lost.html")]
pub struct Lost {
    /// What may have happened.
    pub description: String,
    /// The application.
    pub back: Option<LoginRoute>,
}

impl Lost {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::BAD_REQUEST, &PagePolicy::plain(), self)
    }
}

//! The page for a login that is lost.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::login_route::LoginRoute;

/// Explains what may have happened, and links to the application if it is known.
#[derive(Template)]
#[template(path = "lost.html")]
pub struct Lost {
    /// The application.
    pub back: Option<LoginRoute>,
}

impl Lost {
    /// The page.
    pub fn response(self) -> Response {
        html(StatusCode::BAD_REQUEST, &PagePolicy::plain(), self)
    }
}

impl HostedPage for Lost {
    fn screen(&self) -> Screen {
        let screen = Screen::new("lost");
        match &self.back {
            Some(application) => screen.with("clientName", application.name.as_str()),
            None => screen,
        }
    }
}

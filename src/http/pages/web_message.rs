//! `response_mode=web_message`: the response to a silent login in a frame or a popup.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use serde_json::{Map, Value};

use super::look::Screen;
use super::{HostedPage, WebOrigin, filters, html, policy::PagePolicy};

/// Hands an authorization response to the page that opened this one, if that page is of the target
/// origin. There is nothing to see and nothing to click, so it may be framed there.
#[derive(Template)]
#[template(path = "web_message.html")]
pub struct WebMessage {
    target: WebOrigin,
    response: String,
}

impl WebMessage {
    /// Sends `response` only to pages of the origin `target`.
    pub fn new(target: WebOrigin, response: Map<String, Value>) -> Self {
        Self {
            target,
            response: Value::Object(response).to_string(),
        }
    }

    /// The page, framable by its target only.
    pub fn response(self) -> Response {
        html(
            StatusCode::OK,
            &PagePolicy::closed().with_script().framed_by(&self.target),
            self,
        )
    }
}

impl HostedPage for WebMessage {
    fn screen(&self) -> Screen {
        Screen::new("web-message")
    }
}

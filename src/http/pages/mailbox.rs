//! The mailbox of test mode.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};

/// The e-mails that would have been sent, the newest first.
#[derive(Template)]
#[template(path = "mailbox.html")]
pub struct Mailbox {
    pub entries: Vec<MailboxEntry>,
}

/// One of them.
pub struct MailboxEntry {
    pub id: String,
    pub to: String,
    pub from: String,
    pub subject: String,
    pub created_at: String,
    pub link: Option<String>,
    pub code: Option<String>,
    /// The part that is no HTML.
    pub text: String,
}

impl Mailbox {
    /// The response.
    pub fn response(self) -> Response {
        html(StatusCode::OK, &PagePolicy::plain(), self)
    }
}

impl HostedPage for Mailbox {
    fn screen(&self) -> Screen {
        Screen::new("mailbox")
    }
}

//! `/`: what this server is, and which pages it has.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::flows::Ctx;

/// The paths that a browser can open, and the text keys of their content.
const SIGHTS: [(&str, &str); 8] = [
    ("/.well-known/openid-configuration", "discovery"),
    ("/.well-known/jwks.json", "jwks"),
    ("/_footbridge/network", "network"),
    ("/_footbridge/clock", "clock"),
    ("/_footbridge/mailbox", "mailbox"),
    ("/_footbridge/transfers", "transfers"),
    ("/readyz", "readyz"),
    ("/metrics", "metrics"),
];

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    /// Empty outside of test mode.
    sights: &'static [(&'static str, &'static str)],
}

impl HostedPage for Welcome {
    fn screen(&self) -> Screen {
        Screen::new("welcome")
    }
}

/// `GET /`
pub async fn get(ctx: Ctx) -> Response {
    let page = Welcome {
        sights: if ctx.settings.test_mode { &SIGHTS } else { &[] },
    };
    html(StatusCode::OK, &PagePolicy::plain(), page)
}

//! `/`: what this server is, and which pages it has.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::PagePolicy};
use crate::flows::Ctx;

/// The paths that a browser can open, and their content.
const SIGHTS: [(&str, &str); 8] = [
    (
        "/.well-known/openid-configuration",
        "Endpoints and supported features",
    ),
    ("/.well-known/jwks.json", "Signing keys"),
    (
        "/_footbridge/network",
        "Your address, network and location, as the server sees them",
    ),
    ("/_footbridge/clock", "The test clock"),
    (
        "/_footbridge/mailbox",
        "E-mails that would have been sent, for this machine only",
    ),
    (
        "/_footbridge/transfers",
        "Traces of transfers, for a Management API token with read:logs",
    ),
    ("/readyz", "Whether the server is ready for requests"),
    ("/metrics", "Metrics, for this machine only"),
];

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    /// Empty outside of test mode.
    sights: &'static [(&'static str, &'static str)],
}

/// `GET /`
pub async fn get(ctx: Ctx) -> Response {
    let page = Welcome {
        sights: if ctx.settings.test_mode { &SIGHTS } else { &[] },
    };
    html(StatusCode::OK, &PagePolicy::plain(), page)
}

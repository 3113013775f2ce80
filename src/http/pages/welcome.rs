//! `/`: what this server is, and where to go from here.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{html, policy::Policy};
use crate::flows::Ctx;

/// What can be opened in a browser, and what it shows.
const SIGHTS: [(&str, &str); 7] = [
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
        "/_footbridge/transfers",
        "Traces of transfers, for a Management API token with read:logs",
    ),
    ("/readyz", "Whether the server is ready for requests"),
    ("/metrics", "Metrics, for this machine only"),
];

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    /// None outside of test mode, where a visitor has nothing to look at.
    sights: &'static [(&'static str, &'static str)],
}

/// `GET /`
pub async fn get(ctx: Ctx) -> Response {
    let page = Welcome {
        sights: if ctx.settings.test_mode { &SIGHTS } else { &[] },
    };
    html(StatusCode::OK, &Policy::plain(), &page)
}

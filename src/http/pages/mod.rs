//! Hosted pages: data in, HTML out.
//!
//! A page is a struct, a template under `templates/` and a `response` function. Its `PagePolicy` says what it
//! may load, where its form may lead and which pages may frame it; every other header is the
//! same for all pages and is set in one place, `html`. Pages decide nothing.
//!
//! No page has an inline script or style, no template switches escaping off, and values stand
//! only in text or in quoted attributes: the tests in `escaping.rs` check that.

pub mod assets;
mod confirm_callback;
mod consent;
mod error;
#[cfg(test)]
mod escaping;
mod form_post;
mod login;
mod logout;
mod lost;
mod policy;
mod ticket;
mod web_message;
pub mod welcome;

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

pub use confirm_callback::ConfirmCallback;
pub use consent::{Consent, RequestedScope};
pub use error::ErrorPage;
pub use form_post::FormPost;
pub use login::{LoginForm, LogoUri};
pub use logout::{LoggedOutPage, LogoutConfirm};
pub use lost::Lost;
use policy::PagePolicy;
pub use policy::{UnfitSource, WebOrigin};
pub use ticket::{Notice, ResetPassword};
pub use web_message::WebMessage;

const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

/// Renders `page` and adds the headers that every page carries.
fn html(status: StatusCode, policy: &PagePolicy, page: &impl Template) -> Response {
    let body = match page.render() {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.header());
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(X_ROBOTS_TAG, HeaderValue::from_static("noindex"));
    // X-Frame-Options cannot name an origin, so a page that one origin may frame goes without it.
    if policy.framed_by_nobody() {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    response
}

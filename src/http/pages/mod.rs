//! Hosted pages: data in, HTML out.
//!
//! A page is a struct, a template under `templates/` and a `response` function. Its `PagePolicy` says what it
//! may load, where its form may lead and which pages may frame it; every other header is the
//! same for all pages and is set in one place, `html`. Pages decide nothing, and the layer `render`
//! renders all of them.
//!
//! No page has an inline script or style, no template switches escaping off, and values stand
//! only in text or in quoted attributes: the tests in `escaping.rs` check that.

mod account_chooser;
pub mod assets;
pub mod brand;
mod challenge;
mod confirm_callback;
mod consent;
mod error;
#[cfg(test)]
mod escaping;
mod factor;
mod filters;
mod form_post;
mod login;
mod logout;
mod look;
mod lost;
mod mailbox;
mod outside_file;
mod passkey_enrollment;
mod password_rules;
mod passwordless;
mod policy;
mod recovery;
mod sign_up;
mod style;
mod template;
mod ticket;
mod web_message;
pub mod welcome;

use std::sync::Arc;
use std::time::Duration;

use askama::{DynTemplate, Template};
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::TIMEOUT;
use crate::app::App;
pub use account_chooser::AccountChooser;
pub use brand::Brand;
pub use challenge::ChallengeForm;
pub use confirm_callback::ConfirmCallback;
pub use consent::{Consent, RequestedScope};
pub use error::ErrorPage;
use error::Told;
pub use factor::FactorFormPage;
pub use form_post::FormPost;
pub use login::LoginForm;
pub use logout::{LoggedOutPage, LogoutAborted, LogoutConfirm};
use look::{Look, PageRequest, Screen};
pub use lost::Lost;
pub use mailbox::{Mailbox, MailboxEntry};
pub use passkey_enrollment::PasskeyEnrollment;
pub use passwordless::CodeFormPage;
use policy::{OwnSources, PagePolicy};
pub use policy::{UnfitSource, WebOrigin};
pub use recovery::RecoveryFormPage;
pub use sign_up::SignUpFormPage;
use template::Material;
pub use ticket::{Notice, Redeem, ResetPassword};
pub use web_message::WebMessage;

/// How long a page that says "not now" waits for what the tenant has set.
const BRIEF: Duration = Duration::from_millis(200);
const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

/// A page of the server's own.
trait HostedPage: Template + Send + Sync + 'static {
    /// The screen that it is, with what its sentences speak of.
    fn screen(&self) -> Screen;
}

/// A page that goes with its response until [`render`] makes the body of it.
#[derive(Clone)]
struct Page {
    template: Arc<dyn DynTemplate + Send + Sync>,
    screen: Screen,
    /// What it may load, where its form may lead.
    policy: PagePolicy,
}

/// The response of `page`, with the headers that every page carries. [`render`] adds the body.
fn html(status: StatusCode, policy: &PagePolicy, page: impl HostedPage) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(Page {
        screen: page.screen(),
        template: Arc::new(page),
        policy: policy.clone(),
    });
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        policy.header(OwnSources::default()),
    );
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

/// The layer that renders the page of a response, in the tenant's look and the user's language.
pub async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = PageRequest::read(&request);
    let (parts, body) = request.into_parts();
    // Only these pages come within the tenant's template, which asks more of the request.
    let kept = parts.uri.path().starts_with("/u/").then(|| parts.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(page) = response.extensions_mut().remove::<Page>() else {
        return response;
    };
    let looks = match page.policy.has_looks() {
        true => brand::looks(&app).await,
        false => Arc::default(),
    };
    let brand = Brand::of(&looks, page.screen.organization());
    let patience = match response.status() {
        // The store has just failed.
        StatusCode::SERVICE_UNAVAILABLE => BRIEF,
        _ => TIMEOUT,
    };
    let look = Look::of(&app, (page.screen, brand), &asked, patience).await;
    if let Some(told) = response.extensions_mut().remove::<Told>()
        && let Some(own) = error::own_page(&app, &asked).await
    {
        return told.at(own, look.language(), asked.client(&app).await.as_deref());
    }
    let body = match look.render(page.template.as_ref()) {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let material = Material {
        looks: &looks,
        texts: look.texts(),
        page: &body,
    };
    let within = template::around(&app, &material, kept).await;
    let templates = looks.template.as_ref().filter(|_| within.is_some());
    let own = OwnSources {
        font: look.brand().font.as_ref().map(|font| &font.origin),
        styles: templates.map_or(&[], |template| template.styles()),
    };
    let language = HeaderValue::from_static(look.language());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, page.policy.header(own));
    headers.insert(header::CONTENT_LANGUAGE, language);
    *response.body_mut() = within.unwrap_or(body).into();
    response
}

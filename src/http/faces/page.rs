//! The hosted error page: for browsers, if the error cannot be sent to an application.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{report, status};
use crate::flows::sign_in::way_back::{WayBack, way_back};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::http::pages::{ErrorPage, Lost};
use crate::http::reply::redirect;
use crate::outside::Entropy;

/// A failure on a page.
#[derive(Debug)]
pub struct PageError(pub Failure);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        page_error(&self.0)
    }
}

/// The page for `failure`, with the id of the log entry that has the details.
pub fn page_error(failure: &Failure) -> Response {
    let tracking = Entropy::system().token::<9>();
    let span = tracing::info_span!("error_page", %tracking);
    span.in_scope(|| report(failure));
    if is_lost(failure) {
        return Lost { back: None }.response();
    }
    let (_, code, description) = failure.public();
    let (code, description) = (code.to_owned(), description.to_owned());
    ErrorPage {
        status: status(failure),
        code,
        description,
        tracking,
    }
    .response()
}

/// Whether the login that a request belongs to is not there.
pub fn is_lost(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(refusal) if refusal.code == Code::LostTransaction)
}

/// The answer, or, if the login of `state` is lost, the way back to the application.
pub async fn or_way_back(
    ctx: &Ctx,
    state: Option<&str>,
    answer: Answer<Response>,
) -> Answer<Response> {
    let failure = match answer {
        Err(failure) if is_lost(&failure) => failure,
        other => return other,
    };
    report(&failure);
    match way_back(ctx, state).await? {
        WayBack::At(address) => redirect(StatusCode::FOUND, &address),
        WayBack::Page(back) => Ok(Lost { back }.response()),
    }
}

impl<F: Into<Failure>> From<F> for PageError {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

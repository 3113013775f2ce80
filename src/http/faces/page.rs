//! The hosted error page: for browsers, where there is no application that could be told.

use axum::response::{IntoResponse, Response};

use super::{report, status};
use crate::flows::Failure;
use crate::http::pages::ErrorPage;
use crate::outside::Entropy;

/// A failure on a page.
#[derive(Debug)]
pub struct PageError(pub Failure);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        page_error(&self.0)
    }
}

/// The page for `failure`, with an id under which the log has the rest.
pub fn page_error(failure: &Failure) -> Response {
    let tracking = Entropy::system().token::<9>();
    let span = tracing::info_span!("error_page", %tracking);
    span.in_scope(|| report(failure));
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

impl<F: Into<Failure>> From<F> for PageError {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

//! The faces of a failure: the form of a refusal depends on the endpoint.

mod management;
mod page;
mod token;

pub use page::{PageError, is_lost, or_way_back, page_error};
pub use token::{ErrorCode, NoStore, TokenError, token_error};

use axum::http::StatusCode;

use crate::flows::Failure;
use crate::telemetry;

/// Logs an accident once, here, where it is answered; refusals are normal traffic.
fn report(failure: &Failure) {
    telemetry::reason(failure.reason());
    match failure {
        Failure::Refused(refusal) => tracing::debug!(
            code = refusal.code.wire().1,
            reason = refusal.reason(),
            "refused"
        ),
        Failure::Unavailable(error) => {
            tracing::warn!(error = ?anyhow_chain(error), "the store is not available")
        }
        Failure::Broken(error) => tracing::error!(error = ?error, "a request broke"),
    }
}

fn anyhow_chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn status(failure: &Failure) -> StatusCode {
    status_of(failure.public().0)
}

fn status_of(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

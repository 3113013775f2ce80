//! Errors and answers of the Management API as responses.

use axum::Json;
use axum::http::header::{ALLOW, LINK, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{AppendHeaders, IntoResponse, Response};

use super::{NoStore, report, status_of};
use crate::resources::api::error::{ApiError, ErrorHeader};
use crate::resources::api::reply::Reply;
use crate::telemetry;

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Some(failure) = &self.failure {
            report(failure);
        }
        telemetry::reason(self.said());
        let (status, body) = self.parts();
        let answer = NoStore((status_of(status), Json(body)));
        match self.header {
            ErrorHeader::None => answer.into_response(),
            ErrorHeader::Challenge => ([(WWW_AUTHENTICATE, "Bearer")], answer).into_response(),
            ErrorHeader::RetryAfter => ([(RETRY_AFTER, "1")], answer).into_response(),
            ErrorHeader::Allow(methods) => ([(ALLOW, methods)], answer).into_response(),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let status = status_of(self.status);
        let next = self
            .next
            .map(|url| (LINK, format!("<{url}>; rel=\"next\"")));
        let next = AppendHeaders(next);
        if self.body.is_null() {
            return NoStore((status, next)).into_response();
        }
        NoStore((status, next, Json(self.body))).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::Failure;

    #[test]
    fn accidents_tell_nothing() {
        let broken = Failure::Broken(anyhow::anyhow!("row 7 of table clients"));
        let (status, body) = ApiError::from(broken).parts();
        assert_eq!(status, 500);
        assert!(!body.to_string().contains("row 7"));
    }
}

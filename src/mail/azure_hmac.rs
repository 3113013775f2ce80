//! How Azure Communication Services know who calls: an HMAC over the request and its body.

use std::time::{Duration, UNIX_EPOCH};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};

use crate::domain::time::Timestamp;

/// The headers that sign a `POST` of this body to `path`, with its query, by an access key in Base64.
pub fn headers(
    (host, path): (&str, &str),
    body: &str,
    access_key: &str,
    now: Timestamp,
) -> Result<Vec<(&'static str, String)>, DecodeError> {
    let key = Key::new(HMAC_SHA256, &STANDARD.decode(access_key)?);
    let since_1970 = Duration::from_secs(u64::try_from(now.seconds()).unwrap_or_default());
    let date = httpdate::fmt_http_date(UNIX_EPOCH + since_1970);
    let hash = STANDARD.encode(digest(&SHA256, body.as_bytes()));
    let to_sign = format!("POST\n{path}\n{date};{host};{hash}");
    let signature = STANDARD.encode(sign(&key, to_sign.as_bytes()));
    let names = "x-ms-date;host;x-ms-content-sha256";
    Ok(vec![
        ("x-ms-date", date),
        ("x-ms-content-sha256", hash),
        (
            "authorization",
            format!("HMAC-SHA256 SignedHeaders={names}&Signature={signature}"),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `@azure/communication-email` 1.1.0 sends.
    #[test]
    fn a_request_is_signed_as_their_own_client_signs_it() {
        let body = r#"{"headers":{"Message-ID":"<1@id.example>"},"senderAddress":"no-reply@acme.example","content":{"subject":"Hi","plainText":"Hello","html":"<p>Hello</p>"},"recipients":{"to":[{"address":"ada@example.com"}]},"userEngagementTrackingDisabled":true}"#;
        let now = Timestamp::parse("2026-11-29T10:20:30Z").expect("a time");
        let place = (
            "acme.communication.azure.com",
            "/emails:send?api-version=2025-09-01",
        );
        let signed = headers(place, body, "dGhlLWtleQ==", now).expect("a key");
        let expected = [
            ("x-ms-date", "Sun, 29 Nov 2026 10:20:30 GMT"),
            (
                "x-ms-content-sha256",
                "S1ReVQVjYbLCqKY5sSjih9H/yGuYGLQj7hUnH35HNAs=",
            ),
            (
                "authorization",
                "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=uhnswELZ2Exf94GE4nseTxRUHjC2mA41yILqnf8K2QM=",
            ),
        ];
        assert_eq!(
            signed,
            expected.map(|(name, value)| (name, value.to_owned()))
        );
        assert!(headers(place, body, "not base64", now).is_err());
    }
}

//! AWS Signature Version 4, as far as a request without a query needs it.

use std::fmt::Write;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};

use crate::domain::time::Timestamp;

/// Who signs, for which service where.
#[derive(Clone, Copy)]
pub struct SigV4Signer<'a> {
    pub access_key_id: &'a str,
    pub secret_access_key: &'a str,
    pub region: &'a str,
    pub service: &'a str,
}

/// What is signed.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// In the order of their names, which are lower-case.
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a str,
}

/// A time as AWS writes it: `20150830T123600Z`.
pub fn stamp(now: Timestamp) -> String {
    let text = now.to_string();
    let seconds = text.get(..19).unwrap_or_default();
    format!("{}Z", seconds.replace(['-', ':'], ""))
}

/// The header `Authorization` for a request of the time `stamp`.
pub fn authorization(signer: SigV4Signer<'_>, request: Signed<'_>, stamp: &str) -> String {
    let mut canonical = format!("{}\n{}\n\n", request.method, request.path);
    for (name, value) in request.headers {
        // Writing to a String cannot fail.
        let _ = writeln!(canonical, "{name}:{value}");
    }
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let _ = write!(canonical, "\n{names}\n{}", hashed(request.body));
    let date = stamp.get(..8).unwrap_or_default();
    let scope = format!("{date}/{}/{}/aws4_request", signer.region, signer.service);
    let to_sign = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{}", hashed(&canonical));
    let signature = hex(&mac(&key(signer, date), &to_sign));
    let id = signer.access_key_id;
    format!(
        "AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
}

fn key(signer: SigV4Signer<'_>, date: &str) -> Vec<u8> {
    let first = format!("AWS4{}", signer.secret_access_key).into_bytes();
    let parts = [date, signer.region, signer.service, "aws4_request"];
    parts.iter().fold(first, |key, part| mac(&key, part))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let key = Key::new(HMAC_SHA256, key);
    sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn hashed(text: &str) -> String {
    hex(digest(&SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `get-vanilla` of AWS's own test suite.
    #[test]
    fn a_request_is_signed_as_aws_signs_it() {
        let signer = SigV4Signer {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "service",
        };
        let now = Timestamp::parse("2015-08-30T12:36:00Z").expect("a time");
        assert_eq!(stamp(now), "20150830T123600Z");
        let request = Signed {
            method: "GET",
            path: "/",
            headers: &[
                ("host", "example.amazonaws.com"),
                ("x-amz-date", "20150830T123600Z"),
            ],
            body: "",
        };
        assert_eq!(
            authorization(signer, request, &stamp(now)),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, \
             Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        );
    }
}

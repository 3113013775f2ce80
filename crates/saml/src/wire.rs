//! How messages travel: base64 in forms, compressed in URLs (SAML Bindings §3.4 and §3.5).

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::xml::read::{MAX_BYTES, Unreadable};

/// A message that came in a form's field. Some service providers compress it there as well.
pub fn from_form(field: &str) -> Result<Vec<u8>, Unreadable> {
    let message = unpacked(field)?;
    let text = message.trim_ascii_start();
    if text.starts_with(b"<") || text.starts_with(b"\xef\xbb\xbf") {
        return Ok(message);
    }
    inflated(&message)
}

/// A message that came in a URL.
pub fn from_query(parameter: &str) -> Result<Vec<u8>, Unreadable> {
    inflated(&unpacked(parameter)?)
}

fn unpacked(text: &str) -> Result<Vec<u8>, Unreadable> {
    let packed: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(packed).map_err(|_| Unreadable::Malformed)
}

/// Inflating stops at the longest message that would be read.
fn inflated(compressed: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut message = Vec::new();
    let bound = u64::try_from(MAX_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    DeflateDecoder::new(compressed)
        .take(bound)
        .read_to_end(&mut message)
        .map_err(|_| Unreadable::Malformed)?;
    if message.len() > MAX_BYTES {
        return Err(Unreadable::TooLong);
    }
    Ok(message)
}

/// A message for a form's field.
pub fn to_form(message: &str) -> String {
    STANDARD.encode(message)
}

/// A message for a URL, not percent-encoded yet.
pub fn to_query(message: &str) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let compressed = encoder
        .write_all(message.as_bytes())
        .and_then(|()| encoder.finish());
    STANDARD.encode(compressed.expect("writing to memory does not fail"))
}

/// The signature of a message in a URL: over the parameters as they were sent, in a fixed order (§3.4.4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuerySignature {
    pub algorithm: String,
    pub signature: Vec<u8>,
    /// What it covers.
    pub signed: String,
}

impl QuerySignature {
    /// Reads it from a query that is known to name nothing twice; `message` is `SAMLRequest` or `SAMLResponse`. A name that
    /// is written with escapes would be read and not covered: such a query has no signature.
    pub fn of(query: &str, message: &str) -> Option<Self> {
        let pairs = || {
            query
                .split('&')
                .map(|p| p.split_once('=').unwrap_or((p, "")))
        };
        let is_plain = |name: &str| !name.contains(['%', '+']);
        let raw = |name: &str| pairs().find(|(n, _)| *n == name).map(|(_, value)| value);
        if !pairs().all(|(name, _)| is_plain(name)) || raw(message).is_none() {
            return None;
        }
        let decoded = |name: &str| {
            let pair = format!("x={}", raw(name)?);
            let (_, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
            Some(value.into_owned())
        };
        let algorithm = decoded("SigAlg")?;
        let signature = unpacked(&decoded("Signature")?).ok()?;
        let covered = [message, "RelayState", "SigAlg"]
            .iter()
            .filter_map(|name| Some(format!("{name}={}", raw(name)?)))
            .collect::<Vec<_>>();
        Some(Self {
            algorithm,
            signature,
            signed: covered.join("&"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_both_ways() {
        let message = "<a>ü</a>";
        assert_eq!(from_query(&to_query(message)).unwrap(), message.as_bytes());
        assert_eq!(from_form(&to_form(message)).unwrap(), message.as_bytes());
        assert_eq!(from_form(&to_query(message)).unwrap(), message.as_bytes());
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let bomb = to_query(&"x".repeat(50 * 1024 * 1024));
        assert!(bomb.len() < 100_000);
        assert_eq!(from_query(&bomb), Err(Unreadable::TooLong));
        assert_eq!(from_form(&bomb), Err(Unreadable::TooLong));
        for broken in ["", "!", "AAAA", &to_form("no deflate")] {
            assert!(
                from_query(broken).is_err() || from_query(broken).unwrap().is_empty(),
                "{broken}"
            );
        }
    }

    #[test]
    fn a_signature_covers_the_octets_that_were_sent() {
        let query = "Signature=QUJD&SigAlg=a%3ab&x=1&RelayState=a+b%20c&SAMLRequest=q%2B";
        let signature = QuerySignature::of(query, "SAMLRequest").unwrap();
        assert_eq!(
            signature.signed,
            "SAMLRequest=q%2B&RelayState=a+b%20c&SigAlg=a%3ab"
        );
        assert_eq!(
            (signature.algorithm.as_str(), signature.signature.as_slice()),
            ("a:b", &b"ABC"[..])
        );
        for unsigned in [
            "SAMLRequest=x&SigAlg=y",
            "RelayState=x&SigAlg=y&Signature=QUJD",
            "SAMLRequest=x&SigAlg=y&Signature=QUJD&Relay%53tate=evil",
            "SAML%52equest=x&SigAlg=y&Signature=QUJD",
        ] {
            assert_eq!(QuerySignature::of(unsigned, "SAMLRequest"), None);
        }
    }
}

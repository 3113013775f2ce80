//! Proof Key for Code Exchange (RFC 7636).

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::{Deserialize, Serialize};

use super::digest::digest;

/// How the challenge was made of the verifier (RFC 7636 §4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChallengeMethod {
    S256,
    #[serde(rename = "plain")]
    Plain,
}

/// What the authorization request promised that the token request will prove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    pub method: ChallengeMethod,
    pub value: String,
}

impl Challenge {
    /// Reads `code_challenge` and `code_challenge_method`; the method defaults to `plain` (RFC 7636 §4.3).
    pub fn parse(value: &str, method: Option<&str>) -> Result<Self, &'static str> {
        let method = match method {
            Some("S256") => ChallengeMethod::S256,
            None | Some("plain") => ChallengeMethod::Plain,
            Some(_) => return Err("Invalid code_challenge_method: must be S256 or plain"),
        };
        if !is_unreserved(value, 43) {
            return Err("Invalid code_challenge: must be 43 to 128 characters of [A-Za-z0-9-._~]");
        }
        Ok(Self {
            method,
            value: value.to_owned(),
        })
    }

    /// Whether `verifier` is the one that the challenge was made of.
    pub fn is_met_by(&self, verifier: &str) -> bool {
        if !is_unreserved(verifier, 43) {
            return false;
        }
        let made = match self.method {
            ChallengeMethod::S256 => digest(verifier),
            ChallengeMethod::Plain => verifier.to_owned(),
        };
        verify_slices_are_equal(made.as_bytes(), self.value.as_bytes()).is_ok()
    }
}

fn is_unreserved(text: &str, at_least: usize) -> bool {
    (at_least..=128).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b_holds() {
        let challenge =
            Challenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Some("S256")).unwrap();
        assert!(challenge.is_met_by("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert!(!challenge.is_met_by("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK"));
        assert!(!challenge.is_met_by("short"));
    }

    #[test]
    fn the_method_is_the_requests_own() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(
            Challenge::parse(verifier, None)
                .unwrap()
                .is_met_by(verifier)
        );
        assert!(Challenge::parse(verifier, Some("s256")).is_err());
        assert!(Challenge::parse("tooshort", Some("S256")).is_err());
    }
}

//! Opaque secrets: 256 random bits after a prefix that names their kind. Each kind has its own type, prefix and table, so
//! that none is accepted in place of another; the store sees only digests.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::digest::digest;
use crate::outside::Entropy;

/// What an opaque secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpaqueKind {
    AuthorizationCode,
    RefreshToken,
    SessionTransfer,
    /// The `state` of a login transaction: in our own URLs, never the application's.
    Transaction,
    /// The session cookie's value.
    SessionCookie,
    /// The cookie that ties login transactions to one browser.
    BrowserCookie,
    /// What follows `urn:ietf:params:oauth:request_uri:`.
    RequestUri,
    /// What follows `?ticket=`.
    Ticket,
    /// The ticket by which a user enrolls a second factor.
    EnrollmentTicket,
    /// The ticket of an invitation to an organization.
    Invitation,
    /// `mfa_token`: a token request that waits for a second factor.
    MfaToken,
    /// `oob_code`: a code that was sent for an `mfa_token`.
    OobCode,
    /// `auth_session`: a challenge of a passkey.
    AuthSession,
    /// The cookie of a browser in which no second factor is asked for.
    RememberedBrowser,
}

impl OpaqueKind {
    fn prefix(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "ac_",
            Self::RefreshToken => "v1.",
            Self::SessionTransfer => "stt_",
            Self::Transaction => "tx_",
            Self::SessionCookie => "s_",
            Self::BrowserCookie => "b_",
            Self::RequestUri => "par_",
            Self::Ticket => "tk_",
            Self::EnrollmentTicket => "gten_",
            Self::Invitation => "inv_",
            Self::MfaToken => "mfa_",
            Self::OobCode => "oob_",
            Self::AuthSession => "as_",
            Self::RememberedBrowser => "mf_",
        }
    }
}

/// A secret to give out and the digest to keep.
pub struct Minted {
    pub secret: String,
    pub digest: String,
}

/// A new secret.
pub fn mint(entropy: &Entropy, kind: OpaqueKind) -> Minted {
    let secret = format!("{}{}", kind.prefix(), entropy.token::<32>());
    Minted {
        digest: digest(&secret),
        secret,
    }
}

/// The digest of a secret that a caller sent; `None` if it cannot be a secret of that kind. Strict: exactly 32 bytes in
/// canonical base64url, so that no two strings are the same token.
pub fn recognise(kind: OpaqueKind, shown: &str) -> Option<String> {
    let body = shown
        .strip_prefix(kind.prefix())
        .filter(|b| b.len() == 43)?;
    let mut bytes = [0; 33];
    let written = URL_SAFE_NO_PAD.decode_slice(body, &mut bytes).ok()?;
    (written == 32).then(|| digest(shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_recognised_as_its_own_kind_and_to_the_letter() {
        let entropy = Entropy::seeded(crate::properties::seed::seed());
        let Minted { secret, digest } = mint(&entropy, OpaqueKind::SessionTransfer);
        assert_eq!(
            recognise(OpaqueKind::SessionTransfer, &secret),
            Some(digest)
        );
        assert_eq!(recognise(OpaqueKind::RefreshToken, &secret), None);
        for wrong in [
            &secret[..secret.len() - 1],
            &format!("{secret}A"),
            &format!("{secret}="),
            &secret.replace("stt_", "STT_"),
        ] {
            assert_eq!(
                recognise(OpaqueKind::SessionTransfer, wrong),
                None,
                "{wrong}"
            );
        }
    }

    #[test]
    fn trailing_bits_must_be_zero() {
        let canonical = format!("stt_{}A", "A".repeat(42));
        let sloppy = format!("stt_{}B", "A".repeat(42));
        assert!(recognise(OpaqueKind::SessionTransfer, &canonical).is_some());
        assert!(recognise(OpaqueKind::SessionTransfer, &sloppy).is_none());
    }
}

//! Credentials of clients: public keys by which they prove who they are, without a secret that two parties know.

use super::time::Timestamp;

/// One public key of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCredential {
    /// `cred_…`
    pub id: String,
    pub client_id: String,
    pub name: Option<String>,
    pub kid: String,
    pub alg: Algorithm,
    pub key: RsaKey,
    /// From then on nothing that it signs is believed.
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A public key, its parts as a JWK has them (RFC 7518 §6.3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RsaKey {
    pub modulus: String,
    pub exponent: String,
}

/// How a client signs: the credential says so, never the assertion (RFC 8725 §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    Rs256,
    Rs384,
    Ps256,
}

impl Algorithm {
    /// Every algorithm, as discovery lists them.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Rs384, Self::Ps256];

    /// Its name in a JWS header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Ps256 => "PS256",
        }
    }

    /// The algorithm of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.as_str() == name)
    }
}

impl ClientCredential {
    /// Whether what it signs is believed at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

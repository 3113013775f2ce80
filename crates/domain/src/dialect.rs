//! Whose wire the server speaks where Auth0's and the standards' disagree: `protocol.dialect`. The table in
//! `docs/compatibility.md` has every place that asks; nothing else may.

/// Whose wire it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Auth0's, which its SDKs know.
    #[default]
    Auth0,
    /// That of the standards: OAuth 2 and OpenID Connect.
    Oidc,
}

impl Dialect {
    /// Reads a value of the configuration.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "auth0" => Some(Self::Auth0),
            "oidc" => Some(Self::Oidc),
            _ => None,
        }
    }

    /// Whether it is the standards'.
    pub fn is_standard(self) -> bool {
        self == Self::Oidc
    }
}

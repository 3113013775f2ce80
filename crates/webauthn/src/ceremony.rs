//! What a ceremony expects, and why its answer is refused.

/// How long a credential's id may be (§4, Credential ID).
pub const MAX_CREDENTIAL_ID: usize = 1023;
/// How long a user handle may be (§5.4.3).
pub const MAX_USER_HANDLE: usize = 64;

/// What an answer is held against.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// What the authenticator was to sign.
    pub challenge: &'a [u8],
    /// The origins that may ask, whole: none stands for those that end like it.
    pub origins: &'a [String],
    pub rp_id: &'a str,
    /// Whether the authenticator must have verified its user.
    pub must_verify: bool,
}

/// Why an answer is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{0} is malformed")]
    Malformed(&'static str),
    #[error("{0} is too long")]
    TooLong(&'static str),
    #[error("the client data are of another type")]
    Type,
    #[error("the challenge is another one")]
    Challenge,
    #[error("the origin is not allowed")]
    Origin,
    #[error("the origin is framed by another one")]
    CrossOrigin,
    #[error("the relying party is another one")]
    RelyingParty,
    #[error("the user was not present")]
    NotPresent,
    #[error("the user was not verified")]
    NotVerified,
    #[error("the backup flags contradict each other")]
    Backup,
    #[error("the algorithm or its key is not allowed")]
    Key,
    #[error("the credential is another one")]
    Credential,
    #[error("the user handle is another one")]
    UserHandle,
    #[error("the signature is wrong")]
    Signature,
    #[error("the counter did not grow")]
    Counter,
}

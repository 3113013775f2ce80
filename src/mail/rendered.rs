//! A message that is ready, and why one does not go out.

/// A message that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The same at every attempt (RFC 5322 §3.6.4), without the angle brackets.
    pub message_id: String,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// Why a message was not sent, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// It may be sent later.
    #[error("{0}")]
    ForNow(String),
    /// It will never be.
    #[error("{0}")]
    ForGood(String),
}

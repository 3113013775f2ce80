//! What is wrong with a query, and how large one may be.

pub(super) const MAX_BYTES: usize = 1_024;
pub(super) const MAX_DEPTH: usize = 16;
pub(super) const MAX_TERMS: usize = 64;

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("The query is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("The query nests too deeply")]
    TooDeep,
    #[error("The query has more than {MAX_TERMS} terms")]
    TooManyTerms,
    #[error("The field {0} cannot be searched")]
    UnknownField(String),
    #[error("The query ends too early")]
    UnexpectedEnd,
    #[error("Unexpected {0}")]
    Unexpected(String),
    #[error("{0} is not a date")]
    NotADate(String),
    #[error("{0} is not a whole number")]
    NotANumber(String),
    #[error("The field {0} has no ranges")]
    NoRange(String),
    #[error("Wildcards cannot be used on {0}")]
    NoWildcard(String),
    #[error("A wildcard at the beginning must be followed by at least {0} characters")]
    ShortSuffix(usize),
    #[error("A term has at most {0} wildcards")]
    TooManyWildcards(usize),
}

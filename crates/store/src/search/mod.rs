//! Searches whose conditions come with the request.

pub(crate) mod conditions;
pub(crate) mod documents;

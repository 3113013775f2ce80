//! Sealed values and keys.

pub mod seal;
pub mod sealed_columns;
pub mod sealing_keys;
pub mod signing_keys;

//! Signing in with a user's own hands: the password, and the login transaction around it.

pub mod new_password;
pub mod password;
mod submit;

pub use submit::{LoginError, LoginPage, Submission, Submitted, page, submit};

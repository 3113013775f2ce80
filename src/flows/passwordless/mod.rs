//! Signing in without a password: a code that is sent to an address or a telephone proves whose it is, and makes the account of
//! who has none. The pages (`flows/sign_in/passwordless.rs`), the token endpoint and `/passwordless/start` use the same codes.

pub mod code;
pub mod link;
mod new_user;
pub mod otp;
pub mod prove;
pub mod recipient;
pub mod send;
pub mod start;
mod text;

//! Passwords: whether one is right, and how a new one is set. The login page itself is `flows/sign_in/login`.

pub mod new_password;
pub mod password;
pub mod unblock;

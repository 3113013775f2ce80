//! Web sessions, and what belongs to one.

pub mod saml;
pub mod session_list;
pub mod sessions;
pub mod userinfo_claims;

//! Users, their identities and consents.

pub mod grants;
pub mod identities;
pub mod spellings;
pub mod user_search;
pub mod users;

//! Users, their identities, consents, and what they have enrolled.

pub mod authenticators;
pub mod grants;
pub mod identities;
pub mod remembered_browsers;
pub mod spellings;
pub mod user_search;
pub mod users;

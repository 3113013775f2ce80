//! Users: sign-up, profiles, passwords, identities, tickets, access.

mod access;
mod api;
mod grants;
mod identities;
mod imports;
mod logins_under_way;
mod password_changes;
mod password_policies;
mod recovery;
mod recovery_code;
mod search;
mod self_service;
mod signup;
mod tickets;
mod unicode;

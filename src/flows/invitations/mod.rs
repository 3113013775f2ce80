//! Invitations to organizations: making one, with the message that carries its link, and what becomes of it when somebody
//! brings it to a sign-in.

pub mod accept;
pub mod issue;

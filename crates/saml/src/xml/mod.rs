//! XML as SAML and WS-Federation need it, and no more of it.
//!
//! What we send is built as a tree ([`Element`]) whose text is escaped by construction and is already in exclusive canonical
//! form, so signing it needs no second look at it. What others send is read by one strict parser ([`Document`]); the tree
//! whose signature is checked is the tree that is read, and only a signature over the whole message counts.

pub mod element;
pub mod encrypt;
pub mod name;
pub mod peer;
pub mod read;
pub mod sign;
pub mod verify;

#[cfg(test)]
mod tests;

pub use element::Element;
pub use name::Namespace;
pub use peer::PeerKey;
pub use read::{Document, Node, Unreadable};

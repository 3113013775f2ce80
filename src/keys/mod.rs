//! Signing keys: made, kept, published, rotated. One key signs; the next is published ahead of its turn, and previous ones
//! stay published until the last token that they signed has expired.

mod certificate;
pub mod client_key;
mod der;
mod jwks;
pub mod pkcs7;
mod ring;
mod signer;

pub use ring::{KeyError, KeyRing, Ring, rotate};
pub use signer::{Signer, sign_with_secret, verify_with_secret};

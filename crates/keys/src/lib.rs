//! Keys: those that sign tokens and XML, their certificates and published form, and the keys of clients.

mod certificate;
pub mod client_key;
mod der;
mod error;
mod jwks;
pub mod pkcs7;
pub mod provider_key;
mod ring;
mod signer;

pub use certificate::make_key;
pub use error::KeyError;
pub use ring::Ring;
pub use signer::{Signer, sign_with_secret, verify_with_secret};

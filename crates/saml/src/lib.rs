//! The messages of SAML 2.0 and WS-Federation: reading those of peers, writing those of the server. `flows/saml` and
//! `flows/wsfed` decide what to do with them.

pub mod add_on;
pub mod assertion;
pub mod logout;
pub mod metadata;
#[cfg(test)]
#[path = "../../../tests/common/properties.rs"]
mod properties;
pub mod request;
pub mod response;
pub mod trust;
pub mod wire;
pub mod xml;

use footbridge_outside::Entropy;

/// A new message or assertion ID: an `xs:ID` with 192 random bits (SAML Core §1.3.4).
pub fn new_id(entropy: &Entropy) -> String {
    format!("_{}", entropy.token::<24>())
}

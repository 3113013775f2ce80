//! What authenticators answer, verified: registrations and assertions of WebAuthn level 3, for relying parties that ask for
//! no attestation.
//!
//! Pure: the caller keeps challenges, credentials and counters. Everything here comes from a stranger, and each part has a
//! bound before it is read.

mod answer;
mod assertion;
mod auth_data;
mod ceremony;
mod client_data;
mod cose;
mod options;
mod registration;

pub use answer::Answer;
pub use assertion::{Asserted, Credential, assert};
pub use ceremony::{Expected, MAX_CREDENTIAL_ID, MAX_USER_HANDLE, Refusal};
pub use cose::{Algorithm, Key};
pub use options::{
    Attachment, Creation, Request, Selection, UserEntity, UserVerification, creation, request,
};
pub use registration::{Registered, register};

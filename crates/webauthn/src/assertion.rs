//! Showing a credential (§7.2).

use crate::answer::{Answer, Signed};
use crate::auth_data::AuthData;
use crate::ceremony::{Expected, Refusal};
use crate::client_data;
use crate::cose::Key;

/// What is stored of the credential that an answer names.
#[derive(Debug, Clone, Copy)]
pub struct Credential<'a> {
    pub id: &'a [u8],
    /// A COSE key.
    pub public_key: &'a [u8],
    pub counter: u32,
    /// Whether it may be on more than one device; `None` where that is not known.
    pub is_backup_eligible: Option<bool>,
    /// The handle of its account.
    pub user_handle: Option<&'a [u8]>,
    /// Whether the answer must name the account: no one else has.
    pub must_name_user: bool,
}

/// What to remember of an answer that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asserted {
    /// To be stored if the one that is stored is still lower, or both are zero.
    pub counter: u32,
    pub is_verified: bool,
    pub is_backed_up: bool,
}

/// Verifies that the credential answered.
pub fn assert(
    answer: &Answer,
    credential: Credential<'_>,
    expected: Expected<'_>,
) -> Result<Asserted, Refusal> {
    let Signed::Assertion {
        auth_data,
        signature,
        user_handle,
    } = &answer.signed
    else {
        return Err(Refusal::Malformed("the response"));
    };
    if answer.credential_id != credential.id {
        return Err(Refusal::Credential);
    }
    match user_handle {
        Some(handle) if credential.user_handle != Some(handle) => return Err(Refusal::UserHandle),
        None if credential.must_name_user => return Err(Refusal::UserHandle),
        _ => {}
    }
    let hash = client_data::check(&answer.client_data, "webauthn.get", expected)?;
    let data = AuthData::read(auth_data, expected)?;
    let key = Key::read(credential.public_key)?;
    if !key.signed(&[auth_data.as_slice(), &hash].concat(), signature) {
        return Err(Refusal::Signature);
    }
    // After the signature: what is not signed says nothing of a copied authenticator.
    if (data.counter, credential.counter) != (0, 0) && data.counter <= credential.counter {
        return Err(Refusal::Counter);
    }
    if (credential.is_backup_eligible).is_some_and(|was| was != data.is_backup_eligible) {
        return Err(Refusal::Backup);
    }
    Ok(Asserted {
        counter: data.counter,
        is_verified: data.is_verified,
        is_backed_up: data.is_backed_up,
    })
}

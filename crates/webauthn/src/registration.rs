//! Registering a credential (§7.1). The attestation statement is read and not believed: none was asked for.

use ciborium::Value;

use crate::answer::{Answer, Signed};
use crate::auth_data::{AuthData, cbor};
use crate::ceremony::{Expected, Refusal};
use crate::client_data;
use crate::cose::{Algorithm, Key};

const MALFORMED: Refusal = Refusal::Malformed("attestationObject");

/// A credential that was made, to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub credential_id: Vec<u8>,
    /// A COSE key of an algorithm that is allowed.
    pub public_key: Vec<u8>,
    pub algorithm: Algorithm,
    pub counter: u32,
    pub aaguid: [u8; 16],
    pub is_verified: bool,
    /// Whether the credential may be on more than one device.
    pub is_backup_eligible: bool,
    pub is_backed_up: bool,
    pub transports: Vec<String>,
}

/// Verifies the answer to a request for a new credential.
pub fn register(answer: &Answer, expected: Expected<'_>) -> Result<Registered, Refusal> {
    let Signed::Attestation { object, transports } = &answer.signed else {
        return Err(MALFORMED);
    };
    client_data::check(&answer.client_data, "webauthn.create", expected)?;
    let data = AuthData::read(&auth_data_of(object)?, expected)?;
    let attested = data.attested.ok_or(MALFORMED)?;
    if attested.credential_id != answer.credential_id {
        return Err(Refusal::Credential);
    }
    let algorithm = Key::read(&attested.key)?.algorithm;
    Ok(Registered {
        credential_id: attested.credential_id,
        public_key: attested.key,
        algorithm,
        counter: data.counter,
        aaguid: attested.aaguid,
        is_verified: data.is_verified,
        is_backup_eligible: data.is_backup_eligible,
        is_backed_up: data.is_backed_up,
        transports: transports.clone(),
    })
}

/// The signed part of an attestation object (§6.5), which has three members and nothing after it.
fn auth_data_of(object: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut rest = object;
    let Value::Map(map) = cbor(&mut rest)? else {
        return Err(MALFORMED);
    };
    if !rest.is_empty() {
        return Err(MALFORMED);
    }
    let value = |name: &str| {
        let mut found = map.iter().filter(|(key, _)| key.as_text() == Some(name));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Ok(value),
            _ => Err(MALFORMED),
        }
    };
    if !value("fmt")?.is_text() || !value("attStmt")?.is_map() {
        return Err(MALFORMED);
    }
    value("authData")?.as_bytes().cloned().ok_or(MALFORMED)
}

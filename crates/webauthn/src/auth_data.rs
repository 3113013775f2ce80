//! What the authenticator signs (§6.1).

use ciborium::Value;

use crate::ceremony::{Expected, MAX_CREDENTIAL_ID, Refusal};
use crate::client_data::hash;

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKUP_STATE: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;
const EXTENSIONS: u8 = 1 << 7;

/// How deep values may lie in one another: certificates in a statement are the deepest.
const MAX_DEPTH: usize = 8;

const MALFORMED: Refusal = Refusal::Malformed("authenticatorData");

/// Read to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthData {
    pub is_verified: bool,
    pub is_backup_eligible: bool,
    pub is_backed_up: bool,
    pub counter: u32,
    pub attested: Option<Attested>,
}

/// The credential that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Attested {
    pub aaguid: [u8; 16],
    pub credential_id: Vec<u8>,
    /// A COSE key, not looked at yet.
    pub key: Vec<u8>,
}

impl AuthData {
    /// Reads it, and checks what holds for registrations and assertions alike.
    pub fn read(bytes: &[u8], expected: Expected<'_>) -> Result<Self, Refusal> {
        let mut rest = bytes;
        let rp_id_hash = take(&mut rest, 32)?;
        let flags = take(&mut rest, 1)?[0];
        let has = |flag: u8| flags & flag != 0;
        let counter = take(&mut rest, 4)?;
        let counter = u32::from_be_bytes(counter.try_into().map_err(|_| MALFORMED)?);
        let attested = match has(ATTESTED) {
            true => Some(attested(&mut rest)?),
            false => None,
        };
        if has(EXTENSIONS) && !cbor(&mut rest)?.is_map() {
            return Err(MALFORMED);
        }
        if !rest.is_empty() {
            return Err(MALFORMED);
        }
        if rp_id_hash != hash(expected.rp_id.as_bytes()) {
            return Err(Refusal::RelyingParty);
        }
        if !has(USER_PRESENT) {
            return Err(Refusal::NotPresent);
        }
        if expected.must_verify && !has(USER_VERIFIED) {
            return Err(Refusal::NotVerified);
        }
        if has(BACKUP_STATE) && !has(BACKUP_ELIGIBLE) {
            return Err(Refusal::Backup);
        }
        Ok(Self {
            is_verified: has(USER_VERIFIED),
            is_backup_eligible: has(BACKUP_ELIGIBLE),
            is_backed_up: has(BACKUP_STATE),
            counter,
            attested,
        })
    }
}

/// §6.5.2
fn attested(rest: &mut &[u8]) -> Result<Attested, Refusal> {
    let aaguid = take(rest, 16)?.try_into().map_err(|_| MALFORMED)?;
    let length = take(rest, 2)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    if !(1..=MAX_CREDENTIAL_ID).contains(&length) {
        return Err(Refusal::TooLong("the credential's id"));
    }
    let credential_id = take(rest, length)?.to_vec();
    let from = *rest;
    cbor(rest)?;
    Ok(Attested {
        aaguid,
        credential_id,
        key: from[..from.len() - rest.len()].to_vec(),
    })
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], Refusal> {
    let (taken, after) = rest.split_at_checked(length).ok_or(MALFORMED)?;
    *rest = after;
    Ok(taken)
}

/// One CBOR value, off the front.
pub fn cbor(rest: &mut &[u8]) -> Result<Value, Refusal> {
    ciborium::de::from_reader_with_recursion_limit(rest, MAX_DEPTH)
        .map_err(|_| Refusal::Malformed("the CBOR"))
}

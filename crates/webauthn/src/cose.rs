//! Public keys as authenticators write them (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4), of three algorithms and no other.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents,
};
use ciborium::Value;

use crate::auth_data::cbor;
use crate::ceremony::Refusal;

/// How long a key may be: one of RSA with 8192 bits.
const MAX_KEY: usize = 1100;
/// How long an RSA modulus may be: of 2048 to 8192 bits.
const MODULI: std::ops::RangeInclusive<usize> = 256..=1024;
/// The RSA exponent of authenticators, 65537. One of 1 would sign nothing.
const RSA_EXPONENT: [u8; 3] = [1, 0, 1];

const KEY_TYPE: i128 = 1;
const ALGORITHM: i128 = 3;
const CURVE: i128 = -1;
const X: i128 = -2;
const Y: i128 = -3;
const MODULUS: i128 = -1;
const EXPONENT: i128 = -2;

/// What a credential signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    EdDsa,
    Es256,
    Rs256,
}

impl Algorithm {
    /// Every one, in the order in which they are asked for.
    pub const ALL: [Self; 3] = [Self::EdDsa, Self::Es256, Self::Rs256];

    /// Its number in the registry of COSE.
    pub const fn number(self) -> i32 {
        match self {
            Self::EdDsa => -8,
            Self::Es256 => -7,
            Self::Rs256 => -257,
        }
    }
}

/// A key that a signature can be held against.
#[derive(Debug, Clone)]
pub struct Key {
    pub algorithm: Algorithm,
    parsed: ParsedPublicKey,
}

impl Key {
    /// The one of these bytes, if it is of an algorithm that is allowed and there is nothing beside it.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_KEY {
            return Err(Refusal::TooLong("the key"));
        }
        let mut rest = bytes;
        let Value::Map(map) = cbor(&mut rest)? else {
            return Err(Refusal::Key);
        };
        if !rest.is_empty() {
            return Err(Refusal::Key);
        }
        let map = Map(map);
        let (algorithm, parsed) = match (map.number(KEY_TYPE)?, map.number(ALGORITHM)?) {
            (1, -8) => (Algorithm::EdDsa, ed25519(&map)?),
            (2, -7) => (Algorithm::Es256, p256(&map)?),
            (3, -257) => (Algorithm::Rs256, rsa(&map)?),
            _ => return Err(Refusal::Key),
        };
        Ok(Self { algorithm, parsed })
    }

    /// Whether it signed that.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        self.parsed.verify_sig(message, signature).is_ok()
    }
}

fn ed25519(map: &Map) -> Result<ParsedPublicKey, Refusal> {
    match (map.number(CURVE)?, map.bytes(X)?) {
        (6, x) if x.len() == 32 => ParsedPublicKey::new(&ED25519, x).map_err(|_| Refusal::Key),
        _ => Err(Refusal::Key),
    }
}

fn p256(map: &Map) -> Result<ParsedPublicKey, Refusal> {
    match (map.number(CURVE)?, map.bytes(X)?, map.bytes(Y)?) {
        (1, x, y) if x.len() == 32 && y.len() == 32 => {
            let point = [&[4], x, y].concat();
            ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).map_err(|_| Refusal::Key)
        }
        _ => Err(Refusal::Key),
    }
}

fn rsa(map: &Map) -> Result<ParsedPublicKey, Refusal> {
    let (n, e) = (map.bytes(MODULUS)?, map.bytes(EXPONENT)?);
    let has_leading_zero = n.first() == Some(&0);
    if !MODULI.contains(&n.len()) || has_leading_zero || e != RSA_EXPONENT {
        return Err(Refusal::Key);
    }
    RsaPublicKeyComponents { n, e }
        .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
        .map_err(|_| Refusal::Key)
}

struct Map(Vec<(Value, Value)>);

impl Map {
    /// The one value of a label: two of them, and readers could differ.
    fn value(&self, label: i128) -> Result<&Value, Refusal> {
        let is_it = |key: &Value| key.as_integer().map(i128::from) == Some(label);
        let mut found = self.0.iter().filter(|(key, _)| is_it(key));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Ok(value),
            _ => Err(Refusal::Key),
        }
    }

    fn number(&self, label: i128) -> Result<i128, Refusal> {
        let number = self.value(label)?.as_integer();
        number.map(i128::from).ok_or(Refusal::Key)
    }

    fn bytes(&self, label: i128) -> Result<&[u8], Refusal> {
        let bytes = self.value(label)?.as_bytes();
        bytes.map(Vec::as_slice).ok_or(Refusal::Key)
    }
}

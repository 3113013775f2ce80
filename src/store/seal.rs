//! Sealing of secrets that must be read again: AES-256-GCM under the operator's key, bound to table, row and column,
//! so that a ciphertext moved to another cell does not open.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::outside::Entropy;

/// First byte of a value kept as it is, because no key was configured.
const PLAIN: u8 = 0;
/// First byte of a sealed value; nonce and ciphertext follow.
const SEALED: u8 = 1;

/// Seals and opens column values.
pub struct Sealer {
    key: Option<LessSafeKey>,
}

/// The place of a value.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    pub table: &'static str,
    pub row: &'a str,
    pub column: &'static str,
}

/// The value does not open: another key, another cell, or damage.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value does not open: is secret_key the one that it was sealed with?")]
pub struct SealError;

impl Sealer {
    /// With the operator's key, or, where there is none, keeping values as they are.
    pub fn new(key: Option<[u8; 32]>) -> Self {
        let key =
            key.map(|k| UnboundKey::new(&AES_256_GCM, &k).expect("AES-256 keys have 32 bytes"));
        Self {
            key: key.map(LessSafeKey::new),
        }
    }

    /// The column value for `secret` at `cell`.
    pub fn seal(&self, entropy: &Entropy, cell: Cell<'_>, secret: &[u8]) -> Vec<u8> {
        let Some(key) = &self.key else {
            return [&[PLAIN], secret].concat();
        };
        let nonce = entropy.bytes::<NONCE_LEN>();
        let mut sealed = secret.to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(cell.name()),
            &mut sealed,
        )
        .expect("a column value is far below AES-GCM's limit");
        [&[SEALED], nonce.as_slice(), &sealed].concat()
    }

    /// The secret in the column value at `cell`.
    pub fn open(&self, cell: Cell<'_>, value: &[u8]) -> Result<Vec<u8>, SealError> {
        match (value.split_first(), &self.key) {
            (Some((&PLAIN, secret)), _) => Ok(secret.to_vec()),
            (Some((&SEALED, rest)), Some(key)) => {
                let (nonce, sealed) = rest.split_at_checked(NONCE_LEN).ok_or(SealError)?;
                let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError)?;
                let mut opened = sealed.to_vec();
                let secret = key
                    .open_in_place(nonce, Aad::from(cell.name()), &mut opened)
                    .map_err(|_| SealError)?;
                Ok(secret.to_vec())
            }
            _ => Err(SealError),
        }
    }
}

impl Cell<'_> {
    fn name(&self) -> String {
        format!("{}\n{}\n{}", self.table, self.row, self.column)
    }
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealer")
            .field("keyed", &self.key.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: Cell<'static> = Cell {
        table: "clients",
        row: "a",
        column: "secret",
    };

    #[test]
    fn a_sealed_value_opens_only_in_its_cell_and_with_its_key() {
        let (entropy, sealer) = (Entropy::system(), Sealer::new(Some([7; 32])));
        let value = sealer.seal(&entropy, CELL, b"hush");
        assert!(!value.windows(4).any(|w| w == b"hush"));
        assert_eq!(sealer.open(CELL, &value).unwrap(), b"hush");
        assert!(sealer.open(Cell { row: "b", ..CELL }, &value).is_err());
        assert!(Sealer::new(Some([8; 32])).open(CELL, &value).is_err());
        assert!(Sealer::new(None).open(CELL, &value).is_err());
        assert!(sealer.open(CELL, &[]).is_err());
    }

    #[test]
    fn values_kept_plain_before_a_key_was_set_still_open() {
        let value = Sealer::new(None).seal(&Entropy::system(), CELL, b"hush");
        assert_eq!(
            Sealer::new(Some([7; 32])).open(CELL, &value).unwrap(),
            b"hush"
        );
    }
}

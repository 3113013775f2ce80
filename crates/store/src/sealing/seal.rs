//! Sealing of secrets that must be read again: AES-256-GCM under the operator's key, bound to table, row and column,
//! so that a ciphertext moved to another cell does not open.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use footbridge_outside::Entropy;

/// First byte of a value kept as it is, because no key was configured.
pub(crate) const PLAIN: u8 = 0;
/// First byte of a sealed value; nonce and ciphertext follow.
const SEALED: u8 = 1;

/// Seals and opens column values.
pub struct Sealer {
    key: Option<LessSafeKey>,
}

/// The place of a value: a row of one of the columns in `sealed_columns.rs`, so that none is forgotten there.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    pub(crate) table: &'static str,
    pub(crate) row: &'a str,
    pub(crate) column: &'static str,
}

/// Why a value does not open.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Another key, another cell, or damage.
    #[error(
        "a sealed value does not open: is secret_key the one that it was sealed with? After a change of it, \
         `footbridge keys reseal` seals everything again"
    )]
    Closed,
    /// It was stored when there was no key. Anyone who can write to the database could put such a value there.
    #[error("a value is stored unsealed although secret_key is set: run `footbridge keys reseal`")]
    Unsealed,
}

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
            (Some((&PLAIN, secret)), None) => Ok(secret.to_vec()),
            (Some((&PLAIN, _)), Some(_)) => Err(SealError::Unsealed),
            (Some((&SEALED, rest)), Some(key)) => {
                let (nonce, sealed) = rest.split_at_checked(NONCE_LEN).ok_or(SealError::Closed)?;
                let nonce =
                    Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Closed)?;
                let mut opened = sealed.to_vec();
                let secret = key
                    .open_in_place(nonce, Aad::from(cell.name()), &mut opened)
                    .map_err(|_| SealError::Closed)?;
                Ok(secret.to_vec())
            }
            _ => Err(SealError::Closed),
        }
    }

    /// Whether there is a key.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// The column value for what is at `cell`, sealed or not, if one of the others opens it; `None` when it opens as it is.
    pub(crate) fn reseal(
        &self,
        (entropy, others): (&Entropy, &[Self]),
        cell: Cell<'_>,
        value: &[u8],
    ) -> Result<Option<Vec<u8>>, SealError> {
        if self.open(cell, value).is_ok() {
            return Ok(None);
        }
        let opened = others.iter().find_map(|other| other.open(cell, value).ok());
        let secret = opened.ok_or(SealError::Closed)?;
        Ok(Some(self.seal(entropy, cell, &secret)))
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
    fn what_is_unsealed_or_under_an_old_key_is_sealed_again_and_opens_only_then() {
        let entropy = Entropy::system();
        let (plain, old) = (Sealer::new(None), Sealer::new(Some([8; 32])));
        let sealer = Sealer::new(Some([7; 32]));
        let values = [&plain, &old].map(|by| by.seal(&entropy, CELL, b"hush"));
        let others = [plain, old];
        for value in values {
            assert!(sealer.open(CELL, &value).is_err());
            let again = sealer
                .reseal((&entropy, &others), CELL, &value)
                .unwrap()
                .unwrap();
            assert_eq!(sealer.open(CELL, &again).unwrap(), b"hush");
            assert!(
                sealer
                    .reseal((&entropy, &[]), CELL, &again)
                    .unwrap()
                    .is_none()
            );
            assert!(sealer.reseal((&entropy, &[]), CELL, &value).is_err());
        }
    }
}

//! `secret_key`: 32 bytes, in hexadecimal or in base64.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::layers::Raw;
use super::values;

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// The key that seals secrets at rest. `Debug` does not print it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecretKey(pub [u8; 32]);

impl SecretKey {
    /// Reads 64 hexadecimal digits or base64 of 32 bytes, in either alphabet.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = if text.len() == 64 {
            hexadecimal(text)?
        } else {
            [alphabet::STANDARD, alphabet::URL_SAFE]
                .iter()
                .find_map(|letters| GeneralPurpose::new(letters, ANY_PADDING).decode(text).ok())?
        };
        bytes.try_into().ok().map(Self)
    }

    pub(super) fn read(raw: &Raw) -> Option<Self> {
        Self::parse(&values::text(raw)?)
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| {
        char::from(b)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect()
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

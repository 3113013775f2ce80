//! Line and column in a source, and bytes as strings.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};

/// A line and a column, counted as editors count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

impl LineColumn {
    /// The place of the byte `at`.
    pub fn of(text: &str, at: usize) -> Self {
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            line: number(line),
            column: number(column),
        }
    }
}

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);

/// Bytes in an encoding that `Buffer` knows; `None` for any other name.
pub fn encode(bytes: &[u8], encoding: &str) -> Option<String> {
    Some(match encoding {
        "utf8" => String::from_utf8_lossy(bytes).into_owned(),
        "base64" => general_purpose::STANDARD.encode(bytes),
        "base64url" => general_purpose::URL_SAFE_NO_PAD.encode(bytes),
        "hex" => bytes.iter().fold(String::new(), |mut text, byte| {
            text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
            text
        }),
        "latin1" => bytes.iter().map(|byte| char::from(*byte)).collect(),
        "ascii" => bytes.iter().map(|byte| char::from(byte & 127)).collect(),
        _ => return None,
    })
}

/// The reverse; invalid characters end the string or are left out, as in Node.js.
pub fn decode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    Some(match encoding {
        "utf8" => text.as_bytes().to_vec(),
        "base64" | "base64url" => {
            let known = |c: char| match c {
                '-' => Some('+'),
                '_' => Some('/'),
                c if c.is_ascii_alphanumeric() || matches!(c, '+' | '/') => Some(c),
                _ => None,
            };
            let clean: String = text
                .split('=')
                .next()
                .unwrap_or("")
                .chars()
                .filter_map(known)
                .collect();
            // A single remaining letter encodes no byte.
            let whole = if clean.len() % 4 == 1 {
                clean.len() - 1
            } else {
                clean.len()
            };
            BASE64.decode(&clean[..whole]).unwrap_or_default()
        }
        "hex" => {
            let digit = |byte: &u8| {
                char::from(*byte)
                    .to_digit(16)
                    .and_then(|d| u8::try_from(d).ok())
            };
            let pairs = text.as_bytes().chunks_exact(2);
            pairs
                .map_while(|pair| Some((digit(&pair[0])? << 4) | digit(&pair[1])?))
                .collect()
        }
        // The low byte of each, as in Node.
        "latin1" | "ascii" => text.chars().map(|c| (u32::from(c) & 0xff) as u8).collect(),
        _ => return None,
    })
}

//! Recovery codes: 24 capitals and digits, for a user who has lost everything else. Each is used once, and another one takes
//! its place.

use crate::domain::digest::digest;
use crate::flows::Ctx;

const LENGTH: usize = 24;
const SYMBOLS: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// Bytes from here on are thrown away, so that every symbol is as likely as any other.
const FAIR: u8 = 252;

/// A new code, and its digest, which is all that is kept of it.
pub fn draw(ctx: &Ctx) -> (String, String) {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let usable = ctx.entropy.bytes::<32>().into_iter().filter(|b| *b < FAIR);
        let left = LENGTH - code.len();
        code.extend(
            usable
                .take(left)
                .map(|byte| char::from(SYMBOLS[usize::from(byte) % SYMBOLS.len()])),
        );
    }
    let digest = digest(&code);
    (code, digest)
}

/// The digest of a code as it was typed, in capitals or not, with blanks and hyphens or without; `None` if it cannot be one.
pub fn typed(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .take(LENGTH + 1)
        .collect();
    let is_code = code.len() == LENGTH && code.bytes().all(|byte| SYMBOLS.contains(&byte));
    is_code.then(|| digest(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = "ABCDEFGHIJKL012345678901";
        let same = [
            code,
            "abcdefghijkl012345678901",
            " ABCD-EFGH-IJKL-0123 4567 8901\n",
        ];
        for text in same {
            assert_eq!(typed(text), Some(digest(code)), "{text:?}");
        }
        let wrong = [
            "",
            "ABCDEFGHIJKL01234567890",
            "ABCDEFGHIJKL0123456789012",
            "ÄBCDEFGHIJKL012345678901",
        ];
        for text in wrong {
            assert_eq!(typed(text), None, "{text:?}");
        }
    }
}

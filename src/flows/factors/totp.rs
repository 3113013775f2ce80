//! Codes of an app that shares a key and a clock with us (RFC 6238): six digits, SHA-1, 30 seconds.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::time::Timestamp;
use crate::flows::Ctx;

const PERIOD: i64 = 30;
const DIGITS: usize = 6;
/// The length of HMAC-SHA-1 (RFC 4226 §4).
const KEY: usize = 20;
/// A clock may be wrong by one step (RFC 6238 §5.2).
const DRIFT: [i64; 3] = [-1, 0, 1];

/// A new key.
pub fn draw(ctx: &Ctx) -> Vec<u8> {
    ctx.entropy.bytes::<KEY>().to_vec()
}

/// The key as users type it into their app: base32 (RFC 4648 §6).
pub fn written(key: &[u8]) -> String {
    BASE32_NOPAD.encode(key)
}

/// What the QR code of a key says, for an account of an issuer.
pub fn uri(key: &[u8], issuer: &str, account: &str) -> String {
    let secret = written(key);
    let [issuer, account] = [issuer, account].map(|s| utf8_percent_encode(s, NON_ALPHANUMERIC));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={PERIOD}"
    )
}

/// Whether a string can be a code.
pub fn is_code(typed: &str) -> bool {
    typed.len() == DIGITS && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// The time step whose code it is, at a time.
pub fn step_of(key: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    let current = now.seconds().div_euclid(PERIOD);
    let is_code_of =
        |step: &i64| verify_slices_are_equal(code(key, *step).as_bytes(), typed.as_bytes()).is_ok();
    DRIFT
        .into_iter()
        .map(|drift| current + drift)
        .rfind(is_code_of)
}

/// The code of a time step (RFC 4226 §5.3).
fn code(key: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[tag.len() - 1] & 0x0f);
    let word = [tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]];
    let number = u32::from_be_bytes(word) % 10_u32.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 6238, appendix B.
    const KEY: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // Appendix B has eight digits; six are the last six of them.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step_of(KEY, code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_clock_may_be_wrong_by_one_step() {
        let step = 59 / 30;
        for (seconds, is_taken) in [(29, true), (89, true), (90, false), (120, false)] {
            let taken = step_of(KEY, "287082", at(seconds));
            assert_eq!(taken, is_taken.then_some(step), "{seconds}");
        }
        assert_eq!(step_of(KEY, "287083", at(59)), None);
    }

    #[test]
    fn an_app_can_read_the_address() {
        assert_eq!(
            uri(KEY, "My Shop", "ada@example.com"),
            "otpauth://totp/My%20Shop:ada%40example%2Ecom?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=My%20Shop&algorithm=SHA1&digits=6&period=30"
        );
    }
}

//! A person's app: RFC 6238, written from the standard and not from the server.

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use serde_json::Value;

use crate::harness::*;

/// An app with one account.
pub struct App(Vec<u8>);

impl App {
    /// Types the secret of a page in.
    pub fn read(page: &str) -> Self {
        let (_, shown) = page.split_once("id=\"shown-code\"").expect("a key");
        let shown = shown.split('<').next().unwrap_or_default();
        let words = shown.split(|c: char| !c.is_ascii_alphanumeric());
        let groups: Vec<&str> = words
            .filter(|w| {
                w.len() == 4
                    && w.bytes()
                        .all(|b| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".contains(&b))
            })
            .collect();
        assert_eq!(groups.len(), 8, "{page}");
        Self::of(&groups.concat())
    }

    /// Of a secret in base32.
    pub fn of(secret: &str) -> Self {
        Self(BASE32_NOPAD.decode(secret.as_bytes()).expect("base32"))
    }

    /// What it shows now, by the server's clock.
    pub async fn code(&self, world: &World) -> String {
        let request = world
            .http
            .request(reqwest::Method::GET, "/_footbridge/clock");
        let clock: Value = world.http.send(request).await.expect(200).json();
        self.at(&text(&clock, "now"))
    }

    fn at(&self, now: &str) -> String {
        let format = time::format_description::well_known::Rfc3339;
        let now = time::OffsetDateTime::parse(now, &format).expect("a time");
        let step = u64::try_from(now.unix_timestamp()).expect("after 1970") / 30;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag[19] & 15);
        let word = u32::from_be_bytes(tag[at..at + 4].try_into().expect("four bytes"));
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }
}

/// A code that is not this one.
pub fn another(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

//! Stable names for what differs from run to run.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::harness::World;

pub static JWT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"eyJ[\w-]+\.[\w-]+\.[\w-]*").expect("our own expression"));
/// What the server and the harness make at random, by its shape: JSON Web Tokens, UUIDs, base64, and
/// any other word, of which [`is_random`] judges.
static RANDOM: LazyLock<Regex> = LazyLock::new(|| {
    let shapes = [
        JWT.as_str(),
        r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        r"[\w+/-]{80,}={0,2}",
        r"[A-Za-z0-9+/]{20,}==?",
        r"[\w-]{16,}",
    ];
    Regex::new(&shapes.join("|")).expect("our own expression")
});
/// The number of an error page, which is short.
static TRACKING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<code>[\w-]{12}</code></dd>\n</dl>").expect("our own expression")
});
/// An id with its prefix.
static PREFIXED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:con|cgr|cred|dev|lst|org|rol|uinv|tpc)_[A-Za-z0-9]{16,22}$")
        .expect("our own expression")
});
/// The cookie of one login.
static LOGIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"auth0_login_[\w-]{8}").expect("our own expression"));
/// A certificate or key, and its fingerprint.
static PEM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(-----BEGIN [A-Z0-9 ]+-----)[^-]*").expect("our own expression"));
static FINGERPRINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[0-9A-Fa-f]{2}:){15,}[0-9A-Fa-f]{2}").expect("our own expression")
});
/// A time that the stopped clock did not give: of the start of the server.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"20[23]\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z").expect("our own expression")
});
const STOPPED: &str = "2031-05-05T";

/// The names that were given, each to one value.
pub struct Names {
    /// The host with its port, and the address.
    fixed: Vec<(String, &'static str)>,
    given: BTreeMap<String, usize>,
}

impl Names {
    pub fn new(world: &World) -> Self {
        let port = world.server.port;
        Self {
            fixed: vec![
                (format!("localhost:{port}"), "localhost"),
                (format!("localhost%3A{port}"), "localhost"),
                (world.ip.clone(), "{ip}"),
            ],
            given: BTreeMap::new(),
        }
    }

    /// The same text with a number in braces in place of each random value, in the order of appearance.
    pub fn settle(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for (value, name) in &self.fixed {
            text = text.replace(value, name);
        }
        let text = LOGIN.replace_all(&text, "auth0_login_{id}");
        let text = PEM.replace_all(&text, "$1{pem}");
        let text = FINGERPRINT.replace_all(&text, "{fingerprint}");
        let text = TRACKING.replace_all(&text, "<code>{tracking}</code></dd>\n</dl>");
        let times = |found: &Captures<'_>| match &found[0] {
            time if time.starts_with(STOPPED) => time.to_owned(),
            _ => "{time}".to_owned(),
        };
        let text = TIME.replace_all(&text, times).into_owned();
        let named = RANDOM.replace_all(&text, |found: &Captures<'_>| self.name(&found[0]));
        named.into_owned()
    }

    fn name(&mut self, value: &str) -> String {
        if !is_random(value) {
            return value.to_owned();
        }
        let next = self.given.len() + 1;
        let number = self.given.entry(value.to_owned()).or_insert(next);
        format!("{{{number}}}")
    }
}

/// Whether a word looks like chance: it has digits, or changes between capitals and small letters more often than names do, or is
/// a long one of capitals, as keys of apps are.
fn is_random(word: &str) -> bool {
    let word = &word.replace("auth0", "");
    let kind = |c: char| c.is_ascii_uppercase();
    let letters = word.chars().filter(char::is_ascii_alphabetic);
    let kinds: Vec<_> = letters.map(kind).collect();
    let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let is_key = word.len() >= 20 && kinds.iter().all(|is_capital| *is_capital);
    has_digit || is_key || changes * 4 > word.len() || PREFIXED.is_match(word)
}

#[test]
fn words_are_told_from_chance() {
    for word in [
        "Username-Password-Authentication",
        "FederationMetadata",
        "PasswordProtectedTransport",
        "x-www-form-urlencoded",
        "not_found_or_expired",
        "auth0_session_transfer_token",
    ] {
        assert!(!is_random(word), "{word}");
    }
    for word in [
        "HbGvqZkUxDfRtYwLmNoPj",
        "0f3c5a9e0f3c5a9e",
        "dev_abcdefghijklmnop",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF",
    ] {
        assert!(is_random(word), "{word}");
    }
}

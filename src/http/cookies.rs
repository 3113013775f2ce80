//! The cookies of a request, and those that the server sets (RFC 6265).

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

/// More than any browser sends.
const MAX_BYTES: usize = 16 * 1024;

/// The cookies of one request.
#[derive(Clone, Default)]
pub struct Cookies(Vec<(String, String)>);

/// The value of one name in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie<'c> {
    Absent,
    One(&'c str),
    /// Sent twice with different values, or with a value that no cookie can have: a neighbouring domain or a network
    /// attacker may have planted one of them (RFC 6265 §8.6), and there is no way to know which.
    Conflicting,
}

impl Cookies {
    /// Reads the `Cookie` lines. Other applications share the host, so a malformed cookie affects only its own name.
    pub fn parse(headers: &HeaderMap) -> Self {
        let lines: Vec<_> = headers.get_all(COOKIE).iter().collect();
        if lines.iter().map(|line| line.len()).sum::<usize>() > MAX_BYTES {
            return Self::default();
        }
        let pairs = lines
            .iter()
            .flat_map(|line| line.as_bytes().split(|b| *b == b';'))
            .filter_map(|pair| {
                // A byte outside ASCII becomes a character outside ASCII, which no value may contain.
                let pair = String::from_utf8_lossy(pair);
                let (name, value) = pair.split_once('=')?;
                let blank = [' ', '\t'];
                Some((
                    name.trim_matches(blank).to_owned(),
                    value.trim_matches(blank).to_owned(),
                ))
            });
        Self(pairs.collect())
    }

    /// The cookie `name`, if it has one unambiguous value.
    pub fn get(&self, name: &str) -> Cookie<'_> {
        let mut values = self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v);
        let Some(first) = values.next() else {
            return Cookie::Absent;
        };
        if is_value(first) && values.all(|other| other == first) {
            Cookie::One(first)
        } else {
            Cookie::Conflicting
        }
    }

    /// The values of all cookies whose names have this prefix.
    pub fn beginning_with<'c>(&'c self, prefix: &str) -> impl Iterator<Item = &'c str> {
        let values = self
            .0
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix));
        values.map(|(_, value)| value.as_str())
    }
}

/// Prints only names: values are sessions.
impl fmt::Debug for Cookies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cookies")?;
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Which cross-site requests carry the cookie (RFC 6265bis §5.6.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameSite {
    Strict,
    Lax,
    /// All requests; browsers require `Secure` with it.
    None,
}

/// A cookie to set: always `HttpOnly`, always for the whole host.
#[derive(Clone, PartialEq, Eq)]
pub struct SetCookie {
    pub name: String,
    pub value: String,
    /// Its lifetime; without it, the cookie ends when the browser closes.
    pub max_age: Option<Duration>,
    pub secure: bool,
    pub same_site: SameSite,
    /// Without it the browser sends the cookie only to the host that set it.
    pub domain: Option<String>,
}

/// A part of the cookie that is not allowed in a header; the error does not contain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cookie's {0} holds characters that a cookie cannot have")]
pub struct InvalidCookie(&'static str);

impl SetCookie {
    /// The value of a `Set-Cookie` header.
    pub fn header(&self) -> Result<HeaderValue, InvalidCookie> {
        if !is_name(&self.name) {
            return Err(InvalidCookie("name"));
        }
        if !is_value(&self.value) {
            return Err(InvalidCookie("value"));
        }
        let mut text = format!("{}={}", self.name, self.value);
        if let Some(age) = self.max_age {
            text += &format!("; Max-Age={}", age.as_secs());
        }
        if let Some(domain) = &self.domain {
            if !is_host(domain) {
                return Err(InvalidCookie("domain"));
            }
            text += &format!("; Domain={domain}");
        }
        text += "; Path=/; HttpOnly";
        if self.secure {
            text += "; Secure";
        }
        text += match self.same_site {
            SameSite::Strict => "; SameSite=Strict",
            SameSite::Lax => "; SameSite=Lax",
            SameSite::None => "; SameSite=None",
        };
        HeaderValue::from_str(&text).map_err(|_| InvalidCookie("text"))
    }

    /// The cookies that end `self` wherever on `host` it may have been set: host-only, and for the host's own domain and
    /// each parent of it. An IP address or a single label has no domain, and no browser takes a cookie for a bare top level.
    pub fn clearing(&self, host: &str) -> Vec<Self> {
        let cleared = |domain| Self {
            value: String::new(),
            max_age: Some(Duration::ZERO),
            domain,
            ..self.clone()
        };
        let mut cookies = vec![cleared(None)];
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        if !is_host(&host) || host.parse::<IpAddr>().is_ok() {
            return cookies;
        }
        let mut domain = host.as_str();
        while let Some((_, parent)) = domain.split_once('.') {
            cookies.push(cleared(Some(domain.to_owned())));
            domain = parent;
        }
        cookies
    }
}

/// Prints only the name: the value is a secret.
impl fmt::Debug for SetCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SetCookie").field(&self.name).finish()
    }
}

/// The name of a host-only cookie: over https with the prefix by which browsers guarantee that no other host and no plain
/// http set it (RFC 6265bis §4.1.3.2).
pub fn host_cookie_name(name: &str, https: bool) -> String {
    let prefix = if https { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

fn is_name(name: &str) -> bool {
    let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(is_token)
}

/// `cookie-octet` of RFC 6265 §4.1.1.
fn is_value(value: &str) -> bool {
    value
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"\",;\\".contains(&b))
}

/// Letters, digits, hyphens and underscores in labels that are not empty.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        !label.is_empty() && label.bytes().all(fits)
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookies(lines: &[&[u8]]) -> Cookies {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        Cookies::parse(&headers)
    }

    fn session() -> SetCookie {
        SetCookie {
            name: host_cookie_name("auth0", true),
            value: "s3cret".into(),
            max_age: Some(Duration::from_secs(259_200)),
            secure: true,
            same_site: SameSite::None,
            domain: None,
        }
    }

    fn text(cookie: &SetCookie) -> String {
        cookie.header().unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn a_cookie_is_found_in_any_line() {
        let sent = cookies(&[b"a=1; b=x=y;c=; d", b"\te=2 "]);
        assert_eq!(sent.get("a"), Cookie::One("1"));
        assert_eq!(sent.get("b"), Cookie::One("x=y"));
        assert_eq!(sent.get("c"), Cookie::One(""));
        assert_eq!(sent.get("d"), Cookie::Absent);
        assert_eq!(sent.get("e"), Cookie::One("2"));
        assert_eq!(sent.get("A"), Cookie::Absent);
        assert_eq!(cookies(&[]).get("a"), Cookie::Absent);
    }

    #[test]
    fn two_values_under_one_name_are_a_conflict() {
        assert_eq!(cookies(&[b"a=1; b=2; a=1"]).get("a"), Cookie::One("1"));
        for lines in [
            vec![b"a=1; a=2".as_slice()],
            vec![b"a=1".as_slice(), b"a=2"],
            vec![b"a=1; a=".as_slice()],
            vec![b"a=1; a=\xff".as_slice()],
        ] {
            assert_eq!(cookies(&lines).get("a"), Cookie::Conflicting);
        }
    }

    #[test]
    fn a_value_that_no_cookie_can_have_is_not_believed() {
        for line in ["a=\"1\"", "a=1 2", "a=1,2", "a=1\\2"] {
            let sent = cookies(&[line.as_bytes(), b"b=1"]);
            assert_eq!(sent.get("a"), Cookie::Conflicting, "{line}");
            assert_eq!(sent.get("b"), Cookie::One("1"));
        }
        let long = format!("a=1; b={}", "x".repeat(MAX_BYTES));
        assert_eq!(cookies(&[long.as_bytes()]).get("a"), Cookie::Absent);
    }

    #[test]
    fn a_cookie_is_written_with_all_its_fences() {
        assert_eq!(
            text(&session()),
            "__Host-auth0=s3cret; Max-Age=259200; Path=/; HttpOnly; Secure; SameSite=None"
        );
        let plain = SetCookie {
            name: host_cookie_name("auth0", false),
            max_age: None,
            secure: false,
            same_site: SameSite::Lax,
            domain: Some("example.com".into()),
            ..session()
        };
        assert_eq!(
            text(&plain),
            "auth0=s3cret; Domain=example.com; Path=/; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn nothing_can_be_smuggled_into_the_header() {
        for bad in ["a;b", "a b", "a\r\nSet-Cookie: x=y", "é", "a,b", "\"a\""] {
            let with_name = SetCookie {
                name: bad.into(),
                ..session()
            };
            let with_value = SetCookie {
                value: bad.into(),
                ..session()
            };
            let with_domain = SetCookie {
                domain: Some(bad.into()),
                ..session()
            };
            assert_eq!(with_name.header(), Err(InvalidCookie("name")));
            assert_eq!(with_value.header(), Err(InvalidCookie("value")));
            assert_eq!(with_domain.header(), Err(InvalidCookie("domain")));
        }
    }

    #[test]
    fn clearing_reaches_the_host_and_its_parents() {
        let domains = |host: &str| -> Vec<Option<String>> {
            let cleared = session().clearing(host);
            assert!(cleared.iter().all(|c| c.value.is_empty()));
            cleared.into_iter().map(|c| c.domain).collect()
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            domains("Login.eu.example.com."),
            [
                None,
                some("login.eu.example.com"),
                some("eu.example.com"),
                some("example.com")
            ]
        );
        for host in [
            "localhost",
            "com",
            "127.0.0.1",
            "[::1]",
            "::1",
            "",
            "a..b",
            "a;b.c",
        ] {
            assert_eq!(domains(host), [None], "{host}");
        }
        assert_eq!(
            text(&session().clearing("localhost")[0]),
            "__Host-auth0=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None"
        );
    }

    #[test]
    fn values_stay_out_of_debug() {
        let shown = format!("{:?} {:?}", cookies(&[b"auth0=s3cret"]), session());
        assert!(
            shown.contains("auth0") && !shown.contains("s3cret"),
            "{shown}"
        );
    }
}

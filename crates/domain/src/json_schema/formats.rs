//! The formats that Auth0's schemas name. None of them touches the network.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};
use url::Url;

use crate::branding;
use crate::organization;
use crate::redirect_uri::is_dangerous;
use crate::time::Timestamp;

/// Whether `text` has the format of that name; no string has an unknown format.
pub(super) fn fits(format: &str, text: &str) -> bool {
    match format {
        // An answer may be put into the fragment (RFC 6749 §3.1.2).
        "callback-url" => is_address(text) && !text.contains('#'),
        "url-with-placeholders" => is_address(text),
        "absolute-https-uri-or-empty" | "absolute-https-uri-with-placeholders-or-empty" => {
            text.is_empty() || (text.starts_with("https://") && is_address(text))
        }
        "ec-initiate-login-uri-template-url" => text.starts_with("https://") && is_address(text),
        "absolute-uri-or-empty" => text.is_empty() || is_web_url(text),
        "url" | "url-or-null" => is_web_url(text),
        "organization-name" => organization::is_name(text),
        "strict-https-uri-or-null" => text.starts_with("https://") && is_web_url(text),
        "strict-https-uri-or-empty" => text.is_empty() || fits("strict-https-uri-or-null", text),
        "html-color" | "html-color-or-null" => branding::is_opaque_color(text),
        "html-color-with-alpha" => {
            branding::is_opaque_color(text) || branding::is_color_with_alpha(text)
        }
        "organization-id" => is_id("org_", 16, text),
        "credential-id" => is_id("cred_", 22, text),
        "user-attribute-profile-id" => is_id("uap_", 22, text),
        "connection-profile-id" => is_id("cop_", 22, text),
        "connection-realm" => is_name(text),
        "email-or-empty" => text.is_empty() || is_email(text),
        "client-id" => is_name(text),
        "email" => is_email(text),
        "strict-uri" => is_web_url(text),
        "user-id" => is_user_id(text),
        "user-id-with-max-length" => is_user_id(text) && text.len() <= 255,
        "date-time" => Timestamp::parse(text).is_some(),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "cidr" => text.parse::<Ipv4Net>().is_ok(),
        "ipv6_cidr" => text.parse::<Ipv6Net>().is_ok(),
        _ => false,
    }
}

/// What has that format, in plain words.
pub(super) fn noun(format: &str) -> &str {
    match format {
        "callback-url" => {
            "an absolute URI without a fragment, of no scheme that runs code or reads files"
        }
        "url-with-placeholders" => "an absolute URI, of no scheme that runs code or reads files",
        "absolute-https-uri-or-empty"
        | "absolute-https-uri-with-placeholders-or-empty"
        | "strict-https-uri-or-empty" => "an https URI, or empty",
        "ec-initiate-login-uri-template-url" | "strict-https-uri-or-null" => "an https URI",
        "absolute-uri-or-empty" => "an http or https URI, or empty",
        "url" | "url-or-null" | "strict-uri" => "an http or https URI",
        "organization-name" => {
            "a name of 1 to 50 lower-case letters, digits, - and _ that begins with a letter or digit, and not with org_"
        }
        "html-color" | "html-color-or-null" | "html-color-with-alpha" => "a color such as #ffffff",
        "email" => "an e-mail address",
        "email-or-empty" => "an e-mail address, or empty",
        "user-id" | "user-id-with-max-length" => "a user id such as auth0|1",
        "date-time" => "a time such as 2026-01-31T12:00:00Z",
        "cidr" | "ipv6_cidr" => "a network such as 192.0.2.0/24",
        "ipv4" | "ipv6" => "an IP address",
        other => other,
    }
}

/// An absolute URI that may be registered: a private-use scheme, or http(s) with a host. The host may have a wildcard or a
/// `{placeholder}`, so it is not parsed further.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let starts_well = scheme
        .bytes()
        .next()
        .is_some_and(|b| b.is_ascii_alphabetic());
    let is_scheme = scheme
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
    let clean = text.len() <= 2_000
        && text.bytes().all(|b| {
            (0x21..0x7f).contains(&b) && !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`')
        });
    let has_target = if matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        rest.strip_prefix("//").is_some_and(|after| {
            after.starts_with(|c: char| !matches!(c, '/' | '?' | '#' | ':' | '@'))
        })
    } else {
        !rest.is_empty()
    };
    starts_well && is_scheme && clean && has_target && !is_dangerous(text)
}

fn is_web_url(text: &str) -> bool {
    is_address(text)
        && Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_id(prefix: &str, length: usize, text: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|id| id.len() == length && id.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// An address that may be looked up. What a new one may be, its form says (`identifier::email`).
fn is_email(text: &str) -> bool {
    let has_two_parts = text
        .rsplit_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    has_two_parts
        && text.len() <= 320
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// A client's id: those of imported clients need not be 32 letters.
fn is_name(text: &str) -> bool {
    (1..=255).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// `#rgb` or `#rrggbb`
/// `provider|id`
fn is_user_id(text: &str) -> bool {
    text.split_once('|').is_some_and(|(provider, id)| {
        !provider.is_empty() && !id.is_empty() && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callbacks_go_somewhere_and_run_nothing() {
        for good in [
            "https://example.com/cb",
            "http://localhost:3000",
            "com.example.app://login",
            "https://*.example.com/cb",
            "https://{organization_name}.example.com/cb",
        ] {
            assert!(fits("callback-url", good), "{good}");
        }
        for bad in [
            "",
            "example.com/cb",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///cb",
            "https://a b",
            "https://example.com/\n",
            "://x",
            "#",
            "https://example.com/cb#x",
            "com.example.app://login#",
            "view-source:https://example.com",
            "intent://example.com/cb",
        ] {
            assert!(!fits("callback-url", bad), "{bad}");
        }
        assert!(fits("absolute-https-uri-or-empty", ""));
        assert!(!fits(
            "absolute-https-uri-or-empty",
            "http://localhost:3000"
        ));
        assert!(!fits("no-such-format", "x"));
    }
}

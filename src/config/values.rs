//! Parsers for single values.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::{IpNet, Ipv4Net};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

use super::layers::Raw;
use crate::domain::dialect::Dialect;
use crate::domain::origin::Origin;
use crate::domain::phone::AllowedCountries;
use crate::domain::sms;
use crate::domain::time::parse_duration;

impl Raw {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Toml(toml::Value::String(text)) => Some(text),
            Self::Toml(_) => None,
        }
    }
}

pub(super) fn text(raw: &Raw) -> Option<String> {
    raw.text()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// A string that fits on a line.
pub(super) fn label(raw: &Raw) -> Option<String> {
    text(raw).filter(|text| text.chars().count() <= 128 && !text.chars().any(char::is_control))
}

/// A secret that others have chosen.
pub(super) fn secret(raw: &Raw) -> Option<String> {
    text(raw).filter(|text| text.chars().count() <= 5120 && !text.chars().any(char::is_control))
}

pub(super) fn gateway(raw: &Raw) -> Option<String> {
    sms::gateway_url(raw.text()?).map(String::from)
}

pub(super) fn countries(raw: &Raw) -> Option<AllowedCountries> {
    AllowedCountries::parse(&list(raw)?)
}

pub(super) fn path(raw: &Raw) -> Option<PathBuf> {
    text(raw).map(PathBuf::from)
}

pub(super) fn switch(raw: &Raw) -> Option<bool> {
    match raw {
        Raw::Toml(value) => value.as_bool(),
        Raw::Text(text) => text.parse().ok(),
    }
}

pub(super) fn duration(raw: &Raw) -> Option<Duration> {
    // No supervisor waits longer than a day.
    parse_duration(raw.text()?).filter(|d| *d <= Duration::from_secs(24 * 3600))
}

/// Not so short that every statement fails, and shorter than a request.
pub(super) fn statement(raw: &Raw) -> Option<Duration> {
    duration(raw).filter(|d| (Duration::from_millis(100)..=Duration::from_secs(20)).contains(d))
}

pub(super) fn connections(raw: &Raw) -> Option<u32> {
    number(raw).filter(|n| (1..=1000).contains(n))
}

pub(super) fn limit(raw: &Raw) -> Option<u32> {
    number(raw).filter(|n| *n <= 1_000_000)
}

pub(super) fn prefix(raw: &Raw) -> Option<u8> {
    u8::try_from(number(raw)?)
        .ok()
        .filter(|n| (1..=128).contains(n))
}

pub(super) fn dialect(raw: &Raw) -> Option<Dialect> {
    Dialect::parse(raw.text()?)
}

pub(super) fn dual_stack(raw: &Raw) -> Option<bool> {
    match raw.text()? {
        "off" => Some(false),
        "asn" => Some(true),
        _ => None,
    }
}

pub(super) fn origin(raw: &Raw) -> Option<Origin> {
    Origin::parse(raw.text()?).ok()
}

/// A base URL; the paths of the signals are added to it.
pub(super) fn collector(raw: &Raw) -> Option<String> {
    let text = raw.text()?;
    let url = Url::parse(text).ok()?;
    let has_more = url.query().is_some() || url.fragment().is_some();
    let has_user = !url.username().is_empty() || url.password().is_some();
    let is_fit = matches!(url.scheme(), "http" | "https") && url.has_host();
    (is_fit && !has_more && !has_user).then(|| url.as_str().trim_end_matches('/').to_owned())
}

pub(super) fn hosts(raw: &Raw) -> Option<Vec<String>> {
    let host = |text: &str| {
        Origin::parse(&format!("https://{text}/"))
            .ok()
            .map(|_| text.to_lowercase())
    };
    list(raw)?.iter().map(|text| host(text)).collect()
}

pub(super) fn networks(raw: &Raw) -> Option<Vec<IpNet>> {
    list(raw)?.iter().map(|text| network(text)).collect()
}

pub(super) fn filter(raw: &Raw) -> Option<String> {
    let text = raw.text()?;
    // `EnvFilter` takes a bare word that is not a level for a target, and turns everything else off.
    let names_level = |directive: &str| {
        let level = directive
            .rsplit_once('=')
            .map_or(directive, |(_, level)| level);
        level.trim().parse::<LevelFilter>().is_ok()
    };
    if !text.split(',').all(names_level) {
        return None;
    }
    EnvFilter::builder()
        .parse(text)
        .ok()
        .map(|_| text.to_owned())
}

/// A network or one address. An IPv4-mapped network (RFC 4291 §2.5.5.2) is the IPv4 one: callers are compared as IPv4.
fn network(text: &str) -> Option<IpNet> {
    let net = text
        .parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .ok()?;
    let canonical = match net {
        IpNet::V6(six) if six.prefix_len() >= 96 => (six.addr().to_ipv4_mapped())
            .and_then(|four| Ipv4Net::new(four, six.prefix_len() - 96).ok())
            .map_or(net, IpNet::V4),
        _ => net,
    };
    Some(canonical.trunc())
}

fn number(raw: &Raw) -> Option<u32> {
    match raw {
        Raw::Toml(value) => value.as_integer()?.try_into().ok(),
        Raw::Text(text) => text.parse().ok(),
    }
}

fn list(raw: &Raw) -> Option<Vec<String>> {
    match raw {
        Raw::Text(text) => {
            let items = text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty());
            Some(items.map(str::to_owned).collect())
        }
        Raw::Toml(value) => value
            .as_array()?
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect(),
    }
}

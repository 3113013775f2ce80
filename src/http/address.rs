//! The caller's address: the peer of the connection, or the address that the trusted proxies report.
//!
//! Each proxy appends the address that it saw, so the right end of a forwarding header comes from a trusted proxy and its
//! left end from the caller. The search goes from the right to the first address that is not a trusted proxy.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::header::{FORWARDED, HeaderMap, HeaderName};

use crate::domain::device::Address;
use crate::domain::proxies::Proxies;

mod forwarded;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

const MAX_BYTES: usize = 8 * 1024;
const MAX_HOPS: usize = 32;
/// How much of an unreadable header is returned to the caller.
const MAX_SHOWN: usize = 64;

/// The caller's address, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    pub address: Address,
    /// The peer and each hop that was examined, with the verdict, for people to read.
    pub chain: Vec<String>,
    /// A trusted proxy reports that every connection it knows of was https. TLS of this server does not count.
    pub https: bool,
}

/// A forwarding header, split into its hops; a hop is an address or another string.
#[derive(Debug)]
struct Hops {
    header: &'static str,
    /// From the left, each as it was written; `None` if the proxy omitted its caller.
    texts: Vec<Option<String>>,
    /// `proto` of the hops that have one.
    protocols: Vec<String>,
}

/// The header is too long, not ASCII or breaks its own grammar.
#[derive(Debug)]
struct Malformed;

/// Finds the caller's address.
pub fn resolve(peer: IpAddr, proxies: &Proxies, headers: &HeaderMap) -> Resolved {
    let peer = peer.to_canonical();
    let is_trusted = |ip| proxies.trusts(ip);
    let headers_sent: Vec<_> = [X_FORWARDED_FOR, FORWARDED, X_FORWARDED_PROTO]
        .into_iter()
        .filter(|name| headers.contains_key(name))
        .collect();
    let without_https = |address, chain| Resolved {
        address,
        chain,
        https: false,
    };
    if headers_sent.is_empty() && proxies.hides_caller(peer) {
        let why = format!(
            "{peer}: the peer, nothing forwarded, but the issuer is https and this server speaks HTTP: it is a proxy that \
             does not say for whom it asks"
        );
        return without_https(Address::UntrustedProxy, vec![why]);
    }
    if headers_sent.is_empty() {
        return without_https(
            Address::Known(peer),
            vec![format!("{peer}: the peer, nothing forwarded")],
        );
    }
    if !is_trusted(peer) {
        let names: Vec<_> = headers_sent.iter().map(HeaderName::as_str).collect();
        let why = format!(
            "{peer}: the peer, sent {} but is not a trusted proxy",
            names.join(", ")
        );
        return without_https(Address::UntrustedProxy, vec![why]);
    }
    let mut chain = vec![format!("{peer}: the peer, a trusted proxy")];
    let Ok(hops) = hops(headers) else {
        chain.push("the forwarding header cannot be read".to_owned());
        return without_https(Address::Unreadable, chain);
    };
    let address = walk(&hops, is_trusted, &mut chain);
    let https = spoke_https(headers, &hops);
    Resolved {
        address,
        chain,
        https,
    }
}

/// The first hop from the right that is not a trusted proxy. If all are, the leftmost one is the caller.
fn walk(hops: &Hops, is_trusted: impl Fn(IpAddr) -> bool, chain: &mut Vec<String>) -> Address {
    let header = hops.header;
    for (index, text) in hops.texts.iter().enumerate().rev() {
        // If a proxy did not name its caller, the address is unknown: everything further left came from the caller.
        let text = text.as_deref().unwrap_or_default();
        let Some(ip) = ip_of(text) else {
            let shown: String = text.escape_default().take(MAX_SHOWN).collect();
            chain.push(format!("\"{shown}\": in {header}, no address"));
            return Address::Unreadable;
        };
        if !is_trusted(ip) {
            chain.push(format!("{ip}: in {header}, the caller"));
            return Address::Known(ip);
        }
        if index == 0 {
            chain.push(format!(
                "{ip}: in {header}, a trusted network and the first of the chain: the caller"
            ));
            return Address::Known(ip);
        }
        chain.push(format!("{ip}: in {header}, a trusted proxy"));
    }
    chain.push(format!("{header} names nobody"));
    Address::Unreadable
}

/// `X-Forwarded-For` if it is sent, else `Forwarded`.
fn hops(headers: &HeaderMap) -> Result<Hops, Malformed> {
    let hops = if headers.contains_key(X_FORWARDED_FOR) {
        let lines = lines(headers, &X_FORWARDED_FOR)?;
        Hops {
            header: "X-Forwarded-For",
            texts: (lines.iter().flat_map(|line| line.split(',')))
                .map(|text| Some(text.trim_matches([' ', '\t']).to_owned()))
                .collect(),
            protocols: Vec::new(),
        }
    } else {
        forwarded::parse(&lines(headers, &FORWARDED)?)?
    };
    if hops.texts.len() > MAX_HOPS {
        return Err(Malformed);
    }
    Ok(hops)
}

/// The lines of a header that may be sent several times.
fn lines<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Vec<&'h str>, Malformed> {
    let mut length = 0;
    let mut lines = Vec::new();
    for value in headers.get_all(name) {
        length += value.len();
        if length > MAX_BYTES || lines.len() == MAX_HOPS {
            return Err(Malformed);
        }
        lines.push(value.to_str().map_err(|_| Malformed)?);
    }
    Ok(lines)
}

/// Every protocol that is named must be https: a caller can make the request look less secure than it is, never more.
fn spoke_https(headers: &HeaderMap, hops: &Hops) -> bool {
    let all_https = |protocols: &[&str]| {
        !protocols.is_empty() && protocols.iter().all(|p| p.eq_ignore_ascii_case("https"))
    };
    if !headers.contains_key(X_FORWARDED_PROTO) {
        let protocols: Vec<_> = hops.protocols.iter().map(String::as_str).collect();
        return all_https(&protocols);
    }
    lines(headers, &X_FORWARDED_PROTO).is_ok_and(|lines| {
        let protocols: Vec<_> = (lines.iter().flat_map(|line| line.split(',')))
            .map(|p| p.trim_matches([' ', '\t']))
            .collect();
        all_https(&protocols)
    })
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:80`. A zone names an interface of the
/// machine that wrote it (RFC 4007 §6) and has no meaning on another machine.
fn ip_of(text: &str) -> Option<IpAddr> {
    if text.contains('%') {
        return None;
    }
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']');
    let ip = if let Ok(ip) = text.parse::<IpAddr>() {
        ip
    } else if let Some(inside) = bracketed() {
        inside.parse::<Ipv6Addr>().ok()?.into()
    } else {
        text.parse::<SocketAddr>().ok()?.ip()
    };
    Some(ip.to_canonical())
}

#[cfg(test)]
mod tests;

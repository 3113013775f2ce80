//! The address of a listener: `host:port`.

use std::fmt;
use std::net::IpAddr;

use super::layers::Raw;
use super::values;

/// A host, as a name or an address, and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen {
    /// Without brackets.
    pub host: String,
    /// 0 picks a free port.
    pub port: u16,
}

impl Listen {
    /// Reads `host:port`; an IPv6 address is in brackets.
    pub fn parse(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let port = port.parse().ok()?;
        let host = match host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
            Some(inner) => inner.parse::<std::net::Ipv6Addr>().ok().map(|_| inner)?,
            None => host,
        };
        let is_name = |h: &str| {
            !h.is_empty()
                && h.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
        };
        let is_address = host
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.is_ipv4() || text.starts_with('['));
        (is_address || is_name(host)).then(|| Self {
            host: host.to_owned(),
            port,
        })
    }

    pub(super) fn read(raw: &Raw) -> Option<Self> {
        Self::parse(&values::text(raw)?)
    }

    /// Whether it accepts connections from this machine only.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

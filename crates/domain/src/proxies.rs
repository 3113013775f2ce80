//! What stands between callers and this server, and which networks may be trusted to tell who calls.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Networks out of which clients get their addresses: machines that no proxy fleet fills.
const PRIVATE_V4: [Ipv4Net; 4] = [
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
];
const PRIVATE_V6: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7);
/// A private network of this prefix is still one site's part for servers; a shorter prefix is a whole organization's.
const SITE_V4: u8 = 16;
/// RFC 4193 §3.1
const SITE_V6: u8 = 48;
/// No operator of proxies has a public network with a shorter prefix.
const PUBLIC_V4: u8 = 8;
const PUBLIC_V6: u8 = 20;

/// The proxies in front of this server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    /// The networks whose forwarding headers are believed.
    pub trusted: Vec<IpNet>,
    /// The issuer is https and this server speaks HTTP: a proxy ends TLS, and no caller reaches us but through it.
    pub required: bool,
}

impl Proxies {
    /// Whether the peer's forwarding headers are believed.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted.iter().any(|net| net.contains(&peer))
    }

    /// Whether a peer that sent no forwarding header is a proxy that does not say for whom it asks.
    pub fn hides_caller(&self, peer: IpAddr) -> bool {
        self.required && (self.trusts(peer) || is_near(peer))
    }
}

/// Whether an address is of this machine or of a private network around it, where proxies are.
fn is_near(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            ip.is_loopback() || ip.is_link_local() || PRIVATE_V4.iter().any(|net| net.contains(&ip))
        }
        IpAddr::V6(ip) => {
            ip.is_loopback() || ip.is_unicast_link_local() || PRIVATE_V6.contains(&ip)
        }
    }
}

/// Whether a network is so wide that clients have addresses in it, which could then claim any other address.
pub fn holds_clients(net: &IpNet) -> bool {
    let overlaps = |private: IpNet| net.contains(&private) || private.contains(net);
    match net {
        IpNet::V4(v4) => {
            PRIVATE_V4.iter().any(|private| {
                let is_whole = net.contains(&IpNet::from(*private));
                overlaps((*private).into()) && (is_whole || v4.prefix_len() < SITE_V4)
            }) || v4.prefix_len() < PUBLIC_V4
        }
        IpNet::V6(v6) => {
            (overlaps(PRIVATE_V6.into()) && v6.prefix_len() < SITE_V6)
                || v6.prefix_len() < PUBLIC_V6
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_clients_is_told_from_one_of_proxies() {
        for wide in [
            "0.0.0.0/0",
            "0.0.0.0/1",
            "128.0.0.0/2",
            "8.0.0.0/7",
            "10.0.0.0/8",
            "10.128.0.0/9",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "192.0.0.0/8",
            "100.64.0.0/10",
            "::/0",
            "2000::/3",
            "2001::/16",
            "fc00::/7",
            "fd00::/8",
            "fd12:3456::/32",
        ] {
            assert!(holds_clients(&wide.parse().unwrap()), "{wide}");
        }
        for narrow in [
            "127.0.0.0/8",
            "::1/128",
            "10.0.7.0/28",
            "10.42.0.0/16",
            "172.17.0.0/16",
            "192.168.1.0/24",
            "104.16.0.0/13",
            "2400:cb00::/32",
            "fd12:3456:789a::/48",
            "2001:db8::/64",
        ] {
            assert!(!holds_clients(&narrow.parse().unwrap()), "{narrow}");
        }
    }

    #[test]
    fn where_a_proxy_is_required_a_near_or_trusted_peer_without_a_header_hides_its_caller() {
        let proxies = |required| Proxies {
            trusted: vec!["203.0.113.0/24".parse().unwrap()],
            required,
        };
        for proxy in [
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.9.9",
            "100.100.0.1",
            "169.254.1.1",
            "fe80::1",
            "fd00::1",
            "203.0.113.9",
        ] {
            let proxy = proxy.parse().unwrap();
            assert!(proxies(true).hides_caller(proxy), "{proxy}");
            assert!(!proxies(false).hides_caller(proxy), "{proxy}");
        }
        for caller in ["198.51.100.1", "2001:db8::1", "11.0.0.1", "172.32.0.1"] {
            assert!(
                !proxies(true).hides_caller(caller.parse().unwrap()),
                "{caller}"
            );
        }
    }
}

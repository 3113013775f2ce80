//! The networks that an address is counted in. One address is seldom all that a caller has: an IPv6 customer gets a /64 to
//! choose from and often a /56 or a /48, and an IPv4 attacker rents neighbours.

use std::net::IpAddr;

use ipnet::IpNet;

/// A network, and how many times as much as a single caller all of it together may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedNetwork {
    pub network: IpNet,
    pub weight: u32,
}

/// The length of the prefix, and the weight. The first stands for a single caller.
const IPV4: [(u8, u32); 2] = [(32, 1), (24, 16)];
const IPV6: [(u8, u32); 3] = [(64, 1), (56, 4), (48, 16)];

/// The networks of an address, the narrowest first.
pub fn networks_of(ip: IpAddr) -> impl Iterator<Item = CountedNetwork> {
    let ip = ip.to_canonical();
    let widths = if ip.is_ipv4() { &IPV4[..] } else { &IPV6[..] };
    widths.iter().map(move |&(length, weight)| {
        let network = IpNet::new(ip, length).expect("no prefix is longer than its address");
        CountedNetwork {
            network: network.trunc(),
            weight,
        }
    })
}

/// The network that stands for a single caller.
pub fn caller_at(ip: IpAddr) -> IpNet {
    let narrowest = networks_of(ip).next();
    narrowest.expect("every address is in a network").network
}

/// The weight of a network that [`networks_of`] gave.
pub fn weight_of(network: IpNet) -> u32 {
    let mut counted = networks_of(network.addr());
    let found = counted.find(|counted| counted.network == network);
    found.map_or(1, |counted| counted.weight)
}

/// As it is stored and shown: a single IPv4 address without the length of its prefix.
pub fn name(network: IpNet) -> String {
    match network.prefix_len() == network.max_prefix_len() {
        true => network.addr().to_string(),
        false => network.to_string(),
    }
}

/// Reads an address, or a network.
pub fn parse(text: &str) -> Option<IpNet> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or(address).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(ip: &str) -> Vec<(String, u32)> {
        let counted = networks_of(ip.parse().unwrap());
        counted.map(|c| (name(c.network), c.weight)).collect()
    }

    #[test]
    fn an_address_is_counted_with_its_neighbours() {
        let expected = [("192.0.2.7", 1), ("192.0.2.0/24", 16)];
        let expected = expected.map(|(text, weight)| (text.to_owned(), weight));
        assert_eq!(named("192.0.2.7"), expected);
        assert_eq!(named("::ffff:192.0.2.7"), expected);
        let expected = [
            ("2001:db8:1:2ff::/64", 1),
            ("2001:db8:1:200::/56", 4),
            ("2001:db8:1::/48", 16),
        ];
        let expected = expected.map(|(text, weight)| (text.to_owned(), weight));
        assert_eq!(named("2001:db8:1:2ff::9"), expected);
    }

    #[test]
    fn a_network_is_read_as_it_is_named() {
        for ip in ["192.0.2.7", "2001:db8::1"] {
            for counted in networks_of(ip.parse().unwrap()) {
                let network = parse(&name(counted.network));
                assert_eq!(network, Some(counted.network));
                assert_eq!(weight_of(counted.network), counted.weight);
            }
        }
    }
}

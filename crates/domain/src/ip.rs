//! What an address says beyond its bits: whether it is public, whether an IPv6 address stands for an IPv4 address, and how much
//! of it is a network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The IPv4 address of the machine, where `ip` is one or embeds one: mapped (RFC 4291 §2.5.5.2), the well-known prefix of
/// translators (RFC 6052 §2.1), 6to4 (RFC 3056 §2) and Teredo (RFC 4380 §4).
pub fn embedded_ipv4(ip: IpAddr) -> Option<Ipv4Addr> {
    let ip = match ip.to_canonical() {
        IpAddr::V4(ip) => return Some(ip),
        IpAddr::V6(ip) => ip,
    };
    let [.., g, h] = ip.segments();
    let last = u32::from(g) << 16 | u32::from(h);
    match ip.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(last.into()),
        [0x2002, b, c, ..] => Some((u32::from(b) << 16 | u32::from(c)).into()),
        // Every bit of it is turned over.
        [0x2001, 0, ..] => Some((!last).into()),
        _ => None,
    }
}

/// Whether the address has no network part that one site shares: addresses that the IETF keeps (`::/8`: loopback, and
/// translators' own prefixes such as `64:ff9b:1::/48`, whose layout only their operator knows), and those of a link.
pub fn is_only_itself(ip: Ipv6Addr) -> bool {
    ip.octets()[0] == 0 || ip.is_unicast_link_local()
}

/// Whether an address is public: not one of this machine or of private networks, in any notation.
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// The complement of the IANA registry of special-purpose addresses.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

/// Global unicast without what carries an IPv4 address, a test network or nothing at all (RFC 6890, RFC 9637).
fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(ip) = ip.to_ipv4_mapped() {
        return is_public_v4(ip);
    }
    let [a, b, ..] = ip.segments();
    let global = a & 0xe000 == 0x2000;
    let special =
        a == 0x2002 || (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || (a == 0x3fff && b < 0x1000);
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv4_address_is_found_in_every_form_that_embeds_one() {
        for (form, inside) in [
            ("192.0.2.33", Some("192.0.2.33")),
            ("::ffff:192.0.2.33", Some("192.0.2.33")),
            ("64:ff9b::192.0.2.33", Some("192.0.2.33")),
            ("2002:c000:0221:1:2:3:4:5", Some("192.0.2.33")),
            // The example of RFC 4380 §4.
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Some("192.0.2.45")),
            ("64:ff9b:1::192.0.2.33", None),
            ("64:ff9b:0:0:0:1:c000:221", None),
            ("::192.0.2.33", None),
            ("2001:db8::192.0.2.33", None),
            ("2003:c000:221::1", None),
        ] {
            let inside = inside.map(|text| text.parse().unwrap());
            assert_eq!(embedded_ipv4(form.parse().unwrap()), inside, "{form}");
        }
    }

    #[test]
    fn reserved_and_link_local_addresses_share_no_network() {
        for alone in [
            "::1",
            "::",
            "::192.0.2.33",
            "64:ff9b:1::1",
            "fe80::1",
            "febf::1",
        ] {
            assert!(is_only_itself(alone.parse().unwrap()), "{alone}");
        }
        for shared in ["2001:db8::1", "fd00::1", "2a00::1", "fec0::1"] {
            assert!(!is_only_itself(shared.parse().unwrap()), "{shared}");
        }
    }
}

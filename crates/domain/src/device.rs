//! What we know of the device behind a request, and whether two requests come from the same one.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::ip::{embedded_ipv4, is_only_itself};

/// The caller's address, or why it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    /// The address that binding compares; IPv4-mapped IPv6 is already IPv4 here (RFC 4291 §2.5.5.2).
    Known(IpAddr),
    /// The request came through a proxy that is not trusted, or that does not say for whom it asks: neither a header nor
    /// the peer names the caller.
    UntrustedProxy,
    /// A trusted proxy named the caller in a form that is no address.
    Unreadable,
}

impl Address {
    /// The address, where there is one.
    pub fn known(self) -> Option<IpAddr> {
        match self {
            Self::Known(ip) => Some(ip),
            Self::UntrustedProxy | Self::Unreadable => None,
        }
    }
}

/// Geography in Auth0's words (`event.request.geoip`); what the database does not know is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GeoIp {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continent_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// Three letters, where ISO 3166-1 has them for the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code3: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivision_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivision_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// The device's facts at one request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    pub address: Address,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub geoip: Option<GeoIp>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user_agent: Option<String>,
}

/// `session_transfer.enforce_device_binding` of the redeeming client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceBinding {
    /// The same address (for IPv6: the same leading bits).
    #[default]
    Ip,
    /// The same autonomous system.
    Asn,
    /// Not compared.
    None,
}

/// How `ip` binding treats IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BindingRules {
    /// How many leading bits of an IPv6 address must agree, 1 to 128: privacy addresses change inside a /64 (RFC 8981).
    pub ipv6_prefix: u8,
    /// Whether an IPv4 and an IPv6 address may be the same device when their ASN is (RFC 8305's happy eyeballs).
    pub dual_stack_by_asn: bool,
}

/// What the comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BindingVerdict {
    /// Binding is off for this client.
    NotEnforced,
    Match,
    AddressMismatch,
    AsnMismatch,
    /// No ASN is known on one side or both: two unknowns are not the same network.
    AsnUnknown,
    /// One side's address is not known because a proxy forwarded the request that is not trusted or does not say for whom.
    UntrustedProxy,
    /// One side's address could not be read.
    AddressUnknown,
}

impl BindingVerdict {
    /// Whether the transfer may go on.
    pub fn passes(self) -> bool {
        matches!(self, Self::NotEnforced | Self::Match)
    }
}

/// Compares the device that asked for a token with the one that shows it.
pub fn judge(
    binding: DeviceBinding,
    rules: BindingRules,
    issued: &Device,
    shown: &Device,
) -> BindingVerdict {
    if binding == DeviceBinding::None {
        return BindingVerdict::NotEnforced;
    }
    let (a, b) = match (issued.address, shown.address) {
        (Address::Known(a), Address::Known(b)) => (compared(a), compared(b)),
        (Address::UntrustedProxy, _) | (_, Address::UntrustedProxy) => {
            return BindingVerdict::UntrustedProxy;
        }
        _ => return BindingVerdict::AddressUnknown,
    };
    let mixed_families = a.is_ipv4() != b.is_ipv4();
    if binding == DeviceBinding::Asn || (mixed_families && rules.dual_stack_by_asn) {
        return match (issued.asn, shown.asn) {
            (Some(x), Some(y)) if x == y => BindingVerdict::Match,
            (Some(_), Some(_)) => BindingVerdict::AsnMismatch,
            _ => BindingVerdict::AsnUnknown,
        };
    }
    if same_address(a, b, rules.ipv6_prefix) {
        BindingVerdict::Match
    } else {
        BindingVerdict::AddressMismatch
    }
}

/// The address that an address stands for: one that embeds an IPv4 address is that one.
fn compared(ip: IpAddr) -> IpAddr {
    embedded_ipv4(ip).map_or(ip, IpAddr::V4)
}

fn same_address(a: IpAddr, b: IpAddr, ipv6_prefix: u8) -> bool {
    match (a, b) {
        (IpAddr::V6(a), IpAddr::V6(b)) if !is_only_itself(a) && !is_only_itself(b) => {
            let ignored = 128 - u32::from(ipv6_prefix.clamp(1, 128));
            (a.to_bits() ^ b.to_bits())
                .checked_shr(ignored)
                .unwrap_or(0)
                == 0
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: BindingRules = BindingRules {
        ipv6_prefix: 64,
        dual_stack_by_asn: false,
    };

    fn device(ip: &str, asn: Option<u32>) -> Device {
        Device {
            address: Address::Known(ip.parse().unwrap()),
            asn,
            geoip: None,
            user_agent: None,
        }
    }

    fn ip(a: &str, b: &str, rules: BindingRules) -> BindingVerdict {
        judge(DeviceBinding::Ip, rules, &device(a, None), &device(b, None))
    }

    #[test]
    fn ip_binding_compares_addresses_as_people_mean_them() {
        assert_eq!(
            ip("203.0.113.7", "203.0.113.7", RULES),
            BindingVerdict::Match
        );
        assert_eq!(
            ip("203.0.113.7", "::ffff:203.0.113.7", RULES),
            BindingVerdict::Match
        );
        assert_eq!(
            ip("203.0.113.7", "203.0.113.8", RULES),
            BindingVerdict::AddressMismatch
        );
        assert_eq!(
            ip("2001:db8:1:1::a", "2001:db8:1:1:ffff::b", RULES),
            BindingVerdict::Match
        );
        assert_eq!(
            ip("2001:db8:1:1::a", "2001:db8:1:2::a", RULES),
            BindingVerdict::AddressMismatch
        );
        let exact = BindingRules {
            ipv6_prefix: 128,
            ..RULES
        };
        assert_eq!(
            ip("2001:db8:1:1::a", "2001:db8:1:1::b", exact),
            BindingVerdict::AddressMismatch
        );
        assert_eq!(
            ip("2001:db8:1:1::a", "2001:db8:1:1::a", exact),
            BindingVerdict::Match
        );
    }

    #[test]
    fn an_embedded_ipv4_address_is_the_one_compared() {
        for form in [
            "::ffff:203.0.113.7",
            "64:ff9b::203.0.113.7",
            "2002:cb00:7107::1",
            "2001:0:4136:e378:8000:63bf:34ff:8ef8",
        ] {
            assert_eq!(
                ip("203.0.113.7", form, RULES),
                BindingVerdict::Match,
                "{form}"
            );
            assert_eq!(
                ip(form, "203.0.113.8", RULES),
                BindingVerdict::AddressMismatch,
                "{form}"
            );
        }
        // Neighbours behind one translator or relay share a /64 and nothing else.
        let strangers = [
            ("64:ff9b::203.0.113.7", "64:ff9b::203.0.113.8"),
            ("2002:cb00:7107::1", "2002:cb00:7108::1"),
            (
                "2001:0:4136:e378:8000:63bf:34ff:8ef8",
                "2001:0:4136:e378:8000:63bf:34ff:8ef7",
            ),
            ("64:ff9b:1::1", "64:ff9b:1::2"),
            ("fe80::1", "fe80::2"),
            ("::1", "::2"),
        ];
        for (a, b) in strangers {
            assert_eq!(ip(a, b, RULES), BindingVerdict::AddressMismatch, "{a} {b}");
            assert_eq!(ip(a, a, RULES), BindingVerdict::Match, "{a}");
        }
    }

    #[test]
    fn mixed_families_differ_unless_the_asn_may_decide() {
        assert_eq!(
            ip("203.0.113.7", "2001:db8::1", RULES),
            BindingVerdict::AddressMismatch
        );
        let rules = BindingRules {
            dual_stack_by_asn: true,
            ..RULES
        };
        let (a, b) = (
            device("203.0.113.7", Some(64500)),
            device("2001:db8::1", Some(64500)),
        );
        assert_eq!(
            judge(DeviceBinding::Ip, rules, &a, &b),
            BindingVerdict::Match
        );
        let unknown = device("2001:db8::1", None);
        assert_eq!(
            judge(DeviceBinding::Ip, rules, &a, &unknown),
            BindingVerdict::AsnUnknown
        );
    }

    #[test]
    fn two_unknown_networks_are_not_the_same() {
        let (a, b) = (device("10.0.0.1", None), device("10.0.0.1", None));
        assert_eq!(
            judge(DeviceBinding::Asn, RULES, &a, &b),
            BindingVerdict::AsnUnknown
        );
        let (a, b) = (device("10.0.0.1", Some(1)), device("10.0.0.1", Some(2)));
        assert_eq!(
            judge(DeviceBinding::Asn, RULES, &a, &b),
            BindingVerdict::AsnMismatch
        );
    }

    #[test]
    fn an_address_from_an_untrusted_proxy_matches_nothing() {
        let hidden = Device {
            address: Address::UntrustedProxy,
            ..device("10.0.0.1", Some(1))
        };
        let seen = device("10.0.0.1", Some(1));
        assert_eq!(
            judge(DeviceBinding::Ip, RULES, &hidden, &hidden),
            BindingVerdict::UntrustedProxy
        );
        assert_eq!(
            judge(DeviceBinding::Asn, RULES, &seen, &hidden),
            BindingVerdict::UntrustedProxy
        );
        assert_eq!(
            judge(DeviceBinding::None, RULES, &seen, &hidden),
            BindingVerdict::NotEnforced
        );
    }
}

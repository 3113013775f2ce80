use proptest::prelude::*;

use super::*;

const XFF: &str = "x-forwarded-for";
const PROTO: &str = "x-forwarded-proto";

fn proxies() -> Proxies {
    let trusted = ["10.0.0.0/8", "2001:db8:ffff::/48"];
    Proxies {
        trusted: trusted.map(|net| net.parse().unwrap()).to_vec(),
        required: false,
    }
}

fn resolved(peer: &str, sent: &[(&'static str, &str)]) -> Resolved {
    resolved_by(&proxies(), peer, sent)
}

fn resolved_by(proxies: &Proxies, peer: &str, sent: &[(&'static str, &str)]) -> Resolved {
    let mut headers = HeaderMap::new();
    for (name, value) in sent {
        headers.append(*name, value.parse().unwrap());
    }
    resolve(peer.parse().unwrap(), proxies, &headers)
}

fn address(sent: &[(&'static str, &str)]) -> Address {
    resolved("10.0.0.1", sent).address
}

fn known(ip: &str) -> Address {
    Address::Known(ip.parse().unwrap())
}

#[test]
fn without_a_header_the_peer_is_the_caller() {
    for (peer, seen) in [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "10.0.0.1"),
        ("64:ff9b::203.0.113.7", "64:ff9b::cb00:7107"),
    ] {
        assert_eq!(resolved(peer, &[]).address, known(seen));
    }
}

#[test]
fn where_a_proxy_ends_tls_a_near_peer_without_a_header_is_one_that_hides_its_caller() {
    let behind = Proxies {
        required: true,
        ..proxies()
    };
    for peer in ["127.0.0.1", "::1", "192.168.1.1", "10.0.0.1"] {
        let resolved = resolved_by(&behind, peer, &[]);
        assert_eq!(resolved.address, Address::UntrustedProxy, "{peer}");
        assert!(resolved.chain[0].starts_with(peer), "{:?}", resolved.chain);
    }
    assert_eq!(
        resolved_by(&behind, "203.0.113.7", &[]).address,
        known("203.0.113.7")
    );
    let named = [(XFF, "198.51.100.1")];
    assert_eq!(
        resolved_by(&behind, "10.0.0.1", &named).address,
        known("198.51.100.1")
    );
}

#[test]
fn a_header_from_a_stranger_leaves_nobody_known() {
    for header in [XFF, "forwarded", PROTO] {
        let resolved = resolved("203.0.113.7", &[(header, "198.51.100.1")]);
        assert_eq!(resolved.address, Address::UntrustedProxy);
        assert!(!resolved.https);
        assert!(resolved.chain[0].contains(header), "{:?}", resolved.chain);
    }
    // Headers that we never believe say nothing about the path of the request either.
    let resolved = resolved("203.0.113.7", &[("x-real-ip", "198.51.100.1")]);
    assert_eq!(resolved.address, known("203.0.113.7"));
}

#[test]
fn the_walk_ends_at_the_first_address_that_is_no_proxy() {
    for (value, caller) in [
        ("198.51.100.1", "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("garbage,,%, 198.51.100.1 ,\t10.0.0.9", "198.51.100.1"),
        ("10.0.0.8, 10.0.0.9", "10.0.0.8"),
        ("198.51.100.1:4711", "198.51.100.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1, 2001:db8:ffff::2", "2001:db8::1"),
        ("::ffff:198.51.100.1, ::ffff:10.0.0.9", "198.51.100.1"),
    ] {
        assert_eq!(address(&[(XFF, value)]), known(caller), "{value}");
    }
    let mapped_peer = resolved("::ffff:10.0.0.1", &[(XFF, "198.51.100.1")]);
    assert_eq!(mapped_peer.address, known("198.51.100.1"));
    let several_lines = [(XFF, "6.6.6.6"), (XFF, "198.51.100.1"), (XFF, "10.0.0.9")];
    assert_eq!(address(&several_lines), known("198.51.100.1"));
}

#[test]
fn what_is_no_address_is_unreadable() {
    for value in [
        "",
        " ",
        ",",
        "6.6.6.6,",
        "6.6.6.6, unknown",
        "6.6.6.6, 198.51.100.256",
        "6.6.6.6, 198.51.100.01",
        "198.51.100.1:",
        "198.51.100.1:99999",
        "198.51.100.1 198.51.100.2",
        "fe80::1%eth0",
        "[fe80::1%eth0]:80",
        "[fe80::1%1]:80",
        "[2001:db8::1",
        "[198.51.100.1]",
        "2001:db8::1]:80",
        "\"198.51.100.1\"",
        "6.6.6.6, , 10.0.0.9",
    ] {
        assert_eq!(address(&[(XFF, value)]), Address::Unreadable, "{value:?}");
    }
    // The proxy forwarded the request and did not say for whom.
    assert_eq!(address(&[(PROTO, "https")]), Address::Unreadable);
}

#[test]
fn the_input_is_bounded() {
    let most = ["198.51.100.1"; 32].join(",");
    assert_eq!(address(&[(XFF, &most)]), known("198.51.100.1"));
    let too_many = ["198.51.100.1"; 33].join(",");
    assert_eq!(address(&[(XFF, &too_many)]), Address::Unreadable);
    let too_long = format!("{}, 198.51.100.1", "x".repeat(MAX_BYTES));
    assert_eq!(address(&[(XFF, &too_long)]), Address::Unreadable);
    let lines: Vec<_> = (0..40).map(|_| (XFF, "198.51.100.1")).collect();
    assert_eq!(address(&lines), Address::Unreadable);
    let shown = resolved("10.0.0.1", &[(XFF, &"\"\\".repeat(500))]).chain;
    assert!(shown.iter().all(|hop| hop.len() < 120), "{shown:?}");
    let parameters = |n: usize| {
        let more: String = (1..n).map(|i| format!(";x{i}=y")).collect();
        address(&[("forwarded", &format!("for=198.51.100.1{more}"))])
    };
    assert_eq!(parameters(16), known("198.51.100.1"));
    assert_eq!(parameters(17), Address::Unreadable);
    let latin = axum::http::HeaderValue::from_bytes(b"\xe9, 198.51.100.1").unwrap();
    let headers = HeaderMap::from_iter([(X_FORWARDED_FOR, latin)]);
    let resolved = resolve("10.0.0.1".parse().unwrap(), &proxies(), &headers);
    assert_eq!(resolved.address, Address::Unreadable);
}

#[test]
fn forwarded_is_read_by_its_grammar() {
    for (value, caller) in [
        ("for=198.51.100.1", "198.51.100.1"),
        ("For=\"198.51.100.1:4711\"", "198.51.100.1"),
        ("for=\"[2001:db8::1]:4711\"", "2001:db8::1"),
        ("for=\"[2001:db8::1]\";proto=https;by=_edge", "2001:db8::1"),
        (
            "for=6.6.6.6, for=198.51.100.1;host=\"a,b;c\"",
            "198.51.100.1",
        ),
        (
            "for=unknown, for=198.51.100.1, for=10.0.0.9",
            "198.51.100.1",
        ),
        ("proto=http;for=198.51.100.1", "198.51.100.1"),
        ("for=\"198.51.100\\.1\"", "198.51.100.1"),
    ] {
        assert_eq!(address(&[("forwarded", value)]), known(caller), "{value}");
    }
    for value in [
        "",
        "198.51.100.1",
        "for=",
        "for=\"198.51.100.1",
        "for=198.51.100.1:80",
        "for=[2001:db8::1]",
        "for=\"2001:db8::1\"",
        "for=unknown",
        "for=_hidden",
        "for=198.51.100.1;for=6.6.6.6",
        "for=198.51.100.1;",
        "for = 198.51.100.1",
        "for=198.51.100.1,",
        "for=6.6.6.6, proto=https",
        "for=6.6.6.6;x=\", for=\"[2001:db8::1]\"",
    ] {
        let found = address(&[("forwarded", value)]);
        assert_eq!(found, Address::Unreadable, "{value:?}");
    }
    let open_quote = [("forwarded", "for=6.6.6.6;x=\""), ("forwarded", "for=\"")];
    assert_eq!(address(&open_quote), Address::Unreadable);
}

#[test]
fn x_forwarded_for_goes_before_forwarded() {
    let both = [("forwarded", "for=6.6.6.6"), (XFF, "198.51.100.1")];
    assert_eq!(address(&both), known("198.51.100.1"));
}

#[test]
fn https_is_believed_when_every_leg_was() {
    let https = |proto: &[(&'static str, &str)]| {
        let mut sent = vec![(XFF, "198.51.100.1")];
        sent.extend(proto);
        resolved("10.0.0.1", &sent).https
    };
    assert!(https(&[(PROTO, "https")]));
    assert!(https(&[(PROTO, "HTTPS, https")]));
    assert!(!https(&[(PROTO, "https, http")]));
    assert!(!https(&[(PROTO, "https"), (PROTO, "http")]));
    assert!(!https(&[(PROTO, "")]));
    assert!(!https(&[]));
    let forwarded = |value: &str| resolved("10.0.0.1", &[("forwarded", value)]).https;
    assert!(forwarded("for=198.51.100.1;proto=https"));
    assert!(!forwarded(
        "for=6.6.6.6;proto=https, for=198.51.100.1;proto=http"
    ));
}

#[test]
fn the_chain_tells_how_each_hop_was_judged() {
    let resolved = resolved("10.0.0.1", &[(XFF, "6.6.6.6, 198.51.100.1, 10.0.0.9")]);
    assert_eq!(
        resolved.chain,
        [
            "10.0.0.1: the peer, a trusted proxy",
            "10.0.0.9: in X-Forwarded-For, a trusted proxy",
            "198.51.100.1: in X-Forwarded-For, the caller",
        ]
    );
}

/// What a caller may put to the left of what the proxies append.
fn sent_by_the_caller() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("6.6.6.6".to_owned()),
        Just("10.0.0.9".to_owned()),
        Just("for=6.6.6.6".to_owned()),
        Just("for=\"6.6.6.6".to_owned()),
        Just("for=6.6.6.6;x=\"".to_owned()),
        Just("for=\"[::ffff:6.6.6.6]:1\"".to_owned()),
        "[ -~]{0,12}",
        "[0-9a-f:.,;=\"\\\\ \\[\\]%]{0,24}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.join(", "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..crate::properties::seeded() })]

    /// The caller is named as the proxy saw it or not at all, whatever it sent itself and however lines are joined.
    #[test]
    fn what_the_caller_sends_never_wins(
        left in sent_by_the_caller(),
        real in prop_oneof!["203\\.0\\.113\\.[1-9]", "2001:db8:[1-9a-f]{1,4}::[1-9]"],
        style in 0_usize..4,
        own_line in any::<bool>(),
        proxies in 0_usize..3,
    ) {
        let (header, written) = match style {
            0 => (XFF, real.clone()),
            1 if real.contains(':') => (XFF, format!("[{real}]:4711")),
            1 => (XFF, format!("{real}:4711")),
            _ if real.contains(':') => ("forwarded", format!("for=\"[{real}]\"")),
            2 => ("forwarded", format!("for={real};proto=https")),
            _ => ("forwarded", format!("by=_edge;for=\"{real}:4711\"")),
        };
        let proxy = if header == XFF { ", 10.0.0.9" } else { ", for=10.0.0.9" };
        let appended = written + &proxy.repeat(proxies);
        let found = if own_line {
            address(&[(header, &left), (header, &appended)])
        } else {
            address(&[(header, &format!("{left}, {appended}"))])
        };
        if header == XFF {
            prop_assert_eq!(found, known(&real));
        } else {
            prop_assert!(found == known(&real) || found == Address::Unreadable, "{found:?}");
        }
    }

    /// Any bytes that HTTP lets through have a defined result.
    #[test]
    fn any_bytes_are_judged(bytes in prop::collection::vec(0x20_u8..=0xff, 0..200), style in 0_usize..3) {
        let Ok(value) = axum::http::HeaderValue::from_bytes(&bytes) else {
            return Ok(());
        };
        let name = [X_FORWARDED_FOR, FORWARDED, X_FORWARDED_PROTO][style].clone();
        let headers = HeaderMap::from_iter([(name, value)]);
        resolve("10.0.0.1".parse().unwrap(), &proxies(), &headers);
    }
}

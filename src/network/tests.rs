use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use mmdb_writer::{IpVersion, Value, Writer};
use tempfile::TempDir;

use super::*;

const BUILT: i64 = 1_750_000_000;

fn database(records: &[(&str, Value)]) -> Vec<u8> {
    let mut writer = Writer::builder("Test")
        .description(&[("en", "a test database")])
        .build_epoch(UNIX_EPOCH + Duration::from_secs(BUILT as u64))
        .build();
    for (network, record) in records {
        let network: ipnet::IpNet = network.parse().unwrap();
        writer.insert_value(network, record.clone()).unwrap();
    }
    writer.to_bytes().unwrap()
}

fn asn_database(number: u32) -> Vec<u8> {
    let record = |n: u32| Value::map([("autonomous_system_number", Value::from(n))]);
    database(&[
        ("203.0.113.0/24", record(number)),
        ("2001:db8::/32", record(number + 1)),
        ("198.51.100.0/24", record(0)),
    ])
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

struct Files {
    _directory: TempDir,
    asn: PathBuf,
}

fn files(asn: &[u8]) -> (Files, Network) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("asn.mmdb");
    fs::write(&path, asn).unwrap();
    let network = Network::open(Some(&path), None).unwrap();
    let files = Files {
        _directory: directory,
        asn: path,
    };
    (files, network)
}

fn replace(path: &Path, bytes: &[u8]) {
    let new = path.with_extension("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(new, path).unwrap();
}

fn asn_of(network: &Network, address: &str) -> Option<u32> {
    network.facts(ip(address)).asn
}

/// Exactly one change is reported, and it is not repeated at the next look.
fn one_change(network: &Network) -> Result<Description, NetworkError> {
    let mut changes = network.refresh();
    assert_eq!(changes.len(), 1);
    assert!(network.refresh().is_empty(), "reported twice");
    changes.remove(0).outcome
}

#[test]
fn an_address_has_the_asn_of_its_network() {
    let (_files, network) = files(&asn_database(64500));
    assert_eq!(asn_of(&network, "203.0.113.9"), Some(64500));
    assert_eq!(asn_of(&network, "::ffff:203.0.113.9"), Some(64500));
    assert_eq!(asn_of(&network, "2001:db8::1"), Some(64501));
}

#[test]
fn what_the_file_lacks_is_absent() {
    let (_files, network) = files(&asn_database(64500));
    for private in ["10.0.0.1", "127.0.0.1", "192.168.1.1", "::1", "fd00::1"] {
        assert_eq!(network.facts(ip(private)), NetworkFacts::default());
    }
    assert_eq!(asn_of(&network, "198.51.100.1"), None, "AS0 is no network");
    let none = Network::open(None, None).unwrap();
    assert_eq!(none.facts(ip("203.0.113.9")), NetworkFacts::default());
    assert!(none.refresh().is_empty() && none.describe().is_empty());
}

#[test]
fn numbers_of_any_width_are_read() {
    for number in [Value::from(64500_u16), Value::from(64500_u64)] {
        let record = Value::map([("autonomous_system_number", number)]);
        let (_files, network) = files(&database(&[("203.0.113.0/24", record)]));
        assert_eq!(asn_of(&network, "203.0.113.9"), Some(64500));
    }
}

#[test]
fn a_database_of_ipv4_knows_no_ipv6() {
    let mut writer = Writer::builder("Test").ip_version(IpVersion::V4).build();
    let record = Value::map([("autonomous_system_number", Value::from(64500_u32))]);
    let network: ipnet::IpNet = "203.0.113.0/24".parse().unwrap();
    writer.insert_value(network, record).unwrap();
    // This one has no description either.
    let (_files, network) = files(&writer.to_bytes().unwrap());
    assert_eq!(asn_of(&network, "203.0.113.9"), Some(64500));
    assert_eq!(asn_of(&network, "2001:db8::1"), None);
}

#[test]
fn a_replacement_is_taken_while_serving() {
    let (files, network) = files(&asn_database(64500));
    assert!(network.refresh().is_empty());
    replace(&files.asn, &asn_database(64600));
    assert_eq!(one_change(&network).unwrap().path, files.asn);
    assert_eq!(asn_of(&network, "203.0.113.9"), Some(64600));
    // Written in place, to the same length.
    fs::write(&files.asn, asn_database(64700)).unwrap();
    one_change(&network).unwrap();
    assert_eq!(asn_of(&network, "203.0.113.9"), Some(64700));
}

#[test]
fn a_broken_replacement_leaves_the_last_good_one() {
    let good = asn_database(64500);
    let mut bad_tree = good.clone();
    bad_tree[..12].fill(0xff);
    for broken in [
        &good[..good.len() / 2],
        &good[..good.len() - 1],
        b"not a database".as_slice(),
        b"".as_slice(),
        &bad_tree,
    ] {
        let (files, network) = files(&good);
        replace(&files.asn, broken);
        let error = one_change(&network).unwrap_err();
        assert!(matches!(error, NetworkError::Broken { .. }), "{error}");
        assert_eq!(asn_of(&network, "203.0.113.9"), Some(64500));
        replace(&files.asn, &asn_database(64600));
        one_change(&network).unwrap();
        assert_eq!(asn_of(&network, "203.0.113.9"), Some(64600));
    }
}

#[test]
fn truncation_in_place_and_removal_leave_the_last_good_one() {
    let (files, network) = files(&asn_database(64500));
    let file = fs::OpenOptions::new().write(true).open(&files.asn).unwrap();
    file.set_len(100).unwrap();
    one_change(&network).unwrap_err();
    assert_eq!(asn_of(&network, "203.0.113.9"), Some(64500));

    fs::remove_file(&files.asn).unwrap();
    let error = one_change(&network).unwrap_err();
    assert!(matches!(error, NetworkError::Unreadable { .. }), "{error}");
    assert_eq!(asn_of(&network, "2001:db8::1"), Some(64501));

    fs::create_dir(&files.asn).unwrap();
    one_change(&network).unwrap_err();
    fs::remove_dir(&files.asn).unwrap();
    one_change(&network).unwrap_err();
    fs::write(&files.asn, asn_database(64600)).unwrap();
    one_change(&network).unwrap();
    assert_eq!(asn_of(&network, "203.0.113.9"), Some(64600));
}

#[test]
fn a_broken_file_stops_the_start_and_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("asn.mmdb");
    let missing = Network::open(Some(&path), None).unwrap_err();
    assert!(missing.to_string().contains("asn.mmdb"));
    // Without a description the check is our own.
    let record = Value::map([("autonomous_system_number", Value::from(64500_u32))]);
    let mut writer = Writer::new("Test");
    let network: ipnet::IpNet = "203.0.113.0/24".parse().unwrap();
    writer.insert_value(network, record).unwrap();
    let good = writer.to_bytes().unwrap();
    let mut cyclic = good.clone();
    // Every record of the tree points to its first node.
    cyclic[..6 * 64].fill(0);
    fs::write(&path, cyclic).unwrap();
    Network::open(Some(&path), None).unwrap_err();
    fs::write(&path, good).unwrap();
    Network::open(Some(&path), None).unwrap();
}

#[test]
fn the_nested_layout_is_read() {
    let names = |name: &str| ("names", Value::map([("en", Value::from(name))]));
    let record = Value::map([
        ("city", Value::map([names("London")])),
        (
            "continent",
            Value::map([("code", Value::from("EU")), names("Europe")]),
        ),
        (
            "country",
            Value::map([("iso_code", Value::from("GB")), names("United Kingdom")]),
        ),
        (
            "location",
            Value::map([
                ("latitude", Value::from(51.5142_f64)),
                ("longitude", Value::from(-0.0931_f64)),
                ("time_zone", Value::from("Europe/London")),
                ("accuracy_radius", Value::from(10_u16)),
            ]),
        ),
        (
            "subdivisions",
            Value::array([
                Value::map([("iso_code", Value::from("ENG")), names("England")]),
                Value::map([("iso_code", Value::from("LND")), names("City of London")]),
            ]),
        ),
    ]);
    let expected = GeoIp {
        city_name: Some("London".into()),
        continent_code: Some("EU".into()),
        country_code: Some("GB".into()),
        country_code3: Some("GBR".into()),
        country_name: Some("United Kingdom".into()),
        latitude: Some(51.5142),
        longitude: Some(-0.0931),
        subdivision_code: Some("ENG".into()),
        subdivision_name: Some("England".into()),
        time_zone: Some("Europe/London".into()),
    };
    assert_eq!(place(record), Some(expected));
}

#[test]
fn the_flat_layout_is_read() {
    let record = Value::map([
        ("city", Value::from("London")),
        ("country_code", Value::from("GB")),
        ("latitude", Value::from(51.5142_f32)),
        ("longitude", Value::from(-0.0931_f32)),
        ("postcode", Value::from("")),
        ("state1", Value::from("England")),
        ("state2", Value::from("")),
        ("timezone", Value::from("")),
    ]);
    let expected = GeoIp {
        city_name: Some("London".into()),
        country_code: Some("GB".into()),
        country_code3: Some("GBR".into()),
        latitude: Some(51.5142),
        longitude: Some(-0.0931),
        subdivision_name: Some("England".into()),
        ..GeoIp::default()
    };
    assert_eq!(place(record), Some(expected));
    let country_alone = Value::map([("country_code", Value::from("DE"))]);
    assert_eq!(
        place(country_alone).unwrap().country_code.as_deref(),
        Some("DE")
    );
    assert_eq!(place(Value::map([("other", Value::from("x"))])), None);
    assert_eq!(place(Value::from("no map")), None);
}

fn place(record: Value) -> Option<GeoIp> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("city.mmdb");
    fs::write(&path, database(&[("81.2.69.0/24", record)])).unwrap();
    let network = Network::open(None, Some(&path)).unwrap();
    network.facts(ip("81.2.69.142")).geoip
}

#[test]
fn a_database_describes_itself() {
    let (files, network) = files(&asn_database(64500));
    let [description] = &network.describe()[..] else {
        panic!("one database is open");
    };
    assert_eq!(description.kind, DatabaseKind::Asn);
    assert_eq!(description.path, files.asn);
    assert_eq!(description.database_type, "Test");
    assert_eq!(description.built_at.unwrap().unix_timestamp(), BUILT);
    assert!(description.node_count > 0);
}

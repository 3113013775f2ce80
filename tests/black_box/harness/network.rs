//! Network databases made for a test.

use std::path::Path;

use ipnet::IpNet;
use mmdb_writer::{Value, Writer};

/// Writes an ASN database of these networks, and puts it in place with one rename.
pub fn write_asn_database(path: &Path, networks: &[(&str, u32)]) {
    let mut writer = Writer::new("GeoLite2-ASN");
    for (network, number) in networks {
        let network: IpNet = network.parse().expect("a network");
        let entry = Value::map([
            ("autonomous_system_number", Value::U32(*number)),
            (
                "autonomous_system_organization",
                Value::String(format!("Example {number}")),
            ),
        ]);
        writer
            .insert_value(network, entry)
            .expect("the network fits");
    }
    replace(path, &writer.to_bytes().expect("a small database"));
}

/// Writes a city database in which each of these networks lies in a country.
pub fn write_city_database(path: &Path, networks: &[(&str, &str)]) {
    let mut writer = Writer::new("GeoLite2-City");
    for (network, country) in networks {
        let network: IpNet = network.parse().expect("a network");
        let code = Value::map([("iso_code", Value::String((*country).to_owned()))]);
        let entry = Value::map([("country", code)]);
        writer
            .insert_value(network, entry)
            .expect("the network fits");
    }
    replace(path, &writer.to_bytes().expect("a small database"));
}

/// Replaces a file in one step, as an updater should.
pub fn replace(path: &Path, content: &[u8]) {
    let beside = path.with_extension("new");
    std::fs::write(&beside, content).expect("our own directory");
    std::fs::rename(&beside, path).expect("our own directory");
}

#[test]
fn a_written_database_can_be_read() {
    let directory = crate::common::watchdog::directory();
    let path = directory.path().join("asn.mmdb");
    write_asn_database(&path, &[("192.0.2.0/24", 64500), ("2001:db8::/32", 64501)]);
    let bytes = std::fs::read(&path).expect("just written");
    let reader = maxminddb::Reader::from_source(bytes).expect("a database");
    let number = |address: &str| {
        let found = reader
            .lookup(address.parse().expect("an address"))
            .expect("a lookup");
        let record: Option<serde_json::Value> = found.decode().expect("a record");
        record.map(|record| record["autonomous_system_number"].clone())
    };
    assert_eq!(number("192.0.2.9"), Some(64500.into()));
    assert_eq!(number("2001:db8::1"), Some(64501.into()));
    assert_eq!(number("198.51.100.1"), None);
}

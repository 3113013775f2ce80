//! The two layouts of a record: MaxMind's nested one (GeoLite2, GeoIP2, DB-IP) and the flat one of ip-location-db.
//!
//! The declared type of a database does not say which layout it has; a record does.

use std::fmt;
use std::net::IpAddr;

use maxminddb::Reader;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::countries::alpha3;
use crate::domain::device::GeoIp;

/// The number of the autonomous system. Number 0 stands for "not routed" (RFC 7607) and is none.
pub(super) fn asn(reader: &Reader<Vec<u8>>, ip: IpAddr) -> Option<u32> {
    let number = decode::<Asn>(reader, ip)?.autonomous_system_number?;
    u32::try_from(number).ok().filter(|n| *n != 0)
}

/// The place, when the record says anything of it.
pub(super) fn geoip(reader: &Reader<Vec<u8>>, ip: IpAddr) -> Option<GeoIp> {
    let known = |place: &GeoIp| *place != GeoIp::default();
    (decode::<Nested>(reader, ip).map(GeoIp::from))
        .filter(known)
        .or_else(|| decode::<Flat>(reader, ip).map(GeoIp::from))
        .filter(known)
}

/// A record of another layout, or none, is nothing; so is an IPv6 address in a database of IPv4.
fn decode<'a, T: Deserialize<'a>>(reader: &'a Reader<Vec<u8>>, ip: IpAddr) -> Option<T> {
    reader.lookup(ip).ok()?.decode().ok()?
}

#[derive(Deserialize)]
struct Asn {
    // The reader takes an i64 from integers of every width, which differ between writers, a u32 from one alone.
    autonomous_system_number: Option<i64>,
}

#[derive(Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Nested<'a> {
    city: Place<'a>,
    continent: Place<'a>,
    country: Place<'a>,
    location: Location<'a>,
    subdivisions: Vec<Place<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Place<'a> {
    code: Option<&'a str>,
    iso_code: Option<&'a str>,
    #[serde(borrow)]
    names: Names<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Names<'a> {
    en: Option<&'a str>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Location<'a> {
    latitude: Option<Degrees>,
    longitude: Option<Degrees>,
    time_zone: Option<&'a str>,
}

impl From<Nested<'_>> for GeoIp {
    fn from(record: Nested<'_>) -> Self {
        // Subdivisions go from the largest to the smallest.
        let subdivision = record.subdivisions.first();
        Self {
            city_name: text(record.city.names.en),
            continent_code: text(record.continent.code),
            country_code: text(record.country.iso_code),
            country_code3: record.country.iso_code.and_then(alpha3).map(str::to_owned),
            country_name: text(record.country.names.en),
            latitude: record.location.latitude.map(|d| d.0),
            longitude: record.location.longitude.map(|d| d.0),
            subdivision_code: text(subdivision.and_then(|s| s.iso_code)),
            subdivision_name: text(subdivision.and_then(|s| s.names.en)),
            time_zone: text(record.location.time_zone),
        }
    }
}

#[derive(Deserialize)]
struct Flat<'a> {
    city: Option<&'a str>,
    country_code: Option<&'a str>,
    latitude: Option<Degrees>,
    longitude: Option<Degrees>,
    state1: Option<&'a str>,
    timezone: Option<&'a str>,
}

impl From<Flat<'_>> for GeoIp {
    fn from(record: Flat<'_>) -> Self {
        Self {
            city_name: text(record.city),
            country_code: text(record.country_code),
            country_code3: record.country_code.and_then(alpha3).map(str::to_owned),
            latitude: record.latitude.map(|d| d.0),
            longitude: record.longitude.map(|d| d.0),
            subdivision_name: text(record.state1),
            time_zone: text(record.timezone),
            ..Self::default()
        }
    }
}

fn text(value: Option<&str>) -> Option<String> {
    value.filter(|v| !v.is_empty()).map(str::to_owned)
}

/// A coordinate, in whatever number the writer chose.
struct Degrees(f64);

impl<'de> Deserialize<'de> for Degrees {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DegreesVisitor)
    }
}

struct DegreesVisitor;

impl Visitor<'_> for DegreesVisitor {
    type Value = Degrees;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a coordinate")
    }

    /// Four decimals are the databases' own precision: widening alone would turn 51.5142 into 51.514198303…
    fn visit_f32<E>(self, value: f32) -> Result<Degrees, E> {
        Ok(Degrees((f64::from(value) * 1e4).round() / 1e4))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Degrees, E> {
        Ok(Degrees(value))
    }

    fn visit_i32<E>(self, value: i32) -> Result<Degrees, E> {
        Ok(Degrees(f64::from(value)))
    }

    fn visit_u16<E>(self, value: u16) -> Result<Degrees, E> {
        Ok(Degrees(f64::from(value)))
    }
}

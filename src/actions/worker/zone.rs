//! Time zones, by the database of the IANA that is part of the program: there is no file to read in the sandbox.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone at an instant, in milliseconds: how many seconds its clocks are ahead of UTC, what the offset is called, and the
/// zone's own spelling of its name. `None`: there is no such zone, or no such instant.
pub fn at(name: String, milliseconds: f64) -> Option<Vec<String>> {
    let zone = ZONES.get(&name).ok()?;
    // Exact: an instant that JavaScript has is a whole number below 2^53.
    let instant = Timestamp::from_millisecond(milliseconds as i64).ok()?;
    let info = zone.to_offset_info(instant);
    let own = zone.iana_name().unwrap_or("UTC").to_owned();
    let seconds = info.offset().seconds().to_string();
    Some(vec![seconds, info.abbreviation().to_owned(), own])
}

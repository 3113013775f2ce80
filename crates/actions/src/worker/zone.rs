//! Time zones, from the IANA database that is compiled into the program: there are no files in the sandbox.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone at a time, in milliseconds: how many seconds its clocks are ahead of UTC, the name of the offset, and the
/// zone's canonical name. `None`: there is no such zone, or no such time.
pub fn at(name: String, milliseconds: f64) -> Option<Vec<String>> {
    let zone = ZONES.get(&name).ok()?;
    // Exact: a time in JavaScript is a whole number below 2^53.
    let instant = Timestamp::from_millisecond(milliseconds as i64).ok()?;
    let info = zone.to_offset_info(instant);
    let own = zone.iana_name().unwrap_or("UTC").to_owned();
    let seconds = info.offset().seconds().to_string();
    Some(vec![seconds, info.abbreviation().to_owned(), own])
}

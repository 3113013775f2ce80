//! Instants: milliseconds since the Unix epoch, the same integer in memory and in both databases.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch: a JWT's NumericDate (RFC 7519 §2).
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This instant and `d` more.
    pub fn plus(self, d: Duration) -> Self {
        Self(self.0.saturating_add(millis_of(d)))
    }

    /// This instant less `d`.
    pub fn minus(self, d: Duration) -> Self {
        Self(self.0.saturating_sub(millis_of(d)))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Reads an RFC 3339 date and time.
    pub fn parse(text: &str) -> Option<Self> {
        let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(at.unix_timestamp_nanos() / 1_000_000)
            .ok()
            .map(Self)
    }
}

/// `2026-11-21T19:00:00.123Z`: three digits always, as Auth0 writes them.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond()
        )
    }
}

fn millis_of(d: Duration) -> i64 {
    i64::try_from(d.as_millis()).unwrap_or(i64::MAX)
}

/// Where the test clock stands. It is a row of the store, so that it moves every process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestClock {
    /// Real time, moved by so many milliseconds.
    Running { offset_ms: i64 },
    /// Time stands still at this instant.
    Frozen { at: Timestamp },
}

impl TestClock {
    /// The instant that this clock shows when the real one shows `real`.
    pub fn read(self, real: Timestamp) -> Timestamp {
        match self {
            Self::Running { offset_ms } => Timestamp(real.0.saturating_add(offset_ms)),
            Self::Frozen { at } => at,
        }
    }

    /// The same clock, `d` later.
    pub fn advanced(self, d: Duration) -> Self {
        match self {
            Self::Running { offset_ms } => Self::Running {
                offset_ms: offset_ms.saturating_add(millis_of(d)),
            },
            Self::Frozen { at } => Self::Frozen { at: at.plus(d) },
        }
    }
}

/// Reads a duration as people write it: `61s`, `250ms`, `30m`, `24h`, `7d`.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let amount: u64 = text[..digits].parse().ok()?;
    let unit_ms = match &text[digits..] {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    amount.checked_mul(unit_ms).map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_with_three_digits_and_read_back() {
        let at = Timestamp::from_millis(1_795_287_600_500);
        assert_eq!(at.to_string(), "2026-11-21T19:00:00.500Z");
        assert_eq!(Timestamp::parse(&at.to_string()), Some(at));
        assert_eq!(Timestamp::parse("2026-11-21T20:00:00.5+01:00"), Some(at));
        assert_eq!(Timestamp::parse("yesterday"), None);
    }

    #[test]
    fn a_frozen_clock_moves_only_when_advanced() {
        let (real, at) = (Timestamp::from_millis(5), Timestamp::from_millis(1_000));
        let clock = TestClock::Frozen { at };
        assert_eq!(clock.read(real), at);
        assert_eq!(
            clock.advanced(Duration::from_secs(61)).read(real).millis(),
            62_000
        );
    }

    #[test]
    fn durations_need_a_unit() {
        assert_eq!(parse_duration("61s"), Some(Duration::from_secs(61)));
        assert_eq!(parse_duration("61"), None);
        assert_eq!(parse_duration("1 s"), None);
        assert_eq!(parse_duration("99999999999999999d"), None);
    }
}

//! Dates in queries: an instant, or a day, which is a range.

use super::condition::{Bound, Condition};
use super::malformed::Malformed;
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// A date without a time is the whole day.
pub(super) fn day<F>(field: F, word: &str) -> Result<Condition<F>, Malformed> {
    let (from, length) = instant(word)?;
    let to = Timestamp::from_millis(from.millis().saturating_add(length));
    Ok(Condition::Instant {
        field,
        from: Some(Bound {
            value: from,
            inclusive: true,
        }),
        to: Some(Bound {
            value: to,
            inclusive: length == 0,
        }),
    })
}

/// A range of instants or whole days.
pub(super) fn date_range<F>(
    field: F,
    (from, from_inclusive): (Option<String>, bool),
    (to, to_inclusive): (Option<String>, bool),
) -> Result<Condition<F>, Malformed> {
    let from = from.map(|word| {
        let (start, length) = instant(&word)?;
        // Not from that day on means: from the next.
        let value = if from_inclusive {
            start
        } else {
            Timestamp::from_millis(start.millis().saturating_add(length))
        };
        Ok(Bound {
            value,
            inclusive: from_inclusive || length > 0,
        })
    });
    let to = to.map(|word| {
        let (start, length) = instant(&word)?;
        let value = if to_inclusive {
            Timestamp::from_millis(start.millis().saturating_add(length))
        } else {
            start
        };
        Ok(Bound {
            value,
            inclusive: to_inclusive && length == 0,
        })
    });
    Ok(Condition::Instant {
        field,
        from: from.transpose()?,
        to: to.transpose()?,
    })
}

/// An instant, or the start of a day and the day's length.
fn instant(word: &str) -> Result<(Timestamp, i64), Malformed> {
    if let Some(at) = Timestamp::parse(word) {
        return Ok((at, 0));
    }
    Timestamp::parse(&format!("{word}T00:00:00Z"))
        .map(|start| (start, DAY_MS))
        .ok_or_else(|| Malformed::NotADate(word.into()))
}

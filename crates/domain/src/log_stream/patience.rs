//! How long a receiver that fails is waited for.

use std::time::Duration;

use crate::time::Timestamp;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(300);
/// Auth0 stops after seven consecutive days.
const SUSPENDED_AFTER: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How long to wait after the n-th failure in a row: doubled each time up to a bound, and between half of that and all of
/// it as `chance` has it, so that receivers that come back are not met by everybody at once.
pub fn wait(failures: u32, chance: u64) -> Duration {
    let doubled = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(20));
    let whole = u64::try_from(doubled.min(LONGEST).as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(whole / 2 + chance % (whole / 2 + 1))
}

/// Whether a receiver that has failed since an instant is given up.
pub fn is_over(failing_since: Timestamp, now: Timestamp) -> bool {
    now.since(failing_since) >= SUSPENDED_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_within_bounds() {
        let millis = |failures, chance| wait(failures, chance).as_millis();
        assert_eq!(
            (millis(1, 0), millis(1, 500), millis(1, 501)),
            (500, 1_000, 500)
        );
        assert_eq!((millis(2, 0), millis(2, 1_000)), (1_000, 2_000));
        for failures in [10, 64, u32::MAX] {
            assert_eq!(
                (millis(failures, 0), millis(failures, 150_000)),
                (150_000, 300_000)
            );
        }
    }

    #[test]
    fn patience_ends_after_a_week() {
        let (start, week) = (Timestamp::from_millis(5), Duration::from_secs(7 * 86_400));
        assert!(is_over(start, start.plus(week)));
        assert!(!is_over(
            start,
            start.plus(week).minus(Duration::from_millis(1))
        ));
        assert!(!is_over(start, Timestamp::from_millis(0)));
    }
}

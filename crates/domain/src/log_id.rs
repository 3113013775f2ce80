//! Ids of what is logged. They begin with the time, so that what is kept by its id needs no index of its time.

use crate::time::Timestamp;

/// As Auth0's ids begin; the version of the format.
const VERSION: &str = "9002";

/// Where an id comes from: a process, and how many it has made.
#[derive(Debug, Clone, Copy)]
pub struct Maker {
    /// Below 100,000.
    pub process: u64,
    pub sequence: u64,
}

/// The id of what happens at an instant: greater than that of anything before it, in milliseconds, and than earlier ones of
/// the same maker.
pub fn at(instant: Timestamp, maker: Maker) -> String {
    let Maker { process, sequence } = maker;
    format!("{}{sequence:012}{process:05}", first_at(instant))
}

/// What all ids from an instant on are not less than, and all ids before it are less than.
pub fn first_at(instant: Timestamp) -> String {
    format!("{VERSION}{:015}", instant.millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_time() {
        let maker = |sequence| Maker {
            process: 99_999,
            sequence,
        };
        let instant = Timestamp::from_millis(1_796_083_398_976);
        let next = Timestamp::from_millis(1_796_083_398_977);
        let id = at(instant, maker(7));
        assert_eq!(id, "900200179608339897600000000000799999");
        assert!(id < at(instant, maker(8)));
        assert!(first_at(instant) <= at(instant, maker(0)));
        assert!(at(instant, maker(999_999_999_999)) < first_at(next));
    }
}

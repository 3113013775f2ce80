//! Worker processes of the built binary, and Actions to run in them.

use std::time::Duration;

use footbridge::actions::{RunOrder, Workers};
use footbridge::domain::time::Timestamp;
use footbridge::egress::Egress;

pub fn workers(allow_private: bool) -> Workers {
    let egress = Egress::new(allow_private).expect("a client is made");
    Workers::new(env!("CARGO_BIN_EXE_footbridge").into(), egress)
}

/// A run after a login that may take so many seconds.
pub fn order<'a>(version: &'a str, source: &'a str, event: &'a str, seconds: u64) -> RunOrder<'a> {
    RunOrder {
        trigger: "post-login",
        handler: "onExecutePostLogin",
        version,
        source,
        event,
        now: Timestamp::from_millis(1),
        clock_offset: 0,
        deadline: tokio::time::Instant::now() + Duration::from_secs(seconds),
    }
}

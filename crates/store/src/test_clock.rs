//! The test clock: one row, so that it moves every process.

use super::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use footbridge_domain::time::{TestClock, Timestamp};

statements! {
    READ: "SELECT frozen_at, offset_ms FROM test_clock WHERE id = 1";
    WRITE: "INSERT INTO test_clock (id, frozen_at, offset_ms) VALUES (1, $1, $2)
            ON CONFLICT (id) DO UPDATE SET frozen_at = excluded.frozen_at, offset_ms = excluded.offset_ms";
    CLEAR: "DELETE FROM test_clock";
}

/// Where the clock stands; real time if it is not set.
pub async fn read(db: &mut Conn) -> Result<TestClock, StoreError> {
    Ok(match fetch_optional!((Option<i64>, i64), db, READ)? {
        Some((Some(at), _)) => TestClock::Frozen {
            at: Timestamp::from_millis(at),
        },
        Some((None, offset_ms)) => TestClock::Running { offset_ms },
        None => TestClock::Running { offset_ms: 0 },
    })
}

/// Sets the clock.
pub async fn write(db: &mut Conn, clock: TestClock) -> Result<(), StoreError> {
    let (frozen_at, offset_ms) = match clock {
        TestClock::Frozen { at } => (Some(at.millis()), 0),
        TestClock::Running { offset_ms } => (None, offset_ms),
    };
    execute!(db, WRITE, frozen_at, offset_ms).map(drop)
}

/// Back to real time.
pub async fn clear(db: &mut Conn) -> Result<(), StoreError> {
    execute!(db, CLEAR).map(drop)
}

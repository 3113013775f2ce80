//! The two ambient inputs, each in one place: the time and random bits.
//!
//! A request reads the time once and uses it to its end; everything with a lifetime follows this clock, and in test mode
//! this clock follows the one in the store. A lint refuses any other source (`clippy.toml`).

pub mod ids;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};

use footbridge_domain::time::Timestamp;

/// The time: this machine's, or, once it was measured, the database's, carried forward by the monotonic clock.
#[derive(Debug)]
pub struct Clock {
    start: Instant,
    /// What the database's clock showed at `start`, in milliseconds; `UNMEASURED` before it is known.
    database_start: AtomicI64,
    /// When that was measured, by [`Clock::elapsed_ms`].
    measured_at: AtomicI64,
    /// How far this machine's clock was ahead of the monotonic clock, when that was looked at last.
    lead: AtomicI64,
}

const UNMEASURED: i64 = i64::MIN;
/// What a machine's clock is put right by, bit by bit, is less within a second.
const JUMP_MS: i64 = 500;

impl Default for Clock {
    fn default() -> Self {
        let clock = Self {
            start: Instant::now(),
            database_start: AtomicI64::new(UNMEASURED),
            measured_at: AtomicI64::new(0),
            lead: AtomicI64::new(0),
        };
        clock.jump_ms();
        clock
    }
}

impl Clock {
    /// Now, as the database sees it.
    pub fn now(&self) -> Timestamp {
        match self.database_start.load(Ordering::Relaxed) {
            UNMEASURED => self.process_now(),
            start => Timestamp::from_millis(start.saturating_add(self.elapsed_ms())),
        }
    }

    /// How far that time is ahead of this machine's, in milliseconds.
    pub fn offset_of(&self, now: Timestamp) -> i64 {
        now.millis() - self.process_now().millis()
    }

    /// Now, as this machine sees it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the time"
    )]
    pub fn process_now(&self) -> Timestamp {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }

    /// Milliseconds since this clock was made, whatever becomes of the machine's time.
    pub fn elapsed_ms(&self) -> i64 {
        i64::try_from(self.start.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    /// Follows the database's clock from now on. It showed `database` within a round trip that began and ended at these
    /// moments ([`Clock::elapsed_ms`]): a difference that the round trip explains changes nothing.
    pub fn follow(&self, database: i64, (began, ended): (i64, i64)) {
        let start = database - began.midpoint(ended);
        self.measured_at.store(ended, Ordering::Relaxed);
        let known = self.database_start.load(Ordering::Relaxed);
        if known == UNMEASURED || known.abs_diff(start) > began.abs_diff(ended) / 2 + 1 {
            self.database_start.store(start, Ordering::Relaxed);
        }
    }

    /// How long ago the database's clock was measured.
    pub fn measured_ms_ago(&self) -> i64 {
        self.elapsed_ms() - self.measured_at.load(Ordering::Relaxed)
    }

    /// By how much this machine's clock was set, or the machine slept, since this was asked last; 0 if it only went on.
    pub fn jump_ms(&self) -> i64 {
        let lead = self.process_now().millis() - self.elapsed_ms();
        let jump = lead - self.lead.swap(lead, Ordering::Relaxed);
        if jump.abs() > JUMP_MS { jump } else { 0 }
    }
}

/// The source of random bits. Clones draw from the same source.
#[derive(Debug, Clone)]
pub struct Entropy(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    /// Of tests only: `tests/architecture.rs` refuses it elsewhere.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Entropy {
    /// The operating system's generator.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A generator that gives the same bits for the same seed, so that a test can be repeated. What it makes is no secret.
    pub fn seeded(seed: u64) -> Self {
        let generator = StdRng::seed_from_u64(seed);
        Self(Source::Seeded(Arc::new(Mutex::new(generator))))
    }

    /// `N` random bytes.
    ///
    /// # Panics
    /// If the system provides no random bytes: nothing is secure then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        match &self.0 {
            Source::System => SysRng
                .try_fill_bytes(&mut out)
                .expect("the system's random generator works"),
            Source::Seeded(generator) => generator
                .lock()
                .expect("no holder panics")
                .fill_bytes(&mut out),
        }
        out
    }

    /// `N` random bytes, base64url without padding.
    pub fn token<const N: usize>(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<N>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_databases_time_is_followed_and_not_for_what_a_round_trip_explains() {
        let clock = Clock::default();
        let own = clock.process_now().millis();
        clock.follow(5_000_000, (0, 40));
        let near = |ms: i64| (clock.now().millis() - clock.elapsed_ms() - ms).abs() < 5;
        assert!(near(5_000_000 - 20), "{}", clock.now());
        clock.follow(5_000_015, (0, 40));
        assert!(near(5_000_000 - 20), "within the round trip");
        clock.follow(own, (0, 40));
        assert!(near(own - 20), "beyond it");
        assert_eq!(clock.jump_ms(), 0);
    }
}

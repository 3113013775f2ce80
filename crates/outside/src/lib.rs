//! The two ambient inputs, each in one place: the time and random bits.
//!
//! A request reads the time once and uses it to its end; everything with a lifetime follows this clock, and in test mode
//! this clock follows the one in the store. A lint refuses any other source (`clippy.toml`).

pub mod ids;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};

use footbridge_domain::time::Timestamp;

/// The process clock, corrected by its measured distance to the database's clock.
#[derive(Debug, Default)]
pub struct Clock {
    drift_ms: AtomicI64,
}

impl Clock {
    /// Now, as the database sees it.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.process_now().millis().saturating_add(self.drift_ms()))
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

    /// How far the database's clock is ahead of this machine's, in milliseconds.
    pub fn drift_ms(&self) -> i64 {
        self.drift_ms.load(Ordering::Relaxed)
    }

    /// Records a new measurement of [`Clock::drift_ms`].
    pub fn set_drift_ms(&self, drift_ms: i64) {
        self.drift_ms.store(drift_ms, Ordering::Relaxed);
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

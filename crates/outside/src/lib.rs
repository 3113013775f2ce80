//! The two ambient inputs, each in one place: the time and random bits.
//!
//! A request reads the time once and uses it to its end; everything with a lifetime follows this clock, and in test mode
//! this clock follows the one in the store. A lint refuses any other source (`clippy.toml`).

pub mod ids;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng;
use rand::rngs::SysRng;

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

/// The operating system's random numbers.
#[derive(Debug, Clone, Copy)]
pub struct Entropy(());

impl Entropy {
    /// The system's generator.
    pub const fn system() -> Self {
        Self(())
    }

    /// `N` random bytes.
    ///
    /// # Panics
    /// If the system provides no random bytes: nothing is secure then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        SysRng
            .try_fill_bytes(&mut out)
            .expect("the system's random generator works");
        out
    }

    /// `N` random bytes, base64url without padding.
    pub fn token<const N: usize>(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<N>())
    }
}

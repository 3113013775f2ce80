//! Where flows post messages: it orders them, and wakes the delivery when one is stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

use crate::domain::time::Timestamp;
use crate::outside::Entropy;

/// One for each process.
#[derive(Debug, Default)]
pub struct Postbox {
    /// Woken by the commit of a transaction in which an e-mail was posted.
    pub wake: Arc<Notify>,
    /// The same for text messages.
    pub wake_sms: Arc<Notify>,
    sequence: AtomicU64,
}

impl Postbox {
    /// An id that is greater than every earlier one of this process, and orders by time across processes. `Message-ID` is made
    /// of it.
    pub fn next_id(&self, now: Timestamp, entropy: &Entropy) -> String {
        let sequence = self.sequence.fetch_add(1, Ordering::Relaxed) % 1_000_000;
        format!(
            "{:015}-{sequence:06}-{}",
            now.millis(),
            entropy.token::<12>()
        )
    }
}

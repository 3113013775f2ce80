//! SIGTERM and SIGINT; and SIGXFSZ, which would end the process when a file reaches its size limit: the statement that
//! writes fails instead.

use anyhow::Context;
use rustix::process::Signal as Number;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals, caught from the creation of this value.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    _file_too_large: Signal,
}

impl Signals {
    /// Begins to catch them.
    pub fn catch() -> anyhow::Result<Self> {
        let caught = |kind| signal(kind).context("cannot catch signals");
        Ok(Self {
            terminate: caught(SignalKind::terminate())?,
            interrupt: caught(SignalKind::interrupt())?,
            _file_too_large: caught(SignalKind::from_raw(Number::XFSZ.as_raw()))?,
        })
    }

    /// Waits for the next SIGTERM or SIGINT.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

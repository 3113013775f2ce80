//! The threads on which passwords are hashed. Other threads come before them: a login storm takes what the rest leaves.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

use super::Overloaded;

/// A third of the share that a thread of the usual priority has.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

type Work = Box<dyn FnOnce() + Send>;

/// The way to them; they end when it is gone.
#[derive(Debug, Clone)]
pub(super) struct Threads(Sender<Work>);

impl Threads {
    /// Starts that many.
    pub(super) fn start(count: usize) -> io::Result<Self> {
        let (line, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..count {
            let waiting = waiting.clone();
            let thread = thread::Builder::new().name("passwords".to_owned());
            thread.spawn(move || serve(&waiting))?;
        }
        Ok(Self(line))
    }

    /// Has something done on one of them.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let (done, result) = oneshot::channel();
        let work = Box::new(move || {
            // The request may have gone.
            let _gone = done.send(work());
        });
        self.0.send(work).map_err(|_| Overloaded::Full)?;
        result.await.map_err(|_| Overloaded::Full)
    }
}

fn serve(waiting: &Mutex<Receiver<Work>>) {
    step_behind();
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(work) = next else { return };
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            tracing::error!("a password could not be hashed");
        }
    }
}

/// Linux counts priority by thread; other systems only by process.
fn step_behind() {
    #[cfg(target_os = "linux")]
    {
        let own = rustix::thread::gettid();
        // Where a sandbox forbids it, hashing comes in turn with the rest.
        let _refused = rustix::process::setpriority_process(Some(own), NICENESS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_panics_fails_alone() {
        let threads = Threads::start(1).expect("a thread");
        let failed = threads.run(|| panic!("on purpose")).await;
        assert_eq!(failed, Err::<(), _>(Overloaded::Full));
        assert_eq!(threads.run(|| 7).await, Ok(7));
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn other_threads_come_first() {
        use rustix::process::getpriority_process;
        let threads = Threads::start(1).expect("a thread");
        let own = || getpriority_process(Some(rustix::thread::gettid()));
        let there = threads.run(own).await.expect("an answer");
        assert_eq!(there, Ok(own().expect("a priority") + NICENESS));
    }
}

//! The output of a server, printed by a separate thread, because a stalled reader must not stall the server.
//!
//! The queue is bounded in bytes, which crates that write logs in the background do not offer. Lines beyond the bound are
//! lost and counted, and the log reports them when the reader resumes.

use std::collections::VecDeque;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

use crate::telemetry::metrics as names;

const MOST_BYTES: usize = 1 << 20;
/// How long the last lines may take at the end.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// Before another write to a stream that another process has made non-blocking.
const PAUSE: Duration = Duration::from_millis(10);

/// Both streams of a server.
pub struct Output {
    pub stdout: Lines,
    pub stderr: Lines,
}

impl Output {
    /// Begins to print.
    pub fn start() -> io::Result<Self> {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        Ok(Self {
            stdout: Lines::start("stdout", stdout.as_fd().try_clone_to_owned()?.into())?,
            stderr: Lines::start("stderr", stderr.as_fd().try_clone_to_owned()?.into())?,
        })
    }

    /// Waits up to `LAST_WORDS` for the queued lines.
    pub fn finish(&self) {
        self.stdout.finish();
        self.stderr.finish();
    }
}

/// A handle for printing lines; it never blocks.
#[derive(Clone)]
pub struct Lines(Arc<Shared>);

struct Shared {
    /// The stream, as the metric's label names it.
    name: &'static str,
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    lines: VecDeque<Vec<u8>>,
    bytes: usize,
    is_writing: bool,
    /// How many lines were lost since the log last reported it.
    lost: u64,
}

impl Lines {
    fn start(name: &'static str, stream: File) -> io::Result<Self> {
        let lines = Self(Arc::new(Shared {
            name,
            queue: Mutex::default(),
            changed: Condvar::new(),
        }));
        let shared = lines.0.clone();
        let thread = thread::Builder::new().name(format!("prints to {name}"));
        thread.spawn(move || shared.print(stream))?;
        Ok(lines)
    }

    /// Prints one or more lines.
    pub fn say(&self, line: impl Display) {
        self.give(format!("{line}\n").into_bytes());
    }

    fn give(&self, line: Vec<u8>) {
        let mut queue = self.0.lock();
        if queue.bytes + line.len() <= MOST_BYTES {
            queue.bytes += line.len();
            queue.lines.push_back(line);
            self.0.changed.notify_all();
        } else {
            self.0.lose(&mut queue);
        }
    }

    fn finish(&self) {
        let is_busy = |queue: &mut Queue| queue.is_writing || !queue.lines.is_empty();
        let waited = self
            .0
            .changed
            .wait_timeout_while(self.0.lock(), LAST_WORDS, is_busy);
        drop(waited);
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.give(line.to_vec());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lose(&self, queue: &mut Queue) {
        queue.lost += 1;
        metrics::counter!(names::LOG_LINES_LOST, "output" => self.name).increment(1);
    }

    fn print(&self, mut stream: File) {
        loop {
            let mut queue = self.lock();
            queue.is_writing = false;
            self.changed.notify_all();
            let waited = self
                .changed
                .wait_while(queue, |queue| queue.lines.is_empty());
            let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
            let line = queue.lines.pop_front().unwrap_or_default();
            queue.bytes -= line.len();
            queue.is_writing = true;
            drop(queue);
            let written = write(&mut stream, &line);
            let mut queue = self.lock();
            if written.is_err() {
                self.lose(&mut queue);
                continue;
            }
            let lost = std::mem::take(&mut queue.lost);
            drop(queue);
            if lost > 0 {
                let output = self.name;
                tracing::warn!(output, lost, "lines were lost: they were not read in time");
            }
        }
    }
}

fn write(stream: &mut File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) if e.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Prints the last line of a failed process, without blocking on a stalled reader.
pub fn complain(line: String) {
    let (done, said) = std::sync::mpsc::channel();
    thread::spawn(move || {
        eprintln!("{line}");
        // The process may have ended.
        let _ended = done.send(());
    });
    let _stalled = said.recv_timeout(LAST_WORDS);
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_reader_who_stalls_loses_lines_and_nothing_else() {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let descriptor: std::os::fd::OwnedFd = writer.into();
        let mut lines = Lines::start("stderr", descriptor.into()).expect("a thread");
        let line = [b'x'; 1023];
        // Enough for two queues: the writer may take one before it stalls.
        for _ in 0..6_000 {
            lines.write_all(&line).expect("it never fails");
            lines.write_all(b"\n").expect("it never fails");
        }
        let queued = lines.0.lock().bytes;
        assert!(queued <= 1 << 20, "{queued}");
        assert!(lines.0.lock().lost > 1_000);
        // What was taken is written once the reader reads.
        let reading = thread::spawn(move || {
            let mut all = vec![];
            reader.read_to_end(&mut all).expect("a pipe");
            all
        });
        // A busy machine may take longer than the last lines get.
        for _ in 0..60 {
            lines.finish();
        }
        assert_eq!(lines.0.lock().bytes, 0);
        drop(reading);
    }
}

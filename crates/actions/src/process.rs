//! One worker process, from the server's side.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, setpriority_process};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::protocol::{self, FromWorker, ToWorker};

/// The command-line argument that makes the program a worker.
pub const ARGUMENT: &str = "action-worker";
/// How long a worker may take to enter its sandbox.
const START: Duration = Duration::from_secs(5);
/// How long a worker whose pipes are closed may take to end.
const END: Duration = Duration::from_millis(500);
/// The lowest scheduling priority.
const LAST: i32 = 19;

/// A process that waits for a run, or has one. It is killed when this is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    /// Bytes read that are not a whole frame yet.
    read: Vec<u8>,
    /// Bytes to write.
    unwritten: Vec<u8>,
    /// The sources that it has.
    pub versions: HashSet<String>,
    /// How many it has been sent: more than it has, where one was lost in a run that failed.
    pub sources: usize,
    /// Whether every other process comes before it.
    pub is_behind: bool,
    /// Whether its run has had an effect outside of it, or may have.
    pub has_asked: bool,
}

impl Process {
    /// Starts a worker, with an empty environment, and waits until it is in its sandbox.
    pub async fn start(program: &OsStr) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .env_clear()
            .current_dir("/")
            // A terminal's signals to the server do not reach the worker: a run in progress can finish.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the worker has no pipes"));
        };
        let mut process = Self {
            child,
            input,
            output,
            read: vec![],
            unwritten: vec![],
            versions: HashSet::new(),
            sources: 0,
            is_behind: false,
            has_asked: false,
        };
        match timeout(START, process.next()).await?? {
            FromWorker::Ready(Ok(())) => Ok(process),
            FromWorker::Ready(Err(why)) => Err(io::Error::other(why)),
            FromWorker::Call(_) | FromWorker::Done(_) | FromWorker::Rendered(_) => {
                Err(io::Error::other("out of order"))
            }
        }
    }

    /// Whether the process is still running.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Whether someone else ended it: an operator, or a system that is out of memory. One that took too much of the processor or
    /// of its own memory ends by other signals.
    pub async fn was_killed(&mut self) -> bool {
        let ended = timeout(END, self.child.wait()).await;
        let signal = ended.ok().and_then(Result::ok).and_then(|end| end.signal());
        let others = [Signal::KILL, Signal::TERM].map(|signal| signal.as_raw());
        signal.is_some_and(|signal| others.contains(&signal))
    }

    /// CPU time since its start; `None` if the system does not report it.
    pub fn used(&self) -> Duration {
        let id = self.child.id().unwrap_or_default();
        let told = std::fs::read_to_string(format!("/proc/{id}/schedstat")).unwrap_or_default();
        let nanoseconds = told.split(' ').next().and_then(|first| first.parse().ok());
        Duration::from_nanos(nanoseconds.unwrap_or_default())
    }

    /// Lowers its priority below every other process, permanently: raising it needs a privilege.
    pub fn step_behind(&mut self) {
        let id = self.child.id().and_then(|id| i32::try_from(id).ok());
        if let Some(id) = id.and_then(Pid::from_raw) {
            // A process that has just ended needs no priority.
            let _gone = setpriority_process(Some(id), LAST);
        }
        self.is_behind = true;
    }

    /// Queues a message; [`Process::next`] writes it.
    pub fn send(&mut self, message: &ToWorker) -> io::Result<()> {
        self.unwritten.extend(protocol::encode(message)?);
        Ok(())
    }

    /// The worker's next message. Writes meanwhile: neither side may wait for the other to read. What was read or written
    /// when the caller stops waiting is not lost.
    pub async fn next(&mut self) -> io::Result<FromWorker> {
        loop {
            if let Some(message) = self.take()? {
                return Ok(message);
            }
            tokio::select! {
                read = self.output.read_buf(&mut self.read) => if read? == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                },
                written = self.input.write(&self.unwritten), if !self.unwritten.is_empty() => {
                    self.unwritten.drain(..written?);
                }
            }
        }
    }

    fn take(&mut self) -> io::Result<Option<FromWorker>> {
        let Some(head) = self.read.first_chunk::<4>() else {
            return Ok(None);
        };
        let end = 4 + protocol::length(*head)?;
        if self.read.len() < end {
            return Ok(None);
        }
        let message = serde_json::from_slice(&self.read[4..end])?;
        self.read.drain(..end);
        Ok(Some(message))
    }
}

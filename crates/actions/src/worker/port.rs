//! The two pipes to the server.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::protocol::{self, ActionReply, FromWorker, ToWorker};

/// Reads without a buffer, so that waiting for the pipe is waiting for a message.
pub struct Port {
    input: File,
    output: File,
    /// Answers that came while another one was waited for.
    early: VecDeque<ActionReply>,
}

impl Port {
    /// A port over two descriptors.
    pub fn new(input: File, output: File) -> Self {
        Self {
            input,
            output,
            early: VecDeque::new(),
        }
    }

    /// Sends a message.
    pub fn send(&mut self, message: &FromWorker) -> io::Result<()> {
        protocol::write(&mut self.output, message)?;
        self.output.flush()
    }

    /// Waits for a message.
    pub fn receive(&mut self) -> io::Result<ToWorker> {
        self.early.clear();
        protocol::read(&mut self.input)
    }

    /// Waits for an answer, not longer than `timeout`. `None`: nothing came.
    pub fn reply(&mut self, timeout: Duration) -> io::Result<Option<ActionReply>> {
        if let Some(reply) = self.early.pop_front() {
            return Ok(Some(reply));
        }
        if !self.has_input(timeout)? {
            return Ok(None);
        }
        self.read_reply().map(Some)
    }

    /// Waits for the answer to that call.
    pub fn reply_to(&mut self, id: u32) -> io::Result<ActionReply> {
        loop {
            let reply = self.read_reply()?;
            if reply.id == id {
                return Ok(reply);
            }
            self.early.push_back(reply);
        }
    }

    fn read_reply(&mut self) -> io::Result<ActionReply> {
        match protocol::read(&mut self.input)? {
            ToWorker::Reply(reply) => Ok(reply),
            ToWorker::Run(_) | ToWorker::Check { .. } | ToWorker::Render(_) => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a run is under way",
            )),
        }
    }

    fn has_input(&self, timeout: Duration) -> io::Result<bool> {
        let timeout = Timespec {
            tv_sec: i64::try_from(timeout.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(timeout.subsec_nanos()),
        };
        let mut descriptors = [PollFd::new(&self.input, PollFlags::IN)];
        match poll(&mut descriptors, Some(&timeout)) {
            Ok(ready) => Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }
}

//! Whole runs through a worker that shares this process, without the sandbox.

mod hostile;
mod keys;
mod language;
mod liquid;
mod locales;
mod web;

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::thread::{self, JoinHandle};

use serde_json::{Value, json};

use super::port::Port;
use super::serve;
use crate::protocol::{ActionCall, ActionReply, Done, FromWorker, Run, ToWorker, read, write};

/// A worker on a thread of its own, and the server's ends of its pipes.
struct Bench {
    to: Option<File>,
    from: File,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Bench {
    fn new() -> Self {
        let (their_input, to) = io::pipe().unwrap();
        let (from, their_output) = io::pipe().unwrap();
        let file = |end: OwnedFd| File::from(end);
        let port = Port::new(file(their_input.into()), file(their_output.into()));
        let thread = thread::spawn(move || serve(port, &mut |_| Ok(())));
        Self {
            to: Some(file(to.into())),
            from: file(from.into()),
            thread: Some(thread),
        }
    }

    fn send(&mut self, message: &ToWorker) {
        write(self.to.as_mut().unwrap(), message).unwrap();
    }

    /// Runs a source; `answer` is what the server says to its calls.
    fn run(&mut self, run: Run, answer: impl Fn(&ActionCall) -> Result<String, String>) -> Done {
        self.send(&ToWorker::Run(run));
        loop {
            match read(&mut self.from).unwrap() {
                FromWorker::Done(done) => return done,
                FromWorker::Call(call) => {
                    let outcome = answer(&call);
                    let reply = ActionReply {
                        id: call.id,
                        outcome,
                    };
                    self.send(&ToWorker::Reply(reply));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    fn check(&mut self, source: &str) -> Done {
        self.send(&ToWorker::Check {
            source: source.into(),
        });
        match read(&mut self.from).unwrap() {
            FromWorker::Done(done) => done,
            other => panic!("{other:?}"),
        }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        drop(self.to.take());
        let ended = self.thread.take().unwrap().join();
        if !thread::panicking() {
            ended.unwrap().unwrap();
        }
    }
}

fn run_of(source: &str, event: &Value) -> Run {
    Run {
        version: "v1".into(),
        source: Some(source.into()),
        handler: "onExecutePostLogin".into(),
        event: event.to_string(),
        clock_offset: 0,
        wall: 3_000,
    }
}

/// Runs a source that asks the server nothing.
fn run(source: &str, event: &Value) -> Done {
    Bench::new().run(run_of(source, event), |call| {
        Err(format!("unexpected: {call:?}"))
    })
}

/// What the body of a handler prints.
fn printed(body: &str) -> Vec<String> {
    let source = format!("exports.onExecutePostLogin = async (event, api) => {{\n{body}\n}};");
    let done = run(&source, &json!({}));
    assert_eq!(done.error, None, "{body}");
    done.log.into_iter().map(|line| line.text).collect()
}

/// Why the body of a handler fails.
fn failure(body: &str) -> String {
    let source = format!("exports.onExecutePostLogin = async (event, api) => {{\n{body}\n}};");
    run(&source, &json!({})).error.expect("it fails").message
}

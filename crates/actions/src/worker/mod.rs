//! The worker's side: one run at a time, each in a new engine, until the server closes the pipe.

mod budget;
mod bytecode;
mod bytes;
mod crypto;
mod failure;
mod host;
mod keys;
mod liquid;
mod port;
mod realm;
mod requires;
mod sandbox;
mod scripts;
mod text;
mod url;
mod zone;

use std::cell::RefCell;
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::rc::Rc;

use super::protocol::{FromWorker, ToWorker};
use budget::RunBudget;
use port::Port;
use scripts::{Scripts, Worker};

/// How many sources a worker receives, and keeps compiled. The server then replaces the worker.
pub const MAX_VERSIONS: usize = 64;

/// A worker process: it enters the sandbox, then serves runs over its standard streams.
pub fn main() -> io::Result<()> {
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let mut port = Port::new(input, output);
    let locked = sandbox::enter();
    let broken = locked.is_err();
    port.send(&FromWorker::Ready(locked))?;
    if broken {
        return Ok(());
    }
    serve(port, &mut sandbox::kill_after)
}

/// Serves run after run. `arm` sets the CPU time after which the process is killed.
fn serve(port: Port, arm: &mut dyn FnMut(u64) -> io::Result<()>) -> io::Result<()> {
    let worker = Rc::new(RefCell::new(Worker {
        port,
        scripts: Scripts::default(),
    }));
    loop {
        let message = match worker.borrow_mut().port.receive() {
            Ok(message) => message,
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(e) => return Err(e),
        };
        let budget = RunBudget::begin();
        arm(budget.hard_limit())?;
        let mut done = match message {
            ToWorker::Run(run) => realm::run(&run, &worker),
            ToWorker::Check { source } => realm::check(&source),
            ToWorker::Render(order) => {
                let rendered = FromWorker::Rendered(liquid::render(&order, &worker));
                worker.borrow_mut().port.send(&rendered)?;
                continue;
            }
            // Of a run that has ended before its answer came.
            ToWorker::Reply(_) => continue,
        };
        done.cpu = budget.used_micros();
        worker.borrow_mut().port.send(&FromWorker::Done(done))?;
    }
}

#[cfg(test)]
mod tests;

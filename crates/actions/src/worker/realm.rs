//! One run, in an engine that is used for this run only.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rquickjs::{
    CatchResultExt, CaughtError, Context, Ctx, Error, Function, Object, Runtime, Value,
};

use super::budget::RunBudget;
use super::bytecode::{Bytecode, Origin};
use super::failure::{FILE, describe, timeout};
use super::host::{self, Host};
use super::requires;
use super::scripts::Worker;
use crate::protocol::{Done, Run, RunError};
use crate::{HEAP, MAX_SOURCE, STACK};

/// CommonJS: the source is the body of a function. The wrapper is a line by itself, so that the source's columns are right;
/// its line numbers are one too high, which [`super::failure`] corrects.
const HEAD: &str = "(function (exports, require, module, __filename, __dirname) {\n";
const TAIL: &str = "\n})";
const SPENT: &str = "The Action used too much processor time";

/// Runs a handler until it ends, fails or exceeds a limit.
pub fn run(run: &Run, worker: &Rc<RefCell<Worker>>) -> Done {
    let deadline = Instant::now() + Duration::from_millis(run.wall);
    let host = Rc::new(Host::new(worker.clone(), deadline));
    let error = with_engine(SPENT, |ctx| {
        attempt(&ctx, run, &host)
            .catch(&ctx)
            .map_err(|error| describe(&error))
            .and_then(|driver| drive(&ctx, &driver, &host))
    });
    let said = host.end();
    Done {
        error: error.err().or(said.error),
        commands: said.commands,
        log: said.log,
        cpu: 0,
    }
}

/// Whether a source can be deployed: it compiles, and requires no module that is not available.
pub fn check(source: &str) -> Done {
    let checked = with_engine(SPENT, |ctx| {
        compile(&ctx, source)?;
        requires::check(source)
    });
    Done {
        error: checked.err(),
        ..Done::default()
    }
}

/// Does something in a new engine; `spent` is the error where that takes too much processor time.
pub fn with_engine<T>(
    spent: &str,
    run: impl FnOnce(Ctx<'_>) -> Result<T, RunError>,
) -> Result<T, RunError> {
    let broken = |e: Error| RunError::new(format!("the engine cannot start: {e}"));
    let runtime = Runtime::new().map_err(broken)?;
    runtime.set_memory_limit(HEAP);
    runtime.set_max_stack_size(STACK);
    let budget = RunBudget::begin();
    runtime.set_interrupt_handler(Some(Box::new(move || budget.is_spent())));
    let context = Context::full(&runtime).map_err(broken)?;
    let result = context.with(run);
    if budget.is_spent() {
        return Err(RunError::new(spent));
    }
    result
}

/// Prepares the globals and starts the handler; returns the function that drives it on.
fn attempt<'js>(ctx: &Ctx<'js>, run: &Run, host: &Rc<Host>) -> rquickjs::Result<Object<'js>> {
    let object = host::object(ctx, host)?;
    object.set("clockOffset", run.clock_offset)?;
    let core: Function = host::part(ctx, host, "core")?;
    let driver: Object = core.call((object,))?;
    let body = body(ctx, run, host)?;
    let event = ctx.json_parse(run.event.as_str())?;
    let start: Function = driver.get("start")?;
    start.call::<_, ()>((body, run.handler.as_str(), event))?;
    Ok(driver)
}

/// The tenant's source as a function.
fn body<'js>(ctx: &Ctx<'js>, run: &Run, host: &Rc<Host>) -> rquickjs::Result<Value<'js>> {
    let mut worker = host.worker.borrow_mut();
    let versions = &mut worker.scripts.versions;
    if let Some(source) = &run.source
        && !versions.contains_key(&run.version)
    {
        let text = format!("{HEAD}{source}{TAIL}");
        let compiled = Bytecode::compile(ctx, (FILE, &text), Origin::Tenant)?;
        versions.insert(run.version.clone(), compiled);
    }
    match versions.get(&run.version) {
        Some(compiled) => compiled.run(ctx),
        None => Err(rquickjs::Exception::throw_internal(
            ctx,
            "the source is missing",
        )),
    }
}

/// Lets promises, timers and answers follow one another until the handler has ended.
fn drive(ctx: &Ctx<'_>, driver: &Object<'_>, host: &Rc<Host>) -> Result<(), RunError> {
    let thrown = |e: Error| describe(&CaughtError::from_error(ctx, e));
    let turn: Function = driver.get("turn").map_err(thrown)?;
    let deliver: Function = driver.get("deliver").map_err(thrown)?;
    loop {
        while ctx.execute_pending_job() {}
        if host.has_ended() {
            return Ok(());
        }
        // Milliseconds until the next timer; negative when there is none.
        let next: f64 = turn.call(()).map_err(thrown)?;
        if next == 0.0 {
            if host.time_left().is_zero() {
                return Err(timeout());
            }
            continue;
        }
        let reply = host.wait(next)?;
        let Some(reply) = reply else { continue };
        let (text, failed) = match reply.outcome {
            Ok(text) => (text, false),
            Err(message) => (message, true),
        };
        deliver
            .call::<_, ()>((reply.id, text, failed))
            .map_err(thrown)?;
    }
}

fn compile(ctx: &Ctx<'_>, source: &str) -> Result<Bytecode, RunError> {
    if source.len() > MAX_SOURCE {
        let text = format!("the code is longer than {MAX_SOURCE} bytes");
        return Err(RunError::new(text));
    }
    if source.contains('\0') {
        return Err(RunError::new("the code contains a zero byte"));
    }
    let text = format!("{HEAD}{source}{TAIL}");
    Bytecode::compile(ctx, (FILE, &text), Origin::Tenant)
        .catch(ctx)
        .map_err(|e| describe(&e))
}

//! The functions that the built-in scripts can call in the process. The tenant's code never sees this object.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rquickjs::{Ctx, Exception, FromJs, Function, Object, Result, TypedArray, Value};

use super::bytes::copy;
use super::failure::{error_at, timeout};
use super::scripts::Worker;
use super::{crypto, keys, requires, text, zone};
use crate::protocol::{ActionCall, ActionReply, FromWorker, LogLine, RunError};
use crate::{MAX_COMMANDS, MAX_LOG};

/// The built-in scripts, by name; each file is an expression whose value is a function of the host.
const PARTS: [(&str, &str); 15] = [
    ("core", include_str!("js/core.js")),
    ("api", include_str!("js/api.js")),
    ("blob", include_str!("js/blob.js")),
    ("buffer", include_str!("js/buffer.js")),
    ("clone", include_str!("js/clone.js")),
    ("collation", include_str!("js/collation.js")),
    ("console", include_str!("js/console.js")),
    ("crypto", include_str!("js/crypto.js")),
    ("encoding", include_str!("js/encoding.js")),
    ("fetch", include_str!("js/fetch.js")),
    ("intl", include_str!("js/intl.js")),
    ("modules", include_str!("js/modules.js")),
    ("redirect", include_str!("js/redirect.js")),
    ("timers", include_str!("js/timers.js")),
    ("url", include_str!("js/url.js")),
];
/// Limit of calls to the server in one run.
const MAX_CALLS: u32 = 200;

/// One run as the process sees it.
pub struct Host {
    pub worker: Rc<RefCell<Worker>>,
    deadline: Instant,
    begun: Instant,
    ended: Cell<bool>,
    calls: Cell<u32>,
    command_bytes: Cell<usize>,
    log_bytes: Cell<usize>,
    said: RefCell<Said>,
}

/// What a run has printed and commanded so far.
#[derive(Default)]
pub struct Said {
    pub error: Option<RunError>,
    pub commands: Vec<serde_json::Value>,
    pub log: Vec<LogLine>,
}

impl Host {
    /// Starts the state of a run.
    pub fn new(worker: Rc<RefCell<Worker>>, deadline: Instant) -> Self {
        Self {
            worker,
            deadline,
            begun: Instant::now(),
            ended: Cell::new(false),
            calls: Cell::new(0),
            command_bytes: Cell::new(0),
            log_bytes: Cell::new(0),
            said: RefCell::default(),
        }
    }

    /// Whether the handler has ended.
    pub fn has_ended(&self) -> bool {
        self.ended.get()
    }

    /// How long the run may still take.
    pub fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Waits for an answer or the next timer, which is due in `next` milliseconds; negative when there is none.
    pub fn wait(&self, next: f64) -> std::result::Result<Option<ActionReply>, RunError> {
        let left = self.time_left();
        if left.is_zero() {
            return Err(timeout());
        }
        if next < 0.0 && self.calls.get() == 0 {
            let text = "The Action waits for something that will never happen";
            return Err(RunError::new(text));
        }
        let next = Duration::try_from_secs_f64(next / 1000.0).unwrap_or(left);
        let mut worker = self.worker.borrow_mut();
        worker
            .port
            .reply(next.min(left))
            .map_err(|e| RunError::new(format!("the server is gone: {e}")))
    }

    /// Takes the console output and the commands.
    pub fn end(&self) -> Said {
        self.said.take()
    }

    fn log(&self, level: String, text: &str) {
        let left = MAX_LOG.saturating_sub(self.log_bytes.get());
        if left == 0 {
            return;
        }
        let text = &text[..text.floor_char_boundary(left)];
        self.log_bytes
            .set(self.log_bytes.get() + text.len() + level.len());
        self.said.borrow_mut().log.push(LogLine {
            level,
            text: text.to_owned(),
        });
    }

    fn command(&self, json: &str) -> std::result::Result<(), String> {
        let bytes = self.command_bytes.get() + json.len();
        if bytes > MAX_COMMANDS {
            return Err("The Action asks for too much through api".into());
        }
        self.command_bytes.set(bytes);
        let command = serde_json::from_str(json).map_err(|e| e.to_string())?;
        self.said.borrow_mut().commands.push(command);
        Ok(())
    }

    /// Sends a call to the server; the answer arrives later, under the same number.
    fn call(&self, kind: String, json: &str) -> std::result::Result<u32, String> {
        let id = self.calls.get() + 1;
        if id > MAX_CALLS {
            return Err("The Action made too many calls to the server".into());
        }
        let argument = serde_json::from_str(json).map_err(|e| e.to_string())?;
        self.calls.set(id);
        let call = FromWorker::Call(ActionCall { id, kind, argument });
        let mut worker = self.worker.borrow_mut();
        worker.port.send(&call).map_err(|e| e.to_string())?;
        Ok(id)
    }

    /// Sends a call and waits for its answer.
    fn ask(&self, kind: String, json: &str) -> std::result::Result<String, String> {
        let id = self.call(kind, json)?;
        let reply = self.worker.borrow_mut().port.reply_to(id);
        reply.map_err(|e| e.to_string())?.outcome
    }
}

/// The function that a built-in script returns, called with the host if it needs it.
pub fn part<'js, V: FromJs<'js>>(ctx: &Ctx<'js>, host: &Rc<Host>, name: &str) -> Result<V> {
    let known = PARTS.into_iter().find(|(known, _)| *known == name);
    let Some((name, source)) = known else {
        return Err(Exception::throw_internal(ctx, "there is no such part"));
    };
    let mut worker = host.worker.borrow_mut();
    worker.scripts.part(ctx, name, source)
}

/// The host's functions for JavaScript.
pub fn object<'js>(ctx: &Ctx<'js>, host: &Rc<Host>) -> Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    talk(ctx, &object, host)?;
    let modules: Vec<&str> = requires::MODULES.to_vec();
    object.set("modules", modules)?;
    object.set(
        "refusal",
        Function::new(ctx.clone(), |name: String| requires::refusal(&name))?,
    )?;
    let begun = host.begun;
    let now = move || begun.elapsed().as_secs_f64() * 1000.0;
    object.set("now", Function::new(ctx.clone(), now)?)?;
    let encode =
        |bytes: TypedArray<'js, u8>, encoding: String| text::encode(&copy(&bytes), &encoding);
    object.set("encode", Function::new(ctx.clone(), encode)?)?;
    let decode = |ctx: Ctx<'js>, text: String, encoding: String| {
        let bytes = text::decode(&text, &encoding);
        bytes.map(|b| TypedArray::<u8>::new(ctx, b)).transpose()
    };
    object.set("decode", Function::new(ctx.clone(), decode)?)?;
    let is_utf8 = |bytes: TypedArray<'js, u8>| std::str::from_utf8(&copy(&bytes)).is_ok();
    object.set("isUtf8", Function::new(ctx.clone(), is_utf8)?)?;
    object.set("url", Function::new(ctx.clone(), super::url::parse)?)?;
    object.set("setUrl", Function::new(ctx.clone(), super::url::change)?)?;
    object.set("zone", Function::new(ctx.clone(), zone::at)?)?;
    crypto::add(ctx, &object)?;
    keys::add(ctx, &object)?;
    Ok(object)
}

/// What reaches the server, now or at the end.
fn talk<'js>(ctx: &Ctx<'js>, object: &Object<'js>, host: &Rc<Host>) -> Result<()> {
    let mine = host.clone();
    let log = move |level: String, text: String| mine.log(level, &text);
    object.set("log", Function::new(ctx.clone(), log)?)?;
    let mine = host.clone();
    let command = move |ctx: Ctx<'js>, json: String| thrown(&ctx, mine.command(&json));
    object.set("command", Function::new(ctx.clone(), command)?)?;
    let mine = host.clone();
    let call =
        move |ctx: Ctx<'js>, kind: String, json: String| thrown(&ctx, mine.call(kind, &json));
    object.set("call", Function::new(ctx.clone(), call)?)?;
    let mine = host.clone();
    let ask = move |ctx: Ctx<'js>, kind: String, json: String| thrown(&ctx, mine.ask(kind, &json));
    object.set("ask", Function::new(ctx.clone(), ask)?)?;
    let mine = host.clone();
    let load = move |ctx: Ctx<'js>, name: String| part::<Value<'js>>(&ctx, &mine, &name);
    object.set("part", Function::new(ctx.clone(), load)?)?;
    let mine = host.clone();
    let finish = move |failed: bool, name: String, message: String, stack: String| {
        mine.ended.set(true);
        let error = failed.then(|| error_at(Some(&name), &message, Some(&stack)));
        mine.said.borrow_mut().error = error;
    };
    object.set("finish", Function::new(ctx.clone(), finish)?)
}

fn thrown<T>(ctx: &Ctx<'_>, result: std::result::Result<T, String>) -> Result<T> {
    result.map_err(|message| Exception::throw_message(ctx, &message))
}

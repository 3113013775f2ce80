//! Templates in Liquid, rendered by LiquidJS in an engine that is used for this order only.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::{CatchResultExt, Ctx, Function, Value};

use super::failure::describe;
use super::realm::with_engine;
use super::scripts::{Scripts, Worker};
use crate::protocol::{LiquidOrder, RunError};

/// LiquidJS 10.30.1, as its package has it; `vendor/liquidjs/LICENSE` is its licence.
const LIBRARY: &str = include_str!("js/vendor/liquidjs/liquid.browser.min.js");
/// What the library expects of a browser.
const BROWSER: &str = "globalThis.self = globalThis.window = globalThis;
    globalThis.performance ??= { now: () => Date.now() };";
const RENDER: &str = include_str!("js/liquid.js");

/// Renders every template of the order, or none.
pub fn render(order: &LiquidOrder, worker: &Rc<RefCell<Worker>>) -> Result<Vec<String>, String> {
    let scripts = &mut worker.borrow_mut().scripts;
    let spent = "the template takes too much processor time";
    let text = with_engine(spent, |ctx| {
        attempt(&ctx, order, scripts)
            .catch(&ctx)
            .map_err(|error| describe(&error))
    });
    let text = text.map_err(|RunError { message, .. }| first_line(&message))?;
    serde_json::from_str(&text).map_err(|e| e.to_string())
}

fn attempt(ctx: &Ctx<'_>, order: &LiquidOrder, scripts: &mut Scripts) -> rquickjs::Result<String> {
    scripts.part::<Value<'_>>(ctx, "browser", BROWSER)?;
    scripts.part::<Value<'_>>(ctx, "liquidjs", LIBRARY)?;
    let render: Function<'_> = scripts.part(ctx, "liquid", RENDER)?;
    let templates = serde_json::to_string(&order.templates).unwrap_or_default();
    render.call((templates, order.variables.as_deref()))
}

/// The library shows the lines around an error below it.
fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

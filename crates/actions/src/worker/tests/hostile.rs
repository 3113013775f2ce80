//! What must cost the run that does it, and nothing else: the same worker serves the next one.

use std::time::Instant;

use serde_json::json;

use super::*;

const FINE: &str = "exports.onExecutePostLogin = (event, api) => api.access.deny('fine')";

fn survives(body: &str) -> String {
    let mut bench = Bench::new();
    let source = format!("exports.onExecutePostLogin = async (event, api) => {{\n{body}\n}};");
    let begun = Instant::now();
    let done = bench.run(run_of(&source, &json!({})), |_| Err("no".into()));
    assert!(
        begun.elapsed().as_secs() < 15,
        "{body} took {:?}",
        begun.elapsed()
    );
    let next = Run {
        version: "fine".into(),
        ..run_of(FINE, &json!({}))
    };
    let next = bench.run(next, |_| Err("no".into()));
    assert_eq!((next.error, next.commands.len()), (None, 1), "after {body}");
    done.error
        .unwrap_or_else(|| panic!("{body} came to its end"))
        .message
}

#[test]
fn endless_work_is_stopped() {
    for body in [
        "while (true) {}",
        "for (;;) { try { while (true) {} } catch {} finally { while (true) {} } }",
        "const again = () => { Promise.resolve().then(again) }; again(); await new Promise(() => {})",
        "/^(a+)+$/.test('a'.repeat(40) + 'b')",
    ] {
        let message = survives(body);
        assert_eq!(message, "The Action used too much processor time", "{body}");
    }
}

#[test]
fn endless_waiting_is_stopped() {
    let mut bench = Bench::new();
    let source = "exports.onExecutePostLogin = () => new Promise(() => setInterval(() => {}, 10))";
    let run = Run {
        wall: 300,
        ..run_of(source, &json!({}))
    };
    let done = bench.run(run, |_| Err("no".into()));
    assert_eq!(done.error.unwrap().message, "The Action took too long");
    assert!(done.cpu < 1_000_000);
}

#[test]
fn memory_and_stack_are_bounded() {
    let memory = survives("const all = []; for (;;) all.push('x'.repeat(1e5) + all.length)");
    assert!(memory.contains("out of memory"), "{memory}");
    let stack = survives("const deep = (n) => deep(n + 1) + 1; deep(0)");
    assert!(stack.contains("call stack"), "{stack}");
    survives("new Array(3e8).fill(0)");
    // A chain of promises that grows until not even an error can be made.
    survives("const again = () => Promise.resolve().then(again); await again()");
    survives("const deep = '['.repeat(1e6); JSON.parse(deep)");
    let output = survives("for (;;) api.user.setUserMetadata('k', 'x'.repeat(1000))");
    assert!(output.contains("asks for too much"), "{output}");
    let calls = survives("for (;;) api.cache.set('k', 'v')");
    assert!(!calls.is_empty());
}

#[test]
fn tampering_with_the_language_reaches_the_tamperer_only() {
    let message = survives(
        "JSON.stringify = () => '{\"op\":'; Promise.prototype.then = () => { throw new Error('mine') };
         Object.defineProperty(Object.prototype, 'op', { get() { return 'access.deny' }, set() { throw new Error('trap') } });
         Array.prototype.map = null; throw { get message() { throw 1 } }",
    );
    assert!(!message.is_empty());
    for body in [
        "Error.prepareStackTrace = (e, sites) => { sites[0].getThis()?.finish?.(false); throw e }; null.x",
        "this.constructor.constructor('return process')().exit()",
        "arguments.callee.caller.caller",
        "throw new Proxy({}, { get() { throw 1 }, has() { throw 2 } })",
        "throw Symbol('x')",
        "await import('node:fs')",
        "new Function('while (true) {}')()",
        "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
        "'\\ud800'.repeat(3) && api.access.deny(5)",
    ] {
        survives(body);
    }
}

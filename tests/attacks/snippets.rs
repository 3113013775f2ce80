//! The snippets: a few ways out, tried from everything that an Action can reach.

/// Tries to make something of whatever a snippet got hold of, and shouts what it found.
pub const LOOT: &str = r#"
const shout = (value) => { try { console.log(typeof value === 'string' ? value : JSON.stringify(value)) } catch {} };
const loot = (start) => {
  const ways = [
    () => start.constructor.constructor('return process')().env,
    () => start.constructor.constructor('return this')().process.mainModule.require('fs').readFileSync(event.canary, 'utf8'),
    () => start.constructor.constructor('return process')().binding('fs').readFileUtf8(event.canary),
    () => start.constructor('return std')().loadFile(event.canary),
    () => start.constructor.constructor('return std')().getenviron(),
    () => start.constructor.constructor('return [os.open, scriptArgs, Deno, Bun].map(String)')(),
    () => start.constructor.constructor('p', 'return require("fs").readFileSync(p, "utf8")')(event.canary),
    () => start.__proto__.constructor.constructor('return globalThis')().host.part('core'),
  ];
  for (const way of ways) { try { shout(way()) } catch (error) { shout(String(error)) } }
};
"#;

/// What every run has to find: the language unchanged, and nothing of anybody else's.
pub const FRIEND: &str = "
if (({}).op !== undefined || [].polluted !== undefined || ''.polluted !== undefined) throw new Error('polluted');
if (JSON.stringify({ a: [1] }) !== '{\"a\":[1]}' || [3, 1].map(String).join() !== '3,1') throw new Error('tampered');
api.access.deny(`fine: ${globalThis.leak}`)";

/// Built-ins whose prototypes everything else stands on.
const BUILTINS: [&str; 44] = [
    "Object",
    "Function",
    "Array",
    "String",
    "Number",
    "Boolean",
    "Symbol",
    "BigInt",
    "Date",
    "RegExp",
    "Promise",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "Error",
    "TypeError",
    "RangeError",
    "SyntaxError",
    "AggregateError",
    "ArrayBuffer",
    "SharedArrayBuffer",
    "DataView",
    "Uint8Array",
    "Int32Array",
    "Float64Array",
    "Buffer",
    "URL",
    "URLSearchParams",
    "TextEncoder",
    "TextDecoder",
    "Headers",
    "Request",
    "Response",
    "AbortController",
    "AbortSignal",
    "Iterator",
    "FinalizationRegistry",
    "Object.getPrototypeOf(Uint8Array)",
    "Object.getPrototypeOf(async function () {})",
    "Object.getPrototypeOf(function* () {})",
    "Object.getPrototypeOf([][Symbol.iterator]())",
    "Object.getPrototypeOf(new Map().entries())",
];
const POLLUTIONS: [&str; 4] = [
    "for (const key of ['op', 'polluted', 'reason', 'toJSON', 'then', 'get', 'value']) try { P[key] = () => event.canary } catch {}\napi.access.deny('x')",
    "for (const key of ['op', 'reason']) try { Object.defineProperty(P, key, { get() { return 'access.deny' }, set() { throw new Error('trap') } }) } catch {}\napi.user.setUserMetadata('a', { b: 1 })",
    "for (const key of Reflect.ownKeys(P)) try { P[key] = () => { throw new Error('replaced') } } catch {}\napi.accessToken.setCustomClaim('a', [1])",
    "try { Object.setPrototypeOf(P, new Proxy({}, { get(_, key) { return key === 'then' ? undefined : () => loot(P) } })) } catch {}\nawait fetch('https://example.com/').catch(() => {}); loot(P)",
];

/// What an Action can lay its hands on.
const REACHABLE: [&str; 56] = [
    "event",
    "event.user",
    "event.secrets",
    "event.request",
    "event.canary",
    "api",
    "api.access",
    "api.access.deny",
    "api.user",
    "api.cache",
    "api.cache.get",
    "api.redirect",
    "api.redirect.encodeToken",
    "api.accessToken.setCustomClaim",
    "api.rules",
    "api.session",
    "console",
    "console.log",
    "fetch",
    "Buffer",
    "Buffer.from('x')",
    "new URL('https://a.example/')",
    "new URL('https://a.example/').searchParams",
    "crypto",
    "crypto.subtle",
    "crypto.subtle.digest",
    "process",
    "process.env",
    "process.nextTick",
    "require",
    "require('util')",
    "require('node:crypto')",
    "require('events')",
    "require('assert')",
    "require('path')",
    "require('timers')",
    "require('url')",
    "require('querystring')",
    "require('buffer')",
    "arguments",
    "this",
    "globalThis",
    "setTimeout",
    "queueMicrotask",
    "structuredClone",
    "Promise.resolve()",
    "async () => {}",
    "function* () {}",
    "async function* () {}",
    "new Proxy({}, {})",
    "new Error('x')",
    "/x/",
    "Symbol('x')",
    "10n",
    "JSON",
    "Reflect",
];
const FROM_THERE: [&str; 3] = [
    "loot(X)",
    "let at = X; for (let i = 0; i < 20 && at; i += 1) { loot(at); at = Object.getPrototypeOf(Object(at)) }",
    "for (const key of Reflect.ownKeys(Object(X))) { try { loot(Object(X)[key]) } catch {} }",
];

/// Every way of `api` that takes something.
const TAKERS: [&str; 20] = [
    "api.access.deny(X)",
    "api.accessToken.setCustomClaim('k', X)",
    "api.accessToken.setCustomClaim(X, 1)",
    "api.accessToken.addScope(X)",
    "api.idToken.setCustomClaim('k', X)",
    "api.user.setUserMetadata('k', X)",
    "api.user.setAppMetadata(X, X)",
    "api.session.setMetadata('k', X)",
    "api.session.setExpiresAt(X)",
    "api.session.revoke('r', X)",
    "api.session.setCookieMode(X)",
    "api.transaction.setMetadata('k', X)",
    "api.samlResponse.setAttribute('k', X)",
    "api.cache.set('k', 'v', X)",
    "api.cache.get(X)",
    "api.redirect.sendUserTo('https://a.example', { query: X })",
    "api.redirect.sendUserTo(X)",
    "api.redirect.encodeToken({ secret: 's', payload: X })",
    "api.authentication.recordMethod(X)",
    "api.validation.error('c', X)",
];
const TRAPS: [&str; 7] = [
    "new Proxy({}, { get() { throw new Error('get') }, has() { throw 1 }, ownKeys() { throw 2 } })",
    "new Proxy(function () {}, { get: (_, key) => (loot(key), undefined), apply: () => loot(this) })",
    "new Proxy([], { get: (t, key) => (key === 'length' ? 4294967295 : t[key]) })",
    "{ toJSON() { loot(this); return { op: 'session.revoke', reason: event.canary } } }",
    "{ toString() { throw new Error('text') }, valueOf() { return Symbol('x') }, [Symbol.toPrimitive]() { return {} } }",
    "{ get a() { Object.prototype.polluted = 1; return globalThis.leak = event.canary }, get b() { throw null } }",
    "(() => { const a = {}; a.a = a; return a })()",
];

/// What is thrown at whoever reads the error.
const THROWN: [&str; 18] = [
    "null",
    "undefined",
    "Symbol('x')",
    "10n",
    "() => {}",
    "{ get message() { throw 1 } }",
    "{ message: { toString() { throw 2 } } }",
    "new Proxy({}, { get() { throw 1 }, has() { throw 2 } })",
    "new Proxy(new Error('x'), { get: (_, key) => loot(key) })",
    "Object.assign(new Error('x'), { stack: { toString: () => event.canary.repeat(1e3) } })",
    "Object.assign(new Error('x'), { name: 'y'.repeat(1e6), stack: 'action.js:99999999999999999999:1'.repeat(100) })",
    "Object.defineProperty(new Error('x'), 'stack', { get() { throw 3 } })",
    "Object.create(Error.prototype)",
    "Object.assign(Object.create(null), { message: 'bare' })",
    "new AggregateError([new Error('a')], 'b')",
    "'\\ud800'",
    "new (class extends Error { get message() { return { } } })()",
    "[['a']]",
];

/// The rest, one by one. The first few are the only ones that have to be stopped by the clock.
const SINGLE: [&str; 64] = [
    "for (;;) {}",
    "const again = () => { Promise.resolve().then(again) }; again(); await new Promise(() => {})",
    "/^(a+)+$/.test('a'.repeat(40) + 'b')",
    "await { then(resolve) { for (;;) resolve.x = 1 } }",
    "const all = []; for (;;) all.push('x'.repeat(1e6) + all.length)",
    "const deep = () => deep() + 1; deep()",
    "JSON.parse('['.repeat(1e6))",
    "const a = []; a[0] = a; JSON.stringify({ get x() { return a.flat(Infinity) } })",
    "'x'.repeat(2 ** 30)",
    "'x'.padEnd(2 ** 30)",
    "new Array(2 ** 32 - 1).fill(0)",
    "new ArrayBuffer(2 ** 40)",
    "new ArrayBuffer(8, { maxByteLength: 2 ** 33 }).resize(2 ** 33)",
    "Buffer.alloc(2 ** 31)",
    "crypto.getRandomValues(new Uint8Array(1e8))",
    "require('crypto').randomBytes(1e9)",
    "require('crypto').pbkdf2Sync('a', 'b', 1, 1e9, 'sha256')",
    "new RegExp('(' .repeat(1e5) + ')'.repeat(1e5))",
    "new RegExp('a{0,65535}{0,65535}').test('a')",
    "for (let i = 0; i < 2000; i += 1) setTimeout(() => {}, 1e9)",
    "setTimeout(() => loot(this), 0); setInterval(() => { throw new Error('late') }, 1); await new Promise((r) => setTimeout(r, 20))",
    "setTimeout(() => { globalThis.leak = event.canary }, 1)",
    "Promise.resolve().then(() => { globalThis.leak = 1 })",
    "globalThis.leak = event.secrets.KEY; Object.prototype.polluted = 1",
    "new FinalizationRegistry(() => loot(globalThis)).register({}, 1); for (let i = 0; i < 1e4; i += 1) ({}).x = [i]",
    "const ref = new WeakRef({}); await 0; loot(ref.deref() ?? ref)",
    "await Promise.all(Array.from({ length: 1000 }, () => fetch('https://a.example/')))",
    "for (let i = 0; i < 300; i += 1) api.cache.set('k' + i, 'v')",
    "for (;;) api.user.setUserMetadata('k', 'x'.repeat(1000))",
    "for (let i = 0; i < 1e4; i += 1) console.log('x'.repeat(1e4))",
    "for (const url of ['file://' + event.canary, 'data:text/plain,x', 'http://127.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/', 'unix:/x']) await fetch(url).catch((e) => shout(e.message))",
    "await fetch('https://a.example/', { headers: { 'x': 'a\\r\\nb: c' } }).catch(() => {})",
    "await fetch({ toString() { return 'file://' + event.canary } }).catch(shout)",
    "for (const name of ['fs', 'node:fs', 'child_process', 'net', 'os', 'std', 'module', 'vm', 'worker_threads', '../x', event.canary]) try { loot(require(name)) } catch (e) { shout(e.message) }",
    "require(new Proxy({}, { get: () => () => 'util' }))",
    "require({ toString() { return 'fs' }, replace: () => 'fs', startsWith: () => true })",
    "require('__proto__'); require('constructor'); require('toString')",
    "for (const name of ['std', 'os', 'fs', 'node:fs', event.canary, 'qjs:std', 'data:text/javascript,export default 1']) await import(name).then(loot, (e) => shout(String(e)))",
    "eval('loot(this)'); (0, eval)('this').leak = 1",
    "new Function('return this')().leak = 1; loot(new Function)",
    "Function.prototype.call = Function.prototype.apply = function () { loot(this) }; api.access.deny('x')",
    "Function.prototype.toString = () => { throw 1 }; console.log(() => {})",
    "Error.prepareStackTrace = (e, sites) => { for (const site of sites ?? []) { loot(site.getThis?.()); loot(site.getFunction?.()) } return sites }; try { null.x } catch (e) { loot(e.stack) }",
    "Error.stackTraceLimit = Infinity; const f = () => f(); try { f() } catch (e) { shout(e.stack.length) }",
    "Error.captureStackTrace?.(api); loot(api.stack)",
    "loot(arguments.callee?.caller)",
    "(function () { loot(arguments.callee.caller) })()",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 100)",
    "const b = new SharedArrayBuffer(8); loot(Atomics.notify(new Int32Array(b), 0)); loot(b)",
    "const b = new ArrayBuffer(8); const v = new Uint8Array(b); structuredClone(b, { transfer: [b] }); b.transfer?.(); v.fill(1); Buffer.from(b).toString('hex')",
    "const b = new ArrayBuffer(64, { maxByteLength: 128 }); const v = new Uint8Array(b); await crypto.subtle.digest('SHA-256', new Proxy(v, { get(t, k) { b.resize(0); return t[k] } })).catch(shout)",
    "const b = Buffer.alloc(16); Object.defineProperty(b, 'length', { value: 1e9 }); shout(b.toString('hex').length); b.fill(1)",
    "shout(Buffer.from({ length: 1e9 }).length)",
    "shout(new TextDecoder().decode(new Uint8Array(8).subarray(4, 1e9)))",
    "loot(typeof WebAssembly === 'undefined' ? {} : WebAssembly); await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
    "Symbol.prototype[Symbol.toPrimitive] = () => { throw 1 }; Array[Symbol.species] = class { constructor() { loot(this) } }; [1].map(Number)",
    "RegExp.prototype.exec = () => { loot(this); return null }; 'a'.replace(/a/, 'b'); new URL('https://a.example/')",
    "Promise.prototype.then = function () { loot(this); throw new Error('then') }; await fetch('https://a.example/')",
    "Promise.prototype.constructor = function () { loot(this) }; Object.defineProperty(Promise, Symbol.species, { value: function (run) { run(loot, loot) } }); await Promise.resolve(1).then(2)",
    "JSON.stringify = () => '{\"op\":\"session.revoke\",\"reason\":\"x\"}'; JSON.parse = () => loot(this); api.access.deny('x')",
    "String.prototype.toWellFormed = function () { return { length: 1 } }; api.access.deny('x')",
    "Map.prototype.get = Map.prototype.has = () => loot; require('util')",
    "exports = null; module.exports = null; delete globalThis.console; delete globalThis.Promise; throw 0",
    "try { process.exit(0) } catch {} process.kill?.(process.pid, 9); process.abort?.(); process.dlopen?.({}, event.canary)",
];

/// All of them.
pub fn all() -> Vec<String> {
    let single = SINGLE.iter().map(|s| (*s).to_owned());
    let pollution = BUILTINS.iter().flat_map(|builtin| {
        POLLUTIONS.iter().map(move |pollution| {
            let prototype = if builtin.starts_with("Object.") {
                (*builtin).to_owned()
            } else {
                format!("globalThis['{builtin}']?.prototype ?? {{}}")
            };
            format!("const P = {prototype};\n{pollution}")
        })
    });
    let reached = REACHABLE.iter().flat_map(|start| {
        FROM_THERE
            .iter()
            .map(move |way| format!("const X = {start};\n{way}"))
    });
    let passed = TAKERS.iter().flat_map(|taker| {
        TRAPS
            .iter()
            .map(move |trap| format!("const X = {trap};\n{taker}"))
    });
    let thrown = THROWN.iter().map(|what| format!("throw {what}"));
    single
        .chain(pollution)
        .chain(reached)
        .chain(passed)
        .chain(thrown)
        .collect()
}

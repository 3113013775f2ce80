// The stage on which an Action runs: console, timers, what is loaded when it is first used, and the run itself.
(function (host) {
  'use strict';
  const global = globalThis;
  const { stringify } = JSON;
  const text = (value) => String(value).toWellFormed();

  // A name that loads its part on first use.
  const lazy = (name, load) => {
    Object.defineProperty(global, name, {
      configurable: true,
      enumerable: false,
      get() {
        const value = load();
        Object.defineProperty(global, name, { configurable: true, enumerable: false, writable: true, value });
        return value;
      },
      set(value) {
        Object.defineProperty(global, name, { configurable: true, enumerable: false, writable: true, value });
      },
    });
  };
  const plain = (name, value) =>
    Object.defineProperty(global, name, { configurable: true, enumerable: false, writable: true, value });
  const parts = new Map();
  const part = (name) => {
    if (!parts.has(name)) parts.set(name, host.part(name)(host, part));
    return parts.get(name);
  };
  host.text = text;

  // Console.
  const show = (value, depth = 0, seen = []) => {
    if (typeof value === 'string') return depth === 0 ? value : stringify(value);
    if (typeof value === 'function') return `[Function: ${value.name || 'anonymous'}]`;
    if (typeof value === 'bigint') return `${value}n`;
    if (value === null || typeof value !== 'object') return String(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (seen.includes(value)) return '[Circular]';
    if (depth > 3) return Array.isArray(value) ? '[Array]' : '[Object]';
    const inner = [...seen, value];
    if (Array.isArray(value)) return `[ ${value.slice(0, 100).map((v) => show(v, depth + 1, inner)).join(', ')} ]`;
    if (value instanceof Map) value = Object.fromEntries(value);
    if (value instanceof Set) return `Set { ${[...value].map((v) => show(v, depth + 1, inner)).join(', ')} }`;
    const entries = Object.keys(value).slice(0, 100).map((key) => `${key}: ${show(value[key], depth + 1, inner)}`);
    return entries.length ? `{ ${entries.join(', ')} }` : '{}';
  };
  const format = (first, ...rest) => {
    if (typeof first !== 'string') return [first, ...rest].map((value) => show(value)).join(' ');
    const filled = first.replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (rest.length === 0) return mark;
      const value = rest.shift();
      if (mark === '%s') return typeof value === 'object' ? show(value, 1) : String(value);
      if (mark === '%d') return String(Number(value));
      if (mark === '%i') return String(parseInt(value, 10));
      if (mark === '%f') return String(parseFloat(value));
      if (mark === '%j') return stringify(value);
      return mark === '%c' ? '' : show(value, 1);
    });
    return [filled, ...rest.map((value) => show(value))].join(' ');
  };
  host.show = show;
  host.format = format;
  const say = (level) => (...values) => {
    let line;
    try {
      line = format(...values);
    } catch {
      line = '[what cannot be shown]';
    }
    host.log(level, text(line));
  };
  const silent = () => {};
  plain('console', {
    log: say('log'), info: say('info'), warn: say('warn'), error: say('error'), debug: say('debug'), trace: say('trace'),
    dir: say('log'), table: say('log'), group: say('log'), groupEnd: silent, time: silent, timeEnd: silent, timeLog: silent,
    count: silent, assert: (truth, ...values) => { if (!truth) say('error')('Assertion failed', ...values); },
  });

  // Timers.
  const timers = new Map();
  let lastTimer = 0;
  const schedule = (run, delay, repeats, values) => {
    if (typeof run !== 'function') throw new TypeError('The "callback" argument must be of type function');
    const wait = Math.min(Math.max(Number(delay) || 0, 1), 2147483647);
    if (timers.size >= 1000) throw new RangeError('Too many timers');
    lastTimer += 1;
    timers.set(lastTimer, { at: host.now() + wait, run: () => run(...values), every: repeats ? wait : 0 });
    return lastTimer;
  };
  const clear = (id) => { timers.delete(id); };
  plain('setTimeout', (run, delay, ...values) => schedule(run, delay, false, values));
  plain('setInterval', (run, delay, ...values) => schedule(run, delay, true, values));
  plain('setImmediate', (run, ...values) => schedule(run, 0, false, values));
  plain('clearTimeout', clear);
  plain('clearInterval', clear);
  plain('clearImmediate', clear);
  if (!global.queueMicrotask) plain('queueMicrotask', (run) => { Promise.resolve().then(run); });
  if (!global.performance) plain('performance', { now: () => host.now() });

  // Runs the timers that are due; milliseconds until the next one, 0 when something ran, -1 when there is none.
  const turn = () => {
    const now = host.now();
    let next = -1;
    let due;
    for (const [id, timer] of timers) {
      if (timer.at <= now && (!due || timer.at < due[1].at)) due = [id, timer];
      const wait = Math.max(timer.at - now, 0.01);
      if (next < 0 || wait < next) next = wait;
    }
    if (!due) return next;
    const [id, timer] = due;
    if (timer.every) timer.at = now + timer.every;
    else timers.delete(id);
    try {
      timer.run();
    } catch (error) {
      end(error);
    }
    return 0;
  };

  // Questions to the server that are not answered yet.
  const waiting = new Map();
  host.request = (kind, argument) =>
    new Promise((resolve, reject) => {
      waiting.set(host.call(kind, stringify(argument)), { resolve, reject });
    });
  const deliver = (id, answer, failed) => {
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    if (failed) asked.reject(new Error(answer));
    else asked.resolve(JSON.parse(answer));
  };

  // The clock of the server, where that is not the machine's.
  if (host.clockOffset !== 0) {
    const Real = Date;
    const offset = host.clockOffset;
    const now = () => Real.now() + offset;
    const Shifted = function Date(...values) {
      if (!new.target) return new Real(now()).toString();
      return Reflect.construct(Real, values.length ? values : [now()], new.target);
    };
    Object.setPrototypeOf(Shifted, Real);
    Shifted.prototype = Real.prototype;
    Real.prototype.constructor = Shifted;
    Shifted.now = now;
    plain('Date', Shifted);
  }

  const clone = (value, seen = new Map()) => {
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`${String(value)} could not be cloned.`);
    if (value === null || typeof value !== 'object') return value;
    if (seen.has(value)) return seen.get(value);
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof RegExp) return new RegExp(value.source, value.flags);
    if (ArrayBuffer.isView(value)) return value.slice();
    const kept = (made) => { seen.set(value, made); return made; };
    if (value instanceof Map) {
      const made = kept(new Map());
      for (const [key, item] of value) made.set(clone(key, seen), clone(item, seen));
      return made;
    }
    if (value instanceof Set) {
      const made = kept(new Set());
      for (const item of value) made.add(clone(item, seen));
      return made;
    }
    if (value instanceof Error) return Object.assign(kept(new Error(value.message)), { name: value.name });
    const made = kept(Array.isArray(value) ? [] : {});
    for (const key of Object.keys(value)) made[key] = clone(value[key], seen);
    return made;
  };
  plain('structuredClone', (value) => clone(value));

  plain('global', global);
  for (const name of ['Buffer']) lazy(name, () => part('buffer'));
  for (const name of ['TextEncoder', 'TextDecoder', 'atob', 'btoa']) lazy(name, () => part('encoding')[name]);
  for (const name of ['URL', 'URLSearchParams']) lazy(name, () => part('url')[name]);
  for (const name of ['Blob', 'File', 'FormData']) lazy(name, () => part('blob')[name]);
  lazy('Intl', () => part('intl').Intl);
  // What the engine has of these knows no locale and no time zone.
  const localized = (type, name, run) =>
    Object.defineProperty(type.prototype, name, {
      configurable: true,
      enumerable: false,
      writable: true,
      value: { [name](...values) { return part('intl')[run](this, ...values); } }[name],
    });
  localized(Date, 'toLocaleString', 'both');
  localized(Date, 'toLocaleDateString', 'day');
  localized(Date, 'toLocaleTimeString', 'clock');
  localized(Number, 'toLocaleString', 'number');
  localized(BigInt, 'toLocaleString', 'number');
  localized(String, 'localeCompare', 'compare');
  localized(String, 'toLocaleLowerCase', 'lower');
  localized(String, 'toLocaleUpperCase', 'upper');
  Array.prototype.toLocaleString = function toLocaleString(...values) {
    return this.map((one) => (one === null || one === undefined ? '' : one.toLocaleString(...values))).join(',');
  };
  Object.defineProperty(Array.prototype, 'toLocaleString', { enumerable: false });
  for (const name of ['fetch', 'Headers', 'Request', 'Response', 'AbortController', 'AbortSignal']) {
    lazy(name, () => part('fetch')[name]);
  }
  lazy('crypto', () => part('crypto').web);
  lazy('process', () => part('modules')('process'));

  const require = (name) => {
    const known = typeof name === 'string' && host.modules.includes(name.replace(/^node:/, ''));
    if (!known) {
      const error = new Error(host.refusal(text(name)));
      error.code = 'MODULE_NOT_FOUND';
      throw error;
    }
    return part('modules')(name.replace(/^node:/, ''));
  };

  const end = (error) => {
    let [name, message, stack] = ['', '', ''];
    try {
      const isError = error !== null && typeof error === 'object' && 'message' in error;
      message = text(isError ? error.message : error ?? 'null was thrown: there may be no memory left');
      name = isError ? text(error.name ?? 'Error') : '';
      stack = isError ? text(error.stack ?? '') : '';
    } catch {
      message = 'something was thrown that cannot be shown';
    }
    host.finish(true, name, message, stack);
  };
  const start = async (body, handler, event) => {
    try {
      const module = { exports: {} };
      body.call(module.exports, module.exports, require, module, 'action.js', '/');
      const run = module.exports[handler];
      if (typeof run !== 'function') throw new Error(`The Action has no exports.${handler}`);
      const api = part('api')(handler, event);
      await run(event, api);
      host.finish(false, '', '', '');
    } catch (error) {
      end(error);
    }
  };
  return { start, turn, deliver };
})

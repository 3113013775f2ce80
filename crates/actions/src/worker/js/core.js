// The stage on which an Action runs: what is loaded when it is first used, and the run itself.
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

  // What most Actions never use is loaded when it is first used.
  Object.defineProperties(host, {
    show: { get: () => part('console').show },
    format: { get: () => part('console').format },
  });
  if (!global.queueMicrotask) plain('queueMicrotask', (run) => { Promise.resolve().then(run); });
  if (!global.performance) plain('performance', { now: () => host.now() });
  // Milliseconds until the next timer, 0 when something ran, -1 when there is none.
  const turn = () => (parts.has('timers') ? parts.get('timers').turn() : -1);

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

  plain('global', global);
  lazy('console', () => part('console').console);
  lazy('structuredClone', () => part('clone'));
  lazy('Buffer', () => part('buffer'));
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']) {
    lazy(name, () => part('timers')[name]);
  }
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
  host.fail = end;
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

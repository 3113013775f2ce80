// The modules of Node that `require` knows.
(function (host, part) {
  'use strict';
  const made = new Map();
  const unavailable = (name) => () => {
    throw new Error(`${name} is not available to Actions here`);
  };

  const hashName = (name) => {
    const known = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
    const found = known[String(name).toLowerCase().replace('-', '')];
    if (!found) throw new Error(`Digest method not supported here: ${name}`);
    return found;
  };
  const bytes = (value, encoding) => (typeof value === 'string' ? Buffer.from(value, encoding) : Buffer.from(value));
  class Digest {
    #parts = []; #finish; #done = false;
    constructor(finish) { this.#finish = finish; }
    update(data, encoding) { this.#parts.push(bytes(data, encoding)); return this; }
    digest(encoding) {
      if (this.#done) throw new Error('Digest already called');
      this.#done = true;
      const result = Buffer.from(this.#finish(Buffer.concat(this.#parts)));
      return encoding ? result.toString(encoding) : result;
    }
  }
  const crypto = () => {
    const { web } = part('crypto');
    const randomBytes = (size, done) => {
      const random = Buffer.from(host.random(size));
      if (typeof done !== 'function') return random;
      queueMicrotask(() => done(null, random));
      return undefined;
    };
    const randomInt = (low, high) => {
      if (high === undefined) [low, high] = [0, low];
      const range = high - low;
      if (!(range > 0 && range <= 2 ** 48)) throw new RangeError('The range is empty or too large');
      const limit = 2 ** 48 - (2 ** 48 % range);
      for (;;) {
        const number = host.random(6).reduce((sum, byte) => sum * 256 + byte, 0);
        if (number < limit) return low + (number % range);
      }
    };
    return {
      webcrypto: web,
      subtle: web.subtle,
      randomUUID: web.randomUUID,
      getRandomValues: web.getRandomValues,
      randomBytes,
      randomInt,
      createHash: (name) => { const hash = hashName(name); return new Digest((data) => host.digest(hash, data)); },
      createHmac: (name, key) => {
        const [hash, secret] = [hashName(name), bytes(key)];
        return new Digest((data) => host.hmac(hash, secret, data));
      },
      timingSafeEqual: (one, other) => {
        if (one.byteLength !== other.byteLength) throw new RangeError('Input buffers must have the same byte length');
        return host.equal(bytes(one), bytes(other));
      },
      getHashes: () => ['sha1', 'sha256', 'sha384', 'sha512'],
      ...Object.fromEntries(
        ['createSign', 'createVerify', 'createCipheriv', 'createDecipheriv', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync']
          .map((name) => [name, unavailable(`crypto.${name}`)]),
      ),
    };
  };

  const isDeepEqual = (one, other) => {
    if (Object.is(one, other)) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
    if (one instanceof Date) return one.getTime() === other.getTime();
    if (one instanceof Map || one instanceof Set) return isDeepEqual([...one], [...other]);
    const [mine, theirs] = [Object.keys(one), Object.keys(other)];
    return mine.length === theirs.length && mine.every((key) => Object.hasOwn(other, key) && isDeepEqual(one[key], other[key]));
  };
  const assert = () => {
    class AssertionError extends Error {
      constructor(message) { super(message); this.name = 'AssertionError'; this.code = 'ERR_ASSERTION'; }
    }
    const check = (truth, message, usual) => {
      if (truth) return;
      throw message instanceof Error ? message : new AssertionError(message ?? usual);
    };
    const ok = (value, message) => check(value, message, 'The expression evaluated to a falsy value');
    const equals = (one, other, message) => check(Object.is(one, other), message, `${host.show(one)} !== ${host.show(other)}`);
    const deep = (one, other, message) => check(isDeepEqual(one, other), message, 'Expected values to be strictly deep-equal');
    return Object.assign((value, message) => ok(value, message), {
      AssertionError, ok, strict: ok, equal: (a, b, m) => check(a == b, m, `${host.show(a)} != ${host.show(b)}`),
      notEqual: (a, b, m) => check(a != b, m, 'Expected values to differ'),
      strictEqual: equals, notStrictEqual: (a, b, m) => check(!Object.is(a, b), m, 'Expected values to differ'),
      deepEqual: deep, deepStrictEqual: deep, fail: (message) => check(false, message, 'Failed'),
      throws: (run, message) => { let threw = false; try { run(); } catch { threw = true; } check(threw, message, 'Missing expected exception'); },
    });
  };

  const events = () => {
    class EventEmitter {
      #listeners = new Map();
      on(name, run) { this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), run]); return this; }
      addListener(name, run) { return this.on(name, run); }
      once(name, run) { const first = (...values) => { this.off(name, first); run.apply(this, values); }; return this.on(name, first); }
      off(name, run) { this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((known) => known !== run)); return this; }
      removeListener(name, run) { return this.off(name, run); }
      removeAllListeners(name) { if (name === undefined) this.#listeners.clear(); else this.#listeners.delete(name); return this; }
      listenerCount(name) { return (this.#listeners.get(name) ?? []).length; }
      emit(name, ...values) {
        const known = this.#listeners.get(name) ?? [];
        if (known.length === 0 && name === 'error') throw values[0];
        for (const run of known) run.apply(this, values);
        return known.length > 0;
      }
    }
    return Object.assign(EventEmitter, { EventEmitter });
  };

  const path = () => {
    const normalize = (value) => {
      const absolute = value.startsWith('/');
      const kept = [];
      for (const piece of value.split('/')) {
        if (piece === '' || piece === '.') continue;
        if (piece === '..' && kept.length && kept.at(-1) !== '..') kept.pop();
        else if (piece !== '..' || !absolute) kept.push(piece);
      }
      return (absolute ? '/' : '') + kept.join('/') || (absolute ? '/' : '.');
    };
    const basename = (value, end = '') => {
      const last = value.replace(/\/+$/, '').split('/').pop();
      return end && last !== end && last.endsWith(end) ? last.slice(0, -end.length) : last;
    };
    const api = {
      sep: '/', delimiter: ':', normalize, basename,
      join: (...pieces) => normalize(pieces.filter(Boolean).join('/')),
      resolve: (...pieces) => normalize(pieces.reduce((at, piece) => (piece.startsWith('/') ? piece : `${at}/${piece}`), '/')),
      dirname: (value) => value.replace(/\/+$/, '').replace(/\/?[^/]*$/, '') || (value.startsWith('/') ? '/' : '.'),
      extname: (value) => /[^/](\.[^./]*)$/.exec(basename(value))?.[1] ?? '',
      isAbsolute: (value) => value.startsWith('/'),
    };
    return Object.assign(api, { posix: api });
  };

  const process = () => ({
    env: {}, argv: ['node'], version: 'v22.0.0', versions: { node: '22.0.0' }, platform: 'linux', arch: 'x64', pid: 1,
    nextTick: (run, ...values) => queueMicrotask(() => run(...values)),
    hrtime: Object.assign(
      () => { const now = host.now(); return [Math.floor(now / 1000), Math.floor((now % 1000) * 1e6)]; },
      { bigint: () => BigInt(Math.floor(host.now() * 1e6)) },
    ),
    uptime: () => host.now() / 1000, cwd: () => '/', on: () => undefined, emitWarning: (text) => console.warn(text),
    exit: unavailable('process.exit'),
  });

  const querystring = () => {
    const { unescape } = part('url');
    const parse = (text) => {
      const found = Object.create(null);
      for (const pair of String(text).split('&').filter(Boolean)) {
        const at = pair.indexOf('=');
        const [key, value] = at < 0 ? [unescape(pair), ''] : [unescape(pair.slice(0, at)), unescape(pair.slice(at + 1))];
        found[key] = key in found ? [].concat(found[key], value) : value;
      }
      return found;
    };
    const stringify = (object) =>
      Object.entries(object)
        .flatMap(([key, value]) => [].concat(value).map((one) => `${encodeURIComponent(key)}=${encodeURIComponent(one ?? '')}`))
        .join('&');
    return { parse, stringify, decode: parse, encode: stringify, escape: encodeURIComponent, unescape };
  };

  const promises = () => ({
    setTimeout: (delay, value) => new Promise((resolve) => setTimeout(() => resolve(value), delay)),
    setImmediate: (value) => new Promise((resolve) => setImmediate(() => resolve(value))),
  });

  const util = () => {
    const { TextEncoder, TextDecoder } = part('encoding');
    return {
      TextEncoder, TextDecoder, isDeepStrictEqual: isDeepEqual, format: host.format,
      inspect: (value) => host.show(value, 1),
      promisify: (run) => (...values) =>
        new Promise((resolve, reject) => run(...values, (error, value) => (error ? reject(error) : resolve(value)))),
      callbackify: (run) => (...values) => {
        const done = values.pop();
        run(...values).then((value) => done(null, value), done);
      },
      inherits: (child, parent) => Object.setPrototypeOf(child.prototype, parent.prototype),
      deprecate: (run) => run,
      types: {
        isPromise: (v) => v instanceof Promise, isDate: (v) => v instanceof Date, isRegExp: (v) => v instanceof RegExp,
        isUint8Array: (v) => v instanceof Uint8Array, isMap: (v) => v instanceof Map, isSet: (v) => v instanceof Set,
      },
    };
  };

  const makers = {
    assert, crypto, events, path, process, querystring, util,
    buffer: () => ({ Buffer: part('buffer'), atob, btoa }),
    timers: () => ({ setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, promises: promises() }),
    'timers/promises': promises,
    url: () => {
      const { URL, URLSearchParams } = part('url');
      return { URL, URLSearchParams, fileURLToPath: unavailable('url.fileURLToPath') };
    },
  };
  return (name) => {
    if (!made.has(name)) made.set(name, makers[name]());
    return made.get(name);
  };
})

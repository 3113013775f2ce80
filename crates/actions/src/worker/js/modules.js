// The modules of Node that `require` knows.
(function (host, part) {
  'use strict';
  const made = new Map();
  const unavailable = (name) => () => {
    throw new Error(`${name} is not available to Actions here`);
  };

  const hashName = (name) => {
    const known = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
    const found = known[String(name).toLowerCase().replace(/^rsa-/, '').replace('-', '')];
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
  const stretched = (password, salt, rounds, size, hash) => {
    const made = host.pbkdf2(hashName(hash), [bytes(password), bytes(salt)], rounds, size);
    if (!made) throw new RangeError('The arguments of pbkdf2 are invalid');
    return Buffer.from(made);
  };

  // Keys as PEM (RFC 7468), of either kind.
  const labels = { 'PRIVATE KEY': 'pkcs8', 'RSA PRIVATE KEY': 'pkcs1', 'EC PRIVATE KEY': 'sec1', 'PUBLIC KEY': 'spki' };
  const keyOf = (given) => {
    const options = typeof given === 'string' || ArrayBuffer.isView(given) ? { key: given } : { ...given };
    if (options.passphrase !== undefined || options.padding !== undefined) {
      throw new Error('Keys with a passphrase or another padding are not available to Actions here');
    }
    const found = /-----BEGIN ([A-Z ]+)-----([^-]+)-----END \1-----/.exec(String(options.key));
    const format = found && labels[found[1]];
    if (!format) throw new TypeError('The key must be a PEM string of a private or public key');
    const der = Buffer.from(found[2].replace(/\s/g, ''), 'base64');
    for (const kind of ['RSA', 'EC']) {
      const read = host.readKey(kind, format, [der]);
      if (read) return { kind, key: read, isPrivate: format !== 'spki', raw: options.dsaEncoding === 'ieee-p1363' };
    }
    throw new Error('The key cannot be read');
  };
  class Signing {
    #parts = []; #hash; #what;
    constructor(hash, what) { this.#hash = hash; this.#what = what; }
    update(data, encoding) { this.#parts.push(bytes(data, encoding)); return this; }
    end() { return this; }
    #scheme({ kind, raw }) { return `${kind === 'RSA' ? 'RSASSA-PKCS1-V1_5' : raw ? 'ECDSA' : 'ECDSA-DER'}/${this.#hash}`; }
    sign(given, encoding) {
      const key = keyOf(given);
      if (this.#what !== 'sign' || !key.isPrivate) throw new TypeError('A private key and createSign are needed to sign');
      const made = host.sign(this.#scheme(key), key.key, Buffer.concat(this.#parts));
      if (!made) throw new Error(`Signatures with ${this.#hash} are not available to Actions here`);
      const result = Buffer.from(made);
      return encoding ? result.toString(encoding) : result;
    }
    verify(given, signed, encoding) {
      const key = keyOf(given);
      const half = key.isPrivate ? host.publicKey(key.kind, key.key) : key.key;
      const verified = host.verify(this.#scheme(key), half, bytes(signed, encoding), Buffer.concat(this.#parts));
      if (typeof verified !== 'boolean') throw new Error(`Signatures with ${this.#hash} are not available to Actions here`);
      return verified;
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
        if (hash === 'MD5') throw new Error('HMAC with MD5 is not available to Actions here');
        return new Digest((data) => host.hmac(hash, secret, data));
      },
      timingSafeEqual: (one, other) => {
        if (one.byteLength !== other.byteLength) throw new RangeError('Input buffers must have the same byte length');
        return host.equal(bytes(one), bytes(other));
      },
      getHashes: () => ['md5', 'sha1', 'sha256', 'sha384', 'sha512'],
      createSign: (name) => new Signing(hashName(name), 'sign'),
      createVerify: (name) => new Signing(hashName(name), 'verify'),
      sign: (name, data, key) => new Signing(hashName(name), 'sign').update(data).sign(key),
      verify: (name, data, key, signed) => new Signing(hashName(name), 'verify').update(data).verify(key, signed),
      pbkdf2Sync: stretched,
      pbkdf2: (password, salt, rounds, size, hash, done) => {
        const made = stretched(password, salt, rounds, size, hash);
        queueMicrotask(() => done(null, made));
      },
      ...Object.fromEntries(
        ['createCipheriv', 'createDecipheriv', 'scrypt', 'scryptSync', 'generateKeyPairSync', 'createPrivateKey', 'createPublicKey']
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
      // Node's older interface: the parts of an address, or null where there are none.
      const parse = (text, withQuery) => {
        const url = URL.canParse(text) ? new URL(text) : null;
        const or = (value) => value || null;
        const search = or(url?.search);
        const query = search?.slice(1) ?? (withQuery ? '' : null);
        return {
          protocol: or(url?.protocol), slashes: url ? true : null, auth: or(url && [url.username, url.password].filter(Boolean).join(':')),
          host: or(url?.host), port: or(url?.port), hostname: or(url?.hostname), hash: or(url?.hash), search,
          query: withQuery ? makers.querystring().parse(query) : query, pathname: or(url?.pathname),
          path: url ? url.pathname + url.search : null, href: url?.href ?? String(text),
        };
      };
      const format = (value) => (typeof value === 'string' || value instanceof URL ? String(value) : value.href ?? '');
      return { URL, URLSearchParams, parse, format, resolve: (from, to) => new URL(to, from).href, fileURLToPath: unavailable('url.fileURLToPath') };
    },
  };
  return (name) => {
    if (!made.has(name)) made.set(name, makers[name]());
    return made.get(name);
  };
})

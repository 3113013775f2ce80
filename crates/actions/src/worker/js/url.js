// URL and URLSearchParams (URL Standard); the parser is the server's.
(function (host) {
  'use strict';
  const keys = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
  const escape = (value) =>
    encodeURIComponent(host.text(value)).replace(/%20/g, '+').replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const unescape = (value) => {
    const bytes = [];
    const source = host.decode(host.text(value.replace(/\+/g, ' ')), 'utf8');
    for (let i = 0; i < source.length; i += 1) {
      const hex = source[i] === 37 ? String.fromCharCode(source[i + 1], source[i + 2]) : '';
      if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
        bytes.push(parseInt(hex, 16));
        i += 2;
      } else {
        bytes.push(source[i]);
      }
    }
    return host.encode(new Uint8Array(bytes), 'utf8');
  };
  const parse = (query) =>
    query.split('&').filter(Boolean).map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [unescape(pair), ''] : [unescape(pair.slice(0, at)), unescape(pair.slice(at + 1))];
    });
  class URLSearchParams {
    #pairs = [];
    #changed = () => {};
    constructor(from = '') {
      if (typeof from === 'string') this.#pairs = parse(from.replace(/^\?/, ''));
      else if (typeof from?.[Symbol.iterator] === 'function') this.#pairs = [...from].map(([k, v]) => [String(k), String(v)]);
      else if (from && typeof from === 'object') this.#pairs = Object.entries(from).map(([k, v]) => [k, String(v)]);
      else this.#pairs = parse(String(from));
    }
    static bound(query, changed) {
      const made = new URLSearchParams(query);
      made.#changed = changed;
      return made;
    }
    static reset(params, query) { params.#pairs = parse(query.replace(/^\?/, '')); }
    get size() { return this.#pairs.length; }
    append(name, value) { this.#pairs.push([String(name), String(value)]); this.#changed(); }
    delete(name, value) {
      this.#pairs = this.#pairs.filter(([k, v]) => k !== String(name) || (value !== undefined && v !== String(value)));
      this.#changed();
    }
    get(name) { return this.#pairs.find(([k]) => k === String(name))?.[1] ?? null; }
    getAll(name) { return this.#pairs.filter(([k]) => k === String(name)).map(([, v]) => v); }
    has(name, value) { return this.#pairs.some(([k, v]) => k === String(name) && (value === undefined || v === String(value))); }
    set(name, value) {
      const at = this.#pairs.findIndex(([k]) => k === String(name));
      if (at < 0) this.#pairs.push([String(name), String(value)]);
      else this.#pairs = this.#pairs.filter(([k], n) => n <= at || k !== String(name)).map((p, n) => (n === at ? [p[0], String(value)] : p));
      this.#changed();
    }
    sort() { this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#changed(); }
    forEach(run, self) { for (const [k, v] of this.#pairs) run.call(self, v, k, this); }
    *keys() { for (const [k] of this.#pairs) yield k; }
    *values() { for (const [, v] of this.#pairs) yield v; }
    *entries() { for (const pair of this.#pairs) yield [...pair]; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(([k, v]) => `${escape(k)}=${escape(v)}`).join('&'); }
  }
  const { bound, reset } = URLSearchParams;
  delete URLSearchParams.bound;
  delete URLSearchParams.reset;
  const read = (href, base) => {
    const parts = host.url(host.text(href), base === undefined ? undefined : host.text(base));
    return parts ? Object.fromEntries(keys.map((key, n) => [key, parts[n]])) : null;
  };
  class URL {
    #parts; #params;
    constructor(href, base) {
      this.#parts = read(href, base);
      if (!this.#parts) {
        const error = new TypeError('Invalid URL');
        error.code = 'ERR_INVALID_URL';
        error.input = String(href);
        throw error;
      }
      this.#params = bound(this.#parts.search, () => this.#change('search', this.#params.toString(), true));
    }
    #change(key, value, mine) {
      const parts = host.setUrl(this.#parts.href, key, host.text(value));
      keys.forEach((name, n) => { this.#parts[name] = parts[n]; });
      if (!mine) reset(this.#params, this.#parts.search);
    }
    static part(url, key) { return url.#parts[key]; }
    static change(url, key, value) {
      if (key !== 'href') return url.#change(key, value);
      const parts = read(value);
      if (!parts) throw new TypeError('Invalid URL');
      url.#parts = parts;
      return reset(url.#params, parts.search);
    }
    static canParse(href, base) { return read(href, base) !== null; }
    static parse(href, base) { return URL.canParse(href, base) ? new URL(href, base) : null; }
    get searchParams() { return this.#params; }
    toString() { return this.#parts.href; }
    toJSON() { return this.#parts.href; }
  }
  const { part, change } = URL;
  delete URL.part;
  delete URL.change;
  for (const key of keys) {
    Object.defineProperty(URL.prototype, key, {
      configurable: true,
      enumerable: true,
      get() { return part(this, key); },
      ...(key === 'origin' ? {} : { set(value) { change(this, key, value); } }),
    });
  }
  return { URL, URLSearchParams, escape, unescape };
})

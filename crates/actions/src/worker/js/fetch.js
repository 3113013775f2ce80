// fetch (Fetch Standard), as far as Actions use it. The request is the server's; what it refuses, it refuses there.
(function (host, part) {
  'use strict';
  const { bytesOf } = part('encoding');
  const { URL, URLSearchParams } = part('url');
  const { Blob, FormData, multipart, peek: contents } = part('blob');
  class Headers {
    #list = new Map();
    constructor(from = {}) {
      const pairs = typeof from?.[Symbol.iterator] === 'function' ? from : Object.entries(from);
      for (const [name, value] of pairs) this.append(name, value);
    }
    append(name, value) {
      const key = Headers.#name(name);
      const old = this.#list.get(key);
      this.#list.set(key, old === undefined ? String(value).trim() : `${old}, ${String(value).trim()}`);
    }
    static #name(name) {
      const key = String(name).toLowerCase();
      if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(key)) throw new TypeError(`Invalid header name: ${name}`);
      return key;
    }
    set(name, value) { this.#list.set(Headers.#name(name), String(value).trim()); }
    get(name) { return this.#list.get(Headers.#name(name)) ?? null; }
    has(name) { return this.#list.has(Headers.#name(name)); }
    delete(name) { this.#list.delete(Headers.#name(name)); }
    forEach(run, self) { for (const [k, v] of this) run.call(self, v, k, this); }
    keys() { return [...this].map(([k]) => k).values(); }
    values() { return [...this].map(([, v]) => v).values(); }
    entries() { return [...this.#list].sort(([a], [b]) => (a < b ? -1 : 1)).values(); }
    [Symbol.iterator]() { return this.entries(); }
  }
  const abort = (reason) => reason ?? Object.assign(new Error('This operation was aborted'), { name: 'AbortError' });
  class AbortSignal {
    aborted = false;
    reason = undefined;
    onabort = null;
    #listeners = [];
    addEventListener(name, run) { if (name === 'abort') this.#listeners.push(run); }
    removeEventListener(name, run) { this.#listeners = this.#listeners.filter((known) => known !== run); }
    throwIfAborted() { if (this.aborted) throw this.reason; }
    static fire(signal, reason) {
      if (signal.aborted) return;
      signal.aborted = true;
      signal.reason = abort(reason);
      const event = { type: 'abort', target: signal };
      if (typeof signal.onabort === 'function') signal.onabort(event);
      for (const run of signal.#listeners) run.call(signal, event);
    }
    static abort(reason) { const made = new AbortSignal(); fire(made, reason); return made; }
    static timeout(delay) {
      const made = new AbortSignal();
      setTimeout(() => fire(made, Object.assign(new Error('The operation was aborted due to timeout'), { name: 'TimeoutError' })), delay);
      return made;
    }
  }
  const { fire } = AbortSignal;
  delete AbortSignal.fire;
  class AbortController {
    signal = new AbortSignal();
    abort(reason) { fire(this.signal, reason); }
  }
  const bodyOf = (body) => {
    if (body === undefined || body === null) return [null, null];
    if (body instanceof URLSearchParams) {
      return [host.decode(body.toString(), 'utf8'), 'application/x-www-form-urlencoded;charset=UTF-8'];
    }
    if (body instanceof FormData) return multipart(body);
    if (body instanceof Blob) return [contents(body), body.type || null];
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return [bytesOf(body), null];
    return [host.decode(host.text(body), 'utf8'), 'text/plain;charset=UTF-8'];
  };
  class Body {
    #bytes; #used = false;
    constructor(bytes) { this.#bytes = bytes; }
    get bodyUsed() { return this.#used; }
    static peek(body) { return body.#bytes; }
    #take() {
      if (this.#used) throw new TypeError('Body is unusable: it has already been read');
      this.#used = this.#bytes !== null;
      return this.#bytes ?? new Uint8Array();
    }
    async arrayBuffer() { return this.#take().slice().buffer; }
    async bytes() { return this.#take().slice(); }
    async blob() { return new Blob([this.#take()], { type: this.headers.get('content-type') ?? '' }); }
    async text() { return host.encode(this.#take(), 'utf8').replace(/^\uFEFF/, ''); }
    async json() { return JSON.parse(await this.text()); }
  }
  const { peek } = Body;
  delete Body.peek;
  class Request extends Body {
    constructor(input, init = {}) {
      const from = input instanceof Request ? input : null;
      const [bytes, type] = init.body === undefined && from ? [peek(from), null] : bodyOf(init.body);
      super(bytes);
      this.url = from ? from.url : new URL(String(input)).href;
      this.method = String(init.method ?? from?.method ?? 'GET').toUpperCase();
      this.headers = new Headers(init.headers ?? from?.headers ?? {});
      if (type && !this.headers.has('content-type')) this.headers.set('content-type', type);
      this.redirect = init.redirect ?? from?.redirect ?? 'follow';
      this.signal = init.signal ?? from?.signal ?? new AbortController().signal;
      if (bytes && ['GET', 'HEAD'].includes(this.method)) throw new TypeError('Request with GET/HEAD method cannot have body');
    }
    clone() { return new Request(this); }
  }
  class Response extends Body {
    constructor(body = null, init = {}) {
      const [bytes, type] = bodyOf(body);
      super(bytes);
      this.status = init.status ?? 200;
      this.statusText = init.statusText ?? '';
      this.headers = new Headers(init.headers ?? {});
      if (type && !this.headers.has('content-type')) this.headers.set('content-type', type);
      this.url = init.url ?? '';
      this.redirected = init.redirected === true;
      this.type = 'default';
    }
    get ok() { return this.status >= 200 && this.status < 300; }
    clone() { return new Response(peek(this), this); }
    static json(data, init = {}) {
      const headers = new Headers(init.headers ?? {});
      if (!headers.has('content-type')) headers.set('content-type', 'application/json');
      return new Response(JSON.stringify(data), { ...init, headers });
    }
  }
  const fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const bytes = peek(request);
    const asked = host.request('fetch', {
      url: request.url,
      method: request.method,
      headers: [...request.headers],
      body: bytes ? host.encode(bytes, 'base64') : null,
      redirect: request.redirect,
    });
    const aborted = new Promise((resolve, reject) => {
      void resolve;
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
    let answer;
    try {
      answer = await Promise.race([asked, aborted]);
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason;
      throw Object.assign(new TypeError('fetch failed'), { cause: error, message: `fetch failed: ${error.message}` });
    }
    const body = answer.body === null ? null : host.decode(answer.body, 'base64');
    return new Response(body, answer);
  };
  return { fetch, Headers, Request, Response, AbortController, AbortSignal };
})

// Blob and File (File API), FormData (XMLHttpRequest Standard), and FormData as a body (RFC 7578).
(function (host, part) {
  'use strict';
  const { bytesOf } = part('encoding');
  const utf8 = (value) => host.decode(host.text(value), 'utf8');
  const together = (chunks) => {
    const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  };
  class Blob {
    #bytes; #type;
    constructor(parts = [], options = {}) {
      if (typeof parts?.[Symbol.iterator] !== 'function' || typeof parts === 'string') {
        throw new TypeError('The "sources" argument must be an array of parts');
      }
      const bytes = (one) => {
        if (one instanceof Blob) return one.#bytes;
        return one instanceof ArrayBuffer || ArrayBuffer.isView(one) ? bytesOf(one) : utf8(one);
      };
      this.#bytes = together([...parts].map(bytes));
      const type = String(options?.type ?? '');
      this.#type = /^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : '';
    }
    static peek(blob) { return blob.#bytes; }
    get size() { return this.#bytes.length; }
    get type() { return this.#type; }
    async arrayBuffer() { return this.#bytes.slice().buffer; }
    async bytes() { return this.#bytes.slice(); }
    async text() { return host.encode(this.#bytes, 'utf8'); }
    slice(start, end, type = '') { return new Blob([this.#bytes.slice(start, end)], { type }); }
    stream() { throw new Error('Blob.stream is not available in Actions here: use bytes() or text()'); }
    get [Symbol.toStringTag]() { return 'Blob'; }
  }
  const { peek } = Blob;
  delete Blob.peek;
  class File extends Blob {
    #name; #lastModified;
    constructor(parts, name, options = {}) {
      super(parts, options);
      this.#name = String(name).toWellFormed();
      this.#lastModified = Number(options?.lastModified ?? Date.now());
    }
    get name() { return this.#name; }
    get lastModified() { return this.#lastModified; }
    get [Symbol.toStringTag]() { return 'File'; }
  }
  const entry = (name, value, filename) => {
    const key = String(name).toWellFormed();
    if (!(value instanceof Blob)) {
      if (filename !== undefined) throw new TypeError('Only a Blob has a filename');
      return [key, String(value).toWellFormed()];
    }
    if (value instanceof File && filename === undefined) return [key, value];
    return [key, new File([value], filename ?? 'blob', { type: value.type })];
  };
  class FormData {
    #entries = [];
    constructor(form) {
      if (form !== undefined) throw new TypeError('FormData takes no arguments: there are no forms here');
    }
    append(name, value, filename) { this.#entries.push(entry(name, value, filename)); }
    set(name, value, filename) {
      const made = entry(name, value, filename);
      const at = this.#entries.findIndex(([key]) => key === made[0]);
      if (at < 0) this.#entries.push(made);
      else this.#entries = this.#entries.filter(([key], place) => place <= at || key !== made[0]).with(at, made);
    }
    get(name) { return this.getAll(name)[0] ?? null; }
    getAll(name) { return this.#entries.filter(([key]) => key === String(name)).map(([, value]) => value); }
    has(name) { return this.#entries.some(([key]) => key === String(name)); }
    delete(name) { this.#entries = this.#entries.filter(([key]) => key !== String(name)); }
    forEach(run, self) { for (const [key, value] of this) run.call(self, value, key, this); }
    keys() { return this.#entries.map(([key]) => key).values(); }
    values() { return this.#entries.map(([, value]) => value).values(); }
    entries() { return this.#entries.map((one) => [...one]).values(); }
    [Symbol.iterator]() { return this.entries(); }
    get [Symbol.toStringTag]() { return 'FormData'; }
  }
  const quoted = (text) => text.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
  const lines = (text) => text.replace(/\r\n|\r|\n/g, '\r\n');
  // The bytes of a form, and their content type.
  const multipart = (form) => {
    const boundary = `----formdata-${part('crypto').web.randomUUID()}`;
    const chunks = [];
    for (const [name, value] of form) {
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(lines(name))}"`;
      if (typeof value === 'string') {
        chunks.push(utf8(`${head}\r\n\r\n${lines(value)}\r\n`));
      } else {
        const type = value.type || 'application/octet-stream';
        chunks.push(utf8(`${head}; filename="${quoted(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`), peek(value), utf8('\r\n'));
      }
    }
    chunks.push(utf8(`--${boundary}--\r\n`));
    return [together(chunks), `multipart/form-data; boundary=${boundary}`];
  };
  return { Blob, File, FormData, multipart, peek };
})

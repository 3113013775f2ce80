// Node's Buffer, as far as Actions use it.
(function (host, part) {
  'use strict';
  const names = {
    utf8: 'utf8', 'utf-8': 'utf8', base64: 'base64', base64url: 'base64url', hex: 'hex', latin1: 'latin1', binary: 'latin1',
    ascii: 'ascii', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le',
  };
  const encodingOf = (name = 'utf8') => {
    const known = names[String(name).toLowerCase()];
    if (!known) throw new TypeError(`Unknown encoding: ${name}`);
    return known;
  };
  const toBytes = (value, name) => {
    const encoding = encodingOf(name);
    if (encoding !== 'utf16le') return host.decode(host.text(value), encoding);
    const bytes = new Uint8Array(value.length * 2);
    for (let i = 0; i < value.length; i += 1) {
      bytes[2 * i] = value.charCodeAt(i) & 0xff;
      bytes[2 * i + 1] = value.charCodeAt(i) >> 8;
    }
    return bytes;
  };
  class Buffer extends Uint8Array {
    static from(value, second, third) {
      if (typeof value === 'string') return Buffer.#over(toBytes(value, second));
      if (value instanceof ArrayBuffer) return new Buffer(value, second, third);
      if (ArrayBuffer.isView(value)) return Buffer.#copied(value);
      if (value?.type === 'Buffer' && Array.isArray(value.data)) return Buffer.#copied(value.data);
      if (value && typeof value === 'object' && typeof value.length === 'number') return Buffer.#copied(value);
      throw new TypeError('The first argument must be a string, a Buffer, an ArrayBuffer, or an Array');
    }
    static #over(bytes) { return new Buffer(bytes.buffer, bytes.byteOffset, bytes.byteLength); }
    static #copied(list) {
      const made = new Buffer(list.length);
      made.set(list);
      return made;
    }
    static alloc(size, fill, encoding) {
      const made = new Buffer(size);
      return fill === undefined ? made : made.fill(fill, 0, size, encoding);
    }
    static allocUnsafe(size) { return new Buffer(size); }
    static isBuffer(value) { return value instanceof Buffer; }
    static isEncoding(name) { return typeof name === 'string' && name.toLowerCase() in names; }
    static byteLength(value, encoding) {
      return typeof value === 'string' ? toBytes(value, encoding).length : value.byteLength;
    }
    static compare(one, other) {
      const shared = Math.min(one.length, other.length);
      for (let i = 0; i < shared; i += 1) if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
      return Math.sign(one.length - other.length);
    }
    static concat(list, total = list.reduce((sum, item) => sum + item.length, 0)) {
      const made = Buffer.alloc(total);
      let at = 0;
      for (const item of list) {
        const fitting = item.subarray(0, Math.max(total - at, 0));
        made.set(fitting, at);
        at += fitting.length;
      }
      return made;
    }
    toString(name, start = 0, end = this.length) {
      const [encoding, bytes] = [encodingOf(name), this.subarray(start, end)];
      if (encoding !== 'utf16le') return host.encode(bytes, encoding);
      let made = '';
      for (let i = 0; i + 1 < bytes.length; i += 2) made += String.fromCharCode(bytes[i] | (bytes[i + 1] << 8));
      return made;
    }
    toJSON() { return { type: 'Buffer', data: [...this] }; }
    equals(other) { return Buffer.compare(this, other) === 0; }
    compare(other) { return Buffer.compare(this, other); }
    slice(start, end) { return this.subarray(start, end); }
    copy(target, at = 0, start = 0, end = this.length) {
      const source = this.subarray(start, Math.min(end, start + Math.max(target.length - at, 0)));
      target.set(source, at);
      return source.length;
    }
    write(value, at = 0, length = this.length - at, encoding = 'utf8') {
      if (typeof at === 'string') [at, length, encoding] = [0, this.length, at];
      if (typeof length === 'string') [length, encoding] = [this.length - at, length];
      const bytes = toBytes(value, encoding).subarray(0, Math.min(length, this.length - at));
      this.set(bytes, at);
      return bytes.length;
    }
    fill(value, start = 0, end = this.length, encoding = 'utf8') {
      if (typeof value === 'number') return super.fill(value, start, end);
      const bytes = typeof value === 'string' ? toBytes(value, encoding) : value;
      for (let i = start; i < end; i += 1) this[i] = bytes.length ? bytes[(i - start) % bytes.length] : 0;
      return this;
    }
    indexOf(value, from = 0, encoding = 'utf8') {
      if (typeof value === 'number') return super.indexOf(value, from);
      const bytes = typeof value === 'string' ? toBytes(value, encoding) : value;
      for (let i = from; i + bytes.length <= this.length; i += 1) {
        if (bytes.every((byte, n) => this[i + n] === byte)) return i;
      }
      return -1;
    }
    includes(value, from, encoding) { return this.indexOf(value, from, encoding) !== -1; }
  }
  const numbers = [['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1], ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2],
    ['UInt32', 'Uint32', 4], ['Int32', 'Int32', 4], ['Float', 'Float32', 4], ['Double', 'Float64', 8],
    ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8]];
  const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const method = (name, value) =>
    Object.defineProperty(Buffer.prototype, name, { configurable: true, writable: true, value });
  for (const [node, data, size] of numbers) {
    for (const [end, little] of size === 1 ? [['', true]] : [['LE', true], ['BE', false]]) {
      method(`read${node}${end}`, function (at = 0) { return view(this)[`get${data}`](at, little); });
      method(`write${node}${end}`, function (value, at = 0) {
        view(this)[`set${data}`](at, value, little);
        return at + size;
      });
    }
  }
  void part;
  return Buffer;
})

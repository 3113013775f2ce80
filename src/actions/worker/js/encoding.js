// TextEncoder and TextDecoder (Encoding Standard, UTF-8 only), atob and btoa.
(function (host) {
  'use strict';
  const bytesOf = (value) => {
    if (value === undefined) return new Uint8Array();
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    throw new TypeError('The value must be an ArrayBuffer or a view of one');
  };
  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(value = '') { return host.decode(host.text(value), 'utf8'); }
    encodeInto(value, target) {
      let [read, written] = [0, 0];
      for (const letter of String(value)) {
        const bytes = this.encode(letter);
        if (written + bytes.length > target.length) break;
        target.set(bytes, written);
        written += bytes.length;
        read += letter.length;
      }
      return { read, written };
    }
  }
  class TextDecoder {
    #fatal; #ignoreBOM;
    constructor(label = 'utf-8', options = {}) {
      if (!/^\s*(utf-?8|unicode-1-1-utf-8)\s*$/i.test(label)) {
        throw new RangeError(`The "${label}" encoding is not supported: only utf-8 is`);
      }
      this.#fatal = options.fatal === true;
      this.#ignoreBOM = options.ignoreBOM === true;
    }
    get encoding() { return 'utf-8'; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBOM; }
    decode(value) {
      const bytes = bytesOf(value);
      if (this.#fatal && !host.isUtf8(bytes)) throw new TypeError('The encoded data was not valid for encoding utf-8');
      const decoded = host.encode(bytes, 'utf8');
      return !this.#ignoreBOM && decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
    }
  }
  const invalid = (message) => {
    const error = new Error(message);
    error.name = 'InvalidCharacterError';
    return error;
  };
  const btoa = (value) => {
    const binary = String(value);
    if (/[^\0-\xff]/.test(binary)) throw invalid('Invalid character');
    return host.encode(host.decode(binary, 'latin1'), 'base64');
  };
  const atob = (value) => {
    const clean = String(value).replace(/[\t\n\f\r ]/g, '').replace(/={1,2}$/, '');
    if (/[^A-Za-z0-9+/]/.test(clean) || clean.length % 4 === 1) throw invalid('The string to be decoded is not correctly encoded.');
    return host.encode(host.decode(clean, 'base64'), 'latin1');
  };
  return { TextEncoder, TextDecoder, atob, btoa, bytesOf };
})

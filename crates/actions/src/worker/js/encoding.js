// TextEncoder and TextDecoder (Encoding Standard: UTF-8 and windows-1252), atob and btoa.
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
  // What the standard calls latin1 is windows-1252: it has letters where Latin-1 has control characters.
  const WINDOWS = '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
    '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';
  const LABELS = [
    ['utf-8', /^(utf-?8|unicode-1-1-utf-8|unicode11utf8|unicode20utf8|x-unicode20utf8)$/],
    ['windows-1252', /^((us-)?ascii|ansi_x3\.4-1968|(cs(iso)?)?l(atin)?-?1|csisolatin1|iso-?8859-?1|iso_8859-1(:1987)?|iso-ir-100|ibm819|cp819|(windows-|x-cp|cp)1252)$/],
  ];
  class TextDecoder {
    #encoding; #fatal; #ignoreBOM;
    constructor(label = 'utf-8', options = {}) {
      const name = String(label).trim().toLowerCase();
      this.#encoding = LABELS.find(([, labels]) => labels.test(name))?.[0];
      if (!this.#encoding) {
        throw new RangeError(`The "${label}" encoding is not supported: only utf-8 and windows-1252 are`);
      }
      this.#fatal = options.fatal === true;
      this.#ignoreBOM = options.ignoreBOM === true;
    }
    get encoding() { return this.#encoding; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBOM; }
    decode(value) {
      const bytes = bytesOf(value);
      if (this.#encoding === 'windows-1252') {
        return host.encode(bytes, 'latin1').replace(/[\x80-\x9f]/g, (c) => WINDOWS[c.charCodeAt(0) - 0x80]);
      }
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

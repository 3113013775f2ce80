// Web Cryptography, as far as Actions use it: random numbers, digests, HMAC and AES-GCM.
(function (host, part) {
  'use strict';
  const { bytesOf } = part('encoding');
  const own = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const failure = (name, message) => Object.assign(new Error(message), { name });
  const unknown = (what) => failure('NotSupportedError', `${what} is not available here`);
  const nameOf = (algorithm) => String(typeof algorithm === 'object' ? algorithm?.name : algorithm).toUpperCase();
  const hashOf = (algorithm) => nameOf(algorithm?.hash ?? 'SHA-256');
  const material = new WeakMap();
  class CryptoKey {
    constructor(bytes, algorithm, extractable, usages) {
      material.set(this, bytes);
      Object.assign(this, { type: 'secret', algorithm, extractable, usages: [...usages] });
      Object.freeze(this);
    }
  }
  const keyFor = (key, algorithm, usage) => {
    const bytes = material.get(key);
    if (!bytes) throw new TypeError('The key must be a CryptoKey');
    if (key.algorithm.name !== nameOf(algorithm)) throw failure('InvalidAccessError', 'The key is for another algorithm');
    if (!key.usages.includes(usage)) throw failure('InvalidAccessError', `The key may not be used to ${usage}`);
    return bytes;
  };
  const mac = (key, data) => {
    const made = host.hmac(hashOf(key.algorithm), material.get(key), bytesOf(data));
    if (!made) throw unknown(hashOf(key.algorithm));
    return made;
  };
  const gcm = (opens, algorithm, bytes, data) => {
    const additional = algorithm.additionalData ? bytesOf(algorithm.additionalData) : new Uint8Array();
    const made = host.aesGcm(opens, [bytes, bytesOf(algorithm.iv)], additional, bytesOf(data));
    if (!made) throw failure('OperationError', 'The operation failed for an operation-specific reason');
    return own(made);
  };
  const checked = (algorithm, bytes) => {
    const name = nameOf(algorithm);
    if (name === 'HMAC') return { name, hash: { name: hashOf(algorithm) }, length: bytes.length * 8 };
    if (name !== 'AES-GCM') throw unknown(name);
    if (![16, 32].includes(bytes.length)) throw failure('DataError', 'The key must have 128 or 256 bits');
    return { name, length: bytes.length * 8 };
  };
  const subtle = {
    async digest(algorithm, data) {
      const made = host.digest(nameOf(algorithm), bytesOf(data));
      if (!made) throw unknown(nameOf(algorithm));
      return own(made);
    },
    async importKey(format, data, algorithm, extractable, usages) {
      if (format === 'jwk' && data?.kty === 'oct') data = host.decode(String(data.k), 'base64url');
      else if (format !== 'raw') throw unknown(`The key format ${format}`);
      const bytes = bytesOf(data).slice();
      return new CryptoKey(bytes, checked(algorithm, bytes), extractable === true, usages);
    },
    async exportKey(format, key) {
      if (!key.extractable) throw failure('InvalidAccessError', 'The key is not extractable');
      const bytes = material.get(key);
      if (format === 'raw') return own(bytes);
      if (format === 'jwk') return { kty: 'oct', k: host.encode(bytes, 'base64url'), ext: true, key_ops: [...key.usages] };
      throw unknown(`The key format ${format}`);
    },
    async generateKey(algorithm, extractable, usages) {
      const bits = nameOf(algorithm) === 'HMAC' ? algorithm.length ?? 512 : algorithm.length;
      const bytes = host.random(bits / 8);
      return new CryptoKey(bytes, checked(algorithm, bytes), extractable === true, usages);
    },
    async sign(algorithm, key, data) {
      keyFor(key, algorithm, 'sign');
      return own(mac(key, data));
    },
    async verify(algorithm, key, signature, data) {
      keyFor(key, algorithm, 'verify');
      return host.equal(mac(key, data), bytesOf(signature));
    },
    async encrypt(algorithm, key, data) { return gcm(false, algorithm, keyFor(key, algorithm, 'encrypt'), data); },
    async decrypt(algorithm, key, data) { return gcm(true, algorithm, keyFor(key, algorithm, 'decrypt'), data); },
  };
  for (const name of ['deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey']) {
    subtle[name] = async () => { throw unknown(`crypto.subtle.${name}`); };
  }
  const randomUUID = () => {
    const bytes = host.random(16);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = host.encode(bytes, 'hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  const getRandomValues = (array) => {
    if (!ArrayBuffer.isView(array)) throw new TypeError('The argument must be a typed array');
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(host.random(array.byteLength));
    return array;
  };
  return { web: { subtle, randomUUID, getRandomValues }, CryptoKey };
})

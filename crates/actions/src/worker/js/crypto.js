// Web Cryptography, as far as Actions use it: random numbers, digests, HMAC, AES, RSA, P-256, PBKDF2 and HKDF.
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
    constructor(bytes, algorithm, extractable, usages, type = 'secret') {
      material.set(this, bytes);
      Object.assign(this, { type, algorithm, extractable, usages: [...usages] });
      Object.freeze(this);
    }
  }
  const keyFor = (key, algorithm, usage) => {
    const bytes = material.get(key);
    if (!bytes) throw new TypeError('The key must be a CryptoKey');
    if (nameOf(key.algorithm) !== nameOf(algorithm)) throw failure('InvalidAccessError', 'The key is for another algorithm');
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
  const cbc = (opens, algorithm, bytes, data) => {
    const made = host.aesCbc(opens, [bytes, bytesOf(algorithm.iv)], bytesOf(data));
    if (!made) throw failure('OperationError', 'The operation failed for an operation-specific reason');
    return own(made);
  };
  const oaep = (opens, algorithm, key, bytes, data) => {
    if (key.type !== (opens ? 'private' : 'public')) throw failure('InvalidAccessError', 'The key is the wrong half');
    const label = algorithm.label ? bytesOf(algorithm.label) : new Uint8Array();
    const made = host.oaep(hashOf(key.algorithm), opens, [bytes, label], bytesOf(data));
    if (!made) throw failure('OperationError', 'The operation failed for an operation-specific reason');
    return own(made);
  };

  // Keys in pairs.
  const pairs = { 'RSASSA-PKCS1-V1_5': 'RSA', 'RSA-PSS': 'RSA', 'RSA-OAEP': 'RSA', ECDSA: 'EC' };
  const spelt = { 'RSASSA-PKCS1-V1_5': 'RSASSA-PKCS1-v1_5' };
  const nameHere = (algorithm) => { const name = nameOf(algorithm); return spelt[name] ?? name; };
  const pairAlgorithm = (algorithm) => {
    const name = nameHere(algorithm);
    if (name === 'ECDSA') {
      if (algorithm.namedCurve !== 'P-256') throw unknown(`The curve ${algorithm.namedCurve}`);
      return { name, namedCurve: 'P-256' };
    }
    return { name, hash: { name: hashOf(algorithm) } };
  };
  const jwkParts = (kind, jwk) => {
    const names = kind === 'RSA' ? ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] : ['x', 'y', 'd'];
    const known = names.slice(0, jwk.d === undefined ? 2 : names.length);
    return known.map((name) => host.decode(String(jwk[name] ?? ''), 'base64url'));
  };
  const importPair = (format, data, algorithm, extractable, usages) => {
    const kind = pairs[nameOf(algorithm)];
    const isJwk = format === 'jwk';
    if (isJwk && data?.kty !== kind) throw failure('DataError', `The key is not of the kind ${kind}`);
    const bytes = host.readKey(kind, format, isJwk ? jwkParts(kind, data) : [bytesOf(data)]);
    if (!bytes) throw failure('DataError', 'The key cannot be read');
    const type = format === 'pkcs8' || (isJwk && data.d !== undefined) ? 'private' : 'public';
    return new CryptoKey(bytes, { ...pairAlgorithm(algorithm), format: type === 'private' ? 'pkcs8' : format }, extractable === true, usages, type);
  };
  const generatePair = (algorithm, extractable, usages) => {
    const kind = pairs[nameOf(algorithm)];
    const made = host.makeKey(kind, algorithm.modulusLength ?? 0);
    if (!made) throw unknown('A key of that length');
    const described = pairAlgorithm(algorithm);
    const having = (...names) => usages.filter((usage) => names.includes(usage));
    return {
      privateKey: new CryptoKey(made, { ...described, format: 'pkcs8' }, extractable === true, having('sign', 'decrypt'), 'private'),
      publicKey: new CryptoKey(host.publicKey(kind, made), { ...described, format: 'spki' }, true, having('verify', 'encrypt'), 'public'),
    };
  };
  const scheme = (algorithm, key) => {
    const name = nameOf(key.algorithm);
    if (!pairs[name] || name === 'RSA-OAEP') return null;
    const hash = name === 'ECDSA' ? hashOf(algorithm) : hashOf(key.algorithm);
    const length = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }[hash];
    if (name === 'RSA-PSS' && algorithm?.saltLength !== length) throw unknown('A salt that is not as long as the hash');
    return `${name}/${hash}`;
  };

  // Keys made of others.
  const derive = (algorithm, key, bits) => {
    const bytes = keyFor(key, algorithm, key.usages.includes('deriveBits') ? 'deriveBits' : 'deriveKey');
    const name = nameOf(algorithm);
    if (!Number.isInteger(bits) || bits <= 0 || bits % 8) throw failure('OperationError', 'The length is not possible');
    const [hash, salt] = [hashOf(algorithm), bytesOf(algorithm.salt)];
    const made = name === 'PBKDF2'
      ? host.pbkdf2(hash, [bytes, salt], algorithm.iterations, bits / 8)
      : host.hkdf(hash, [bytes, salt, bytesOf(algorithm.info ?? new Uint8Array())], bits / 8);
    if (!made) throw failure('OperationError', 'The operation failed for an operation-specific reason');
    return made;
  };
  const checked = (algorithm, bytes) => {
    const name = nameOf(algorithm);
    if (name === 'HMAC') return { name, hash: { name: hashOf(algorithm) }, length: bytes.length * 8 };
    if (name === 'PBKDF2' || name === 'HKDF') return { name };
    if (name !== 'AES-GCM' && name !== 'AES-CBC') throw unknown(name);
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
      if (pairs[nameOf(algorithm)]) return importPair(format, data, algorithm, extractable, usages);
      if (format === 'jwk' && data?.kty === 'oct') data = host.decode(String(data.k), 'base64url');
      else if (format !== 'raw') throw unknown(`The key format ${format}`);
      const bytes = bytesOf(data).slice();
      return new CryptoKey(bytes, checked(algorithm, bytes), extractable === true, usages);
    },
    async exportKey(format, key) {
      if (!key.extractable) throw failure('InvalidAccessError', 'The key is not extractable');
      const bytes = material.get(key);
      if (key.type !== 'secret') {
        if (format !== key.algorithm.format) throw unknown(`The key format ${format}`);
        return own(bytes);
      }
      if (format === 'raw') return own(bytes);
      if (format === 'jwk') return { kty: 'oct', k: host.encode(bytes, 'base64url'), ext: true, key_ops: [...key.usages] };
      throw unknown(`The key format ${format}`);
    },
    async generateKey(algorithm, extractable, usages) {
      if (pairs[nameOf(algorithm)]) return generatePair(algorithm, extractable, usages);
      const bits = nameOf(algorithm) === 'HMAC' ? algorithm.length ?? 512 : algorithm.length;
      const bytes = host.random(bits / 8);
      return new CryptoKey(bytes, checked(algorithm, bytes), extractable === true, usages);
    },
    async sign(algorithm, key, data) {
      const bytes = keyFor(key, algorithm, 'sign');
      const named = scheme(algorithm, key);
      if (named) {
        const made = host.sign(named, bytes, bytesOf(data));
        if (!made) throw unknown(named);
        return own(made);
      }
      return own(mac(key, data));
    },
    async verify(algorithm, key, signature, data) {
      const bytes = keyFor(key, algorithm, 'verify');
      const named = scheme(algorithm, key);
      if (named) {
        const verified = host.verify(named, bytes, bytesOf(signature), bytesOf(data));
        if (verified === undefined || verified === null) throw unknown(named);
        return verified;
      }
      return host.equal(mac(key, data), bytesOf(signature));
    },
    async encrypt(algorithm, key, data) { return cipher(false, algorithm, key, data); },
    async decrypt(algorithm, key, data) { return cipher(true, algorithm, key, data); },
    async deriveBits(algorithm, key, bits) { return own(derive(algorithm, key, bits)); },
    async deriveKey(algorithm, key, wanted, extractable, usages) {
      const bits = wanted.length ?? (nameOf(wanted) === 'HMAC' ? 512 : 0);
      const bytes = derive(algorithm, key, bits);
      return new CryptoKey(bytes, checked(wanted, bytes), extractable === true, usages);
    },
  };
  const cipher = (opens, algorithm, key, data) => {
    const bytes = keyFor(key, algorithm, opens ? 'decrypt' : 'encrypt');
    const name = nameOf(algorithm);
    if (name === 'RSA-OAEP') return oaep(opens, algorithm, key, bytes, data);
    return (name === 'AES-CBC' ? cbc : gcm)(opens, algorithm, bytes, data);
  };
  for (const name of ['wrapKey', 'unwrapKey']) {
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

// Which methods of a client were called: what nobody calls is found, and not believed to work.

/// A client whose calls are noted by their path (`clients.credentials.list`).
export function noting(client, called, path = '') {
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name);
      const at = path ? `${path}.${String(name)}` : String(name);
      if (typeof value === 'function') {
        return (...argv) => {
          called.add(at);
          return value.apply(target, argv);
        };
      }
      return isClient(value) ? noting(value, called, at) : value;
    },
  });
}

/// Every method of a client and of the clients inside it, by their paths.
export function methods(client, path) {
  return members(client).flatMap((name) => {
    const value = client[name];
    if (typeof value === 'function') return [`${path}.${name}`];
    return isClient(value) ? methods(value, `${path}.${name}`) : [];
  });
}

function members(client) {
  const names = new Set();
  for (let type = client; type && type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    Object.getOwnPropertyNames(type).forEach((name) => names.add(name));
  }
  return [...names].filter((name) => name !== 'constructor' && !name.startsWith('_'));
}

function isClient(value) {
  return typeof value === 'object' && value !== null && /Client$/.test(value.constructor?.name ?? '');
}

// structuredClone.
(function () {
  'use strict';
  const clone = (value, seen = new Map()) => {
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`${String(value)} could not be cloned.`);
    if (value === null || typeof value !== 'object') return value;
    if (seen.has(value)) return seen.get(value);
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof RegExp) return new RegExp(value.source, value.flags);
    if (ArrayBuffer.isView(value)) return value.slice();
    const kept = (made) => { seen.set(value, made); return made; };
    if (value instanceof Map) {
      const made = kept(new Map());
      for (const [key, item] of value) made.set(clone(key, seen), clone(item, seen));
      return made;
    }
    if (value instanceof Set) {
      const made = kept(new Set());
      for (const item of value) made.add(clone(item, seen));
      return made;
    }
    if (value instanceof Error) return Object.assign(kept(new Error(value.message)), { name: value.name });
    const made = kept(Array.isArray(value) ? [] : {});
    for (const key of Object.keys(value)) made[key] = clone(value[key], seen);
    return made;
  };
  return function structuredClone(value) { return clone(value); };
})

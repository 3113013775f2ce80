// The console, and how it shows values.
(function (host) {
  'use strict';
  const { stringify } = JSON;
  const show = (value, depth = 0, seen = []) => {
    if (typeof value === 'string') return depth === 0 ? value : stringify(value);
    if (typeof value === 'function') return `[Function: ${value.name || 'anonymous'}]`;
    if (typeof value === 'bigint') return `${value}n`;
    if (value === null || typeof value !== 'object') return String(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (seen.includes(value)) return '[Circular]';
    if (depth > 3) return Array.isArray(value) ? '[Array]' : '[Object]';
    const inner = [...seen, value];
    if (Array.isArray(value)) return `[ ${value.slice(0, 100).map((v) => show(v, depth + 1, inner)).join(', ')} ]`;
    if (value instanceof Map) value = Object.fromEntries(value);
    if (value instanceof Set) return `Set { ${[...value].map((v) => show(v, depth + 1, inner)).join(', ')} }`;
    const entries = Object.keys(value).slice(0, 100).map((key) => `${key}: ${show(value[key], depth + 1, inner)}`);
    return entries.length ? `{ ${entries.join(', ')} }` : '{}';
  };
  const format = (first, ...rest) => {
    if (typeof first !== 'string') return [first, ...rest].map((value) => show(value)).join(' ');
    const filled = first.replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (rest.length === 0) return mark;
      const value = rest.shift();
      if (mark === '%s') return typeof value === 'object' ? show(value, 1) : String(value);
      if (mark === '%d') return String(Number(value));
      if (mark === '%i') return String(parseInt(value, 10));
      if (mark === '%f') return String(parseFloat(value));
      if (mark === '%j') return stringify(value);
      return mark === '%c' ? '' : show(value, 1);
    });
    return [filled, ...rest.map((value) => show(value))].join(' ');
  };
  const say = (level) => (...values) => {
    let line;
    try {
      line = format(...values);
    } catch {
      line = '[what cannot be shown]';
    }
    host.log(level, host.text(line));
  };
  const silent = () => {};
  const console = {
    log: say('log'), info: say('info'), warn: say('warn'), error: say('error'), debug: say('debug'), trace: say('trace'),
    dir: say('log'), table: say('log'), group: say('log'), groupEnd: silent, time: silent, timeEnd: silent, timeLog: silent,
    count: silent, assert: (truth, ...values) => { if (!truth) say('error')('Assertion failed', ...values); },
  };
  return { console, show, format };
})

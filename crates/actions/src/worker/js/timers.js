// Timers, and what runs them.
(function (host) {
  'use strict';
  const timers = new Map();
  let lastTimer = 0;
  const schedule = (run, delay, repeats, values) => {
    if (typeof run !== 'function') throw new TypeError('The "callback" argument must be of type function');
    const wait = Math.min(Math.max(Number(delay) || 0, 1), 2147483647);
    if (timers.size >= 1000) throw new RangeError('Too many timers');
    lastTimer += 1;
    timers.set(lastTimer, { at: host.now() + wait, run: () => run(...values), every: repeats ? wait : 0 });
    return lastTimer;
  };
  const clear = (id) => { timers.delete(id); };
  const setTimeout = (run, delay, ...values) => schedule(run, delay, false, values);
  const setInterval = (run, delay, ...values) => schedule(run, delay, true, values);
  const setImmediate = (run, ...values) => schedule(run, 0, false, values);
  const clearTimeout = (id) => clear(id);
  const clearInterval = (id) => clear(id);
  const clearImmediate = (id) => clear(id);

  // Runs the timers that are due; milliseconds until the next one, 0 when something ran, -1 when there is none.
  const turn = () => {
    const now = host.now();
    let next = -1;
    let due;
    for (const [id, timer] of timers) {
      if (timer.at <= now && (!due || timer.at < due[1].at)) due = [id, timer];
      const wait = Math.max(timer.at - now, 0.01);
      if (next < 0 || wait < next) next = wait;
    }
    if (!due) return next;
    const [id, timer] = due;
    if (timer.every) timer.at = now + timer.every;
    else timers.delete(id);
    try {
      timer.run();
    } catch (error) {
      host.fail(error);
    }
    return 0;
  };
  return { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, turn };
})

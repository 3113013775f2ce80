// Logins at ten times the capacity: what is still done of them, how long the accepted and the refused ones wait, and what of
// it the cheap requests notice.
//
//   node tests/chaos/overload.mjs [sqlite|postgres]...      FOOTBRIDGE=/path/to/footbridge SECONDS=30
//
// Fails unless at ten times the capacity 80 % of it are done, the 99th percentile of accepted logins is 3 s, and that of cheap
// requests ten times what it is on an idle server.

import { address, ask, closely, freePort, login, postgres, quantile, serve, sleep, statuses, steadily, tenant } from './lib.mjs';

const SECONDS = Number(process.env.SECONDS ?? 30);
const USERS = 64;
const CHEAP = ['/.well-known/jwks.json', '/.well-known/openid-configuration', '/healthz'];
const CHEAP_RATE = 50;
const engines = process.argv.length > 2 ? process.argv.slice(2) : ['sqlite', 'postgres'];
const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
let failed = false;

for (const engine of engines) {
  const port = await freePort();
  const server = await serve(engine, port, {
    FOOTBRIDGE_ISSUER: `http://localhost:${port}/`,
    FOOTBRIDGE_DATABASE_URL: engine === 'sqlite' ? 'sqlite://footbridge.db' : await postgres(),
    FOOTBRIDGE_TENANT: tenant(USERS),
  });
  const cheap = (seconds) => steadily(CHEAP_RATE, seconds, (n) => ask(port, 'GET', CHEAP[n % CHEAP.length]));
  const logins = (n) => login(port, n % USERS, address());
  await closely(4, 3, logins);
  const idle = await cheap(10);
  const alone = await closely(8, 10, logins);
  const capacity = alone.filter(({ status }) => status === 200).length / 10;
  await sleep(1000);
  const [storm, beside] = await Promise.all([steadily(10 * capacity, SECONDS, logins), cheap(SECONDS)]);
  const accepted = storm.filter(({ status }) => status === 200);
  const refused = storm.filter(({ status }) => status !== 200);
  // What was due in the time, and not what was answered in it.
  const goodput = accepted.length / SECONDS / capacity;
  const worse = quantile(beside, 0.99) / quantile(idle, 0.99);
  const p99 = quantile(accepted, 0.99);
  const wrong = [...storm, ...beside].filter(({ status }) => ![200, 429, 503].includes(status));
  console.log(`${engine}: capacity ${capacity.toFixed(1)} logins a second; offered ${(10 * capacity).toFixed(0)} for ${SECONDS} s
  goodput            ${(100 * goodput).toFixed(0)} % of the capacity
  accepted           p50 ${ms(quantile(accepted, 0.5))}, p99 ${ms(p99)}, longest ${ms(quantile(accepted, 1))}
  refused            p50 ${ms(quantile(refused, 0.5))}, p99 ${ms(quantile(refused, 0.99))}, longest ${ms(quantile(refused, 1))}
  statuses           ${JSON.stringify(statuses(storm))}
  cheap, idle        p50 ${ms(quantile(idle, 0.5))}, p99 ${ms(quantile(idle, 0.99))}
  cheap, meanwhile   p50 ${ms(quantile(beside, 0.5))}, p99 ${ms(quantile(beside, 0.99))} (${worse.toFixed(1)} times); statuses ${JSON.stringify(statuses(beside))}`);
  const holds = goodput >= 0.8 && p99 <= 3000 && worse <= 10 && wrong.length === 0
    && beside.every(({ status }) => status === 200);
  if (!holds) console.log(`  FAILED ${wrong.length > 0 ? JSON.stringify(wrong[0]) : ''}`);
  failed ||= !holds;
  server.kill('SIGTERM');
  await server.ended;
}
process.exit(failed ? 1 : 0);

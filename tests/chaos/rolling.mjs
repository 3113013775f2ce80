// Two servers on one Postgres behind HAProxy, as config/proxies/haproxy.cfg has it, restarted in turn under load: no request
// may fail.
//
//   node tests/chaos/rolling.mjs      FOOTBRIDGE=/path/to/footbridge RESTARTS=6 RATE=60 DRAIN_DELAY=5s
//
// HAProxy sends what it could not deliver to the other server, so nothing may fail with `DRAIN_DELAY=0s` either; a balancer
// that does not is what the delay is for.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { ask, freePort, login, postgres, quantile, refresh, ROOM, serve, sleep, start, statuses, steadily, tenant, TREE } from './lib.mjs';

const RESTARTS = Number(process.env.RESTARTS ?? 6);
const RATE = Number(process.env.RATE ?? 60);
const DRAIN_DELAY = process.env.DRAIN_DELAY ?? '5s';
const FAMILIES = 40;

const [front, one, two] = [await freePort(), await freePort(), await freePort()];
const environment = {
  FOOTBRIDGE_ISSUER: `http://localhost:${front}/`,
  FOOTBRIDGE_DATABASE_URL: await postgres(),
  FOOTBRIDGE_TENANT: tenant(FAMILIES),
  FOOTBRIDGE_DRAIN_DELAY: DRAIN_DELAY,
};
const servers = { one: { port: one }, two: { port: two } };
for (const [name, server] of Object.entries(servers)) server.process = await serve(name, server.port, environment);

const shipped = readFileSync(path.join(TREE, 'config/proxies/haproxy.cfg'), 'utf8');
const here = shipped
  .replace(/bind :443 .*/, `bind 127.0.0.1:${front}`)
  .replace('X-Forwarded-Proto https', 'X-Forwarded-Proto http')
  .replace('127.0.0.1:4000', `127.0.0.1:${one}`)
  .replace('127.0.0.1:4001', `127.0.0.1:${two}`);
writeFileSync(path.join(ROOM, 'haproxy.cfg'), here);
start('haproxy', 'haproxy', ['-db', '-f', path.join(ROOM, 'haproxy.cfg')]);
while ((await ask(front, 'GET', '/readyz').catch(() => ({}))).status !== 200) await sleep(100);

const tokens = [];
for (let n = 0; n < FAMILIES; n += 1) tokens.push(JSON.parse((await login(front, n)).text).refresh_token);

/// Rotations, each family's one after the other; logins; what is read.
let lost = 0;
async function one_of(n) {
  switch (n % 6) {
    case 0: return ask(front, 'GET', '/.well-known/jwks.json');
    case 1: return ask(front, 'GET', '/.well-known/openid-configuration');
    case 2: return ask(front, 'GET', '/authorize?client_id=web&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback');
    case 3: if (n % 18 === 3) return login(front, n % FAMILIES);
    default: {
      const token = tokens.shift();
      if (!token) return ask(front, 'GET', '/healthz');
      const answer = await refresh(front, token);
      if (answer.status === 200) tokens.push(JSON.parse(answer.text).refresh_token);
      else lost += 1;
      return answer;
    }
  }
}

const begun = performance.now();
let restarted = false;
const all = [];
const load = (async () => {
  while (!restarted) all.push(...await steadily(RATE, 2, one_of));
})();
const ends = [];
for (let n = 0; n < RESTARTS; n += 1) {
  const name = n % 2 === 0 ? 'one' : 'two';
  await sleep(4000);
  servers[name].process.kill('SIGTERM');
  ends.push(await servers[name].process.ended);
  servers[name].process = await serve(name, servers[name].port, environment);
}
await sleep(4000);
restarted = true;
await load;
const failures = all.filter(({ status }) => ![200, 302].includes(status));
console.log(`${RESTARTS} restarts in ${((performance.now() - begun) / 1000).toFixed(0)} s, drain_delay ${DRAIN_DELAY}; the processes ended with ${ends.join(', ')}
  requests   ${all.length}, p99 ${quantile(all, 0.99).toFixed(0)} ms, statuses ${JSON.stringify(statuses(all))}
  failed     ${failures.length}; refresh tokens lost ${lost}`);
for (const failure of failures.slice(0, 5)) console.log(`  ${failure.status} ${failure.text.slice(0, 200)}`);
process.exit(failures.length === 0 && ends.every((code) => code === 0) ? 0 : 1);

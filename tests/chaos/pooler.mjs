// What pgbouncer in transaction mode costs: the same requests with and without it.
//
//   node tests/chaos/pooler.mjs      FOOTBRIDGE=/path/to/footbridge PGBOUNCER=/usr/sbin/pgbouncer ROUNDS=3
//
// `PGBOUNCER` may name several, separated by commas; from 1.21 on each is measured without the parameter, too.

import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { asPostgres, closely, freePort, login, postgres, quantile, refresh, ROOM, serve, sleep, start, tenant } from './lib.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = 5;
const PROGRAMS = (process.env.PGBOUNCER ?? '/usr/sbin/pgbouncer').split(',');
const direct = await postgres();

const ways = { directly: direct };
for (const [place, program] of PROGRAMS.entries()) {
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).split(/\s+/)[1];
  const keeps = Number(version.split('.')[1]) >= 21;
  const own = path.join(ROOM, `pooler-${place}`);
  mkdirSync(own);
  const as = asPostgres();
  if (as.uid) chownSync(own, as.uid, as.gid);
  writeFileSync(path.join(own, 'ini'), `[databases]
* = host=${ROOM} user=footbridge
[pgbouncer]
listen_port = 6432
unix_socket_dir = ${own}
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
${keeps ? 'max_prepared_statements = 200' : ''}
`);
  start(`pooler-${place}`, program, [path.join(own, 'ini')], as);
  await sleep(500);
  const url = `postgres://footbridge@localhost:6432/postgres?host=${encodeURIComponent(own)}`;
  ways[`${version}, statement-cache-capacity=0`] = `${url}&statement-cache-capacity=0`;
  if (keeps) ways[`${version}, max_prepared_statements`] = url;
}

const servers = {};
const file = tenant(32);
for (const [way, url] of Object.entries(ways)) {
  const port = await freePort();
  const environment = { FOOTBRIDGE_ISSUER: `http://localhost:${port}/`, FOOTBRIDGE_DATABASE_URL: url, FOOTBRIDGE_TENANT: file };
  await serve(`server-${Object.keys(servers).length}`, port, environment);
  const tokens = [];
  for (let n = 0; n < 16; n += 1) tokens.push(JSON.parse((await login(port, n)).text).refresh_token);
  servers[way] = { port, tokens, of_one: [], of_all: [], p50: [] };
}

/// Rotations by so many clients, each with a family of its own.
async function rotations(server, clients) {
  const mine = server.tokens.slice(0, clients);
  const all = await closely(clients, SECONDS, async () => {
    const token = mine.shift();
    const answer = await refresh(server.port, token);
    if (answer.status !== 200) throw new Error(answer.text);
    const next = JSON.parse(answer.text).refresh_token;
    server.tokens[server.tokens.indexOf(token)] = next;
    mine.push(next);
    return answer;
  });
  if (all.some(({ status }) => status !== 200)) throw new Error(JSON.stringify(all.find(({ status }) => status !== 200)));
  return all;
}

for (let round = 0; round < ROUNDS; round += 1) {
  for (const server of Object.values(servers)) {
    const [one, all] = [await rotations(server, 1), await rotations(server, 16)];
    server.p50.push(quantile(one, 0.5));
    server.of_all.push(all.length / SECONDS);
  }
}
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const base = servers.directly;
for (const [way, { p50, of_all }] of Object.entries(servers)) {
  const [alone, many] = [median(p50), median(of_all)];
  console.log(`${way.padEnd(40)} one client: p50 ${alone.toFixed(2)} ms (${(alone / median(base.p50)).toFixed(2)}); 16 clients: `
    + `${many.toFixed(0)} rotations a second (${(many / median(base.of_all)).toFixed(2)})`);
}
process.exit(0);

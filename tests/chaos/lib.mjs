// A database, servers on it, and load, for the scripts beside this file. Node's own modules only. Everything is in a temporary
// directory and on the loopback interface, and ends with the script.

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const TREE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const FOOTBRIDGE = path.resolve(process.env.FOOTBRIDGE ?? path.join(TREE, 'target/debug/footbridge'));
export const ROOM = mkdtempSync(path.join(tmpdir(), 'footbridge-chaos-'));
chmodSync(ROOM, 0o755);
const children = new Set();

process.on('exit', () => {
  // Postgres' own way to end at once; to the others it is the end as well.
  for (const child of children) child.kill('SIGQUIT');
  execFileSync('sleep', ['1']);
  for (const child of children) child.kill('SIGKILL');
  rmSync(ROOM, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export async function freePort() {
  const listener = net.createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listener.once('listening', done));
  const { port } = listener.address();
  await new Promise((done) => listener.close(done));
  return port;
}

/// Starts a program that ends with this script. What it says goes to a file of that name.
export function start(name, binary, args, options = {}) {
  const child = spawn(binary, args, { cwd: ROOM, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const log = createWriteStream(path.join(ROOM, `${name}.log`), { flags: 'a' });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  children.add(child);
  child.ended = new Promise((done) => child.once('exit', (code, signal) => {
    children.delete(child);
    done(code ?? signal);
  }));
  return child;
}

/// The end of a log.
export const said = (name) => readFileSync(path.join(ROOM, `${name}.log`), 'utf8').split('\n').slice(-5).join('\n');

// --- Postgres ------------------------------------------------------------------------------------------------------------

function program(name) {
  const all = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const places = all.sort().reverse().map((version) => `/usr/lib/postgresql/${version}/bin/${name}`);
  return places.find(existsSync) ?? name;
}

/// Postgres refuses root.
export function asPostgres() {
  if (process.getuid() !== 0) return {};
  const entry = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith('postgres:'));
  const [, , uid, gid] = entry.split(':').map(Number);
  return { uid, gid, cwd: '/' };
}

/// A Postgres as it is shipped; its URL.
export async function postgres() {
  const as = asPostgres();
  if (as.uid) chownSync(ROOM, as.uid, as.gid);
  const data = path.join(ROOM, 'cluster');
  execFileSync(program('initdb'), ['-D', data, '-U', 'footbridge', '-A', 'trust', '--no-instructions', '-E', 'UTF8', '--locale=C'], { ...as, stdio: 'ignore' });
  start('postgres', program('postgres'), ['-D', data, '-k', ROOM, '-c', 'listen_addresses='], as);
  for (let tries = 0; ; tries += 1) {
    try {
      execFileSync(program('psql'), ['-h', ROOM, '-U', 'footbridge', '-c', 'SELECT 1', 'postgres'], { stdio: 'ignore' });
      return `postgres://footbridge@localhost/postgres?host=${encodeURIComponent(ROOM)}`;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
}

// --- servers -------------------------------------------------------------------------------------------------------------

export const PASSWORD = 'Correct-horse-battery-1';
export const email = (n) => `user-${n}@example.com`;

/// A tenant with that many users, and without limits on one person's logins.
export function tenant(users) {
  const off = { enabled: false };
  const file = {
    tenant: { friendly_name: 'Chaos', default_directory: 'Username-Password-Authentication' },
    attackProtection: { bruteForceProtection: off, suspiciousIpThrottling: off },
    databases: [{ name: 'Username-Password-Authentication', enabled_clients: ['Native', 'Web'] }],
    resourceServers: [{ name: 'Orders', identifier: 'https://orders.example', allow_offline_access: true, scopes: [{ value: 'read:orders' }] }],
    clients: [
      {
        name: 'Native', client_id: 'native', app_type: 'native', token_endpoint_auth_method: 'none',
        grant_types: ['password', 'refresh_token', 'authorization_code'], callbacks: ['com.example.app://callback'],
        refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 0, token_lifetime: 2592000, idle_token_lifetime: 1296000 },
      },
      { name: 'Web', client_id: 'web', client_secret: 'web-secret-web-secret', app_type: 'regular_web', callbacks: ['http://localhost:3000/callback'] },
    ],
    users: Array.from({ length: users }, (_, n) => ({
      email: email(n), password: PASSWORD, email_verified: true, connection: 'Username-Password-Authentication',
    })),
  };
  const name = path.join(ROOM, 'tenant.yaml');
  writeFileSync(name, JSON.stringify(file));
  return name;
}

/// Starts a server and waits until it is ready.
export async function serve(name, port, environment) {
  const child = start(name, FOOTBRIDGE, ['serve'], {
    env: {
      PATH: process.env.PATH,
      FOOTBRIDGE_LISTEN: `127.0.0.1:${port}`,
      FOOTBRIDGE_DATA_DIR: ROOM,
      FOOTBRIDGE_SECRET_KEY: 'ab'.repeat(32),
      // Requests say from where they come.
      FOOTBRIDGE_TRUSTED_PROXIES: '127.0.0.1/32',
      FOOTBRIDGE_LOG: 'warn',
      ...environment,
    },
  });
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) break;
    const { status } = await ask(port, 'GET', '/readyz').catch(() => ({}));
    if (status === 200) return child;
    await sleep(100);
  }
  throw new Error(`${name} does not start: ${said(name)}`);
}

// --- load ----------------------------------------------------------------------------------------------------------------

const agent = new http.Agent({ keepAlive: true, maxSockets: 4096, maxFreeSockets: 4096 });

/// One request from an address; its status and its body.
export function ask(port, method, url, { form, from, headers = {}, limit = 60_000 } = {}) {
  return new Promise((done, fail) => {
    const body = form && new URLSearchParams(form).toString();
    const request = http.request({
      agent, host: '127.0.0.1', port, method, path: url,
      headers: {
        host: `localhost:${port}`,
        ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
        ...(from && { 'x-forwarded-for': from }),
        ...headers,
      },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { text += part; });
      response.on('end', () => done({ status: response.statusCode, text, headers: response.headers }));
      response.on('error', fail);
    });
    request.setTimeout(limit, () => request.destroy(new Error('no answer')));
    request.on('error', fail);
    request.end(body);
  });
}

/// A caller's address: there are 65,536 networks of them.
let callers = 0;
export const address = () => {
  callers += 1;
  return `10.${(callers >> 8) & 255}.${callers & 255}.7`;
};

export const login = (port, n, from = address()) => ask(port, 'POST', '/oauth/token', {
  from,
  form: { grant_type: 'password', client_id: 'native', username: email(n), password: PASSWORD, scope: 'openid offline_access', audience: 'https://orders.example' },
});

export const refresh = (port, token) => ask(port, 'POST', '/oauth/token', {
  from: address(), form: { grant_type: 'refresh_token', client_id: 'native', refresh_token: token },
});

/// Times what was due at that instant.
async function timed(work, due) {
  const answer = await work().catch((error) => ({ status: 0, text: String(error) }));
  return { ...answer, ms: performance.now() - due };
}

/// So many a second for so long, whether the ones before are answered or not; from when each was due.
export async function steadily(rate, seconds, work) {
  const begun = performance.now();
  const all = [];
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = begun + (n * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    all.push(timed(() => work(n), due));
  }
  return Promise.all(all);
}

/// So many at once, one after the other, for so long.
export async function closely(clients, seconds, work) {
  const end = performance.now() + seconds * 1000;
  const all = [];
  let n = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() < end) all.push(await timed(() => work(n++), performance.now()));
  }));
  return all;
}

export function quantile(answers, q) {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
}

/// How many answers of each status.
export function statuses(answers) {
  const counts = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

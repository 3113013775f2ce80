// A server behind a proxy that is configured as `config/proxies` has it, on other ports and with a certificate of ours.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { Footbridge } from './footbridge.mjs';
import { AUTOMATION, CONNECTION, EMAIL, PASSWORD, web } from './tenant.mjs';
import { WebServer } from './web.mjs';

const HOST = 'login.example.com';
const ISSUER = `https://${HOST}/`;
const CALLBACK = 'https://app.example/callback';
const CONFIGURATIONS = path.join(import.meta.dirname, '../../../config/proxies');
// Every address of this network is of this machine.
const [PHONE, OTHER, ADMINISTRATOR] = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
const FORGED = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-forwarded-proto': 'http' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const WRONG = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: AUTOMATION.client_id,
  client_secret: 'wrong',
  audience: 'x',
}).toString();

/// What has to hold behind a proxy. `configured(text, at)` gives the files of its configuration and its command.
export function testProxy(file, configured) {
  test('the server sees the address that the caller has, whatever the caller says of it', async () => {
    await behind(file, configured, '127.0.0.1', async (ask) => {
      const first = await transfer(ask, FORGED);
      assert.match(await redeem(ask, OTHER, first, { ...FORGED, 'x-forwarded-for': PHONE }), /\/u\/login/);
      const second = await transfer(ask, {});
      assert.match(await redeem(ask, PHONE, second, FORGED), /^https:\/\/app\.example\/callback\?code=/);
      const [refusal] = await events(ask, 'w');
      const { issued, redeemed } = refusal.details.failed_check;
      assert.equal(issued.device.address.known, PHONE);
      assert.equal(redeemed.device.address.known, OTHER);
      assert.equal(refusal.ip, OTHER);
      await ask(PHONE, 'oauth/token', { method: 'POST', headers: { ...FORM, ...FORGED }, body: WRONG });
      const [failure] = await events(ask, 'feccft');
      assert.equal(failure.ip, PHONE);
    });
  });

  test('the server says that a proxy is missing from its trusted proxies', async () => {
    await behind(file, configured, '192.0.2.1', async (ask, server) => {
      const { access_token } = await exchange(ask, {});
      assert.match(await redeem(ask, PHONE, access_token, {}), /\/u\/login/);
      assert.ok(server.log.some((line) => line.includes('trusted_proxies')), server.log.join('\n'));
    });
  });
}

/// Starts the server and the proxy, and stops both after `use(ask, server)`.
async function behind(file, configured, trusted, use) {
  const directory = await mkdtemp(path.join(tmpdir(), 'footbridge-proxy-'));
  const environment = { FOOTBRIDGE_ISSUER: ISSUER, FOOTBRIDGE_TRUSTED_PROXIES: trusted };
  const server = await Footbridge.start([web('web', 'https://app.example')], { environment });
  const place = await WebServer.listen();
  // A port that was free a moment ago.
  const port = place.server.address().port;
  place.close();
  const [key, certificate] = ['key.pem', 'cert.pem'].map((name) => path.join(directory, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${HOST}`, '-days', '2', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const text = await readFile(path.join(CONFIGURATIONS, file), 'utf8');
  const { files, command } = await configured(text, { directory, port, upstream: server.port, key, certificate });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(directory, name), content);
  const said = [];
  const [program, ...argv] = command;
  const env = { ...process.env, HOME: directory, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory };
  const proxy = spawn(program, argv, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', (data) => said.push(data));
  process.on('exit', () => proxy.kill());
  const ended = new Promise((resolve) => proxy.on('exit', resolve));
  const ask = (from, target, more) => request(port, from, target, more);
  try {
    await until(() => ask(ADMINISTRATOR, 'healthz').then(({ status }) => status === 200, () => false), said);
    await use(ask, server);
  } finally {
    proxy.kill();
    await ended;
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function until(holds, said) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`the proxy does not answer: ${said.join('')}`);
}

/// One request through the proxy, from an address of this machine.
function request(port, localAddress, target, { method = 'GET', headers = {}, body } = {}) {
  const options = { host: '127.0.0.1', port, localAddress, servername: HOST, rejectUnauthorized: false, agent: false };
  return new Promise((resolve, reject) => {
    const sent = https.request({ ...options, method, path: `/${target}`, headers: { host: HOST, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text })).on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}

async function token(ask, from, body, headers) {
  const more = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  const { status, text } = await ask(from, 'oauth/token', more);
  assert.equal(status, 200, text);
  return JSON.parse(text);
}

/// A native app's login on the phone, and the exchange.
async function exchange(ask, headers) {
  const { refresh_token } = await token(ask, PHONE, {
    grant_type: 'http://auth0.com/oauth/grant-type/password-realm',
    realm: CONNECTION,
    client_id: 'native',
    username: EMAIL,
    password: PASSWORD,
    scope: 'openid offline_access',
  }, headers);
  const audience = `urn:${HOST}:session_transfer`;
  return token(ask, PHONE, { grant_type: 'refresh_token', client_id: 'native', refresh_token, audience }, headers);
}

const transfer = async (ask, headers) => (await exchange(ask, headers)).access_token;

/// Where a browser at that address is sent.
async function redeem(ask, from, session_transfer_token, headers) {
  const query = { response_type: 'code', client_id: 'web', redirect_uri: CALLBACK, scope: 'openid', state: 'x', session_transfer_token };
  const { headers: answered } = await ask(from, `authorize?${new URLSearchParams(query)}`, { headers });
  return answered.location;
}

/// The newest events of a type first.
async function events(ask, type) {
  const body = { grant_type: 'client_credentials', ...AUTOMATION, audience: `${ISSUER}api/v2/` };
  const { access_token } = await token(ask, ADMINISTRATOR, body, {});
  const headers = { authorization: `Bearer ${access_token}` };
  const { text } = await ask(ADMINISTRATOR, `api/v2/logs?q=type:${type}`, { headers });
  return JSON.parse(text);
}

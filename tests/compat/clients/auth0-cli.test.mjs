// The Auth0 CLI itself, by its documented flags: the binary that AUTH0_CLI names, or `auth0` on the PATH. No package
// registry has it; where it is not installed, nothing of this is run, and the table says so.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Footbridge } from '../lib/footbridge.mjs';
import { AUTOMATION, EMAIL, web } from '../lib/tenant.mjs';
import { has, ran } from '../lib/tools.mjs';

const CALLBACK = 'http://localhost:3000/callback';
const program = process.env.AUTH0_CLI ?? (has('auth0') ? 'auth0' : undefined);
const skip = program ? false : 'the Auth0 CLI is not installed';
let server, env, app;

before(async () => {
  if (!program) return;
  server = await Footbridge.start([web('web', 'http://localhost:3000')], { tls: true });
  const home = await mkdtemp(path.join(server.directory, 'home-'));
  await mkdir(path.join(home, '.config'));
  env = {
    PATH: process.env.PATH,
    HOME: home,
    SSL_CERT_FILE: process.env.NODE_EXTRA_CA_CERTS,
    AUTH0_CLI_ANALYTICS: 'false',
    AUTH0_AGENT_MODE: 'false',
    NO_COLOR: '1',
  };
});

after(() => server?.stop());

/// Runs a command; gives what it prints, read as JSON unless `raw`.
async function auth0(argv, { raw = false } = {}) {
  const flags = raw ? ['--no-input'] : ['--no-input', '--json'];
  const { code, stdout, stderr } = await ran(program, [...argv, ...flags], { env });
  assert.equal(code, 0, `auth0 ${argv.join(' ')}\n${stdout}\n${stderr}`);
  return raw ? stdout + stderr : JSON.parse(stdout);
}

test('login --domain --client-id --client-secret', { skip }, async () => {
  const { client_id, client_secret } = AUTOMATION;
  const flags = ['--domain', server.domain, '--client-id', client_id, '--client-secret', client_secret];
  await auth0(['login', ...flags], { raw: true });
  assert.match(await auth0(['tenants', 'list'], { raw: true }), new RegExp(server.domain));
});

test('apps create, show, list, update', { skip }, async () => {
  app = await auth0(['apps', 'create', '--name', 'By the CLI', '--type', 'native', '--description', 'made']);
  assert.equal((await auth0(['apps', 'show', app.client_id])).name, 'By the CLI');
  assert.ok((await auth0(['apps', 'list'])).some((one) => one.client_id === app.client_id));
  await auth0(['apps', 'update', app.client_id, '--name', 'Renamed']);
  const client = await server.manage(`api/v2/clients/${app.client_id}`);
  assert.deepEqual([client.name, client.description], ['Renamed', 'made']);
});

test('apps session-transfer show and update, each flag', { skip }, async () => {
  const update = (...flags) => auth0(['apps', 'session-transfer', 'update', app.client_id, ...flags]);
  const settings = async () => (await server.manage(`api/v2/clients/${app.client_id}`)).session_transfer;
  await auth0(['apps', 'session-transfer', 'show', app.client_id], { raw: true });
  await update('--can-create-token=true', '--allowed-auth-methods=cookie,query', '--enforce-device-binding=asn');
  let now = await settings();
  assert.equal(now.can_create_session_transfer_token, true);
  assert.deepEqual(now.allowed_authentication_methods, ['cookie', 'query']);
  assert.equal(now.enforce_device_binding, 'asn');
  await update('--enforce-device-binding=ip');
  now = await settings();
  assert.equal(now.can_create_session_transfer_token, true, 'what no flag names is kept');
  assert.equal(now.enforce_device_binding, 'ip');
  const shown = await auth0(['apps', 'session-transfer', 'show', app.client_id], { raw: true });
  assert.match(shown, /cookie, query/);
});

test('apps delete', { skip }, async () => {
  await auth0(['apps', 'delete', app.client_id, '--force'], { raw: true });
  assert.equal(await server.status(`api/v2/clients/${app.client_id}`), 404);
});

test('apis create, show, update, list, delete', { skip }, async () => {
  const identifier = 'https://cli.example/orders/';
  const made = await auth0(['apis', 'create', '--name', 'Orders', '--identifier', identifier, '--scopes', 'read:orders']);
  assert.equal((await auth0(['apis', 'show', identifier])).id, made.id);
  await auth0(['apis', 'update', made.id, '--name', 'Renamed']);
  assert.ok((await auth0(['apis', 'list'])).some((one) => one.name === 'Renamed'));
  await auth0(['apis', 'delete', made.id, '--force'], { raw: true });
  assert.equal(await server.status(`api/v2/resource-servers/${made.id}`), 404);
});

test('users search and show', { skip }, async () => {
  const [ada] = await auth0(['users', 'search', '--query', `email:"${EMAIL}"`, '--sort', 'email:1']);
  assert.equal(ada.user_id, 'auth0|ada');
  assert.equal((await auth0(['users', 'show', ada.user_id])).email, EMAIL);
});

test('logs list', { skip }, async () => {
  assert.ok((await auth0(['logs', 'list', '--number', '5', '--filter', 'type:sapi'])).length > 0);
});

test('actions create, show, deploy, list, delete', { skip }, async () => {
  const code = 'exports.onExecutePostLogin = async () => {};';
  const flags = ['--name', 'By the CLI', '--trigger', 'post-login', '--code', code, '--runtime', 'node22'];
  const action = await auth0(['actions', 'create', ...flags]);
  assert.equal((await auth0(['actions', 'show', action.id])).name, 'By the CLI');
  await auth0(['actions', 'deploy', action.id]);
  assert.equal((await server.manage(`api/v2/actions/actions/${action.id}`)).all_changes_deployed, true);
  await auth0(['actions', 'delete', action.id, '--force'], { raw: true });
});

test('tenant-settings show and update', { skip }, async () => {
  await auth0(['tenant-settings', 'show'], { raw: true });
  const flag = 'customize_mfa_in_postlogin_action';
  await auth0(['tenant-settings', 'update', 'set', flag], { raw: true });
  await auth0(['tenant-settings', 'update', 'unset', flag], { raw: true });
});

test('users sessions, sessions and refresh-tokens', { skip }, async () => {
  await server.redeem('web', CALLBACK, await server.transfer());
  const [session] = (await server.manage('api/v2/users/auth0%7Cada/sessions')).sessions;
  await auth0(['users', 'sessions', 'list', 'auth0|ada'], { raw: true });
  await auth0(['sessions', 'show', session.id], { raw: true });
  await auth0(['sessions', 'revoke', session.id, '--force'], { raw: true });
  assert.equal(await server.status(`api/v2/sessions/${session.id}`), 404);
  await server.login();
  const [token] = (await server.manage('api/v2/users/auth0%7Cada/refresh-tokens')).tokens;
  await auth0(['refresh-tokens', 'show', token.id], { raw: true });
  await auth0(['refresh-tokens', 'delete', token.id, '--force'], { raw: true });
  assert.equal(await server.status(`api/v2/refresh-tokens/${token.id}`), 404);
});

test('api get, post, patch, delete', { skip }, async () => {
  const api = async (...argv) => {
    const said = await auth0(['api', ...argv], { raw: true });
    return said.trim() ? JSON.parse(said.slice(said.indexOf('{'))) : undefined;
  };
  const made = await api('post', 'clients', '--data', JSON.stringify({ name: 'By auth0 api' }));
  assert.equal((await api('get', `clients/${made.client_id}`)).name, 'By auth0 api');
  await api('patch', `clients/${made.client_id}`, '--data', JSON.stringify({ description: 'changed' }));
  await auth0(['api', 'delete', `clients/${made.client_id}`, '--force'], { raw: true });
  assert.equal(await server.status(`api/v2/clients/${made.client_id}`), 404);
});

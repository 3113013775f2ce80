// auth0-deploy-cli: a whole tenant out and in again, as YAML and as a directory, into the same tenant and into an empty one.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Footbridge } from '../lib/footbridge.mjs';
import { TEMPLATE, THEME } from '../lib/looks.mjs';
import { AUTOMATION, CONNECTION, tenantFile, web } from '../lib/tenant.mjs';
import { ran } from '../lib/tools.mjs';

const here = path.join(import.meta.dirname, '..');
const TOOL = path.join(here, 'node_modules/auth0-deploy-cli/lib/index.js');
// The tool's own reader: what it wrote is read as it reads it.
const yaml = createRequire(TOOL)('js-yaml');
const BASE = 'http://localhost:3000';
const AUTHORIZATION = 'Bearer of the lake';
const CODE = 'exports.onExecutePostLogin = async (event, api) => {\n  console.log(event.secrets.KEY);\n};\n';
const EMPTY = { clients: [{ name: 'Automation', ...AUTOMATION, app_type: 'non_interactive', grant_types: ['client_credentials'] }] };
EMPTY.clientGrants = [{ client_id: 'Automation', audience: 'https://##DOMAIN##/api/v2/', scope: ['*'] }];

let server, directory;

before(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'footbridge-deploy-cli-'));
  server = await Footbridge.start([web('web', BASE), web('other', 'http://localhost:3001')], { tls: true });
  await furnish(server);
});

after(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

/// What a tenant file of the tests does not have.
async function furnish(server) {
  // Its grant names this server's Management API, which another tenant does not have.
  await server.write('DELETE', 'clients/powerless');
  const trigger = { id: 'post-login', version: 'v3' };
  const secrets = [{ name: 'KEY', value: 'hush' }];
  const dependencies = [{ name: 'lodash', version: '4.17.21' }];
  const action = await server.write('POST', 'actions/actions', {
    name: 'Look at it',
    supported_triggers: [trigger],
    code: CODE,
    secrets,
    dependencies,
  });
  await server.write('POST', `actions/actions/${action.id}/deploy`);
  await server.write('POST', 'actions/actions', { name: 'Draft', supported_triggers: [{ id: 'credentials-exchange', version: 'v2' }] });
  const bindings = [{ ref: { type: 'action_id', value: action.id }, display_name: 'A look' }];
  await server.write('PATCH', 'actions/triggers/post-login/bindings', { bindings });
  const sink = { httpEndpoint: 'https://lake.example/in', httpAuthorization: AUTHORIZATION, httpContentFormat: 'JSONLINES', httpContentType: 'application/json' };
  const filters = [{ type: 'category', name: 'auth.login.fail' }];
  await server.write('POST', 'log-streams', { name: 'The lake', type: 'http', sink, filters });
  await server.write('PATCH', 'attack-protection/brute-force-protection', { max_attempts: 7 });
  const email = { syntax: 'liquid', subject: 'Your code', from: 'codes@example.com', body: '<p>{{ code }}</p>' };
  const options = { name: 'email', brute_force_protection: true, email, totp: { time_step: 300, length: 6 } };
  await server.write('POST', 'connections', { name: 'email', strategy: 'email', enabled_clients: ['web'], options });
  for (const name of ['otp', 'recovery-code']) await server.write('PUT', `guardian/factors/${name}`, { enabled: true });
  // Where there is no custom domain, the tool passes over the template.
  await server.write('POST', 'custom-domains', { domain: 'login.deploy.example', type: 'self_managed_certs' });
  await server.write('PATCH', 'branding', { colors: { primary: '#0059d6' }, font: { url: 'https://cdn.example/font.woff2' } });
  await server.write('PUT', 'branding/templates/universal-login', { template: TEMPLATE });
  await server.write('POST', 'branding/themes', THEME);
  await server.write('PUT', 'prompts/login/custom-text/en', { login: { title: 'Ours' } });
  await server.write('POST', 'resource-servers', { identifier: 'https://orders.example', name: 'Orders', scopes: [{ value: 'read:orders' }] });
  await server.write('POST', 'client-grants', { client_id: 'web', audience: 'https://orders.example', scope: ['read:orders'] });
}

/// Runs the tool against a server; gives all that it said.
async function a0deploy(server, argv, environment = {}) {
  const env = {
    PATH: process.env.PATH,
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
    AUTH0_DOMAIN: server.domain,
    AUTH0_CLIENT_ID: AUTOMATION.client_id,
    AUTH0_CLIENT_SECRET: AUTOMATION.client_secret,
    AUTH0_KEYWORD_REPLACE_MAPPINGS: JSON.stringify({ LOGSTREAMS_HTTP_SECRET: AUTHORIZATION }),
    ...environment,
  };
  const { code, stdout, stderr } = await ran(process.execPath, [TOOL, ...argv], { cwd: directory, env });
  const said = stdout + stderr;
  assert.equal(code, 0, said);
  assert.ok(!/\berror\b.*:/.test(said), said);
  return said;
}

const asked = {
  tenant: 'tenants/settings',
  clients: 'clients?is_global=false&per_page=100',
  connections: 'connections?per_page=100',
  apis: 'resource-servers?per_page=100',
  grants: 'client-grants?per_page=100',
  actions: 'actions/actions?per_page=100',
  bindings: 'actions/triggers/post-login/bindings?per_page=100',
  logStreams: 'log-streams',
  bruteForce: 'attack-protection/brute-force-protection',
  branding: 'branding',
  template: 'branding/templates/universal-login',
  theme: 'branding/themes/default',
  texts: 'prompts/login/custom-text/en',
  factors: 'guardian/factors',
  policies: 'guardian/policies',
};

/// Everything that a tenant consists of, as the Management API shows it.
async function state(server) {
  const state = {};
  for (const [name, pathAndQuery] of Object.entries(asked)) state[name] = await server.manage(`api/v2/${pathAndQuery}`);
  return state;
}

const NAMES_CLIENTS = new Set(['client_id', 'enabled_clients']);

/// What of a state is the same in every tenant of its kind: no ids, instants, secrets and keys, and names for ids.
function essence(state) {
  const names = new Map(state.clients.map((client) => [client.client_id, client.name]));
  const own = new Set(['id', 'created_at', 'updated_at', 'build_time', 'built_at', 'signing_keys', 'client_secret', 'tenant', 'encrypted', 'number', 'themeId']);
  const bare = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => bare(item, key));
    if (value === null || typeof value !== 'object') return NAMES_CLIENTS.has(key) ? (names.get(value) ?? value) : value;
    const kept = Object.entries(value).filter(([key]) => !own.has(key));
    return Object.fromEntries(kept.map(([key, member]) => [key, bare(member, key)]));
  };
  const by = (key) => (a, b) => String(a[key]).localeCompare(String(b[key]));
  const { clients, connections, apis, grants, actions, ...rest } = bare(state);
  // The Management API has the server's own address in its name.
  const others = (list, key) => list.filter((one) => !one[key].endsWith('/api/v2/'));
  for (const connection of connections) connection.enabled_clients.sort();
  return {
    ...rest,
    actions: actions.actions.sort(by('name')),
    clients: clients.sort(by('name')),
    connections: connections.sort(by('name')),
    apis: others(apis, 'identifier').sort(by('identifier')),
    grants: others(grants, 'audience').sort(by('client_id')),
  };
}

const exported = { yaml: 'yaml/tenant.yaml', directory: 'directory' };

test('exports the whole tenant as YAML', async () => {
  const said = await a0deploy(server, ['export', '--format', 'yaml', '--output_folder', 'yaml']);
  assert.match(said, /Export Successful/);
  const tenant = yaml.load(await readFile(path.join(directory, exported.yaml), 'utf8'));
  const native = tenant.clients.find((client) => client.name === 'Native');
  assert.equal(native.session_transfer.can_create_session_transfer_token, true);
  for (const name of ['Native', 'other', 'web']) assert.ok(tenant.databases[0].enabled_clients.includes(name), name);
  assert.deepEqual(tenant.triggers, { 'post-login': [{ action_name: 'Look at it', display_name: 'A look' }] });
  const action = tenant.actions.find((action) => action.name === 'Look at it');
  assert.deepEqual([action.deployed, action.secrets], [true, [{ name: 'KEY' }]]);
  assert.equal(await readFile(path.join(directory, 'yaml', action.code), 'utf8'), CODE);
  assert.equal(tenant.attackProtection.bruteForceProtection.max_attempts, 7);
  const enabled = tenant.guardianFactors.filter((factor) => factor.enabled).map((factor) => factor.name);
  assert.deepEqual([enabled.sort(), tenant.guardianPolicies], [['otp', 'recovery-code'], { policies: [] }]);
  assert.equal(tenant.themes[0].displayName, 'Ours');
  const [template] = tenant.branding.templates;
  assert.equal(await readFile(path.join(directory, 'yaml', template.body), 'utf8'), TEMPLATE);
  assert.equal(tenant.logStreams[0].sink.httpAuthorization, '##LOGSTREAMS_HTTP_SECRET##');
  assert.deepEqual([tenant.rules, tenant.emailTemplates, tenant.forms], [[], [], []]);
});

test('exports the whole tenant as a directory', async () => {
  const said = await a0deploy(server, ['export', '--format', 'directory', '--output_folder', 'directory']);
  assert.match(said, /Export Successful/);
  const web = JSON.parse(await readFile(path.join(directory, 'directory/clients/web.json'), 'utf8'));
  assert.deepEqual(web.session_transfer.allowed_authentication_methods, ['cookie', 'query']);
  const triggers = JSON.parse(await readFile(path.join(directory, 'directory/triggers/triggers.json'), 'utf8'));
  assert.equal(triggers['post-login'][0].action_name, 'Look at it');
});

test('imports what it exported, twice, and nothing changes', async () => {
  const before = await state(server);
  for (const input of [exported.yaml, exported.directory]) {
    const said = await a0deploy(server, ['import', '--input_file', input]);
    assert.match(said, /Import Successful/);
    assert.match(said, /Updated \[clients\]/);
    assert.deepEqual(await state(server), before, `the import of ${input} changes something`);
  }
  assert.deepEqual(await server.logs('fapi'), [], 'no write is refused');
  assert.ok((await server.logs('sapi')).length > 0);
  const carried = await server.redeem('web', `${BASE}/callback`, await server.transfer());
  assert.ok(carried.code, 'a transfer is as good as before');
});

test('imports what it exported into an empty tenant', async (t) => {
  const expected = essence(await state(server));
  const other = await Footbridge.start([], { tls: true, tenant: EMPTY });
  t.after(() => other.stop());
  const said = await a0deploy(other, ['import', '--input_file', exported.directory]);
  assert.match(said, /Created \[clients\]/);
  assert.deepEqual(essence(await state(other)), expected);
  const again = await state(other);
  await a0deploy(other, ['import', '--input_file', exported.yaml]);
  assert.deepEqual(await state(other), again);
  assert.deepEqual(await other.logs('fapi'), [], 'no write is refused');
});

test('footbridge import makes the same tenant of what it exported', async (t) => {
  const expected = essence(await state(server));
  for (const input of [exported.yaml, exported.directory]) {
    const other = await Footbridge.start([], { tls: true, tenant: EMPTY });
    t.after(() => other.stop());
    const { FOOTBRIDGE_BIN: _, ...own } = process.env;
    const environment = { ...own, LOGSTREAMS_HTTP_SECRET: AUTHORIZATION, FOOTBRIDGE_ISSUER: other.issuer };
    const env = { ...environment, FOOTBRIDGE_DATA_DIR: other.directory, FOOTBRIDGE_TLS__SELF_SIGNED: 'true' };
    const argv = ['import', path.join(directory, input)];
    const { code, stderr } = await ran(process.env.FOOTBRIDGE_BIN, argv, { cwd: other.directory, env });
    assert.equal(code, 0, stderr);
    assert.deepEqual(essence(await state(other)), expected, `of ${input}`);
  }
});

test('reads and writes clients alone with AUTH0_INCLUDED_ONLY', async () => {
  const only = { AUTH0_INCLUDED_ONLY: '["clients"]' };
  await a0deploy(server, ['export', '--format', 'yaml', '--output_folder', 'clients'], only);
  const file = path.join(directory, 'clients/tenant.yaml');
  const tenant = yaml.load(await readFile(file, 'utf8'));
  assert.deepEqual(Object.keys(tenant), ['clients']);
  const changed = tenant.clients.find((client) => client.name === 'web');
  changed.session_transfer.enforce_device_binding = 'asn';
  changed.session_transfer.delegation = { allow_delegated_access: false };
  await writeFile(file, yaml.dump(tenant));
  const { clients: _, ...before } = await state(server);
  const said = await a0deploy(server, ['import', '--input_file', 'clients/tenant.yaml'], only);
  assert.match(said, /Updated \[clients\]: \{"name":"web","client_id":"web"\}/);
  const client = await server.manage('api/v2/clients/web');
  assert.equal(client.session_transfer.enforce_device_binding, 'asn');
  assert.deepEqual(client.session_transfer.allowed_authentication_methods, ['cookie', 'query']);
  const { clients: __, ...rest } = await state(server);
  assert.deepEqual(rest, before);
});

test('deletes with AUTH0_ALLOW_DELETE alone', async () => {
  const only = { AUTH0_INCLUDED_ONLY: '["clients"]' };
  const file = path.join(directory, 'clients/tenant.yaml');
  const tenant = yaml.load(await readFile(file, 'utf8'));
  tenant.clients = tenant.clients.filter((client) => client.name !== 'other');
  await writeFile(file, yaml.dump(tenant));
  const importing = ['import', '--input_file', 'clients/tenant.yaml'];
  await a0deploy(server, importing, only);
  assert.equal(await server.status('api/v2/clients/other'), 200);
  const said = await a0deploy(server, importing, { ...only, AUTH0_ALLOW_DELETE: 'true' });
  assert.match(said, /Deleted \[clients\]/);
  assert.equal(await server.status('api/v2/clients/other'), 404);
  assert.equal(await server.status('api/v2/clients/web'), 200);
});

test('carries second factors, and when one is asked for', async () => {
  const only = { AUTH0_INCLUDED_ONLY: '["guardianFactors", "guardianPolicies"]' };
  const both = async () => [await server.manage('api/v2/guardian/factors'), await server.manage('api/v2/guardian/policies')];
  await server.write('PUT', 'guardian/factors/email', { enabled: true });
  await server.write('PUT', 'guardian/policies', ['all-applications']);
  const expected = await both();
  await a0deploy(server, ['export', '--format', 'directory', '--output_folder', 'factors'], only);
  await server.write('PUT', 'guardian/factors/email', { enabled: false });
  await server.write('PUT', 'guardian/policies', []);
  assert.notDeepEqual(await both(), expected);
  await a0deploy(server, ['import', '--input_file', 'factors'], only);
  assert.deepEqual(await both(), expected);
});

// The library of the Auth0 CLI: go-auth0/ makes the CLI's calls in the CLI's order. The CLI itself is auth0-cli.test.mjs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Footbridge } from '../lib/footbridge.mjs';
import { AUTOMATION, POWERLESS, web } from '../lib/tenant.mjs';
import { goProgram, ran } from '../lib/tools.mjs';

const COMMANDS = [
  'login --domain --client-id --client-secret (HTTP Basic first)',
  'apps list, show, create, update, delete',
  'apps session-transfer show and update, each flag',
  'apis list, show, create, update, delete',
  'users search (with sort) and show',
  'logs list and tail',
  'actions list, create, show, update, deploy, delete',
  'logs streams list, users blocks list and unblock by e-mail',
  'tf generate: roles, log streams and custom domains by their fields',
  'tenant-settings show and update',
  'users sessions, sessions show, update, revoke, delete',
  'users refresh-tokens, refresh-tokens show, update, revoke, delete',
  'api get, post, patch, delete',
];
const CALLBACK = 'http://localhost:3000/callback';
let server, report;

before(async () => {
  const program = await goProgram('go-auth0', '.', 'go-auth0');
  server = await Footbridge.start([web('web', 'http://localhost:3000')], { tls: true });
  for (const token of [await server.transfer(), await server.transfer()]) await server.redeem('web', CALLBACK, token);
  const env = {
    SSL_CERT_FILE: process.env.NODE_EXTRA_CA_CERTS,
    AUTH0_DOMAIN: server.domain,
    AUTH0_CLIENT_ID: AUTOMATION.client_id,
    AUTH0_CLIENT_SECRET: AUTOMATION.client_secret,
    POWERLESS_TOKEN: await server.managementToken(POWERLESS),
  };
  const { code, stdout, stderr } = await ran(program, [], { env });
  assert.equal(code, 0, stdout + stderr);
  report = JSON.parse(stdout.trim().split('\n').at(-1));
});

after(() => server?.stop());

for (const command of COMMANDS) {
  test(`the calls of auth0 ${command}`, () => {
    assert.ok(command in report, `the program said nothing of it: ${JSON.stringify(report)}`);
    assert.equal(report[command], 'passed');
  });
}

test('the tenant log has the change of the transfer settings as it was sent', async () => {
  const query = 'q=type:sapi AND description:"Update a client"&sort=date:1';
  const sent = (await server.manage(`api/v2/logs?${query}`)).map((entry) => entry.details.request.body);
  const first = { can_create_session_transfer_token: true, allowed_authentication_methods: ['cookie', 'query'] };
  assert.ok(sent.some(({ session_transfer: now }) => JSON.stringify(now) === JSON.stringify({ ...first, enforce_device_binding: 'asn' })));
  assert.ok(sent.some(({ session_transfer: now }) => JSON.stringify(now) === '{"enforce_device_binding":"none"}'));
});

// PyPI's auth0-python: python/ runs its ManagementClient and its authentication classes, and tells how each part went.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Footbridge } from '../lib/footbridge.mjs';
import { pythonReport } from '../lib/python.mjs';
import { web } from '../lib/tenant.mjs';

const PARTS = [
  'clients',
  'credentials of clients',
  'APIs and client grants',
  'users, their searches and their identities',
  'second factors, the tenant\'s and a user\'s',
  'roles and permissions',
  'sessions and refresh tokens',
  'connections and their clients',
  'logs',
  'log streams',
  'actions, their versions and bindings',
  'tenant settings and signing keys',
  'custom domains',
  'tickets, blocks, grants, device credentials and statistics',
  'organizations',
  'authentication: tokens, their exchange and their end',
  'no method of these resources was forgotten',
];
let server, report;

before(async () => {
  server = await Footbridge.start([web('web', 'http://localhost:3000')], { tls: true });
  report = await pythonReport('auth0_python.py', server);
});

after(() => server?.stop());

for (const part of PARTS) {
  test(part, () => {
    assert.ok(part in report, `python said nothing of it:\n${JSON.stringify(report, null, 1)}`);
    assert.equal(report[part], 'passed');
  });
}

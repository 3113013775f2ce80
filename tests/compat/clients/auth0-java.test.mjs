// auth0-java: java/ is built by Maven, and run with a truststore that holds the CA.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Footbridge } from '../lib/footbridge.mjs';
import { AUTOMATION, web } from '../lib/tenant.mjs';
import { KEPT, has, ran } from '../lib/tools.mjs';

const PARTS = [
  'authentication: tokens, a code, userinfo, revocation',
  'clients and their transfer settings',
  'APIs and client grants',
  'users and their search',
  'roles and permissions',
  'sessions and refresh tokens',
  'logs and tenant settings',
];
const HOME = path.join(import.meta.dirname, '../java');
const CALLBACK = 'http://localhost:3000/callback';
const ISSUING = {
  grant_types: ['refresh_token', 'password', 'http://auth0.com/oauth/grant-type/password-realm'],
};
const skip = has('mvn') && has('javac') ? false : 'there is no Maven or no JDK';
let server, report;

before(async () => {
  if (skip) return;
  const base = 'http://localhost:3000';
  server = await Footbridge.start([web('web', base), web('issuing', base, ISSUING)], { tls: true });
  const store = path.join(server.directory, 'trust.p12');
  const classpath = path.join(server.directory, 'classpath');
  const ca = process.env.NODE_EXTRA_CA_CERTS;
  await done('keytool', ['-importcert', '-noprompt', '-alias', 'ca', '-file', ca, '-keystore', store, '-storepass', 'changeit']);
  const goals = ['compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`];
  await done('mvn', ['-q', '-B', '-f', HOME, ...goals], { ...process.env, COMPAT_KEPT: KEPT });
  const env = {
    PATH: process.env.PATH,
    AUTH0_DOMAIN: server.domain,
    AUTH0_CLIENT_ID: AUTOMATION.client_id,
    AUTH0_CLIENT_SECRET: AUTOMATION.client_secret,
    CALLBACK,
    CODE: (await server.redeem('web', CALLBACK, await server.transfer())).code,
  };
  const trust = [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit'];
  const argument = path.join(server.directory, 'arguments');
  await done('sh', ['-c', `printf -- '-cp\\n%s:%s\\n' "$0" "$(cat "$1")" > "$2"`, path.join(KEPT, 'java/classes'), classpath, argument]);
  const { stdout } = await done('java', [...trust, `@${argument}`, 'compat.Compat'], env);
  report = JSON.parse(stdout.trim().split('\n').at(-1));
});

after(() => server?.stop());

async function done(program, argv, env = process.env) {
  const ended = await ran(program, argv, { env });
  assert.equal(ended.code, 0, `${program} ${argv.join(' ')}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

for (const part of PARTS) {
  test(part, { skip }, () => {
    assert.ok(part in report, `the program said nothing of it: ${JSON.stringify(report)}`);
    assert.equal(report[part], 'passed');
  });
}

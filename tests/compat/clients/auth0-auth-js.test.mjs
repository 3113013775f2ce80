// @auth0/auth0-auth-js, on which Auth0's newer SDKs stand: second factors without a browser.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { AuthClient, isMfaRequiredError } from '@auth0/auth0-auth-js';

import { Footbridge } from '../lib/footbridge.mjs';
import { CONNECTION, EMAIL, PASSWORD, web } from '../lib/tenant.mjs';

const GRANTS = {
  grant_types: [
    'refresh_token',
    'password',
    ...['otp', 'oob', 'recovery-code'].map((name) => `http://auth0.com/oauth/grant-type/mfa-${name}`),
  ],
};
let server, client;

before(async () => {
  server = await Footbridge.start([web('embedded', 'http://localhost:3000', GRANTS)], { tls: true });
  for (const name of ['otp', 'recovery-code']) await server.write('PUT', `guardian/factors/${name}`, { enabled: true });
  await server.write('PUT', 'guardian/policies', ['all-applications']);
  client = new AuthClient({ domain: server.domain, clientId: 'embedded', clientSecret: 'embedded-secret' });
});

after(() => server?.stop());

/// What a login is refused with.
async function required() {
  const login = { username: EMAIL, password: PASSWORD, realm: CONNECTION, scope: 'openid offline_access' };
  const error = await client.getTokenByPassword(login).then(() => assert.fail('no factor was asked for'), (error) => error);
  assert.ok(isMfaRequiredError(error), JSON.stringify(error.cause));
  return error.cause;
}

/// RFC 6238, of a secret in base32.
function code(secret) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const tag = createHmac('sha1', key).update(step).digest();
  const number = tag.readUInt32BE(tag[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('an app is enrolled, and the recovery code stands in for it', async () => {
  const { mfa_token: mfaToken, mfa_requirements: requirements } = await required();
  assert.deepEqual(requirements, { enroll: [{ type: 'otp' }] });
  assert.deepEqual(await client.mfa.listAuthenticators({ mfaToken }), []);
  const enrolled = await client.mfa.enrollAuthenticator({ mfaToken, authenticatorTypes: ['otp'] });
  assert.match(enrolled.barcodeUri, /^otpauth:/);
  const tokens = await client.mfa.verify({ mfaToken, factorType: 'otp', otp: code(enrolled.secret) });
  assert.ok(tokens.accessToken && tokens.refreshToken, 'and the SDK has read the ID token');
  assert.equal(tokens.claims.sub, 'auth0|ada');

  const again = (await required()).mfa_token;
  const listed = await client.mfa.listAuthenticators({ mfaToken: again });
  assert.deepEqual(listed.map((one) => [one.authenticatorType, one.active]), [['otp', true], ['recovery-code', true]]);
  const asked = await client.mfa.challengeAuthenticator({ mfaToken: again, challengeType: 'otp', authenticatorId: listed[0].id });
  assert.deepEqual(asked, { challengeType: 'otp' });
  const [recoveryCode] = enrolled.recoveryCodes;
  const recovered = await client.mfa.verify({ mfaToken: again, factorType: 'recovery-code', recoveryCode });
  assert.match(recovered.recoveryCode, /^[A-Z0-9]{24}$/);
});

test('what is refused arrives as the error that Auth0 gives', async () => {
  const mfaToken = (await required()).mfa_token;
  const refused = (call, error, text) =>
    assert.rejects(call, ({ cause }) => {
      assert.deepEqual([cause.error, cause.error_description], [error, text]);
      return true;
    });
  await refused(client.mfa.verify({ mfaToken, factorType: 'otp', otp: '000' }), 'invalid_grant', 'Invalid otp_code.');
  const malformed = { mfaToken: 'Fe26.2', factorType: 'otp', otp: '000000' };
  await refused(client.mfa.verify(malformed), 'invalid_grant', 'Malformed mfa_token');
  const enrolled = client.mfa.enrollAuthenticator({ mfaToken, authenticatorTypes: ['otp'] });
  await refused(enrolled, 'access_denied', 'User is already enrolled.');
  await assert.rejects(client.mfa.challengeAuthenticator({ mfaToken, challengeType: 'oob' }), ({ cause }) => {
    assert.equal(cause.error, 'unsupported_challenge_type');
    return true;
  });
});

test('a code that is sent signs in without a password', async () => {
  const grant_types = ['refresh_token', 'http://auth0.com/oauth/grant-type/passwordless/otp'];
  const environment = { FOOTBRIDGE_TEST_MODE: 'true' };
  const embedded = web('embedded', 'http://localhost:3000', { grant_types });
  const other = await Footbridge.start([embedded], { tls: true, environment });
  try {
    for (const strategy of ['email', 'sms']) {
      const body = { name: strategy, strategy, enabled_clients: ['embedded'], options: { name: strategy } };
      await other.write('POST', 'connections', body);
    }
    const client = new AuthClient({ domain: other.domain, clientId: 'embedded', clientSecret: 'embedded-secret' });
    const email = 'grace@example.com';
    await client.passwordless.sendEmail({ email, send: 'code', language: 'de' });
    const sent = await newest(other, email);
    assert.match(sent.code, /^\d{6}$/);
    const wrong = client.getTokenByPasswordlessEmail({ email, code: '1' });
    await assert.rejects(wrong, ({ cause }) => {
      assert.deepEqual([cause.error, cause.error_description], ['invalid_grant', 'Wrong email or verification code.']);
      return true;
    });
    const tokens = await client.getTokenByPasswordlessEmail({ email, code: sent.code, scope: 'openid email offline_access' });
    assert.match(tokens.claims.sub, /^email\|[0-9a-f]{24}$/);
    assert.ok(tokens.refreshToken);
    const phoneNumber = '+14155550100';
    await client.passwordless.sendSms({ phoneNumber });
    const { code } = await newest(other, phoneNumber);
    const byText = await client.getTokenByPasswordlessSms({ phoneNumber, code, scope: 'openid phone' });
    assert.match(byText.claims.sub, /^sms\|[0-9a-f]{24}$/);
    const gone = client.passwordless.sendEmail({ email: 'nobody' });
    await assert.rejects(gone, ({ cause }) => cause.error === 'bad.request');
  } finally {
    await other.stop();
  }
});

/// The newest message to somebody, as soon as there is one.
async function newest(server, to) {
  for (;;) {
    const answer = await fetch(`${server.base}_footbridge/mailbox`, { headers: { accept: 'application/json' } });
    const found = (await answer.json()).find((letter) => letter.to === to);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

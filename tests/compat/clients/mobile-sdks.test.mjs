// What Auth0.Android, Auth0.swift, react-native-auth0 and auth0_flutter send for the exchange, and how strictly they read
// the answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';

import { Footbridge } from '../lib/footbridge.mjs';

const KIND = 'urn:auth0:params:oauth:token-type:session_transfer_token';
let server;

before(async () => {
  server = await Footbridge.start([]);
});

after(() => server?.stop());

/// The header by which the SDKs name themselves.
function auth0Client(name, version, env) {
  return Buffer.from(JSON.stringify({ name, version, env })).toString('base64url');
}

const SDKS = {
  'Auth0.Android': {
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Accept-Language': 'en_US',
      'Auth0-Client': auth0Client('Auth0.Android', '3.11.0', { android: '35' }),
      'User-Agent': 'okhttp/4.12.0',
    },
    domain: () => 'localhost',
    read(answer) {
      for (const key of ['access_token', 'id_token', 'issued_token_type', 'token_type']) {
        assert.equal(typeof answer[key], 'string', key);
      }
      assert.ok(Number.isInteger(answer.expires_in));
    },
  },
  'Auth0.swift': {
    headers: {
      'Content-Type': 'application/json',
      'Auth0-Client': auth0Client('Auth0.swift', '2.15.0', { iOS: '18.0', swift: '6.x' }),
      'User-Agent': 'App/1 CFNetwork/1568 Darwin/24.0.0',
    },
    domain: () => 'localhost',
    async read(answer) {
      for (const key of ['access_token', 'issued_token_type', 'id_token']) {
        assert.equal(typeof answer[key], 'string', key);
      }
      assert.ok(['number', 'string'].includes(typeof answer.expires_in) && !Number.isNaN(Number(answer.expires_in)));
      const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', server.issuer));
      await jwtVerify(answer.id_token, keys, { issuer: server.issuer, audience: 'native' });
    },
  },
  'react-native-auth0': {
    headers: {
      'Content-Type': 'application/json',
      'Auth0-Client': auth0Client('react-native-auth0', '5.2.0', { 'react-native': '0.80.0' }),
      'User-Agent': 'okhttp/4.12.0',
    },
    domain: () => server.domain,
    read(answer) {
      const { access_token, issued_token_type, token_type, expires_in } = answer;
      assert.ok(access_token && issued_token_type && token_type && expires_in);
    },
  },
};

// Flutter's plug-in hands the exchange to the SDK of the platform, which names the plug-in.
for (const [platform, below] of [
  ['Android', 'Auth0.Android'],
  ['iOS', 'Auth0.swift'],
]) {
  const env = platform === 'Android' ? { android: '35' } : { iOS: '18.0', swift: '6.x' };
  const headers = { ...SDKS[below].headers, 'Auth0-Client': auth0Client('auth0-flutter', '1.14.0', env) };
  SDKS[`auth0_flutter on ${platform}`] = { ...SDKS[below], headers };
}

for (const [name, sdk] of Object.entries(SDKS)) {
  test(`${name} exchanges its refresh token`, async () => {
    const { refresh_token } = await server.login();
    const body = {
      grant_type: 'refresh_token',
      client_id: 'native',
      refresh_token,
      audience: `urn:${sdk.domain()}:session_transfer`,
    };
    const answer = await server.token(body, sdk.headers);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    const read = await answer.json();
    await sdk.read(read);
    assert.deepEqual([read.issued_token_type, read.token_type, read.expires_in], [KIND, 'N_A', 60]);
    assert.ok(read.refresh_token && read.refresh_token !== refresh_token, 'the SDK stores the new one');
    const [event] = await server.logs('sertft');
    assert.equal(event.user_agent, sdk.headers['User-Agent']);
    assert.match(JSON.stringify(event), /session_transfer/);
  });

  test(`${name} recognises a refresh token that is no longer good`, async () => {
    const body = {
      grant_type: 'refresh_token',
      client_id: 'native',
      refresh_token: 'unknown',
      audience: `urn:${sdk.domain()}:session_transfer`,
    };
    const answer = await server.token(body, sdk.headers);
    assert.equal(answer.status, 403);
    assert.deepEqual(await answer.json(), {
      error: 'invalid_grant',
      error_description: 'Unknown or invalid refresh token.',
    });
  });
}

// npm's auth0, its entry `auth0/legacy`: the AuthenticationClient, which the current one has left out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AuthenticationClient, UserInfoClient } from 'auth0/legacy';

import { Footbridge } from '../lib/footbridge.mjs';
import { AUTOMATION, CONNECTION, EMAIL, PASSWORD, web } from '../lib/tenant.mjs';

const CALLBACK = 'http://localhost:3000/callback';
const ME = { username: EMAIL, password: PASSWORD, realm: CONNECTION, scope: 'openid offline_access' };
/// The SDK serves no public clients, so that this one has a secret.
const ISSUING = {
  grant_types: ['refresh_token', 'password', 'http://auth0.com/oauth/grant-type/password-realm'],
  session_transfer: { can_create_session_transfer_token: true },
};
let server, issuing, regular, machine;

before(async () => {
  const base = 'http://localhost:3000';
  server = await Footbridge.start([web('web', base), web('issuing', base, ISSUING)], { tls: true });
  const domain = server.domain;
  issuing = new AuthenticationClient({ domain, clientId: 'issuing', clientSecret: 'issuing-secret' });
  regular = new AuthenticationClient({ domain, clientId: 'web', clientSecret: 'web-secret' });
  const { client_id: clientId, client_secret: clientSecret } = AUTOMATION;
  machine = new AuthenticationClient({ domain, clientId, clientSecret });
});

after(() => server?.stop());

test('client credentials', async () => {
  const { data } = await machine.oauth.clientCredentialsGrant({ audience: `${server.issuer}api/v2/` });
  assert.equal(data.token_type, 'Bearer');
});

test('password, refresh, the exchange for a transfer token, userinfo, revocation', async () => {
  const { data } = await issuing.oauth.passwordGrant(ME);
  const info = new UserInfoClient({ domain: server.domain });
  assert.equal((await info.getUserInfo(data.access_token)).data.sub, 'auth0|ada');
  const audience = `urn:${server.domain}:session_transfer`;
  const exchanged = await issuing.oauth.refreshTokenGrant({ refresh_token: data.refresh_token, audience });
  assert.equal(exchanged.data.issued_token_type, 'urn:auth0:params:oauth:token-type:session_transfer_token');
  const { refresh_token } = data;
  assert.ok((await issuing.oauth.refreshTokenGrant({ refresh_token })).data.id_token);
  await issuing.oauth.revokeRefreshToken({ token: refresh_token });
  await assert.rejects(issuing.oauth.refreshTokenGrant({ refresh_token }), (error) => {
    assert.deepEqual([error.statusCode, error.error], [403, 'invalid_grant']);
    return true;
  });
});

test('a code, by a transfer token', async () => {
  const { code } = await server.redeem('web', CALLBACK, await server.transfer());
  const { data } = await regular.oauth.authorizationCodeGrant({ code, redirect_uri: CALLBACK });
  assert.ok(data.id_token, 'and the SDK has verified it');
});

test('a pushed authorization request', async () => {
  const request = { client_id: 'web', response_type: 'code', redirect_uri: CALLBACK, scope: 'openid' };
  const { data } = await regular.oauth.pushedAuthorization(request);
  assert.match(data.request_uri, /^urn:ietf:params:oauth:request_uri:/);
});

test('what is refused arrives as the error that Auth0 gives', async () => {
  await assert.rejects(issuing.oauth.passwordGrant({ ...ME, password: 'wrong' }), (error) => {
    assert.deepEqual([error.statusCode, error.error], [403, 'invalid_grant']);
    assert.equal(error.error_description, 'Wrong email or password.');
    return true;
  });
});

// openid-client: discovery, code with PKCE through the hosted login page, rotation, userinfo, logout, pushed requests.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';

import { launch, signIn } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

let app, server, browser, config;

before(async () => {
  app = await WebServer.listen();
  app.handler = (_request, response) => response.end('back at the app');
  server = await Footbridge.start([web('relying-party', app.base)]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  app?.close();
});

/// The parameters of an authorization request, and what checks its answer.
async function request(more = {}) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier,
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
    idTokenExpected: true,
  };
  const parameters = {
    redirect_uri: `${app.base}/callback`,
    scope: 'openid profile email offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  };
  return { checks, parameters };
}

/// Opens the URL; gives where the browser ends at the application.
async function visit(context, url, act = async () => {}) {
  const page = await context.newPage();
  await page.goto(url.href);
  await act(page);
  await page.waitForURL(`${app.base}/**`);
  const end = new URL(page.url());
  await page.close();
  return end;
}

test('discovers the server', async () => {
  config = await oidc.discovery(
    new URL(server.issuer),
    'relying-party',
    undefined,
    oidc.ClientSecretPost('relying-party-secret'),
    { execute: [oidc.allowInsecureRequests] },
  );
  const metadata = config.serverMetadata();
  assert.equal(metadata.issuer, server.issuer);
  assert.ok(metadata.supportsPKCE());
});

test('signs in with code and PKCE, refreshes, asks for the user and logs out', async () => {
  const context = await browser.newContext();
  const { checks, parameters } = await request();
  const callback = await visit(context, oidc.buildAuthorizationUrl(config, parameters), signIn);
  const tokens = await oidc.authorizationCodeGrant(config, callback, checks);
  const claims = tokens.claims();
  assert.equal(claims.sub, 'auth0|ada');
  assert.equal(claims.email, 'ada@example.com');
  assert.ok(claims.sid);

  const user = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.equal(user.email, 'ada@example.com');

  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(refreshed.claims().sub, claims.sub);
  assert.ok(refreshed.access_token);

  const url = oidc.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: `${app.base}/bye`,
    state: 'left',
  });
  const bye = await visit(context, url);
  assert.equal(bye.pathname + bye.search, '/bye?state=left');

  const silent = await request({ prompt: 'none' });
  const refused = await visit(context, oidc.buildAuthorizationUrl(config, silent.parameters));
  await assert.rejects(oidc.authorizationCodeGrant(config, refused, silent.checks), {
    error: 'login_required',
  });
  await context.close();
  for (const type of ['s', 'seacft', 'sertft', 'slo', 'fsa']) {
    assert.equal((await server.logs(type)).length, 1, `one ${type} is in the tenant log`);
  }
});

test('rotates refresh tokens, and learns that a family has ended', async () => {
  const native = await oidc.discovery(new URL(server.issuer), 'native', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const first = (await server.login()).refresh_token;
  const second = (await oidc.refreshTokenGrant(native, first)).refresh_token;
  assert.ok(second && second !== first);
  const third = (await oidc.refreshTokenGrant(native, second)).refresh_token;
  const reused = { error: 'invalid_grant', status: 403 };
  await assert.rejects(oidc.refreshTokenGrant(native, first), reused);
  await assert.rejects(oidc.refreshTokenGrant(native, third), reused);
  const events = await server.logs('ferrt');
  assert.equal(events[0]?.client_id, 'native');
});

test('pushes the authorization request', async () => {
  const context = await browser.newContext();
  const { checks, parameters } = await request();
  const url = await oidc.buildAuthorizationUrlWithPAR(config, parameters);
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  const tokens = await oidc.authorizationCodeGrant(config, await visit(context, url, signIn), checks);
  assert.equal(tokens.claims().sub, 'auth0|ada');
  await context.close();
});

test('redeems a transfer beside a pushed request', async () => {
  const context = await browser.newContext();
  const { checks, parameters } = await request({ scope: 'openid' });
  const url = await oidc.buildAuthorizationUrlWithPAR(config, parameters);
  url.searchParams.set('session_transfer_token', await server.transfer());
  const tokens = await oidc.authorizationCodeGrant(config, await visit(context, url), checks);
  assert.equal(tokens.claims().sub, 'auth0|ada');
  assert.equal((await server.newestTransfer()).verdict, 'accepted');
  await context.close();
});

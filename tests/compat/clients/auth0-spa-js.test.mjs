// auth0-spa-js in a real browser. Page and server are of one site, both with HTTPS: browsers give frames of another site
// no cookies.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { documents, launch, signIn } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

const SDK = path.join(import.meta.dirname, '../node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.js');
const SPA = {
  client_secret: undefined,
  app_type: 'spa',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  refresh_token: {
    rotation_type: 'rotating',
    expiration_type: 'expiring',
    leeway: 0,
    token_lifetime: 2592000,
    idle_token_lifetime: 1296000,
  },
};
let place, server, browser;

before(async () => {
  place = await WebServer.listen({ tls: true });
  const client = web('spa', place.base, { ...SPA, web_origins: [place.base] });
  server = await Footbridge.start([client], { tls: true });
  const sdk = await readFile(SDK);
  place.handler = (request, response) => {
    const isScript = request.url === '/sdk.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? sdk : '<!doctype html><title>SPA</title><script src="/sdk.js"></script>');
  };
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  place?.close();
});

/// A tab of the application, with the SDK's client in `window.client`.
async function open(context, options = {}, url = `${place.base}/`) {
  const page = await context.newPage();
  await page.goto(url);
  await connect(page, options);
  return page;
}

async function connect(page, options = {}) {
  const config = {
    domain: server.domain,
    clientId: 'spa',
    authorizationParams: { redirect_uri: `${place.base}/callback`, scope: 'openid profile email' },
    ...options,
  };
  await page.evaluate(async (config) => {
    window.client = await window.auth0.createAuth0Client(config);
  }, config);
}

/// From the application to the login page and back, with tokens.
async function login(page, options, authorizationParams = {}) {
  await page.evaluate((authorizationParams) => window.client.loginWithRedirect({ authorizationParams }), authorizationParams);
  if (!authorizationParams.session_transfer_token) await signIn(page);
  await page.waitForURL(`${place.base}/callback?**`);
  await connect(page, options);
  await page.evaluate(() => window.client.handleRedirectCallback());
}

const user = (page) => page.evaluate(() => window.client.getUser());
const silently = (page, options = {}) =>
  page.evaluate(
    (options) => window.client.getTokenSilently({ ...options, detailedResponse: true }).catch((e) => ({ error: e.error })),
    options,
  );

const people = () => browser.newContext({ ignoreHTTPSErrors: true });

test('loginWithRedirect, handleRedirectCallback, getUser', async () => {
  const context = await people();
  const page = await open(context);
  await login(page);
  assert.equal((await user(page)).email, 'ada@example.com');
  assert.equal(await page.evaluate(() => window.client.isAuthenticated()), true);
  assert.equal((await page.evaluate(() => window.client.getIdTokenClaims())).iss, server.issuer);
  await context.close();
});

test('getTokenSilently in a frame, with prompt=none', async () => {
  const context = await people();
  await login(await open(context));
  // Another tab has no tokens; the session at the server has them.
  const page = await open(context);
  const frames = [];
  page.on('request', (request) => request.url().includes('prompt=none') && frames.push(request.url()));
  const answer = await silently(page, { cacheMode: 'off' });
  assert.ok(answer.access_token, JSON.stringify(answer));
  assert.equal(frames.length, 1);
  assert.match(frames[0], /response_mode=web_message/);
  assert.equal((await user(page)).email, 'ada@example.com');
  await context.close();
});

test('getTokenSilently in a frame without a session: login_required', async () => {
  const context = await people();
  assert.deepEqual(await silently(await open(context)), { error: 'login_required' });
  await context.close();
});

test('getTokenSilently with refresh tokens that rotate', async () => {
  const context = await people();
  const options = { useRefreshTokens: true, cacheLocation: 'localstorage' };
  const page = await open(context, options);
  await login(page, options);
  const kept = () =>
    page.evaluate(() => Object.values({ ...localStorage }).map((text) => JSON.parse(text)?.body?.refresh_token).find(Boolean));
  const first = await kept();
  const answer = await silently(page, { cacheMode: 'off' });
  assert.ok(answer.access_token, JSON.stringify(answer));
  const second = await kept();
  assert.ok(first && second && first !== second, 'a new refresh token is kept');
  assert.ok((await silently(page, { cacheMode: 'off' })).access_token);
  const reused = await server.token({ grant_type: 'refresh_token', client_id: 'spa', refresh_token: first });
  assert.equal(reused.status, 403, 'the first was used up');
  assert.ok((await server.logs('ferrt')).length > 0);
  await context.close();
});

test('getTokenSilently repeats the scope of the login, words that were not granted included', async () => {
  const context = await people();
  // Without an audience, the SDK itself refuses an answer that has not every word.
  const authorizationParams = {
    redirect_uri: `${place.base}/callback`,
    audience: `${server.issuer}userinfo`,
    scope: 'openid profile email no:such',
  };
  const options = { useRefreshTokens: true, useMrrt: true, cacheLocation: 'localstorage', authorizationParams };
  const page = await open(context, options);
  await login(page, options);
  const sent = [];
  page.on('request', (request) => request.url().endsWith('/oauth/token') && sent.push(request.postData()));
  const answer = await silently(page, { cacheMode: 'off' });
  assert.ok(answer.access_token, JSON.stringify(answer));
  assert.match(sent[0], /scope=[^&]*no%3Asuch/);
  await context.close();
});

test('logout ends the session and comes back', async () => {
  const context = await people();
  const page = await open(context);
  await login(page);
  await page.evaluate((returnTo) => window.client.logout({ logoutParams: { returnTo } }), `${place.base}/bye`);
  await page.waitForURL(`${place.base}/bye`);
  await connect(page);
  assert.equal(await user(page), undefined);
  assert.deepEqual(await silently(page), { error: 'login_required' });
  await context.close();
});

test('a transfer token in the authorization request signs in without a page', async () => {
  const context = await people();
  const page = await open(context);
  const seen = documents(page);
  await login(page, {}, { session_transfer_token: await server.transfer() });
  assert.equal((await user(page)).email, 'ada@example.com');
  assert.ok(!seen.some((line) => line.includes('/u/login')), seen.join('\n'));
  assert.equal((await server.newestTransfer()).verdict, 'accepted');
  await context.close();
});

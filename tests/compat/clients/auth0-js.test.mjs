// auth0.js in a real browser: what a login page of one's own does with a database.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { CONNECTION, EMAIL, PASSWORD, web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

const SDK = path.join(import.meta.dirname, '../node_modules/auth0-js/dist/auth0.min.js');
const NEW = { email: 'grace@example.com', password: 'A-tall-and-quiet-lighthouse-1' };
let place, server, browser, page;

before(async () => {
  place = await WebServer.listen({ tls: true });
  const client = web('spa', place.base, {
    client_secret: undefined,
    app_type: 'spa',
    token_endpoint_auth_method: 'none',
    grant_types: ['implicit', 'password', 'http://auth0.com/oauth/grant-type/password-realm'],
    web_origins: [place.base],
  });
  server = await Footbridge.start([client], { tls: true, environment: { FOOTBRIDGE_TEST_MODE: 'true' } });
  const [{ id }] = await server.manage('api/v2/connections?strategy=auth0');
  await server.write('PATCH', `connections/${id}`, { options: { passwordPolicy: 'good' } });
  const sdk = await readFile(SDK);
  place.handler = (request, response) => {
    const isScript = request.url === '/sdk.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? sdk : '<!doctype html><title>SPA</title><script src="/sdk.js"></script>');
  };
  browser = await launch();
  page = await browser.newPage({ ignoreHTTPSErrors: true });
});

after(async () => {
  await browser?.close();
  await server?.stop();
  place?.close();
});

/// Calls a method of WebAuth (`signup`, or `client.login`); gives its error and its result.
async function call(method, options) {
  await page.goto(place.base);
  const settings = {
    domain: server.domain,
    clientID: 'spa',
    redirectUri: `${place.base}/callback`,
    responseType: 'token id_token',
    scope: 'openid profile email',
  };
  return page.evaluate(
    ([settings, method, options]) =>
      new Promise((resolve) => {
        const webAuth = new window.auth0.WebAuth(settings);
        const [owner, name] = method.startsWith('client.') ? [webAuth.client, method.slice(7)] : [webAuth, method];
        owner[name](options, (error, result) => resolve({ error, result }));
      }),
    [settings, method, options],
  );
}

const login = (password) => call('client.login', { realm: CONNECTION, username: NEW.email, password });

test('signup makes a user', async () => {
  const { error, result } = await call('signup', { ...NEW, connection: CONNECTION, user_metadata: { color: 'green' } });
  assert.equal(error, null);
  assert.equal(result.email, NEW.email);
  assert.equal(result.emailVerified, false);
  const { result: tokens } = await login(NEW.password);
  assert.equal(tokens.idTokenPayload?.email ?? NEW.email, NEW.email);
  assert.ok(tokens.accessToken && tokens.idToken);
});

test('signup says what is wrong', async () => {
  const { error: weak } = await call('signup', { connection: CONNECTION, email: 'weak@example.com', password: 'short' });
  assert.equal(weak.code, 'invalid_password');
  assert.equal(weak.name, 'PasswordStrengthError');
  const { error: taken } = await call('signup', { connection: CONNECTION, email: EMAIL, password: NEW.password });
  assert.equal(taken.code, 'invalid_signup');
});

test('changePassword sends a link to a new password', async () => {
  const { error, result } = await call('changePassword', { connection: CONNECTION, email: NEW.email });
  assert.equal(error, null);
  assert.match(result, /email/);
  const link = await newestLink();
  await page.goto(link);
  const password = `${NEW.password}-2`;
  await page.fill('input[name="password-reset"]', password);
  await page.fill('input[name="re-enter-password"]', password);
  await page.click('button[type="submit"][name="action"]');
  await page.locator('main.reset-password-success').waitFor();
  assert.equal((await login(NEW.password)).error.code, 'invalid_grant');
  assert.ok((await login(password)).result.accessToken);
});

test('passwordlessStart sends a link, which signs in', async () => {
  const options = { name: 'email' };
  await server.write('POST', 'connections', { name: 'email', strategy: 'email', enabled_clients: ['spa'], options });
  const { error } = await call('passwordlessStart', { connection: 'email', send: 'link', email: NEW.email });
  assert.equal(error, null);
  await page.goto(await newestLink('auth_email_by_code'));
  await page.locator('#code').waitFor();
  await page.click('button[type="submit"][name="action"][value="default"]');
  await page.waitForURL(`${place.base}/callback**`);
  assert.match(new URL(page.url()).hash, /access_token=.*id_token=/);
  await page.context().clearCookies();
});

/// Signs in on the application's own page; the error, or what `parseHash` reads at the callback.
async function embedded(method, options) {
  await page.context().clearCookies();
  await page.goto(place.base);
  const settings = { domain: server.domain, clientID: 'spa', redirectUri: `${place.base}/callback`, responseType: 'token id_token', scope: 'openid email' };
  const failed = page.evaluate(
    ([settings, method, options]) =>
      new Promise((resolve) => {
        new window.auth0.WebAuth(settings)[method](options, (error) => resolve(error));
      }),
    [settings, method, options],
  );
  const arrived = page.waitForURL(`${place.base}/callback#**`).then(() => undefined);
  // The page that the answer would come to is gone by then.
  const error = await Promise.race([failed.catch(() => arrived), arrived]);
  arrived.catch(() => {});
  if (error) return { error };
  const read = await page.evaluate(
    (settings) =>
      new Promise((resolve) => {
        new window.auth0.WebAuth(settings).parseHash({}, (error, result) => resolve({ error, result }));
      }),
    settings,
  );
  await page.context().clearCookies();
  return read;
}

test('login signs in on a page of the application (cross-origin authentication)', async () => {
  const options = { realm: CONNECTION, username: EMAIL, password: PASSWORD };
  const refused = await embedded('login', options);
  assert.equal(refused.error.code, 'unauthorized_client');
  assert.equal(refused.error.description, 'Cross origin login not allowed.');
  await server.write('PATCH', 'clients/spa', { cross_origin_authentication: true });
  const wrong = await embedded('login', { ...options, password: 'wrong' });
  assert.equal(wrong.error.code, 'access_denied');
  const { error, result } = await embedded('login', options);
  assert.equal(error, null);
  assert.equal(result.idTokenPayload.email, EMAIL);
});

test('passwordlessLogin does so by a code', async () => {
  const email = 'linus@example.com';
  const { error: failed } = await call('passwordlessStart', { connection: 'email', send: 'code', email });
  assert.equal(failed, null);
  const { error, result } = await embedded('passwordlessLogin', {
    connection: 'email',
    email,
    verificationCode: await newestCode(email),
  });
  assert.equal(error, null);
  assert.equal(result.idTokenPayload.email, email);
});

test('changePassword does not tell who has an account', async () => {
  const known = await call('changePassword', { connection: CONNECTION, email: EMAIL });
  const unknown = await call('changePassword', { connection: CONNECTION, email: 'nobody@example.com' });
  assert.deepEqual(known, unknown);
});

test('authorize comes back with tokens for parseHash', async () => {
  await page.goto(place.base);
  const url = await page.evaluate(
    ([domain, redirectUri]) => {
      const webAuth = new window.auth0.WebAuth({ domain, clientID: 'spa', redirectUri, responseType: 'token id_token', scope: 'openid' });
      webAuth.authorize();
    },
    [server.domain, `${place.base}/callback`],
  );
  assert.equal(url, undefined);
  await page.locator('#username').fill(EMAIL);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${place.base}/callback#**`);
  const { error, result } = await page.evaluate(
    ([domain, redirectUri]) =>
      new Promise((resolve) => {
        const webAuth = new window.auth0.WebAuth({ domain, clientID: 'spa', redirectUri, responseType: 'token id_token', scope: 'openid' });
        webAuth.parseHash({}, (error, result) => resolve({ error, result }));
      }),
    [server.domain, `${place.base}/callback`],
  );
  assert.equal(error, null);
  assert.ok(result.accessToken && result.idTokenPayload.sub);
});

async function newestCode(email) {
  for (;;) {
    const answer = await fetch(`${server.base}_footbridge/mailbox`, { headers: { accept: 'application/json' } });
    const letters = await answer.json();
    const found = letters.find(({ type, to, code }) => type === 'auth_email_by_code' && to === email && code);
    if (found) return found.code;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function newestLink(kind = 'reset_email') {
  for (;;) {
    const answer = await fetch(`${server.base}_footbridge/mailbox`, { headers: { accept: 'application/json' } });
    const [newest] = (await answer.json()).filter(({ type }) => type === kind);
    if (newest) return newest.link;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

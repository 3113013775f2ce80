// express-openid-connect with the middleware that Auth0's documents give for session transfer tokens.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import express from 'express';
import eoc from 'express-openid-connect';

import { documents, launch } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

let implicit, coded, server, browser;

before(async () => {
  implicit = await WebServer.listen();
  coded = await WebServer.listen();
  server = await Footbridge.start([web('implicit', implicit.base), web('coded', coded.base)]);
  // The middleware's default: an ID token, posted by a form.
  implicit.handler = application(implicit, 'implicit', {}, {});
  const code = { response_type: 'code', scope: 'openid profile email' };
  coded.handler = application(coded, 'coded', { clientSecret: 'coded-secret' }, code);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  implicit?.close();
  coded?.close();
});

/// The documents' sample: the token is copied from the login URL into the authorization request.
function application(place, clientID, more, authorizationParams) {
  const config = {
    authRequired: false,
    auth0Logout: true,
    issuerBaseURL: server.issuer,
    baseURL: place.base,
    clientID,
    secret: 'a long, randomly-generated string for the cookies of the test',
    ...more,
    authorizationParams,
  };
  const app = express();
  app.use((req, res, next) => {
    const { session_transfer_token } = req.query;
    if (session_transfer_token) {
      config.authorizationParams = { ...authorizationParams, session_transfer_token };
    }
    eoc.auth(config)(req, res, next);
  });
  app.get('/', (req, res) => res.json({ user: req.oidc.isAuthenticated() ? req.oidc.user : null }));
  return app;
}

/// Opens the application's login URL; gives the page and the documents that it went through.
async function open(context, place, token) {
  const page = await context.newPage();
  const seen = documents(page);
  const query = token ? `?session_transfer_token=${encodeURIComponent(token)}` : '';
  await page.goto(`${place.base}/login${query}`);
  return { page, seen };
}

async function signedIn({ page, seen }, place) {
  await page.waitForURL(`${place.base}/`);
  const { user } = JSON.parse(await page.locator('body').innerText());
  assert.equal(user?.email, 'ada@example.com');
  assert.ok(!seen.some((line) => line.includes('/u/login')), `no login page: ${seen.join('\n')}`);
}

async function asked({ page }) {
  await page.waitForURL(`${server.issuer}u/login**`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

for (const [name, place] of [
  ['its defaults (an ID token by form_post)', () => implicit],
  ['response_type=code', () => coded],
]) {
  test(`the sample signs in with a token in the query: ${name}`, async () => {
    const context = await browser.newContext();
    const token = await server.transfer();
    const visit = await open(context, place(), token);
    await signedIn(visit, place());
    assert.equal((await server.newestTransfer()).verdict, 'accepted');
    const [event] = await server.logs('s');
    assert.equal(event.details.triggered_by_session_transfer_token, true);

    const again = await browser.newContext();
    await asked(await open(again, place(), token));
    const [warning] = await server.logs('w');
    assert.match(warning.description, /Session Transfer Token not found or expired/);

    await visit.page.goto(`${place().base}/logout`);
    await visit.page.waitForURL(`${place().base}/`);
    assert.equal(JSON.parse(await visit.page.locator('body').innerText()).user, null);
    await asked(await open(context, place()));
    await context.close();
    await again.close();
  });
}

test('the sample signs in with a token in the cookie, while it repeats the dead one of its last visitor in the query', async () => {
  const context = await browser.newContext();
  const value = await server.transfer();
  const name = 'auth0_session_transfer_token';
  await context.addCookies([{ name, value, url: server.issuer, httpOnly: true }]);
  await signedIn(await open(context, implicit), implicit);
  const left = (await context.cookies(server.issuer)).map((cookie) => cookie.name);
  assert.ok(!left.includes(name), `the cookie is cleared: ${left}`);
  assert.equal((await server.newestTransfer()).verdict, 'accepted');
  await context.close();
});

test('a second application is signed in without a page', async () => {
  const context = await browser.newContext();
  await signedIn(await open(context, implicit, await server.transfer()), implicit);
  coded.handler = application(coded, 'coded', { clientSecret: 'coded-secret' }, { response_type: 'code' });
  await signedIn(await open(context, coded), coded);
  await context.close();
});

// Second factors that a browser asks its authenticators for: security keys, and what is built into a device.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { plugIn } from '../lib/authenticator.mjs';
import { launch, signIn } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

let app, server, browser;

before(async () => {
  app = await WebServer.listen();
  app.handler = (_request, response) => response.end('<title>app</title>the app');
  server = await Footbridge.start([web('web', app.base)]);
  await server.write('PUT', 'guardian/policies', ['all-applications']);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  app?.close();
});

afterEach(async () => {
  for (const name of ['otp', 'webauthn-roaming', 'webauthn-platform']) await factor(name, false);
  const [{ user_id }] = await server.manage('api/v2/users');
  await server.write('DELETE', `users/${user_id}/authenticators`);
});

const factor = (name, enabled) => server.write('PUT', `guardian/factors/${name}`, { enabled });

/// Up to the page of a second factor, in a new profile.
async function toFactor() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const url = new URL('authorize', server.issuer);
  const request = { client_id: 'web', response_type: 'code', redirect_uri: `${app.base}/callback`, scope: 'openid', state: 'x' };
  url.search = new URLSearchParams(request);
  await page.goto(url.href);
  await signIn(page);
  return page;
}

const proceed = (page) => page.getByRole('button', { name: 'Continue' }).click();
const isBack = (page) => page.waitForURL(`${app.base}/callback?code=**`);

test('a security key is added and named, and asked for at the next login', async () => {
  await factor('webauthn-roaming', true);
  const page = await toFactor();
  const key = await plugIn(page);
  await page.locator('main.mfa-webauthn-roaming-enrollment').waitFor();
  await proceed(page);
  await page.getByLabel('Name').fill('Blue key');
  await proceed(page);
  await isBack(page);
  const [credential] = await key.credentials();
  assert.equal(credential.rpId, new URL(server.issuer).hostname);
  await page.context().close();

  const next = await toFactor();
  const again = await plugIn(next);
  await again.add(credential);
  await next.locator('main.mfa-webauthn-roaming-challenge').waitFor();
  await proceed(next);
  await isBack(next);
  await next.context().close();

  const stranger = await toFactor();
  await plugIn(stranger);
  await stranger.locator('main.mfa-webauthn-roaming-challenge').waitFor();
  await proceed(stranger);
  await stranger.locator('#prompt-alert').waitFor();
  await stranger.context().close();
});

test('a key that does not verify its user is refused where that is required', async () => {
  await factor('webauthn-roaming', true);
  const settings = 'guardian/factors/webauthn-roaming/settings';
  await server.write('PUT', settings, { userVerification: 'required' });
  const page = await toFactor();
  const key = await plugIn(page, { isUserVerified: false });
  await proceed(page);
  await page.locator('#prompt-alert').waitFor();
  assert.deepEqual(await key.credentials(), []);
  await key.verify(true);
  await proceed(page);
  await page.locator('main.mfa-webauthn-change-key-nickname').waitFor();
  await server.write('PUT', settings, { userVerification: 'discouraged' });
  await page.context().close();
});

test('a page without scripts says what it needs', async () => {
  await factor('webauthn-roaming', true);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const url = new URL('authorize', server.issuer);
  url.search = new URLSearchParams({ client_id: 'web', response_type: 'code', redirect_uri: `${app.base}/callback` });
  await page.goto(url.href);
  await signIn(page);
  await page.locator('main.mfa-webauthn-roaming-enrollment').waitFor();
  assert.ok(await page.locator('noscript, .alert').first().isVisible());
  assert.equal(await page.getByRole('button', { name: 'Continue' }).count(), 0);
  await context.close();
});

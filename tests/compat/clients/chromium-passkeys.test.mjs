// Passkeys in a browser: one is offered after a password, after the passkey of another device, or to a new user in the place of a
// password, and signs in from then on, by the button or from the field's list.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { plugIn } from '../lib/authenticator.mjs';
import { launch } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { CONNECTION, EMAIL, PASSWORD, web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

const DEVICE = { transport: 'internal', hasResidentKey: true };

let app, server, browser;

before(async () => {
  app = await WebServer.listen();
  app.handler = (_request, response) => response.end('<title>app</title>the app');
  server = await Footbridge.start([web('web', app.base)]);
  await server.write('PATCH', 'prompts', { identifier_first: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  app?.close();
});

afterEach(async () => {
  for (const { email, user_id } of await server.manage('api/v2/users')) {
    if (email === EMAIL) await server.write('DELETE', `users/${user_id}/authentication-methods`);
    else await server.write('DELETE', `users/${user_id}`);
  }
});

/// How the page for the identifier asks.
async function askBy(challenge_ui) {
  const [{ id, options }] = await server.manage(`api/v2/connections?name=${CONNECTION}`);
  const authentication_methods = { ...options.authentication_methods, passkey: { enabled: true } };
  const passkey_options = { ...options.passkey_options, challenge_ui };
  await server.write('PATCH', `connections/${id}`, { options: { ...options, authentication_methods, passkey_options } });
}

/// The page for the identifier, in a new profile.
async function newPage() {
  const context = await browser.newContext();
  return context.newPage();
}

async function goTo(page, more = {}) {
  const url = new URL('authorize', server.issuer);
  const request = { client_id: 'web', response_type: 'code', redirect_uri: `${app.base}/callback`, scope: 'openid', state: 'x', ...more };
  url.search = new URLSearchParams(request);
  await page.goto(url.href);
}

async function typePassword(page) {
  await goTo(page);
  await page.locator('#username').fill(EMAIL);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.locator('#password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

const isBack = (page) => page.waitForURL(`${app.base}/callback?code=**`);

/// A new passkey in that page's device.
async function enroll(page) {
  await typePassword(page);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await isBack(page);
}

test('a passkey is made after a password, and signs in by the button', async () => {
  await askBy('button');
  const page = await newPage();
  const device = await plugIn(page, DEVICE);
  await enroll(page);
  const [credential] = await device.credentials();
  assert.equal(credential.rpId, new URL(server.issuer).hostname);
  assert.equal(credential.isResidentCredential, true);

  const next = await newPage();
  const again = await plugIn(next, DEVICE);
  await again.add(credential);
  await goTo(next);
  await next.getByRole('button', { name: 'Use a passkey' }).click();
  await isBack(next);
  await next.context().close();

  const unverified = await newPage();
  const locked = await plugIn(unverified, { ...DEVICE, isUserVerified: false });
  await locked.add(credential);
  await goTo(unverified);
  await unverified.getByRole('button', { name: 'Use a passkey' }).click();
  await unverified.locator('#prompt-alert, #passkey-error:not(:empty)').first().waitFor();
  await unverified.context().close();
  await page.context().close();
});

test('a passkey signs in from the list of the field', async () => {
  await askBy('autofill');
  const page = await newPage();
  const device = await plugIn(page, DEVICE);
  await enroll(page);
  const [credential] = await device.credentials();
  const next = await newPage();
  const again = await plugIn(next, DEVICE);
  await again.add(credential);
  await goTo(next);
  await isBack(next);
  await next.context().close();
  await page.context().close();
});

test('who does not want one goes on, and is not asked again in that browser', async () => {
  await askBy('both');
  const page = await newPage();
  await typePassword(page);
  await page.getByRole('button', { name: 'Not now' }).click();
  await isBack(page);
  const cookies = (await page.context().cookies()).filter(({ name }) => !/auth0$/u.test(name));
  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await typePassword(page);
  await isBack(page);
  await page.context().close();
});

const NEW = 'new.user@example.com';

/// The page that offers a new user a passkey.
async function signUp(page) {
  await goTo(page, { screen_hint: 'signup' });
  await page.locator('#email').fill(NEW);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

test('a new user makes a passkey in the place of a password, and signs in with it', async () => {
  await askBy('button');
  const page = await newPage();
  const device = await plugIn(page, DEVICE);
  await signUp(page);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await isBack(page);
  const [credential] = await device.credentials();
  const [user] = await server.manage(`api/v2/users-by-email?email=${NEW}`);
  const [method] = await server.manage(`api/v2/users/${user.user_id}/authentication-methods`);
  assert.equal(method.type, 'passkey');
  assert.equal(method.relying_party_identifier, credential.rpId);
  await page.context().clearCookies();
  await goTo(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await isBack(page);
  await page.context().close();
});

test('a new user may choose a password, with scripts or without', async () => {
  await askBy('both');
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await signUp(page);
    await page.getByRole('button', { name: 'Continue with a password' }).click();
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await isBack(page);
    await context.close();
    const [user] = await server.manage(`api/v2/users-by-email?email=${NEW}`);
    await server.write('DELETE', `users/${user.user_id}`);
  }
});

test('after a passkey of another device, one is made for this device', async () => {
  await askBy('button');
  const page = await newPage();
  const key = await plugIn(page, { ...DEVICE, transport: 'usb' });
  await enroll(page);
  assert.equal((await key.credentials()).length, 1);
  const device = await plugIn(page, DEVICE);
  await page.context().clearCookies();
  await goTo(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'Create a passkey on this device' }).click();
  await isBack(page);
  assert.equal((await device.credentials()).length, 1);
  // With that of the device itself, nothing is offered.
  await key.unplug();
  await page.context().clearCookies();
  await goTo(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await isBack(page);
  await page.context().close();
});

test('without scripts the password is still asked for, and nothing of passkeys is shown', async () => {
  await askBy('both');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await goTo(page);
  assert.equal(await page.getByRole('button', { name: 'Use a passkey' }).count(), 0);
  await page.locator('#username').fill(EMAIL);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.locator('#password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('button', { name: 'Not now' }).click();
  await isBack(page);
  await context.close();
});

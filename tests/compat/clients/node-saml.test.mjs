// @node-saml/node-saml as a service provider, over HTTPS and in a real browser.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';

import { launch } from '../lib/chromium.mjs';
import { EMAIL, application, arrive, client, keyPair } from '../lib/federation.mjs';
import { Footbridge } from '../lib/footbridge.mjs';

const key = keyPair();
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
// What the service provider expects, and the add-on that gives it.
const VARIANTS = {
  'a signed assertion': [{ wantAuthnResponseSigned: false }, {}],
  'a signed response': [{ wantAssertionsSigned: false }, { signResponse: true }],
  'both signed': [{}, { signResponse: true, signAssertion: true }],
  'SHA-1, where it is named': [{ wantAuthnResponseSigned: false }, { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' }],
  'an assertion encrypted with AES-GCM': [{ wantAuthnResponseSigned: false, decryptionPvk: key.privateKey }, { encryptionPublicKey: key.publicKey }],
  'an assertion encrypted with AES-CBC': [
    { wantAuthnResponseSigned: false, decryptionPvk: key.privateKey },
    { encryptionPublicKey: key.publicKey, encryptionAlgorithm: 'aes256-cbc' },
  ],
  'a signed request in a URL': [{ wantAuthnResponseSigned: false, privateKey: key.privateKey, signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' }, { signingCert: key.publicKey }],
  'a signed request in a form': [
    { wantAuthnResponseSigned: false, privateKey: key.privateKey, signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256', authnRequestBinding: 'HTTP-POST' },
    { signingCert: key.publicKey },
  ],
  'an unsigned request in a form': [{ wantAuthnResponseSigned: false, authnRequestBinding: 'HTTP-POST' }, {}],
};

let app, elsewhere, server, browser;
// Who was told that the session is over.
const ended = [];
const providers = new Map();
const names = Object.keys(VARIANTS);
const id = (name) => `sp${names.indexOf(name)}`;
// The third has an origin of its own: browsers hold the policy of our pages against every redirect that follows them.
const base = (name) => (name === names[2] ? elsewhere : app).base;
const context = () => browser.newContext({ ignoreHTTPSErrors: true });

before(async () => {
  const handlers = {};
  app = await application(handlers, { tls: true });
  elsewhere = await application(handlers, { tls: true });
  const clients = names.map((name) => {
    const logout = { callback: `${base(name)}/${id(name)}/slo` };
    const more = { allowed_logout_urls: [`${app.base}/bye`] };
    return client(id(name), [`${base(name)}/${id(name)}/acs`], { samlp: { logout, ...VARIANTS[name][1] } }, more);
  });
  // Of the others a form tells; only from a URL does node-saml take the last word of a logout.
  clients[0].addons.samlp.binding = REDIRECT;
  clients[1].addons.samlp.binding = REDIRECT;
  handlers['/bye'] = async () => ({ bye: true });
  server = await Footbridge.start(clients, { tls: true });
  for (const name of names) {
    const metadata = await (await fetch(`${server.issuer}samlp/metadata/${id(name)}`)).text();
    const certificates = [...metadata.matchAll(/<ds:X509Certificate>([^<]*)</g)].map((found) => found[1]);
    const provider = new SAML({
      entryPoint: `${server.issuer}samlp/${id(name)}`,
      logoutUrl: `${server.issuer}samlp/${id(name)}/logout`,
      callbackUrl: `${base(name)}/${id(name)}/acs`,
      issuer: `urn:node-saml:${id(name)}`,
      audience: `urn:node-saml:${id(name)}`,
      idpIssuer: `urn:${server.domain}`,
      idpCert: certificates,
      validateInResponseTo: ValidateInResponseTo.always,
      acceptedClockSkewMs: 0,
      ...VARIANTS[name][0],
    });
    providers.set(name, provider);
    let profile;
    handlers[`/${id(name)}/login`] = async ({ query }) => {
      if (provider.options.authnRequestBinding === 'HTTP-POST') return { html: await provider.getAuthorizeFormAsync('r', undefined) };
      const url = new URL(await provider.getAuthorizeUrlAsync('r', undefined, {}));
      if (query.session_transfer_token) url.searchParams.set('session_transfer_token', query.session_transfer_token);
      return { redirect: url.href };
    };
    handlers[`/${id(name)}/acs`] = async ({ form }) => {
      const outcome = await provider.validatePostResponseAsync(form);
      profile = outcome.profile;
      return { profile, relayState: form.RelayState };
    };
    handlers[`/${id(name)}/logout`] = async () => ({ redirect: await provider.getLogoutUrlAsync(profile, 'bye', {}) });
    handlers[`/${id(name)}/slo`] = async ({ form, query, search }) => {
      const message = Object.keys(query).length > 0 ? query : form;
      const outcome =
        message === query ? await provider.validateRedirectAsync(query, search) : message.SAMLRequest ? await provider.validatePostRequestAsync(form) : await provider.validatePostResponseAsync(form);
      if (outcome.loggedOut && message.SAMLRequest) ended.push(id(name));
      if (message.SAMLResponse) return { loggedOut: outcome.loggedOut, relayState: message.RelayState };
      const told = await provider.getLogoutResponseUrlAsync(outcome.profile, message.RelayState, {}, true);
      return { redirect: told };
    };
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  app?.close();
  elsewhere?.close();
});

const at = (name) => `${base(name)}/${id(name)}/acs`;

for (const name of names) {
  test(`signs in: ${name}`, async () => {
    const tab = await context();
    const { profile, relayState, error } = await arrive(tab, `${base(name)}/${id(name)}/login`, { at: at(name), signsIn: true });
    assert.equal(error, undefined);
    assert.equal(profile.nameID, 'auth0|ada');
    assert.equal(profile['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'], EMAIL);
    assert.equal(profile.issuer, `urn:${server.domain}`);
    assert.ok(profile.sessionIndex);
    assert.equal(relayState, 'r');
    await tab.close();
  });
}

test('a transfer token beside the request signs in', async () => {
  const tab = await context();
  const token = await server.transfer();
  const name = names[0];
  const { profile } = await arrive(tab, `${app.base}/${id(name)}/login?session_transfer_token=${token}`, { at: at(name), signsIn: false });
  assert.equal(profile.nameID, 'auth0|ada');
  assert.equal((await server.newestTransfer()).verdict, 'accepted');
  await tab.close();
});

test('a form signs in without JavaScript, by its button', async () => {
  const tab = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
  const page = await tab.newPage();
  const token = await server.transfer();
  await page.goto(`${app.base}/${id(names[0])}/login?session_transfer_token=${token}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`${at(names[0])}**`);
  assert.equal(JSON.parse(await page.locator('body').innerText()).profile.nameID, 'auth0|ada');
  await tab.close();
});

test('a logout goes around and comes back', async () => {
  const tab = await context();
  const [first, second, third] = names;
  await arrive(tab, `${app.base}/${id(first)}/login`, { at: at(first), signsIn: true });
  await arrive(tab, `${app.base}/${id(second)}/login`, { at: at(second), signsIn: false });
  await arrive(tab, `${base(third)}/${id(third)}/login`, { at: at(third), signsIn: false });
  const page = await tab.newPage();
  await page.goto(`${app.base}/${id(second)}/logout`);
  await page.waitForURL(`${app.base}/${id(second)}/slo**`);
  assert.deepEqual(JSON.parse(await page.locator('body').innerText()), { loggedOut: true, relayState: 'bye' });
  assert.deepEqual(ended.sort(), [id(first), id(third)]);
  const [told] = await server.logs('slo');
  assert.equal(told.client_id, id(second));
  const again = await tab.newPage();
  await again.goto(`${app.base}/${id(first)}/login`);
  assert.match(again.url(), /\/u\/login/);
  await tab.close();
});

test('a logout of ours goes around and ends where the application wants it', async () => {
  const tab = await context();
  ended.length = 0;
  for (const [number, name] of names.slice(0, 3).entries()) {
    await arrive(tab, `${base(name)}/${id(name)}/login`, { at: at(name), signsIn: number === 0 });
  }
  const page = await tab.newPage();
  await page.goto(`${server.issuer}v2/logout?client_id=${id(names[0])}&returnTo=${encodeURIComponent(`${app.base}/bye`)}`);
  await page.waitForURL(`${app.base}/bye`);
  assert.deepEqual(ended.sort(), names.slice(0, 3).map(id));
  assert.deepEqual((await tab.cookies(server.issuer)).filter((cookie) => cookie.name === '__Host-auth0'), []);
  await tab.close();
});

// Auth0's passport-wsfed-saml2 as a WS-Federation relying party and as a SAML service provider, in a real browser.

import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { after, before, test } from 'node:test';
import passport from 'passport-wsfed-saml2';

import { launch } from '../lib/chromium.mjs';
import { EMAIL, application, arrive, client } from '../lib/federation.mjs';
import { Footbridge } from '../lib/footbridge.mjs';

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
let app, server, browser;

before(async () => {
  const handlers = {};
  app = await application(handlers);
  server = await Footbridge.start([
    client('rp', [`${app.base}/rp`], { wsfed: {} }, { client_aliases: ['urn:relying:party'] }),
    client('sp', [`${app.base}/sp`], { samlp: {} }),
  ]);
  const { keys } = await (await fetch(`${server.issuer}.well-known/jwks.json`)).json();
  const thumbprints = keys.map(({ x5c }) => createHash('sha1').update(new X509Certificate(Buffer.from(x5c[0], 'base64')).raw).digest('hex'));
  const verify = (profile, done) => done(null, profile);
  const strategies = {
    '/rp': new passport.Strategy(
      { realm: 'urn:relying:party', wreply: `${app.base}/rp`, identityProviderUrl: `${server.issuer}wsfed`, thumbprints },
      verify,
    ),
    '/sp': new passport.Strategy(
      { protocol: 'samlp', path: '/sp', realm: 'urn:passport:sp', identityProviderUrl: `${server.issuer}samlp/sp`, thumbprints, checkDestination: true, destinationUrl: `${app.base}/sp`, recipientUrl: `${app.base}/sp` },
      verify,
    ),
  };
  for (const [path, strategy] of Object.entries(strategies)) {
    handlers[path] = ({ request, form, query }) =>
      new Promise((resolve, reject) => {
        const one = Object.create(strategy);
        one.success = (profile) => resolve({ profile, wctx: form.wctx });
        one.fail = (challenge) => reject(new Error(`failed: ${challenge?.message ?? challenge}`));
        one.error = reject;
        one.redirect = (url) => {
          const to = new URL(url);
          for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value);
          resolve({ redirect: to.href });
        };
        // As Express gives it.
        one.authenticate({ method: request.method, url: request.url, originalUrl: request.url, headers: request.headers, connection: {}, body: form, query, get: (name) => request.headers[name.toLowerCase()] }, {});
      });
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  app?.close();
});

test('WS-Federation signs in', async () => {
  const context = await browser.newContext();
  const { profile, error } = await arrive(context, `${app.base}/rp?wctx=deep`, { at: `${app.base}/rp`, signsIn: true });
  assert.equal(error, undefined);
  assert.equal(profile[`${CLAIMS}/emailaddress`], EMAIL);
  assert.equal(profile[`${CLAIMS}/nameidentifier`], 'auth0|ada');
  await context.close();
});

test('a transfer token beside the WS-Federation request signs in', async () => {
  const context = await browser.newContext();
  const token = await server.transfer();
  const { profile } = await arrive(context, `${app.base}/rp?session_transfer_token=${token}`, { at: `${app.base}/rp`, signsIn: false });
  assert.equal(profile[`${CLAIMS}/emailaddress`], EMAIL);
  await context.close();
});

test('SAML signs in', async () => {
  const context = await browser.newContext();
  const { profile, error } = await arrive(context, `${app.base}/sp`, { at: `${app.base}/sp`, signsIn: true });
  assert.equal(error, undefined);
  assert.equal(profile[`${CLAIMS}/emailaddress`], EMAIL);
  await context.close();
});

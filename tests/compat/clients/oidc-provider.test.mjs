// oidc-provider as the identity provider of a connection: users sign in there, with its own pages and keys.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Provider } from 'oidc-provider';

import { documents, launch } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { AUTOMATION, web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

const SECRET = 'a secret that the provider has given us';
const CONNECTIONS = { back: 'back_channel', front: 'front_channel' };

let application, place, issuer, server, browser;

before(async () => {
  application = await WebServer.listen();
  place = await WebServer.listen();
  // Another site than ours: its form brings none of our cookies.
  issuer = place.base.replace('localhost', '127.0.0.1');
  server = await Footbridge.start([web('app', application.base)], {
    environment: { FOOTBRIDGE_ACTIONS__ALLOW_PRIVATE_ADDRESSES: 'true' },
  });
  place.handler = provider(`${server.issuer}login/callback`).callback();
  for (const [name, type] of Object.entries(CONNECTIONS)) await connect(name, type);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  application?.close();
  place?.close();
});

function provider(callback) {
  const common = { client_secret: SECRET, redirect_uris: [callback], token_endpoint_auth_method: 'client_secret_post' };
  const made = new Provider(issuer, {
    clients: [
      { ...common, client_id: 'back', response_types: ['code'], grant_types: ['authorization_code'] },
      { ...common, client_id: 'front', response_types: ['id_token'], grant_types: ['implicit'] },
    ],
    responseTypes: ['code', 'id_token'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'nickname'] },
    // Otherwise they would come from userinfo alone.
    conformIdTokenClaims: false,
    pkce: { required: () => false },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@corp.example`, email_verified: true, name: `${id} of Corp` }),
    }),
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: true } },
  });
  // The implicit flow is for https, and this machine has none (the provider's own recipe for tests).
  const { invalidate } = made.Client.Schema.prototype;
  made.Client.Schema.prototype.invalidate = function (message, code) {
    if (code !== 'implicit-force-https' && code !== 'implicit-forbid-localhost') invalidate.call(this, message, code);
  };
  return made;
}

async function connect(name, type) {
  const body = {
    name,
    strategy: 'oidc',
    display_name: `Corp by the ${name}`,
    show_as_button: true,
    options: {
      type,
      client_id: name,
      client_secret: SECRET,
      discovery_url: `${issuer}/.well-known/openid-configuration`,
      scope: 'openid email profile',
    },
  };
  const { id } = await manage('POST', 'connections', body);
  await manage('PATCH', `connections/${id}/clients`, [{ client_id: 'app', status: true }]);
}

async function manage(method, path, body) {
  const grant = { grant_type: 'client_credentials', audience: `${server.issuer}api/v2/`, ...AUTOMATION };
  const token = await (await server.token(grant)).json();
  const answer = await fetch(`${server.issuer}api/v2/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token.access_token}` },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}

function begin(more = {}) {
  const query = new URLSearchParams({
    client_id: 'app',
    response_type: 'code',
    redirect_uri: `${application.base}/callback`,
    scope: 'openid profile email',
    state: 'as-it-was',
    ...more,
  });
  return `${server.issuer}authorize?${query}`;
}

/// The provider's pages for development: who it is, and whether we may know.
async function signInThere(page, who) {
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.locator('input[name=login]').fill(who);
  await page.locator('input[name=password]').fill('whatever');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function claimsOf(page) {
  await page.waitForURL(`${application.base}/callback**`);
  const url = new URL(page.url());
  assert.equal(url.searchParams.get('state'), 'as-it-was', `${url}`);
  const code = url.searchParams.get('code');
  assert.ok(code, `${url}`);
  const answer = await server.token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${application.base}/callback`,
    client_id: 'app',
    client_secret: 'app-secret',
  });
  const { id_token } = await answer.json();
  return JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url'));
}

for (const [name, type] of Object.entries(CONNECTIONS)) {
  test(`a user signs in by the button (${type})`, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const seen = documents(page);
    await page.goto(begin());
    await page.getByRole('button', { name: `Continue with Corp by the ${name}` }).click();
    await signInThere(page, 'jane');
    const claims = await claimsOf(page);
    assert.equal(claims.sub, `oidc|${name}|jane`);
    assert.equal(claims.email, 'jane@corp.example');
    assert.equal(claims.email_verified, true);
    assert.equal(claims.name, 'jane of Corp');
    const back = seen.filter((line) => line.includes('/login/callback'));
    assert.equal(back.length, 1, seen.join('\n'));
    assert.ok(back[0].startsWith(name === 'front' ? 'POST' : 'GET'), back[0]);
    // The session is ours: the provider is not asked again.
    await page.goto(begin({ prompt: 'none' }));
    assert.equal((await claimsOf(page)).sub, `oidc|${name}|jane`);
    await context.close();
  });

  test(`connection= leads there at once (${type})`, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(begin({ connection: name }));
    await signInThere(page, 'joe');
    assert.equal((await claimsOf(page)).sub, `oidc|${name}|joe`);
    await context.close();
  });
}

test('a user who cancels there comes back to the application', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(begin({ connection: 'back' }));
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.getByText('Cancel').click();
  await page.waitForURL(`${application.base}/callback**`);
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get('error'), 'access_denied');
  assert.equal(searchParams.get('error_description'), 'End-User aborted interaction');
  await context.close();
});

// What a browser does of its own accord must neither spend a transfer token nor tell it to others, and nothing that it holds
// against a page may stop a login.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';

import { documents, launch, signIn } from '../lib/chromium.mjs';
import { client } from '../lib/federation.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { hoppingApplication } from '../lib/hops.mjs';
import { TEMPLATE } from '../lib/looks.mjs';
import { EMAIL, PASSWORD, web } from '../lib/tenant.mjs';
import { WebServer } from '../lib/web.mjs';

let app, hops, server, browser, body;
let arrivals = [];

before(async () => {
  app = await WebServer.listen();
  app.handler = (request, response) => {
    arrivals.push({ url: request.url, headers: request.headers });
    response.setHeader('content-type', 'text/html');
    response.end(request.url.startsWith('/hint') ? body : '<title>app</title>the app');
  };
  hops = await hoppingApplication();
  const hopping = { callbacks: [hops.callback], allowed_logout_urls: [hops.callback] };
  const scheme = { callbacks: [SCHEME] };
  server = await Footbridge.start([
    web('web', app.base),
    web('form', app.base),
    web('hopping', hops.base, hopping),
    web('asking', hops.base, { ...hopping, is_first_party: false }),
    web('scheme', app.base, scheme),
    web('confirming', app.base, {
      ...scheme,
      is_first_party: false,
      skip_non_verifiable_callback_uri_confirmation_prompt: false,
    }),
    client('sp', [hops.callback], { samlp: {} }),
    client('rp', [hops.callback], { wsfed: {} }),
  ]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  app?.close();
  hops?.close();
});

const SCHEME = 'com.example.app://callback';

/// An authorization URL that carries a new token.
async function authorizeUrl(token, more = {}) {
  const url = new URL('authorize', server.issuer);
  url.search = new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    redirect_uri: `${app.base}/callback`,
    scope: 'openid',
    state: oidc.randomState(),
    ...(token ? { session_transfer_token: token } : {}),
    ...more,
  });
  return url.href;
}

/// Opens a page of the application with this in it.
async function hint(context, html) {
  arrivals = [];
  body = `<title>hint</title>${html}`;
  const page = await context.newPage();
  await page.goto(`${app.base}/hint`);
  return page;
}

async function until(what, condition) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it does not come true that ${what}`);
}

/// How the server has answered at /authorize, from its own request log.
function answers() {
  const requests = server.log.map((line) => JSON.parse(line).fields);
  return requests.filter(({ route }) => route === '/authorize').map(({ status }) => status);
}

const speculation = (kind, url) =>
  `<script type="speculationrules">${JSON.stringify({
    [kind]: [{ source: 'list', urls: [url], eagerness: 'immediate' }],
  })}</script>`;
// With what the server says to it: to look for a session without the token, or not while guessing.
const HINTS = [
  ['an image', 302, (url) => `<img src="${url}">`],
  ['a frame', 302, (url) => `<iframe src="${url}"></iframe>`],
  ['a link to prefetch', 503, (url) => `<link rel="prefetch" href="${url}">`],
  ['a speculative prefetch', 503, (url) => speculation('prefetch', url)],
  ['a speculative prerender', 503, (url) => speculation('prerender', url)],
];

for (const [name, status, html] of HINTS) {
  test(`${name} leaves the token for the navigation`, async () => {
    const context = await browser.newContext();
    const url = await authorizeUrl(await server.transfer());
    const before = answers().length;
    const escaped = name.startsWith('a speculative') ? url : url.replaceAll('&', '&amp;');
    const page = await hint(context, html(escaped));
    await until('the browser has asked', () => answers().length > before);
    assert.equal(answers()[before], status);
    const waiting = await server.newestTransfer();
    assert.deepEqual([waiting.verdict, waiting.used_at], ['waiting', null]);
    const navigation = await context.newPage();
    await navigation.goto(url);
    await navigation.waitForURL(`${app.base}/callback?code=**`);
    assert.equal((await server.newestTransfer()).verdict, 'accepted');
    await page.close();
    await context.close();
  });
}

test('no Referer tells the token, with a redirect, with a form and with the login page', async () => {
  const used = await server.transfer();
  const steps = [
    [await server.transfer(), {}],
    [await server.transfer(), { response_mode: 'form_post', client_id: 'form' }],
  ];
  for (const [token, more] of steps) {
    const context = await browser.newContext();
    await hint(context, '');
    const page = await context.newPage();
    await page.goto(await authorizeUrl(token, more));
    await page.waitForURL(`${app.base}/callback**`);
    const last = arrivals.filter(({ url }) => url.startsWith('/callback')).at(-1);
    assert.ok(last, 'the browser came back');
    assert.equal(last.headers.referer, undefined);
    assert.ok(!JSON.stringify(arrivals).includes(token));
    await context.close();
  }
  const context = await browser.newContext();
  await hint(context, '');
  const first = await context.newPage();
  await first.goto(await authorizeUrl(used));
  await first.waitForURL(`${app.base}/callback**`);
  await context.clearCookies();
  const requests = [];
  const page = await context.newPage();
  page.on('request', async (request) => requests.push(await request.allHeaders()));
  await page.goto(await authorizeUrl(used));
  await page.waitForURL(`${server.issuer}u/login**`);
  assert.ok(!page.url().includes(used));
  await signIn(page);
  await page.waitForURL(`${app.base}/callback?code=**`);
  assert.ok(!requests.some((headers) => (headers.referer ?? '').includes(used)));
  assert.ok(!server.log.join('\n').includes(used), 'nor does the server log it');
  await context.close();
});

test('the error page at a URL with a token asks for nothing and links nowhere', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const token = await server.transfer();
  const answer = await page.goto(await authorizeUrl(token, { redirect_uri: `${app.base}/elsewhere` }));
  assert.equal(answer.status(), 403);
  await page.waitForLoadState('networkidle');
  assert.equal(requests.length, 1, requests.join('\n'));
  assert.equal(await page.locator('a[href], form, link[href], script').count(), 0);
  assert.ok(!(await page.content()).includes(token));
  assert.equal((await server.newestTransfer()).verdict, 'waiting');
  await context.close();
});

test('Back does not send the token again', async () => {
  const context = await browser.newContext();
  const page = await hint(context, '');
  const seen = documents(page);
  const token = await server.transfer();
  const url = await authorizeUrl(token);
  await page.evaluate((to) => location.assign(to), url);
  await page.waitForURL(`${app.base}/callback?code=**`);
  await page.goto(`${app.base}/elsewhere`);
  await page.goBack();
  await page.goBack();
  await page.waitForURL(`${app.base}/hint`);
  assert.equal(seen.filter((line) => line.includes(token)).length, 1, seen.join('\n'));
  const warnings = (await server.logs('w')).filter(({ client_id }) => client_id === 'web');
  const trace = await server.manage(`_footbridge/transfers/${(await server.newestTransfer()).id}`);
  assert.equal(trace.attempts.length, 1, JSON.stringify(warnings));
  await context.close();
});

test('the login page works without JavaScript', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  arrivals = [];
  const page = await context.newPage();
  await page.goto(await authorizeUrl());
  await page.getByLabel('Email or username').fill('ada@example.com');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').waitFor();
  await signIn(page);
  await page.waitForURL(`${app.base}/callback?code=**`);
  await context.close();
});

test('a second click does not send a form that is on its way, and Back lets it be sent', async () => {
  const { context, page } = await window();
  const sent = [];
  await page.route('**/u/login?*', async (route) => {
    if (route.request().method() === 'POST') {
      sent.push(route.request().url());
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await route.continue();
  });
  await page.goto(await authorizeUrl());
  const type = async (password) => {
    await page.getByLabel('Email or username').fill(EMAIL);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Continue' }).dblclick({ noWaitAfter: true });
  };
  await type('wrong');
  await page.getByRole('alert').waitFor();
  assert.equal(sent.length, 1);
  await page.goBack();
  await type(PASSWORD);
  await page.waitForURL(`${app.base}/callback?code=**`);
  assert.equal(sent.length, 2);
  await context.close();
});

test('an answer by form_post works without JavaScript, by its button', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  arrivals = [];
  const page = await context.newPage();
  await page.goto(await authorizeUrl(await server.transfer(), { response_mode: 'form_post', client_id: 'form' }));
  await page.getByRole('button').click();
  await page.waitForURL(`${app.base}/callback`);
  await context.close();
});

/// A new window, and what its pages complain of: Chromium says there what a policy has stopped.
async function window(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return { context, page, complaints };
}

/// The forms that end at an application, each from its page to its button.
const FORMS = [
  ['after the login', 'login', 'code', () => authorizeUrl(undefined, { client_id: 'hopping', redirect_uri: hops.callback })],
  ['after consent', 'consent', 'code', () => authorizeUrl(undefined, { client_id: 'asking', redirect_uri: hops.callback })],
  [
    'by form_post',
    'login',
    'code',
    () => authorizeUrl(undefined, { client_id: 'hopping', redirect_uri: hops.callback, response_mode: 'form_post' }),
  ],
  ['with a SAML response', 'login', 'SAMLResponse', () => `${server.issuer}samlp/sp`],
  ['with a WS-Federation token', 'login', 'wresult', () => `${server.issuer}wsfed/rp`],
];

for (const [name, last, brought, start] of FORMS) {
  test(`a callback that hops to two other origins is reached ${name}`, async () => {
    const { context, page, complaints } = await window();
    await page.goto(await start());
    await signIn(page);
    if (last === 'consent') await page.getByRole('button', { name: 'Accept' }).click();
    await page.waitForURL(`${hops.end}?**`);
    assert.ok(new URL(page.url()).searchParams.get(brought), page.url());
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('a logout that is confirmed reaches an application that hops to two other origins', async () => {
  const { context, page, complaints } = await window();
  await page.goto(await authorizeUrl(undefined, { client_id: 'hopping', redirect_uri: hops.callback }));
  await signIn(page);
  await page.waitForURL(`${hops.end}?**`);
  const asked = new URLSearchParams({ client_id: 'hopping', post_logout_redirect_uri: hops.callback, state: 'bye' });
  await page.goto(`${server.issuer}oidc/logout?${asked}`);
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.waitForURL(`${hops.end}?state=bye`);
  assert.deepEqual(complaints, []);
  await context.close();
});

for (const [name, client_id] of [
  ['after the login', 'scheme'],
  ['after consent', 'confirming'],
]) {
  test(`a callback with a custom scheme is reached ${name}`, async () => {
    const { context, page, complaints } = await window();
    const reached = page.waitForEvent('requestfailed', (request) => request.url().startsWith(SCHEME));
    await page.goto(await authorizeUrl(undefined, { client_id, redirect_uri: SCHEME }));
    await signIn(page);
    if (client_id === 'confirming') await page.getByRole('button', { name: 'Accept' }).click();
    assert.ok(new URL((await reached).url()).searchParams.get('code'));
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("a suite that was written for Auth0's page signs in", async () => {
  const { context, page } = await window();
  await page.goto(await authorizeUrl());
  await page.fill('input[id="username"]', EMAIL);
  await page.fill('input[id="password"]', 'wrong');
  await page.click('button[type="submit"][name="action"][value="default"]');
  await page.locator('#error-element-password').waitFor();
  await page.fill('input#password[name=password]', PASSWORD);
  const buttons = page.getByText('Continue', { exact: true });
  assert.equal(await buttons.count(), 1);
  await buttons.click();
  await page.waitForURL(`${app.base}/callback?code=**`);
  await context.close();
});

test('an answer by form_post waits for the load of its page', async () => {
  const { context, page } = await window();
  const seen = [];
  await page.exposeBinding('noted', (_source, event) => seen.push(event));
  await page.addInitScript(() => {
    for (const event of ['load', 'pagehide']) addEventListener(event, () => window.noted(`${location.pathname} ${event}`));
  });
  await page.goto(await authorizeUrl(await server.transfer(), { response_mode: 'form_post', client_id: 'form' }));
  await page.waitForURL(`${app.base}/callback`);
  assert.ok(seen.includes('/authorize/resume load'), seen.join('\n'));
  await context.close();
});

test('tabs that are opened at once each get their form, and sign in', async () => {
  const context = await browser.newContext();
  const tabs = await Promise.all([1, 2, 3].map(() => context.newPage()));
  await Promise.all(tabs.map(async (tab) => tab.goto(await authorizeUrl())));
  for (const tab of tabs) {
    await signIn(tab);
    await tab.waitForURL(`${app.base}/callback?code=**`);
  }
  await context.close();
});

test('Back after the login leads to where logins begin', async () => {
  const { context, page } = await window();
  await page.goto(await authorizeUrl(undefined, { client_id: 'hopping', redirect_uri: hops.callback }));
  await signIn(page);
  await page.waitForURL(`${hops.end}?**`);
  await page.goBack();
  await page.getByRole('link', { name: 'Back to hopping' }).click();
  await page.waitForURL(`${hops.end}**`);
  await context.close();
});

test('a page template is shown with its own style, runs no script, and its form signs in', async () => {
  const { context, page } = await window();
  const template = TEMPLATE.replace('</head>', '<script>document.title = "ran"</script></head>');
  await server.write('PUT', 'branding/templates/universal-login', { template });
  await page.goto(await authorizeUrl());
  const ours = page.locator('.ours');
  assert.equal(await ours.textContent(), 'web');
  assert.equal(await ours.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(1, 2, 3)');
  assert.notEqual(await page.title(), 'ran');
  await signIn(page);
  await page.waitForURL(`${app.base}/callback?code=**`);
  await server.write('DELETE', 'branding/templates/universal-login');
  await context.close();
});

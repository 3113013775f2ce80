// @auth0/nextjs-auth0 in a small application (nextjs/) that is built and served as in production, and a real browser.
//
// The SDK takes neither localhost nor a domain with a port. The issuer is at another name, then, and the application and
// the browser are told where that is.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { documents, launch, signIn } from '../lib/chromium.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { EMAIL, PASSWORD, web } from '../lib/tenant.mjs';
import { KEPT, ran } from '../lib/tools.mjs';
import { WebServer } from '../lib/web.mjs';

const DOMAIN = 'login.compat.test';
const HOME = path.join(KEPT, 'nextjs');
const NEXT = path.join(HOME, 'node_modules/next/dist/bin/next');
const MORE = {
  refresh_token: {
    rotation_type: 'rotating',
    expiration_type: 'expiring',
    leeway: 0,
    token_lifetime: 2592000,
    idle_token_lifetime: 1296000,
  },
};
let base, server, next, browser;

before(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  const client = web('nextjs', base, { ...MORE, callbacks: [`${base}/auth/callback`] });
  const environment = {
    FOOTBRIDGE_ISSUER: `https://${DOMAIN}/`,
    FOOTBRIDGE_CUSTOM_DOMAINS: 'localhost',
    FOOTBRIDGE_TEST_MODE: 'true',
  };
  server = await Footbridge.start([client], { tls: true, environment });
  const env = {
    PATH: process.env.PATH,
    HOME,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
    NODE_OPTIONS: `--import=${path.join(import.meta.dirname, '../nextjs/network.js')}`,
    FOOTBRIDGE_PORT: server.port,
    FOOTBRIDGE_DOMAIN: DOMAIN,
    APP_BASE_URL: base,
    AUTH0_DOMAIN: server.domain,
    AUTH0_CLIENT_ID: 'nextjs',
    AUTH0_CLIENT_SECRET: 'nextjs-secret',
    AUTH0_SECRET: randomBytes(32).toString('hex'),
  };
  await build(env);
  next = spawn(process.execPath, [NEXT, 'start', '-H', 'localhost', '-p', String(port)], { cwd: HOME, env, stdio: 'ignore' });
  process.on('exit', () => next.kill('SIGKILL'));
  await answering(`${base}/`);
  browser = await launch([`--host-resolver-rules=MAP ${DOMAIN}:443 127.0.0.1:${server.port}`]);
});

after(async () => {
  await browser?.close();
  next?.kill('SIGKILL');
  await server?.stop();
});

/// The application in a directory of its own, with its packages.
async function build(env) {
  await rm(path.join(HOME, 'app'), { recursive: true, force: true });
  await cp(path.join(import.meta.dirname, '../nextjs'), HOME, { recursive: true });
  const steps = [
    ['npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], process.env],
    [process.execPath, [NEXT, 'build'], env],
  ];
  for (const [program, argv, env] of steps) {
    const { code, stdout, stderr } = await ran(program, argv, { cwd: HOME, env });
    assert.equal(code, 0, `${program} ${argv.join(' ')}\n${stdout}\n${stderr}`);
  }
}

async function freePort() {
  const place = await WebServer.listen();
  const { port } = place.server.address();
  place.close();
  await once(place.server, 'close');
  return port;
}

async function answering(url) {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(url).catch(() => undefined))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

/// Who the application says is signed in.
async function user(page) {
  await page.goto(`${base}/`);
  return JSON.parse(await page.locator('pre').innerText()).user;
}

async function login(page) {
  await page.goto(`${base}/auth/login`);
  await signIn(page);
  await page.waitForURL(`${base}/`);
}

const people = () => browser.newContext({ ignoreHTTPSErrors: true });

test('login by the page, and who it was', async () => {
  const context = await people();
  const page = await context.newPage();
  await login(page);
  assert.equal((await user(page)).email, 'ada@example.com');
  const profile = await (await context.request.get(`${base}/auth/profile`)).json();
  assert.equal(profile.sub, 'auth0|ada');
  await context.close();
});

test('access tokens, renewed with a refresh token that rotates', async () => {
  const context = await people();
  await login(await context.newPage());
  const first = await (await context.request.get(`${base}/auth/access-token`)).json();
  const second = await (await context.request.get(`${base}/token`)).json();
  const third = await (await context.request.get(`${base}/token`)).json();
  assert.equal(new Set([first.token, second.token, third.token]).size, 3);
  assert.ok((await server.logs('sertft')).length >= 2);
  await context.close();
});

test('logout ends both sessions', async () => {
  const context = await people();
  const page = await context.newPage();
  await login(page);
  await page.goto(`${base}/auth/logout`);
  await page.waitForURL(`${base}/`);
  assert.equal(await user(page), null);
  await page.goto(`${base}/auth/login`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await context.close();
});

// What the SDK's own end-to-end suite takes hold of, in the two layouts that it has known.
const USERNAME = 'input[id="username"]';
const PASSWORD_FIELD = 'input[id="password"]';

test('the page has the fields and the text of its own suite', async () => {
  const context = await people();
  const page = await context.newPage();
  await page.goto(`${base}/auth/login?returnTo=/?from=suite`);
  await page.fill(USERNAME, EMAIL);
  await page.fill(PASSWORD_FIELD, PASSWORD);
  await page.getByText('Continue', { exact: true }).click();
  await page.waitForURL(`${base}/?from=suite`);
  assert.equal((await user(page)).email, EMAIL);
  await context.close();
});

test('identifier first, its primary button leads from field to field', async () => {
  await server.write('PATCH', 'prompts', { identifier_first: true });
  const context = await people();
  const page = await context.newPage();
  await page.goto(`${base}/auth/login?returnTo=/?from=suite`);
  for (const [field, value] of [[USERNAME, EMAIL], [PASSWORD_FIELD, PASSWORD]]) {
    await page.waitForSelector(field);
    await page.fill(field, value);
    await page.locator('button[data-action-button-primary="true"]').click();
  }
  await page.waitForURL(`${base}/?from=suite`);
  assert.equal((await user(page)).email, EMAIL);
  await server.write('PATCH', 'prompts', { identifier_first: false });
  await context.close();
});

test('a transfer token in the login URL signs in without a page', async () => {
  const context = await people();
  const page = await context.newPage();
  const seen = documents(page);
  await page.goto(`${base}/auth/login?session_transfer_token=${await server.transfer()}`);
  assert.equal((await user(page)).email, 'ada@example.com');
  assert.ok(!seen.some((line) => line.includes('/u/login')), seen.join('\n'));
  assert.equal((await server.newestTransfer()).verdict, 'accepted');
  await context.close();
});

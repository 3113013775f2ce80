// Apache with mod_auth_mellon in front of a page, over HTTPS and in a real browser.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launch, signIn } from '../lib/chromium.mjs';
import { EMAIL, client } from '../lib/federation.mjs';
import { Footbridge } from '../lib/footbridge.mjs';
import { WebServer } from '../lib/web.mjs';

const EMAIL_CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
let base, server, browser, apache, directory;

before(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'footbridge-mellon-'));
  // A port that was free a moment ago.
  const place = await WebServer.listen({ tls: true });
  base = place.base;
  place.close();
  const [key, certificate] = ['sp.key', 'sp.crt'].map((name) => path.join(directory, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=sp', '-days', '2', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const samlp = {
    audience: 'urn:mellon',
    signingCert: await readFile(certificate, 'utf8'),
    logout: { callback: `${base}/mellon/logout` },
    binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  };
  server = await Footbridge.start([client('mellon', [`${base}/mellon/postResponse`], { samlp })], { tls: true });
  const metadata = await (await fetch(`${server.issuer}samlp/metadata/mellon`)).text();
  await writeFile(path.join(directory, 'idp.xml'), metadata);
  await mkdir(path.join(directory, 'htdocs/private'), { recursive: true });
  await writeFile(path.join(directory, 'htdocs/index.html'), '<title>out</title>outside');
  await writeFile(path.join(directory, 'htdocs/private/index.html'), '<title>in</title>inside');
  execFileSync('chmod', ['-R', 'a+rX', directory]);
  await writeFile(path.join(directory, 'apache.conf'), configuration());
  // When it ends, Apache ends its whole process group: it gets one of its own.
  apache = spawn('apache2', ['-f', path.join(directory, 'apache.conf'), '-DFOREGROUND'], { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  process.on('exit', () => apache.kill());
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(base).then(() => true, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (apache) {
    const ended = new Promise((resolve) => apache.on('exit', resolve));
    apache.kill();
    await ended;
  }
  if (directory) await rm(directory, { recursive: true, force: true });
});

function configuration() {
  const modules = ['mpm_prefork', 'authz_core', 'authn_core', 'authz_user', 'dir', 'mime', 'headers', 'env', 'ssl', 'auth_mellon'];
  const authority = process.env.COMPAT_AUTHORITY;
  return `
ServerName localhost
Listen 127.0.0.1:${new URL(base).port}
PidFile ${directory}/apache.pid
ErrorLog ${directory}/error.log
User www-data
Group www-data
DefaultRuntimeDir ${directory}
Mutex file:${directory} default
StartServers 1
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
SSLEngine on
SSLCertificateFile ${authority}/app.pem
SSLCertificateKeyFile ${authority}/app.key
TypesConfig /dev/null
DocumentRoot ${directory}/htdocs
DirectoryIndex index.html
<Location />
  Require all granted
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPentityId urn:mellon
  MellonSPPrivateKeyFile ${directory}/sp.key
  MellonSPCertFile ${directory}/sp.crt
  MellonIdPMetadataFile ${directory}/idp.xml
  MellonSecureCookie On
  MellonCookieSameSite none
  MellonSignatureMethod rsa-sha256
  MellonSetEnvNoPrefix USER_EMAIL ${EMAIL_CLAIM}
</Location>
<Location /private>
  Require valid-user
  AuthType Mellon
  MellonEnable auth
  Header always set X-Name "%{MELLON_NAME_ID}e"
  Header always set X-Email "%{USER_EMAIL}e"
</Location>
`;
}

async function enter(context, url, signsIn) {
  const page = await context.newPage();
  const arrived = page.waitForResponse((response) => response.url() === `${base}/private/` && response.status() === 200);
  // Awaited below, if it comes to that.
  arrived.catch(() => {});
  await page.goto(url);
  await page.waitForURL((to) => to.pathname === '/u/login' || to.href === `${base}/private/`);
  assert.equal(page.url().includes('/u/login'), signsIn, page.url());
  if (signsIn) await signIn(page);
  const headers = await (await arrived).allHeaders();
  await page.getByText('inside').waitFor();
  return { page, headers };
}

const failed = async () => `${await readFile(path.join(directory, 'error.log'), 'utf8')}`;

test('signs in with a signed request, and out again', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const { page, headers } = await enter(context, `${base}/private/`, true).catch(async (error) => {
    throw new Error(`${error}\n${await failed()}`);
  });
  assert.equal(headers['x-name'], 'auth0|ada');
  assert.equal(headers['x-email'], EMAIL);
  await page.goto(`${base}/mellon/logout?ReturnTo=${encodeURIComponent(`${base}/`)}`);
  await page.waitForURL(`${base}/`);
  await page.getByText('outside').waitFor();
  await page.goto(`${base}/private/`);
  assert.match(page.url(), /\/u\/login/, 'the session is over at both');
  await context.close();
});

test('a sign-in that begins with us is taken, with a transfer token', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const token = await server.transfer();
  const start = `${server.issuer}samlp//mellon?RelayState=${encodeURIComponent(`${base}/private/`)}&session_transfer_token=${token}`;
  const { headers } = await enter(context, start, false).catch(async (error) => {
    throw new Error(`${error}\n${await failed()}`);
  });
  assert.equal(headers['x-email'], EMAIL);
  await context.close();
});

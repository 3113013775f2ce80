// pysaml2 as a service provider that signs its requests and wants everything signed and encrypted, in a real browser.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { after, before, test } from 'node:test';

import { launch } from '../lib/chromium.mjs';
import { EMAIL, application, arrive, client } from '../lib/federation.mjs';
import { Footbridge } from '../lib/footbridge.mjs';

let app, server, browser, python, lines, directory;

/// What the service provider says to this.
async function ask(message) {
  python.stdin.write(`${JSON.stringify(message)}\n`);
  const { value } = await lines.next();
  const answer = JSON.parse(value);
  if (answer.error) throw new Error(answer.error);
  return answer;
}

const sent = ({ url, html }) => (url ? { redirect: url } : { html: Array.isArray(html) ? html.join('') : html });

before(async () => {
  app = await application({
    '/login': async ({ query }) => sent(await ask({ do: 'begin', binding: query.binding })),
    '/acs': async ({ form }) => ({ ...(await ask({ do: 'finish', message: form.SAMLResponse })), relayState: form.RelayState }),
    '/logout': async () => sent(await ask({ do: 'leave' })),
    '/slo': async ({ form }) => ask({ do: 'left', message: form.SAMLResponse }),
  });
  directory = await mkdtemp(path.join(tmpdir(), 'footbridge-pysaml2-'));
  const [key, certificate, metadata] = ['sp.key', 'sp.crt', 'idp.xml'].map((name) => path.join(directory, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=sp', '-days', '2', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const pem = await readFile(certificate, 'utf8');
  const samlp = {
    signingCert: pem,
    encryptionCert: pem,
    encryptionAlgorithm: 'aes256-cbc',
    signResponse: true,
    signAssertion: true,
    logout: { callback: `${app.base}/slo` },
  };
  server = await Footbridge.start([client('pysaml2', [`${app.base}/acs`], { samlp })]);
  await writeFile(metadata, await (await fetch(`${server.issuer}samlp/metadata/pysaml2`)).text());
  python = spawn('/usr/bin/python3', [path.join(import.meta.dirname, 'pysaml2.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.on('exit', () => python.kill());
  lines = readline.createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  python.stdin.write(`${JSON.stringify({ key, certificate, metadata, acs: `${app.base}/acs`, slo: `${app.base}/slo` })}\n`);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  python?.kill();
  app?.close();
  if (directory) await rm(directory, { recursive: true, force: true });
});

for (const binding of ['redirect', 'post']) {
  test(`signs in by a signed request (${binding}), and out again`, async () => {
    const context = await browser.newContext();
    const { name, attributes, issuer, relayState, error } = await arrive(context, `${app.base}/login?binding=${binding}`, { at: `${app.base}/acs`, signsIn: true });
    assert.equal(error, undefined);
    assert.equal(name, 'auth0|ada');
    assert.equal(issuer, `urn:${server.domain}`);
    assert.equal(relayState, 'r');
    assert.ok(Object.values(attributes).flat().includes(EMAIL));
    const page = await context.newPage();
    await page.goto(`${app.base}/logout`);
    await page.waitForURL(`${app.base}/slo**`);
    assert.deepEqual(JSON.parse(await page.locator('body').innerText()), { loggedOut: true });
    const again = await context.newPage();
    await again.goto(`${app.base}/login?binding=redirect`);
    assert.match(again.url(), /\/u\/login/);
    await context.close();
  });
}

// Every hosted page of a server, and how a browser reaches it.

import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { plugIn } from './authenticator.mjs';
import { launch } from './chromium.mjs';
import { Footbridge } from './footbridge.mjs';
import { CONNECTION, EMAIL, PASSWORD, web } from './tenant.mjs';
import { WebServer } from './web.mjs';

export let app, server, browser;
let invited = 0;
let recipients = 0;
// The second factors that logins ask for, and the user's recovery code.
let asked = [];
let recoveryCode;
// Whether users of the database may have passkeys.
let hasPasskeys = false;
// Whether they may sign in by codes.
let takesCodes = false;

/// Starts an application, a server that speaks these languages, and a browser.
export async function start(enabled_locales) {
  app = await WebServer.listen();
  app.handler = (_request, response) => response.end('<title>app</title>the app');
  server = await Footbridge.start([
    web('web', app.base),
    web('asking', app.base, { is_first_party: false }),
    web('confirming', app.base, {
      callbacks: ['com.example.app://callback'],
      skip_non_verifiable_callback_uri_confirmation_prompt: false,
    }),
  ], { environment: { FOOTBRIDGE_TEST_MODE: 'true' } });
  await server.write('PATCH', 'tenants/settings', { enabled_locales, friendly_name: 'Compatibility' });
  for (const strategy of ['email', 'sms']) {
    await server.write('POST', 'connections', { name: strategy, strategy, enabled_clients: ['web'], options: { name: strategy } });
  }
  browser = await launch();
}

export async function stop() {
  await browser?.close();
  await server?.stop();
  app?.close();
}

/// The screens that the server says it has.
export async function screens() {
  const source = path.join(import.meta.dirname, '../../../src/http/pages/look.rs');
  const [, list] = /const SCREENS: \[&str; \d+\] = \[([^\]]*)\]/.exec(await readFile(source, 'utf8'));
  return [...list.matchAll(/"([^"]*)"/g)].map(([, name]) => name);
}

/// To the page for a code in the place of a password. Each time another recipient: codes are sent to one a few times an hour.
async function toCode(page, connection) {
  recipients += 1;
  await page.goto(authorizeUrl({ connection }));
  const number = `+1415555${String(1000 + recipients)}`;
  await submit(page, { username: connection === 'sms' ? number : `user${recipients}@example.com` });
  await page.locator('#code').waitFor();
}

/// A page for a code, as it is, with an error, and with another code on the way.
function codeVisits(connection) {
  return [
    async (page) => {
      await toCode(page, connection);
      await submit(page, { code: '12345' });
      await page.locator('#error-element-code').waitFor();
    },
    async (page) => {
      await toCode(page, connection);
      await page.click('button[value="resend"]');
      await page.locator('[role="status"]').waitFor();
    },
  ];
}

/// The screens behind an authenticator, which only a script can ask.
const SCRIPTED = [
  'mfa-webauthn-change-key-nickname',
  'mfa-webauthn-roaming-challenge',
  'mfa-webauthn-platform-challenge',
  'passkey-enrollment',
  'passkey-enrollment-local',
];

/// Calls `see(page, screen)` on every page, and on its errors where it has some, each in a new profile. A profile without
/// scripts sees the pages that it can come to.
export async function walk(context, see) {
  for (const [screen, visits] of Object.entries(VISITS)) {
    if (context.javaScriptEnabled === false && SCRIPTED.includes(screen)) continue;
    for (const visit of visits) {
      const profile = await browser.newContext(context);
      const page = await profile.newPage();
      await visit(page);
      await see(page, screen);
      await profile.close();
      await identifierFirst(false);
      await proveByCode(false);
      await askFactors([]);
      await havePasskeys(false);
      await takeCodes(false);
    }
  }
}

export function authorizeUrl(more = {}) {
  const url = new URL('authorize', server.issuer);
  const request = { client_id: 'web', response_type: 'code', redirect_uri: `${app.base}/callback`, scope: 'openid', state: 'x' };
  url.search = new URLSearchParams({ ...request, ...more });
  return url.href;
}

async function submit(page, values) {
  for (const [name, value] of Object.entries(values)) await page.fill(`input[name="${name}"]`, value);
  await page.click('button[data-action-button-primary]');
}

const signIn = (page) => submit(page, { username: EMAIL, password: PASSWORD });

async function identifierFirst(is) {
  await server.write('PATCH', 'prompts', { identifier_first: is });
}

/// Whether users of the database prove their addresses by codes.
async function proveByCode(is) {
  const [{ id, options }] = await server.manage(`api/v2/connections?name=${CONNECTION}`);
  const { attributes: _, ...others } = options;
  const email = {
    identifier: { active: true },
    verification_method: 'otp',
    signup: { status: 'required', verification: { active: true } },
  };
  await server.write('PATCH', `connections/${id}`, { options: is ? { ...others, attributes: { email } } : others });
}

/// Which second factors every login asks for; with none of them, users lose theirs.
async function askFactors(names) {
  if (names.length === asked.length) return;
  for (const name of new Set([...asked, ...names])) {
    await server.write('PUT', `guardian/factors/${name}`, { enabled: names.includes(name) });
  }
  await server.write('PUT', 'guardian/policies', names.length ? ['all-applications'] : []);
  asked = names;
  if (names.length) return;
  const [{ user_id }] = await server.manage('api/v2/users');
  await server.write('DELETE', `users/${user_id}/authenticators`);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/// The code of a key at the time of the server, which other pages move on (RFC 6238).
async function totp(key) {
  const bits = [...key].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2));
  const { now } = await (await fetch(`${server.base}_footbridge/clock`)).json();
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.parse(now) / 30_000)));
  const digest = createHmac('sha1', Buffer.from(bytes)).update(step).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/// The page for the QR code, which a user without a factor gets.
async function toEnrollment(page, others = []) {
  await askFactors(['otp', ...others]);
  await page.goto(authorizeUrl());
  await signIn(page);
  await page.locator('main.mfa-otp-enrollment-qr').waitFor();
}

async function toTypedKey(page, others) {
  await toEnrollment(page, others);
  await page.click('button[value="toggle-view"]');
  await page.locator('main.mfa-otp-enrollment-code').waitFor();
  return (await page.locator('#shown-code').textContent()).replaceAll(/\s/g, '');
}

/// Adds an app, and stops at the recovery code.
async function toRecoveryCode(page, others = []) {
  const key = await toTypedKey(page, ['recovery-code', ...others]);
  await submit(page, { code: await totp(key) });
  await page.locator('main.mfa-recovery-code-enrollment').waitFor();
  recoveryCode = (await page.locator('#shown-code').textContent()).replaceAll(/\s/g, '');
}

/// The page for the app's code, in another login of a user who has all factors.
async function toChallenge(page) {
  await toRecoveryCode(page, ['email']);
  await page.check('#saved');
  await submit(page, {});
  await page.waitForURL(`${app.base}/callback**`);
  await page.context().clearCookies();
  await page.goto(authorizeUrl());
  await signIn(page);
  await page.locator('main.mfa-otp-challenge').waitFor();
}

/// The page for the number of a phone, and the code that is sent there.
async function toPhone(page, number) {
  await toEnrollment(page, ['sms']);
  await page.click('button[value="pick-authenticator"]');
  await page.locator('main.mfa-begin-enroll-options').waitFor();
  if (number === undefined) {
    return;
  }
  await page.click('button[value="sms"]');
  await page.locator('main.mfa-sms-enrollment').waitFor();
  await submit(page, { phone: number });
}

async function toOptions(page) {
  await toChallenge(page);
  await page.click('button[value="pick-authenticator"]');
  await page.locator('main.mfa-login-options').waitFor();
}

async function toFactor(page, name) {
  await toOptions(page);
  await page.click(`button[value="${name}"]`);
  await page.locator(`main.mfa-${name}-challenge`).waitFor();
}

/// The page for a new security key; the key.
async function toKey(page) {
  await askFactors(['webauthn-roaming']);
  const key = await plugIn(page);
  await page.goto(authorizeUrl());
  await signIn(page);
  await page.locator('main.mfa-webauthn-roaming-enrollment').waitFor();
  return key;
}

async function toKeyName(page) {
  await toKey(page);
  await submit(page, {});
  await page.locator('main.mfa-webauthn-change-key-nickname').waitFor();
}

/// The page that asks for the key, in another login.
async function toKeyChallenge(page) {
  await toKeyName(page);
  await submit(page, { nickname: 'Blue key' });
  await page.waitForURL(`${app.base}/callback**`);
  await page.context().clearCookies();
  await page.goto(authorizeUrl());
  await signIn(page);
  await page.locator('main.mfa-webauthn-roaming-challenge').waitFor();
}

/// The page that offers the device to a user who has just added an app.
async function toDevice(page) {
  await plugIn(page, { transport: 'internal' });
  const key = await toTypedKey(page, ['webauthn-platform']);
  await submit(page, { code: await totp(key) });
  await page.locator('main.mfa-webauthn-platform-enrollment').waitFor();
}

/// The page that asks for the device, in another login.
async function toDeviceChallenge(page) {
  await toDevice(page);
  await submit(page, {});
  await page.waitForURL(`${app.base}/callback**`);
  await page.context().clearCookies();
  await page.goto(authorizeUrl());
  await signIn(page);
  await page.locator('main.mfa-webauthn-platform-challenge').waitFor();
}

/// The page that offers a passkey, where the identifier is asked for first.
async function toPasskey(page) {
  await askFactors([]);
  await havePasskeys(true);
  await identifierFirst(true);
  await page.goto(authorizeUrl());
  await submit(page, { username: EMAIL });
  await page.locator('#password').waitFor();
  await submit(page, { password: PASSWORD });
  await page.locator('main.passkey-enrollment').waitFor();
}

/// The page that offers a passkey on this device to a user who has shown that of another one.
async function toPasskeyOfThisDevice(page) {
  await plugIn(page, { transport: 'usb', hasResidentKey: true });
  await toPasskey(page);
  await page.click('#passkey-button');
  await page.waitForURL(`${app.base}/callback**`);
  await plugIn(page, { transport: 'internal', hasResidentKey: true });
  await page.context().clearCookies();
  await page.goto(authorizeUrl());
  await page.click('#passkey-button');
  await page.locator('main.passkey-enrollment-local').waitFor();
}

/// Whether users of the database may sign in by codes.
async function takeCodes(enabled) {
  if (enabled === takesCodes) return;
  takesCodes = enabled;
  const [{ id, options }] = await server.manage(`api/v2/connections?name=${CONNECTION}`);
  const authentication_methods = { ...options.authentication_methods, email_otp: { enabled } };
  await server.write('PATCH', `connections/${id}`, { options: { ...options, authentication_methods } });
}

/// Whether users of the database may have passkeys; where not, they lose theirs.
async function havePasskeys(enabled) {
  if (enabled === hasPasskeys) return;
  hasPasskeys = enabled;
  const [{ id, options }] = await server.manage(`api/v2/connections?name=${CONNECTION}`);
  const authentication_methods = { ...options.authentication_methods, passkey: { enabled } };
  const passkey_options = { ...options.passkey_options, challenge_ui: 'button' };
  await server.write('PATCH', `connections/${id}`, { options: { ...options, authentication_methods, passkey_options } });
  if (enabled) return;
  const [{ user_id }] = await server.manage('api/v2/users');
  await server.write('DELETE', `users/${user_id}/authentication-methods`);
}

async function ticket(kind) {
  const [{ user_id }] = await server.manage('api/v2/users');
  const { ticket: url } = await server.write('POST', `tickets/${kind}`, { user_id });
  return url.replace('#', '');
}

/// The link to a page for a forgotten password, from the login page.
async function forgotten(page) {
  await page.goto(authorizeUrl());
  await page.click('.forgot a');
  await page.locator('main.reset-password-request').waitFor();
}

/// The link that ends a block, which is sent once an hour.
async function unblocking() {
  await fetch(`${server.base}_footbridge/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: '3601s' }),
  });
  const before = await letters();
  for (let attempt = 0; attempt < 11; attempt += 1) {
    await server.token({
      grant_type: 'http://auth0.com/oauth/grant-type/password-realm',
      realm: CONNECTION,
      client_id: 'native',
      username: EMAIL,
      password: 'wrong',
    });
  }
  for (;;) {
    const [newest] = await letters();
    if (newest && newest.id !== before[0]?.id) return newest.link;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function letters() {
  const answer = await fetch(`${server.base}_footbridge/mailbox`, { headers: { accept: 'application/json' } });
  return (await answer.json()).filter(({ type }) => type === 'blocked_account');
}

/// Where the application that somebody is invited to sends them.
async function invitation(email) {
  await server.write('PATCH', 'clients/web', { organization_usage: 'allow', initiate_login_uri: 'https://app.example/login' });
  const [{ id: connection_id }] = await server.manage('api/v2/connections');
  invited += 1;
  const { id: organization } = await server.write('POST', 'organizations', {
    name: `invited-${invited}`,
    display_name: 'Acme & Söhne',
    enabled_connections: [{ connection_id, is_signup_enabled: true }],
  });
  const { ticket_id } = await server.write('POST', `organizations/${organization}/invitations`, {
    inviter: { name: 'Grace Hopper' },
    invitee: { email },
    client_id: 'web',
    send_invitation_email: false,
  });
  return authorizeUrl({ organization, invitation: ticket_id });
}

async function pressButton(page, url, next) {
  await page.goto(url);
  await page.click('button[data-action-button-primary]');
  await page.locator(`main.${next}`).waitFor();
}

/// How each page is reached; those that can have an error have it too.
export const VISITS = {
  welcome: [(page) => page.goto(server.issuer)],
  mailbox: [(page) => page.goto(`${server.issuer}_footbridge/mailbox`)],
  error: [(page) => page.goto(authorizeUrl({ client_id: 'nobody' }))],
  lost: [(page) => page.goto(`${server.issuer}u/login?state=gone`)],
  login: [
    (page) => page.goto(authorizeUrl()),
    async (page) => {
      await page.goto(authorizeUrl());
      await submit(page, { username: EMAIL, password: 'wrong' });
      await page.locator('#error-element-password').waitFor();
    },
    async (page) => page.goto(await invitation(EMAIL)),
  ],
  'login-id': [
    async (page) => {
      await identifierFirst(true);
      await page.goto(authorizeUrl());
    },
  ],
  'login-password': [
    async (page) => {
      await identifierFirst(true);
      await page.goto(authorizeUrl());
      await submit(page, { username: EMAIL });
      await page.locator('#password').waitFor();
      await submit(page, { password: 'wrong' });
      await page.locator('#error-element-password').waitFor();
    },
    async (page) => {
      await takeCodes(true);
      await identifierFirst(true);
      await page.goto(authorizeUrl());
      await submit(page, { username: EMAIL });
      await page.locator('button[value="switch-to-otp-auth"]').waitFor();
    },
  ],
  'login-passwordless-email-code': codeVisits('email'),
  'login-passwordless-sms-otp': codeVisits('sms'),
  'account-chooser': [
    async (page) => {
      await page.goto(authorizeUrl());
      await signIn(page);
      await page.waitForURL(`${app.base}/callback**`);
      await page.goto(authorizeUrl({ prompt: 'select_account' }));
    },
  ],
  consent: [
    async (page) => {
      await page.goto(authorizeUrl({ client_id: 'asking', scope: 'openid profile email' }));
      await signIn(page);
      await page.waitForURL('**/u/consent**');
    },
  ],
  'confirm-callback': [
    async (page) => {
      await page.goto(authorizeUrl());
      await signIn(page);
      await page.waitForURL(`${app.base}/callback**`);
      const redirect_uri = 'com.example.app://callback';
      await page.goto(authorizeUrl({ client_id: 'confirming', redirect_uri }));
    },
  ],
  'form-post': [
    async (page) => {
      // Its script would go on at once.
      await page.route('**/assets/submit.js**', (route) => route.abort());
      await page.goto(authorizeUrl({ response_mode: 'form_post' }));
      await signIn(page);
      await page.waitForURL('**/authorize/resume**');
    },
  ],
  logout: [
    async (page) => {
      await page.goto(authorizeUrl());
      await signIn(page);
      await page.waitForURL(`${app.base}/callback**`);
      await page.goto(`${server.issuer}oidc/logout`);
    },
  ],
  'logout-aborted': [
    async (page) => {
      await page.goto(authorizeUrl());
      await signIn(page);
      await page.waitForURL(`${app.base}/callback**`);
      await page.goto(`${server.issuer}oidc/logout`);
      await page.click('button[value="deny"]');
      await page.locator('main.logout-aborted').waitFor();
    },
  ],
  'logged-out': [(page) => page.goto(`${server.issuer}v2/logout`)],
  'reset-password': [
    async (page) => page.goto(await ticket('password-change')),
    async (page) => {
      await page.goto(await ticket('password-change'));
      await submit(page, { 'password-reset': PASSWORD, 're-enter-password': 'another' });
      await page.locator('#error-element-password').waitFor();
    },
  ],
  'reset-password-success': [
    async (page) => {
      await page.goto(await ticket('password-change'));
      await submit(page, { 'password-reset': PASSWORD, 're-enter-password': PASSWORD });
      await page.locator('main.reset-password-success').waitFor();
    },
  ],
  signup: [
    (page) => page.goto(authorizeUrl({ screen_hint: 'signup' })),
    async (page) => {
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
      await submit(page, { email: EMAIL, password: PASSWORD });
      await page.locator('#error-element-email').waitFor();
    },
    async (page) => page.goto(await invitation('grace@example.com')),
  ],
  'signup-id': [
    async (page) => {
      await identifierFirst(true);
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
    },
    async (page) => {
      await identifierFirst(true);
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
      await submit(page, { email: `${'x'.repeat(65)}@example.com` });
      await page.locator('#error-element-email').waitFor();
    },
  ],
  'signup-password': [
    async (page) => {
      await identifierFirst(true);
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
      await submit(page, { email: EMAIL });
      await page.locator('#password').waitFor();
    },
    async (page) => {
      await identifierFirst(true);
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
      await submit(page, { email: EMAIL });
      await page.locator('#password').waitFor();
      await submit(page, { password: PASSWORD });
      await page.locator('#error-element-email').waitFor();
    },
  ],
  'email-identifier-challenge': [
    async (page) => {
      await takeCodes(true);
      await identifierFirst(true);
      await page.goto(authorizeUrl());
      recipients += 1;
      await submit(page, { username: `user${recipients}@example.com` });
      await page.click('button[value="switch-to-otp-auth"]');
      await page.locator('button[value="switch-to-password-auth"]').waitFor();
      await submit(page, { code: '123456' });
      await page.locator('#error-element-code').waitFor();
    },
    async (page) => {
      await identifierFirst(true);
      await proveByCode(true);
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
      await submit(page, { email: 'new@example.com' });
      await page.locator('#code').waitFor();
      await submit(page, { code: 'wrong' });
      await page.locator('#error-element-code').waitFor();
    },
    async (page) => {
      await proveByCode(true);
      await forgotten(page);
      await submit(page, { username: 'stranger@example.com' });
      await page.locator('#code').waitFor();
      await page.click('button[value="resend-code"]');
      await page.locator('[role="status"]').waitFor();
    },
  ],
  'mfa-otp-enrollment-qr': [
    (page) => toEnrollment(page),
    async (page) => {
      await toEnrollment(page);
      await submit(page, { code: '12345' });
      await page.locator('#error-element-code').waitFor();
    },
  ],
  'mfa-otp-enrollment-code': [
    (page) => toTypedKey(page),
    async (page) => {
      await toTypedKey(page);
      await submit(page, { code: '12345' });
      await page.locator('#error-element-code').waitFor();
    },
  ],
  'mfa-recovery-code-enrollment': [
    (page) => toRecoveryCode(page),
    async (page) => {
      await toRecoveryCode(page);
      await submit(page, {});
      await page.locator('#error-element-saved').waitFor();
    },
  ],
  'mfa-otp-challenge': [
    toChallenge,
    async (page) => {
      await toChallenge(page);
      await submit(page, { code: '12345' });
      await page.locator('#error-element-code').waitFor();
    },
  ],
  'mfa-login-options': [toOptions],
  'mfa-begin-enroll-options': [(page) => toPhone(page)],
  'mfa-enroll-result': [
    async (page) => {
      await page.goto(`${server.base}guardian/enroll?ticket=gten_nothing`);
      await page.locator('main.mfa-enroll-result').waitFor();
    },
    async (page) => {
      await page.goto(`${server.base}u/mfa-enroll-result`);
      await page.locator('main.mfa-enroll-result').waitFor();
    },
  ],
  'mfa-sms-enrollment': [
    async (page) => {
      await toPhone(page, '0151 23456789');
      await page.locator('#error-element-phone').waitFor();
    },
  ],
  'mfa-sms-challenge': [
    async (page) => {
      await toPhone(page, '+15555550100');
      await page.locator('main.mfa-sms-challenge').waitFor();
      await submit(page, { code: '12345' });
      await page.locator('#error-element-code').waitFor();
    },
  ],
  'mfa-email-challenge': [
    async (page) => {
      await toFactor(page, 'email');
      await submit(page, { code: '12345' });
      await page.locator('#error-element-code').waitFor();
    },
    async (page) => {
      await toFactor(page, 'email');
      await page.click('button[value="resend-code"]');
      await page.locator('[role="status"]').waitFor();
    },
  ],
  'mfa-recovery-code-challenge': [
    async (page) => {
      await toFactor(page, 'recovery-code');
      await submit(page, { code: 'wrong' });
      await page.locator('#error-element-code').waitFor();
    },
  ],
  'mfa-recovery-code-challenge-new-code': [
    async (page) => {
      await toFactor(page, 'recovery-code');
      await submit(page, { code: recoveryCode });
      await page.locator('main.mfa-recovery-code-challenge-new-code').waitFor();
    },
  ],
  'mfa-webauthn-roaming-enrollment': [toKey],
  'mfa-webauthn-change-key-nickname': [
    async (page) => {
      await toKeyName(page);
      await submit(page, { nickname: ' ' });
      await page.locator('#error-element-nickname').waitFor();
    },
  ],
  'mfa-webauthn-roaming-challenge': [toKeyChallenge],
  'mfa-webauthn-platform-enrollment': [toDevice],
  'mfa-webauthn-platform-challenge': [toDeviceChallenge],
  'passkey-enrollment': [
    toPasskey,
    async (page) => {
      await toPasskey(page);
      await page.locator('#passkey-form').evaluate((form) => form.submit());
      await page.locator('#prompt-alert').waitFor();
    },
    async (page) => {
      await havePasskeys(true);
      await identifierFirst(true);
      await page.goto(authorizeUrl({ screen_hint: 'signup' }));
      await submit(page, { email: 'new.passkey@example.com' });
      await page.locator('main.passkey-enrollment').waitFor();
    },
  ],
  'passkey-enrollment-local': [toPasskeyOfThisDevice],
  'reset-password-request': [forgotten],
  'reset-password-email': [
    async (page) => {
      await forgotten(page);
      await submit(page, { username: 'stranger@example.com' });
      await page.locator('main.reset-password-email').waitFor();
    },
  ],
  'reset-password-error': [(page) => page.goto(`${server.issuer}u/reset-verify?ticket=gone`)],
  'brute-force-protection-unblock-failure': [(page) => page.goto(`${server.issuer}unblock?ticket=gone`)],
  'redeem-ticket': [async (page) => page.goto(await ticket('email-verification'))],
  'email-verification-result': [
    async (page) => pressButton(page, await ticket('email-verification'), 'email-verification-result'),
  ],
  'brute-force-protection-unblock-success': [
    async (page) => pressButton(page, await unblocking(), 'brute-force-protection-unblock-success'),
  ],
  'brute-force-protection-unblock': [
    async (page) => {
      const link = await unblocking();
      // The other pages need the account.
      const other = await browser.newPage();
      await pressButton(other, await unblocking(), 'brute-force-protection-unblock-success');
      await other.close();
      await page.goto(link);
    },
  ],
};

// Every hosted page by axe-core, by a keyboard and without scripts: light on a desktop and dark on a phone, written from
// either side. The list of the pages is the server's own; one that is not visited here fails.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import axe from 'axe-core';

import { THEME } from '../lib/looks.mjs';
import { app, authorizeUrl, browser, screens, server, start, stop, VISITS, walk } from '../lib/pages.mjs';
import { EMAIL, PASSWORD } from '../lib/tenant.mjs';

const LANGUAGES = ['en', 'de', 'ar'];
// In this one, the pages come in the tenant's theme and template.
const OF_OUR_OWN = 'de';
const AROUND = `<!DOCTYPE html>
<html lang="{{ locale }}" dir="{{ dir }}">
<head>{%- auth0:head -%}<style>.ours { background: #000; color: #fff }</style></head>
<body class="_widget-auto-layout"><header class="ours">{{ tenant.friendly_name }}</header>{%- auth0:widget -%}</body>
</html>`;
const DESKTOP = { colorScheme: 'light', viewport: { width: 1280, height: 900 } };
// A small phone; or a desktop at 200 % and more.
const PHONE = { colorScheme: 'dark', viewport: { width: 320, height: 640 } };
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// The rest of the rules judges what a look does not change.
const RULES_OF_LOOKS = { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size'] };
// A folder for a picture of every page, for those who want to see them: they take as long as the rest.
const PICTURES = process.env.PICTURES;

before(() => start(LANGUAGES));

after(stop);

/// What axe finds, in lines that lead to it.
async function violations(page, runOnly) {
  // The pages' policy lets no script fetch their style sheets again.
  const options = { runOnly, resultTypes: ['violations'], preload: false };
  return page.evaluate(async (options) => {
    const found = await window.axe.run(document, options);
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  }, options);
}

/// Whether it is the screen, in its language, and no wider than the window.
async function checkLayout(page, screen, language) {
  const shown = await page.evaluate(() => ({
    screen: document.querySelector('main').className,
    language: document.documentElement.lang,
    direction: document.documentElement.dir,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.ok(screen === 'error' || shown.screen.split(' ').includes(screen), `${screen}: ${shown.screen}`);
  assert.equal(shown.language, language, screen);
  assert.equal(shown.direction, language === 'ar' ? 'rtl' : 'ltr', screen);
  assert.ok(shown.overflow <= 0, `${screen} is ${shown.overflow} pixels too wide`);
}

test('every page of the server is visited', async () => {
  assert.deepEqual(Object.keys(VISITS).sort(), (await screens()).toSorted());
});

/// Has the pages come in the tenant's own colors and template, or not any more.
async function dress(isOwn) {
  const { themeId } = isOwn
    ? await server.write('POST', 'branding/themes', THEME)
    : await server.manage('api/v2/branding/themes/default');
  if (!isOwn) await server.write('DELETE', `branding/themes/${themeId}`);
  const template = 'branding/templates/universal-login';
  await (isOwn ? server.write('PUT', template, { template: AROUND }) : server.write('DELETE', template));
}

for (const language of LANGUAGES) {
  const isOwn = language === OF_OUR_OWN;
  const looks = isOwn ? "in the tenant's theme and template" : 'light on a desktop and dark on a phone';
  test(`axe-core finds nothing on any page: ${language}, ${looks}`, async (t) => {
    if (isOwn) {
      await dress(true);
      t.after(() => dress(false));
    }
    const wrong = [];
    const seen = new Set();
    let number = 0;
    await walk({ locale: language, reducedMotion: 'reduce', ...DESKTOP }, async (page, screen) => {
      seen.add(screen);
      number += 1;
      await page.evaluate(axe.source);
      for (const [look, rules] of [[DESKTOP, RULES], [PHONE, RULES_OF_LOOKS]]) {
        await page.setViewportSize(look.viewport);
        await page.emulateMedia({ colorScheme: look.colorScheme });
        await checkLayout(page, screen, language);
        wrong.push(...(await violations(page, rules)).map((line) => `${screen}, ${look.colorScheme}: ${line}`));
        const picture = PICTURES && path.join(PICTURES, language, `${screen}-${number}-${look.colorScheme}.png`);
        if (picture) await page.screenshot({ path: picture, fullPage: true });
      }
    });
    assert.equal(wrong.length, 0, wrong.join('\n\n'));
    assert.deepEqual((await screens()).filter((screen) => !seen.has(screen)), []);
  });
}

test('every page but those behind an authenticator is reached without scripts', async () => {
  await walk({ javaScriptEnabled: false }, async (page, screen) => {
    if (screen !== 'error') await page.locator(`main.${screen}`).waitFor({ timeout: 5000 });
  });
});

test('a keyboard is enough to sign in, and shows the password on the way', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(authorizeUrl());
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  assert.equal(await focused(), 'username');
  await page.keyboard.type(EMAIL);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Show password');
  await page.keyboard.press('Space');
  assert.equal(await page.locator('#password').getAttribute('type'), 'text');
  assert.equal(await focused(), 'Hide password');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Forgot password?');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Continue');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${app.base}/callback?code=**`);
  await context.close();
});

// A headless Chromium with a fresh profile.

import { chromium } from 'playwright-core';

import { EMAIL, PASSWORD } from './tenant.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/// Playwright makes the profile, and takes it away when the browser closes.
export function launch(more = []) {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) throw new Error('CHROMIUM must name the browser: start tests/compat/run');
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

/// Fills in the sign-in page as a person would, by its labels.
export async function signIn(page) {
  await page.getByLabel('Email or username').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/// Every request for a document that the page makes, with its redirects, as `METHOD URL`.
export function documents(page) {
  const seen = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'document') seen.push(`${request.method()} ${request.url()}`);
  });
  return seen;
}

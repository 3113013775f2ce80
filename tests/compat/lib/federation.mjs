// Service providers and relying parties in the tenant, and a web server that takes what browsers post to them.

import { generateKeyPairSync } from 'node:crypto';

import { signIn } from './chromium.mjs';
import { EMAIL } from './tenant.mjs';
import { WebServer } from './web.mjs';

/// A key pair in PEM.
export function keyPair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/// A client with an add-on.
export function client(id, callbacks, addons, more = {}) {
  return {
    name: id,
    client_id: id,
    app_type: 'regular_web',
    callbacks,
    session_transfer: { allowed_authentication_methods: ['cookie', 'query'] },
    addons,
    ...more,
  };
}

/// An application on a free port: `GET /login` leads to `login()`, and what is posted to a path, or comes in a query
/// there, is given to the handler of that path, whose answer is shown as JSON.
export async function application(handlers, { tls = false } = {}) {
  const place = await WebServer.listen({ tls });
  place.handler = async (request, response) => {
    const url = new URL(request.url, place.base);
    try {
      const handler = handlers[url.pathname];
      if (!handler) {
        response.statusCode = 404;
        return response.end('not here');
      }
      let body = '';
      for await (const piece of request) body += piece;
      const form = Object.fromEntries(new URLSearchParams(body));
      const outcome = await handler({ request, form, query: Object.fromEntries(url.searchParams), search: url.search.slice(1) });
      if (outcome.redirect) {
        response.writeHead(302, { location: outcome.redirect });
        return response.end();
      }
      if (outcome.html) {
        response.setHeader('content-type', 'text/html');
        return response.end(outcome.html);
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(outcome));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: String(error?.message ?? error) }));
    }
  };
  return place;
}

/// Opens a page, signs in if that is asked for, and gives what the application then shows.
export async function arrive(context, start, { at, signsIn }) {
  const page = await context.newPage();
  await page.goto(start);
  const there = page.waitForURL((url) => url.pathname === '/u/login' || url.href.startsWith(at), { timeout: 10_000 });
  await there.catch(async (error) => {
    throw new Error(`${error.message}\n${page.url()}\n${await page.content()}`);
  });
  const asked = page.url().includes('/u/login');
  if (asked !== signsIn) throw new Error(`${signsIn ? 'no login page' : 'a login page'}: ${page.url()}\n${await page.content()}`);
  if (asked) await signIn(page);
  await page.waitForURL((url) => url.href.startsWith(at));
  const text = await page.locator('body').innerText();
  await page.close();
  return JSON.parse(text);
}

export { EMAIL };

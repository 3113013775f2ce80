// A real server on a free port, with a database and a tenant of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

import { AUTOMATION, CONNECTION, EMAIL, PASSWORD, tenantFile } from './tenant.mjs';

const PATIENCE = 60_000;

export class Footbridge {
  /// Starts `footbridge serve` and waits until it listens. With `tls` it speaks HTTPS with a certificate of the CA that
  /// the runner made, which this process trusts. `tenant` is what the tenant file says instead of the usual.
  static async start(webClients, { tls = false, environment = {}, tenant } = {}) {
    const binary = process.env.FOOTBRIDGE_BIN;
    if (!binary) throw new Error('FOOTBRIDGE_BIN must name the built binary: start tests/compat/run');
    const directory = await mkdtemp(path.join(tmpdir(), 'footbridge-compat-'));
    const file = tenant ? JSON.stringify(tenant) : tenantFile(webClients);
    await writeFile(path.join(directory, 'tenant.yaml'), file);
    if (tls && process.env.COMPAT_AUTHORITY) {
      await mkdir(path.join(directory, 'tls'));
      for (const name of ['ca.pem', 'ca.key']) {
        await cp(path.join(process.env.COMPAT_AUTHORITY, name), path.join(directory, 'tls', name));
      }
    }
    const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0'], {
      cwd: directory,
      env: {
        FOOTBRIDGE_TENANT: path.join(directory, 'tenant.yaml'),
        FOOTBRIDGE_DATA_DIR: directory,
        FOOTBRIDGE_LOG_FORMAT: 'json',
        // Nothing balances requests to it.
        FOOTBRIDGE_DRAIN_DELAY: '0s',
        FOOTBRIDGE_TLS__SELF_SIGNED: String(tls),
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = new Footbridge(child, directory, tls ? 'https' : 'http');
    server.issuer = environment.FOOTBRIDGE_ISSUER;
    process.on('exit', () => child.kill('SIGKILL'));
    // The runner ends a test that hangs so; then too the server must not stay.
    process.on('SIGTERM', () => process.exit(1));
    await server.#listening();
    return server;
  }

  constructor(child, directory, scheme) {
    this.child = child;
    this.directory = directory;
    this.scheme = scheme;
    this.log = [];
  }

  async #listening() {
    const lines = readline.createInterface({ input: this.child.stderr });
    const port = await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the server does not listen')), PATIENCE);
      lines.on('line', (line) => {
        this.log.push(line);
        const found = /"listening".*"addr":"[^"]*:(\d+)"/.exec(line);
        if (found) {
          clearTimeout(late);
          resolve(found[1]);
        }
      });
      this.child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.log.join('\n')}`)));
    });
    this.port = port;
    this.base = `${this.scheme}://localhost:${port}/`;
    this.issuer ??= this.base;
    this.domain = new URL(this.issuer).host;
  }

  /// Drains the server, and takes its directory away.
  async stop() {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = await ended;
    await rm(this.directory, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${this.log.join('\n')}`);
  }

  /// `POST /oauth/token` with a JSON body.
  token(body, headers = { 'Content-Type': 'application/json' }) {
    return fetch(`${this.base}oauth/token`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
  }

  /// A native app's login; gives its tokens.
  async login(scope = 'openid profile email offline_access') {
    const answer = await this.token({
      grant_type: 'http://auth0.com/oauth/grant-type/password-realm',
      realm: CONNECTION,
      client_id: 'native',
      username: EMAIL,
      password: PASSWORD,
      scope,
    });
    return expect200(answer);
  }

  /// A session transfer token of a new login.
  async transfer() {
    const { refresh_token } = await this.login();
    const answer = await this.token({
      grant_type: 'refresh_token',
      client_id: 'native',
      refresh_token,
      audience: `urn:${this.domain}:session_transfer`,
    });
    return (await expect200(answer)).access_token;
  }

  /// Redeems a transfer token in the query, as a browser's navigation does; gives what the callback gets.
  async redeem(client_id, redirect_uri, session_transfer_token) {
    const request = { response_type: 'code', client_id, redirect_uri, scope: 'openid', state: 'x', session_transfer_token };
    const url = `${this.base}authorize?${new URLSearchParams(request)}`;
    // fetch names itself in Sec-Fetch-Mode, and what is no navigation does not use a token up.
    const get = this.scheme === 'https' ? https.get : http.get;
    const [answer] = await once(get(url), 'response');
    answer.resume();
    return Object.fromEntries(new URL(answer.headers.location, this.issuer).searchParams);
  }

  /// A client's token for the Management API.
  async managementToken(client) {
    const body = { grant_type: 'client_credentials', ...client, audience: `${this.issuer}api/v2/` };
    return (await expect200(await this.token(body))).access_token;
  }

  /// The header with a token that has every scope.
  async #authorization() {
    this.kept ??= await this.managementToken(AUTOMATION);
    return { authorization: `Bearer ${this.kept}` };
  }

  /// Has the next call get a new one: a revoked key takes its tokens along.
  forgetToken() {
    this.kept = undefined;
  }

  /// `GET` of the Management API or of the traces.
  async manage(pathAndQuery) {
    return expect200(await this.#get(pathAndQuery));
  }

  /// Waits where the rate limit asks for it, as the tools do.
  async #get(pathAndQuery) {
    const answer = await fetch(this.base + pathAndQuery, { headers: await this.#authorization() });
    if (answer.status !== 429) return answer;
    const reset = Number(answer.headers.get('x-ratelimit-reset')) * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, reset - Date.now())));
    return this.#get(pathAndQuery);
  }

  /// A write by the Management API; gives what it answers.
  async write(method, pathAndQuery, body) {
    const headers = await this.#authorization();
    if (body) headers['content-type'] = 'application/json';
    const url = `${this.base}api/v2/${pathAndQuery}`;
    const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} from ${method} ${url}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /// The status of a `GET` of the Management API.
  async status(pathAndQuery) {
    const answer = await this.#get(pathAndQuery);
    await answer.arrayBuffer();
    return answer.status;
  }

  /// The newest tenant log events of this type.
  logs(type) {
    return this.manage(`api/v2/logs?q=type:${type}&sort=date:-1&per_page=100`);
  }

  /// The trace of the newest transfer.
  async newestTransfer() {
    const { transfers } = await this.manage('_footbridge/transfers');
    return transfers[0];
  }
}

async function expect200(answer) {
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} from ${answer.url}: ${text}`);
  return JSON.parse(text);
}

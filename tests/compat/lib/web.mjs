// A web server on a free port, so that its address is known before its application is.

import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import path from 'node:path';

export class WebServer {
  /// With `tls` it has a certificate of the runner's CA.
  static async listen({ tls = false } = {}) {
    const web = new WebServer();
    const answer = (request, response) => web.handler(request, response);
    web.server = tls ? https.createServer(certificate(), answer) : http.createServer(answer);
    web.server.listen(0, '127.0.0.1');
    await once(web.server, 'listening');
    web.base = `${tls ? 'https' : 'http'}://localhost:${web.server.address().port}`;
    return web;
  }

  constructor() {
    this.handler = (_request, response) => response.end('nothing here yet');
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function certificate() {
  const read = (name) => readFileSync(path.join(process.env.COMPAT_AUTHORITY, name));
  return { cert: read('app.pem'), key: read('app.key') };
}

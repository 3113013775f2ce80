// A web server on a free port, so that its address is known before its application is.

import http from 'node:http';
import { once } from 'node:events';

export class WebServer {
  static async listen() {
    const web = new WebServer();
    web.server = http.createServer((request, response) => web.handler(request, response));
    web.server.listen(0, '127.0.0.1');
    await once(web.server, 'listening');
    web.base = `http://localhost:${web.server.address().port}`;
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

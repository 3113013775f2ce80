// An application whose callback sends the browser on to two other origins before it shows anything.

import { WebServer } from './web.mjs';

/// Three origins: `callback` is on the first, `end` on the last; what came in the query or the form arrives there.
export async function hoppingApplication() {
  const [first, second, last] = await Promise.all([1, 2, 3].map(() => WebServer.listen()));
  const sendOn = (to) => async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const query = new URL(request.url, to).search.slice(1);
    response.writeHead(302, { location: `${to}?${[query, body].filter(Boolean).join('&')}` });
    response.end();
  };
  first.handler = sendOn(`${second.base}/hop`);
  second.handler = sendOn(`${last.base}/end`);
  last.handler = (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>the end</title>the end');
  };
  return {
    base: first.base,
    callback: `${first.base}/callback`,
    end: `${last.base}/end`,
    close: () => [first, second, last].forEach((server) => server.close()),
  };
}

// Caddy before the server, as config/proxies/Caddyfile has it.

import { testProxy } from '../lib/proxied.mjs';

testProxy('Caddyfile', (text, { port, upstream, key, certificate }) => {
  const site = text
    .replace('reverse_proxy 127.0.0.1:4000', `tls ${certificate} ${key}\n\treverse_proxy 127.0.0.1:${upstream}`);
  const options = `{\n\tadmin off\n\tauto_https disable_redirects\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n}\n`;
  return { files: { Caddyfile: options + site }, command: ['caddy', 'run', '--adapter', 'caddyfile', '--config', 'Caddyfile'] };
});

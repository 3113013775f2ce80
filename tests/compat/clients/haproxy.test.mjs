// HAProxy before the server, as config/proxies/haproxy.cfg has it; the second of its two processes is not there.

import { readFileSync } from 'node:fs';

import { testProxy } from '../lib/proxied.mjs';

testProxy('haproxy.cfg', (text, { directory, port, upstream, key, certificate }) => {
  const whole = text
    .replace('bind :443', `bind 127.0.0.1:${port}`)
    .replace('/etc/haproxy/login.example.com.pem', `${directory}/both.pem`)
    .replace('127.0.0.1:4000', `127.0.0.1:${upstream}`)
    .replace('127.0.0.1:4001', '127.0.0.1:1');
  const both = readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8');
  return { files: { 'haproxy.cfg': whole, 'both.pem': both }, command: ['haproxy', '-db', '-f', 'haproxy.cfg'] };
});

// nginx before the server, as config/proxies/nginx.conf has it.

import { testProxy } from '../lib/proxied.mjs';

testProxy('nginx.conf', (text, { directory, port, upstream, key, certificate }) => {
  const site = text
    .replace('server 127.0.0.1:4000', `server 127.0.0.1:${upstream}`)
    .replace('listen 443', `listen 127.0.0.1:${port}`)
    .replace('/etc/ssl/login.example.com.pem', certificate)
    .replace('/etc/ssl/login.example.com.key', key);
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const folders = bodies.map((name) => `${name}_temp_path ${directory}/${name};`).join(' ');
  const whole = `daemon off; pid ${directory}/nginx.pid; error_log stderr;
    events {} http { access_log off; ${folders} ${site} }`;
  return { files: { 'nginx.conf': whole }, command: ['nginx', '-e', 'stderr', '-c', `${directory}/nginx.conf`] };
});

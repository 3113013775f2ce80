// One local CA for all servers of a run: a process learns whom to trust only when it starts.

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Footbridge } from './footbridge.mjs';

/// Has a server make its CA, and sets the variables by which runtimes and tools find it.
export async function trustOneAuthority() {
  const server = await Footbridge.start([], { tls: true });
  const directory = await mkdtemp(path.join(tmpdir(), 'footbridge-compat-ca-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  await cp(path.join(server.directory, 'tls'), directory, { recursive: true });
  await server.stop();
  await certify(directory);
  const file = path.join(directory, 'ca.pem');
  process.env.COMPAT_AUTHORITY = directory;
  process.env.NODE_EXTRA_CA_CERTS = file;
}

/// A certificate of that CA for applications that speak HTTPS too.
async function certify(directory) {
  const at = (name) => path.join(directory, name);
  const openssl = (...argv) => execFileSync('openssl', argv, { stdio: 'ignore' });
  const request = ['-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', at('app.key'), '-out', at('app.csr')];
  openssl('req', ...request);
  await writeFile(at('app.ext'), 'subjectAltName=DNS:localhost\n');
  const authority = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2'];
  openssl('x509', '-req', '-in', at('app.csr'), ...authority, '-extfile', at('app.ext'), '-out', at('app.pem'));
}

// One local CA for all servers of a run: a process learns whom to trust only when it starts.

import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
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
  const file = path.join(directory, 'ca.pem');
  process.env.COMPAT_AUTHORITY = directory;
  process.env.NODE_EXTRA_CA_CERTS = file;
}

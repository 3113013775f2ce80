// Python with the pinned packages of python/requirements.txt, in an environment of its own under target/.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { AUTOMATION } from './tenant.mjs';
import { KEPT, ran } from './tools.mjs';

const FOLDER = path.join(import.meta.dirname, '../python');

/// Runs a script, whose last line is a JSON object: what was done, and how it went.
export async function pythonReport(script, server) {
  const env = {
    PATH: process.env.PATH,
    SSL_CERT_FILE: process.env.NODE_EXTRA_CA_CERTS,
    REQUESTS_CA_BUNDLE: process.env.NODE_EXTRA_CA_CERTS,
    AUTH0_DOMAIN: server.domain,
    AUTH0_CLIENT_ID: AUTOMATION.client_id,
    AUTH0_CLIENT_SECRET: AUTOMATION.client_secret,
  };
  const { code, stdout, stderr } = await ran(await interpreter(), [path.join(FOLDER, script)], { env });
  if (code !== 0) throw new Error(`${script} ended with ${code}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/// The interpreter of an environment that has exactly these packages.
async function interpreter() {
  const wanted = path.join(FOLDER, 'requirements.txt');
  const digest = createHash('sha256').update(await readFile(wanted)).digest('hex');
  const home = path.join(KEPT, `python-${digest.slice(0, 12)}`);
  const program = path.join(home, 'bin/python');
  // The last step of the installation: an environment that was left half made is made again.
  const mark = path.join(home, 'complete');
  if (existsSync(mark)) return program;
  const steps = [
    ['python3', ['-m', 'venv', '--clear', home]],
    [program, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', wanted]],
    ['touch', [mark]],
  ];
  for (const [command, argv] of steps) {
    const { code, stdout, stderr } = await ran(command, argv, { env: process.env });
    if (code !== 0) throw new Error(`${command} ${argv.join(' ')}\n${stdout}\n${stderr}`);
  }
  return program;
}

// What the runner has to know about each client: where its version is pinned, and how long it may take.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const here = path.join(import.meta.dirname, '..');

/// Tools that no package registry has: their scripts run where the tool is installed, and say so where it is not.
export const MAY_BE_ABSENT = new Set(['auth0-cli']);

/// Where a version is read that is not the version of the npm package of that name.
const VERSIONS = {
  chromium: () => {
    const said = execFileSync(process.env.CHROMIUM, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /\d+/.exec(said)?.[0] ?? said.trim();
  },
  'auth0-legacy': () => npm('auth0'),
  'mobile-sdks': () => 'replayed',
  terraform: async () => {
    const provider = await pinned('terraform/provider/go.mod', 'github.com/auth0/terraform-provider-auth0');
    return `${provider}, OpenTofu ${await pinned('terraform/opentofu/go.mod', 'github.com/opentofu/opentofu')}`;
  },
};

/// Milliseconds for all tests of a client; longer where programs are built first.
const PATIENCE = { terraform: 900_000, 'auth0-deploy-cli': 900_000 };

export async function version(client) {
  return VERSIONS[client] ? VERSIONS[client]() : npm(client);
}

export function patience(client) {
  return PATIENCE[client] ?? 120_000;
}

/// The version of an installed package.
async function npm(name) {
  const text = await readFile(path.join(here, 'node_modules', name, 'package.json'), 'utf8');
  return JSON.parse(text).version;
}

/// The version of a module that a `go.mod` asks for.
async function pinned(file, module) {
  const text = await readFile(path.join(here, file), 'utf8');
  const line = text.split('\n').find((text) => text.replace('require', '').trim().startsWith(`${module} v`));
  return line.trim().split(/\s+v/)[1].split(' ')[0];
}

// What the runner has to know about each client: where its version is pinned, and how long it may take.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { has } from './tools.mjs';

const here = path.join(import.meta.dirname, '..');

/// Tools that no package registry has: their scripts run where the tool is installed, and say so where it is not.
export const MAY_BE_ABSENT = new Set(['auth0-cli']);

/// Where a version is read that is not the version of the npm package of that name.
const VERSIONS = {
  chromium,
  'chromium-passkeys': chromium,
  'chromium-webauthn': chromium,
  'auth0-python': () => pinned('python/requirements.txt', 'auth0-python'),
  'auth0-cli': () => {
    const program = process.env.AUTH0_CLI ?? (has('auth0') ? 'auth0' : undefined);
    return program ? execFileSync(program, ['--version'], { encoding: 'utf8' }).trim() : '–';
  },
  'auth0-java': async () => {
    const text = await readFile(path.join(here, 'java/pom.xml'), 'utf8');
    return /<artifactId>auth0<\/artifactId>\s*<version>([^<]+)/.exec(text)[1];
  },
  'auth0-auth-js': () => npm('@auth0/auth0-auth-js'),
  'auth0-legacy': () => npm('auth0'),
  'auth0-spa-js': () => npm('@auth0/auth0-spa-js'),
  caddy: () => debian('caddy'),
  'go-auth0': async () => {
    const module = 'github.com/auth0/go-auth0';
    return `${await pinned('go-auth0/go.mod', module)}, ${await pinned('go-auth0/go.mod', `${module}/v3`)}`;
  },
  haproxy: () => debian('haproxy'),
  'mobile-sdks': () => 'replayed',
  mod_auth_mellon: () => debian('libapache2-mod-auth-mellon'),
  nginx: () => debian('nginx'),
  'node-saml': () => npm('@node-saml/node-saml'),
  pysaml2: () => debian('python3-pysaml2'),
  xmlsec1: () => debian('xmlsec1'),
  'nextjs-auth0': async () => {
    const text = await readFile(path.join(here, 'nextjs/package.json'), 'utf8');
    const { dependencies } = JSON.parse(text);
    return `${dependencies['@auth0/nextjs-auth0']}, Next.js ${dependencies.next}`;
  },
  terraform: async () => {
    const provider = await pinned('terraform/provider/go.mod', 'github.com/auth0/terraform-provider-auth0');
    return `${provider}, OpenTofu ${await pinned('terraform/opentofu/go.mod', 'github.com/opentofu/opentofu')}`;
  },
};

/// Milliseconds for all tests of a client; longer where programs are built first.
const PATIENCE = {
  'auth0-deploy-cli': 1_200_000,
  'auth0-java': 600_000,
  'auth0-python': 600_000,
  'axe-core': 1_200_000,
  chromium: 600_000,
  'go-auth0': 600_000,
  'nextjs-auth0': 600_000,
  terraform: 900_000,
};

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

function chromium() {
  const said = execFileSync(process.env.CHROMIUM, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+/.exec(said)?.[0] ?? said.trim();
}

/// The version of an installed package of the system's.
function debian(name) {
  return execFileSync('dpkg-query', ['--show', '--showformat', '${Version}', name], { encoding: 'utf8' });
}

/// The version that a `go.mod` or a `requirements.txt` asks for.
async function pinned(file, name) {
  const text = await readFile(path.join(here, file), 'utf8');
  const lines = text.split('\n').map((line) => line.replace('require ', '').trim());
  const line = lines.find((line) => line.startsWith(`${name} v`) || line.startsWith(`${name}==`));
  return line.slice(name.length).replace(/^( v|==)/, '').split(' ')[0];
}

// Programs that have to be built or installed before they can be run. They stay under target/, so that the next run is quick.

import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const here = path.join(import.meta.dirname, '..');
const run = promisify(execFile);
const OUTPUT = 16 * 1024 * 1024;

/// Where built programs are kept.
export const KEPT = path.join(here, '../../target/compat');

/// Whether a program is found on the PATH.
export function has(program) {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/// Builds a package of the Go module in this folder; gives the program's path.
export async function goProgram(folder, packageName, name) {
  const program = path.join(KEPT, 'bin', name);
  await mkdir(path.dirname(program), { recursive: true });
  const options = { env: { ...process.env, GOFLAGS: '-mod=readonly' }, maxBuffer: OUTPUT };
  const flags = ['-trimpath', '-ldflags=-s -w', '-o', program];
  await run('go', ['-C', path.join(here, folder), 'build', ...flags, packageName], options);
  return program;
}

/// Runs a program to its end, whatever that is; gives its code and all that it said.
export async function ran(program, argv, options = {}) {
  const child = spawn(program, argv, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, stdout, stderr };
}

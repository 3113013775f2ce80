// Runs the clients' tests, two clients at a time, and writes what was found into docs/compatibility.md.

import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from 'node:test';

import { trustOneAuthority } from './lib/authority.mjs';
import { MAY_BE_ABSENT, patience, version } from './lib/clients.mjs';

const here = import.meta.dirname;
const DOCUMENT = path.join(here, '../../docs/compatibility.md');
const [BEGIN, END] = ['<!-- table: begin -->', '<!-- table: end -->'];
const HEAD = ['| client | version | what was run | result |', '| --- | --- | --- | --- |'];

const wanted = process.argv.slice(2);
const all = (await readdir(path.join(here, 'clients')))
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => name.replace('.test.mjs', ''))
  .sort();
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(', ')}; there are ${all.join(', ')}`);
  process.exit(2);
}
const clients = wanted.length > 0 ? wanted : all;

const rows = new Map();
let [passed, failed] = [0, 0];
const notRun = [];

await trustOneAuthority();
const waiting = clients.toSorted((a, b) => patience(b) - patience(a));
await Promise.all([lane(), lane()]);

/// Runs one client after the other, those that take long first: most of their time they wait for themselves.
async function lane() {
  for (let client = waiting.shift(); client; client = waiting.shift()) await tryOut(client);
}

async function tryOut(client) {
  const known = await version(client);
  const file = path.join(here, 'clients', `${client}.test.mjs`);
  rows.set(client, []);
  for await (const { type, data } of run({ files: [file], concurrency: false, timeout: patience(client) })) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // The file itself is reported too; it counts only where it breaks outside of a test.
    if (type === 'test:pass' && data.name.endsWith('.mjs')) continue;
    const name = path.isAbsolute(data.name) ? 'the whole file' : data.name;
    const result = judge(client, type, data);
    console.log(`${result.mark} ${client} ${known}: ${name} (${Math.round(data.details.duration_ms)} ms)`);
    if (result.why) console.log(result.why);
    rows.get(client).push(`| ${client} | ${known} | ${name} | ${result.said} |`);
  }
  if (rows.get(client).length === 0) {
    failed += 1;
    console.log(`FAIL ${client} ${known}: nothing was run`);
  }
}

/// What a test's end means. A tool that is not there is named, and only those that nobody can install are forgiven.
function judge(client, type, data) {
  if (data.skip !== undefined || data.todo !== undefined) {
    const said = `*not run*: ${data.skip === true ? 'no reason given' : (data.skip ?? 'unfinished')}`;
    notRun.push(client);
    if (!MAY_BE_ABSENT.has(client)) failed += 1;
    return { mark: 'NOT RUN', said, why: said };
  }
  if (type === 'test:pass') {
    passed += 1;
    return { mark: 'ok  ', said: 'passed' };
  }
  failed += 1;
  const error = data.details.error;
  return { mark: 'FAIL', said: 'failed', why: error?.cause?.stack ?? error ?? 'without a reason' };
}

/// The table with these rows in place of the older ones of the same clients; others stay, unless they have gone.
async function writeTable() {
  const text = await readFile(DOCUMENT, 'utf8');
  const [head, rest] = text.split(BEGIN);
  const [table, tail] = rest.split(END);
  const older = table.split('\n').filter((line) => line.startsWith('| '));
  const kept = older.filter((row) => {
    const client = row.split(' | ')[0].slice(2);
    return all.includes(client) && !rows.has(client);
  });
  const lines = [...kept, ...[...rows.values()].flat()];
  const order = (row) => all.indexOf(row.split(' | ')[0].slice(2));
  lines.sort((a, b) => order(a) - order(b));
  await writeFile(DOCUMENT, `${head}${BEGIN}\n${[...HEAD, ...lines].join('\n')}\n${END}${tail}`);
}

await writeTable();
if (notRun.length > 0) console.log(`NOT RUN: ${[...new Set(notRun)].join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

// Runs the clients' tests one after the other, and writes what was found into docs/compatibility.md.

import { execFileSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from 'node:test';

const here = import.meta.dirname;
const DOCUMENT = path.join(here, '../../docs/compatibility.md');
const [BEGIN, END] = ['<!-- table: begin -->', '<!-- table: end -->'];

const wanted = process.argv[2];
const all = (await readdir(path.join(here, 'clients'))).filter((name) => name.endsWith('.test.mjs')).sort();
const names = all.filter((name) => !wanted || name === `${wanted}.test.mjs`);
if (names.length === 0) {
  console.error(`there is no ${wanted}; there are ${all.map((name) => name.replace('.test.mjs', '')).join(', ')}`);
  process.exit(2);
}

async function version(client) {
  if (client === 'chromium') {
    const said = execFileSync(process.env.CHROMIUM, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /\d+/.exec(said)?.[0] ?? said.trim();
  }
  if (client === 'mobile-sdks') return 'replayed';
  const text = await readFile(path.join(here, 'node_modules', client, 'package.json'), 'utf8');
  return JSON.parse(text).version;
}

const rows = [];
let [passed, failed] = [0, 0];
for (const name of names) {
  const client = name.replace('.test.mjs', '');
  const known = await version(client);
  const file = path.join(here, 'clients', name);
  const events = run({ files: [file], concurrency: false, timeout: 120_000 });
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // The file itself is reported too; it counts only where it breaks outside of a test.
    if (type === 'test:pass' && data.name.endsWith('.mjs')) continue;
    const good = type === 'test:pass' && data.skip === undefined && data.todo === undefined;
    good ? (passed += 1) : (failed += 1);
    console.log(`${good ? 'ok  ' : 'FAIL'} ${client} ${known}: ${data.name} (${Math.round(data.details.duration_ms)} ms)`);
    if (!good) console.log(data.details.error?.cause?.stack ?? data.details.error ?? 'skipped');
    rows.push(`| ${client} | ${known} | ${data.name} | ${good ? 'passed' : 'failed'} |`);
  }
}
if (!wanted) {
  const text = await readFile(DOCUMENT, 'utf8');
  const [head, rest] = text.split(BEGIN);
  const tail = rest.split(END)[1];
  const table = ['| client | version | what was run | result |', '| --- | --- | --- | --- |', ...rows].join('\n');
  await writeFile(DOCUMENT, `${head}${BEGIN}\n${table}\n${END}${tail}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

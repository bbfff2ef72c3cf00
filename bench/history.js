// npm run bench:history -- [--rounds N] [--sizes REPOSITORY|none] [--out FOLDER] REPOSITORY...
//
// How long the history of a repository takes: `hushkey history` as it is built, beside what git takes to print all objects,
// and beside gitleaks when GITLEAKS names its program. The programs take turns, the figures are medians, and what counts
// are the ratios. Then the time against the size of the packs: five repositories with a fifth, two fifths … of one history
// (of the largest repository named, unless --sizes names another), printed and drawn as SVG into the folder of --out.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, run } from './history/measure.js';
import { fitOf, plot } from './history/plot.js';
import { blobCount, growing, packBytes } from './history/sizes.js';

const HUSHKEY = fileURLToPath(new URL('../bin/hushkey.js', import.meta.url));
/** From these sizes on other ratios are aimed at. */
const [LARGE_BLOBS, MIDDLE_BYTES] = [200_000, 50e6];
const [HISTORY, SECOND, CAT_FILE, GITLEAKS] = [
  'hushkey history',
  'the same again, with its cache',
  'git cat-file',
  'gitleaks',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    sizes: { type: 'string' },
    out: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-bench-'));
const out = values.out === undefined ? mkdtempSync(join(tmpdir(), 'hushkey-bench-out-')) : resolve(values.out);

try {
  const repositories = positionals.map((folder) => describe(resolve(folder)));
  for (const repository of repositories)
    report(repository, measure(contestants(repository), repository.folder, rounds, scratch));
  if (values.sizes !== 'none') reportSizes(values.sizes ? resolve(values.sizes) : largest(repositories));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function describe(folder) {
  return { folder, bytes: packBytes(folder), blobs: blobCount(folder) };
}

function largest(repositories) {
  return [...repositories].sort((a, b) => b.bytes - a.bytes)[0]?.folder;
}

/** `history` as it is run for the first time: without a cache, where it has one. */
function history(hasCache) {
  const args = [HUSHKEY, 'history', '--format', 'json', ...(hasCache ? ['--no-cache'] : [])];
  return { name: HISTORY, program: process.execPath, args, codes: [1, 3] };
}

function knowsCache() {
  const { stdout } = spawnSync(process.execPath, [HUSHKEY, 'history', '--help'], { encoding: 'utf8' });
  return /--(?:no-)?cache\b/.test(stdout);
}

function contestants({ folder }) {
  const hasCache = knowsCache();
  const all = [history(hasCache)];
  if (hasCache) {
    const again = { ...history(false), name: SECOND };
    run(again, folder, scratch);
    all.push(again);
  }
  const print = ['cat-file', '--batch-all-objects', '--batch', '--buffer', '--unordered'];
  all.push({ name: CAT_FILE, program: 'git', args: print });
  // By itself it looks at all refs and the full history, and needs no report to be as slow as it is.
  const quietly = ['git', '--no-banner', '--no-color', '--log-level', 'error', '--exit-code', '0', '--redact', '.'];
  if (process.env.GITLEAKS)
    all.push({ name: GITLEAKS, program: resolve(process.env.GITLEAKS), args: quietly, codes: [1] });
  return all;
}

function report({ folder, bytes, blobs }, medians) {
  console.log(
    `\n${folder}: ${megabytes(bytes)} of packs, ${blobs} blobs; median of ${rounds}, Node ${process.versions.node}\n`,
  );
  console.log(`${''.padEnd(34)}${'time'.padStart(10)}${'processor'.padStart(12)}${'memory'.padStart(12)}`);
  for (const [name, { wall, cpu, memory }] of medians)
    console.log(
      `${name.padEnd(34)}${seconds(wall).padStart(10)}${seconds(cpu).padStart(12)}${megabytes(memory).padStart(12)}`,
    );
  console.log('');
  for (const [what, value, aim] of ratios({ bytes, blobs }, medians))
    console.log(`${what.padEnd(34)}${value.padStart(10)}   ${aim}`);
}

/** What is aimed at depends on the size. */
function ratios({ bytes, blobs }, medians) {
  const { wall, memory } = medians.get(HISTORY);
  const [git, gitleaks, second] = [CAT_FILE, GITLEAKS, SECOND].map((name) => medians.get(name)?.wall);
  const [isLarge, isMiddle] = [blobs >= LARGE_BLOBS, bytes >= MIDDLE_BYTES];
  const times = (value) => `${value.toFixed(2)} ×`;
  const rows = [
    [`of the time of ${CAT_FILE}`, times(wall / git), isLarge ? 'at most 0.3' : isMiddle ? 'at most 0.7' : ''],
  ];
  if (gitleaks !== undefined)
    rows.push([`faster than ${GITLEAKS}`, times(gitleaks / wall), isMiddle ? 'at least 15' : 'at least 5']);
  if (second !== undefined) rows.push(['second scan', seconds(second), isLarge ? 'under 2 s' : '']);
  return [...rows, ['memory', megabytes(memory), isLarge ? 'under 600 MB' : '']];
}

function reportSizes(repository) {
  if (repository === undefined) return;
  const folder = join(scratch, 'sizes');
  mkdirSync(folder);
  const hasCache = knowsCache();
  console.log(`\n${repository}: the time against the size of the packs\n`);
  const points = growing(repository, folder).map((size) => {
    const { wall, memory } = measure([history(hasCache)], size, rounds, scratch).get(HISTORY);
    const bytes = packBytes(size);
    console.log(`${megabytes(bytes).padStart(10)}${seconds(wall).padStart(10)}${megabytes(memory).padStart(12)}`);
    return { x: bytes / 1e6, y: wall };
  });
  const { slope, intercept, r2, exponent } = fitOf(points);
  console.log(
    `\n${intercept.toFixed(2)} s + ${(slope * 1000).toFixed(1)} ms a megabyte; R² ${r2.toFixed(4)}, exponent ${exponent.toFixed(2)}`,
  );
  mkdirSync(out, { recursive: true });
  const file = join(out, `history-${repository.split(sep).slice(-2).join('-')}.svg`);
  const title = `hushkey history: R² ${r2.toFixed(4)}, exponent ${exponent.toFixed(2)}`;
  writeFileSync(file, plot({ title, xName: 'packs, MB', yName: 'time, s', points }));
  console.log(`drawn into ${file}`);
}

function seconds(value) {
  return `${value.toFixed(2)} s`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

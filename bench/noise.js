// npm run bench:noise [-- FOLDER...]
//
// How quiet the engine is on clean code: a pinned list of popular packages (noise/packages, with a lock file) is
// installed into a temporary folder, and all of it is scanned. Whatever is found at medium confidence and more is listed
// with its reason in noise/expected.yaml, or it is a false alarm. Of a pattern each is a defect, and this ends with 1; of
// assignments, which are judged by their name and look, there may be one in 10 MB.
//
// With FOLDERs those are scanned instead, nothing is expected, and it ends with 0. INSTALLED names a folder in which
// `npm ci` has been run on the list already. A secret is never printed, only its pattern, its place and its id.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { scanFolder } from './noise/scan-folder.js';
import { engineParts } from './parts.js';

const LIST = fileURLToPath(new URL('noise', import.meta.url));
/** A false alarm is counted per so many bytes. */
const PER = 10e6;
/** Of a pattern each is a defect; what is judged by its look may be wrong so often. */
const MOST_JUDGED = 1;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hushkey-noise-')));

try {
  const parts = await engineParts(scratch);
  const folders = process.argv.slice(2);
  if (folders.length > 0) {
    reportAll(folders.map((folder) => scanFolder(folder, parts)));
  } else {
    const installed = process.env.INSTALLED ?? install(join(scratch, 'packages'));
    const expected = parse(readFileSync(join(LIST, 'expected.yaml'), 'utf8'));
    process.exitCode = reportAgainst(expected, scanFolder(join(installed, 'node_modules'), parts), installed);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Without scripts, and without what is optional: that depends on the machine. @returns the folder */
function install(folder) {
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(LIST, 'packages', file), join(folder, file));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--omit=optional'];
  const { status, error } = spawnSync('npm', ['ci', '--loglevel=error', ...flags], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ci ended with ${status}`);
  return folder;
}

/** What there is to say of the packages. @returns the exit code */
function reportAgainst(expected, scanned, root) {
  const listed = new Set(
    expected.flatMap(({ package: name, pattern, ids }) => ids.map((id) => `${name} ${pattern} ${id}`)),
  );
  const keyOf = ({ path, pattern, id }) => `${packageOf(path)} ${pattern} ${id}`;
  const seen = new Set(scanned.findings.map(keyOf));
  const relevant = scanned.findings.filter(({ confidence }) => confidence !== 'low');
  const alarms = relevant.filter((finding) => !listed.has(keyOf(finding)));
  const stale = [...listed].filter((key) => !seen.has(key));
  const { dependencies } = readJson(join(root, 'package.json'));
  const { packages } = readJson(join(root, 'node_modules', '.package-lock.json'));
  const installed = Object.keys(packages).filter((path) => existsSync(join(root, path)));
  console.log(`${Object.keys(dependencies).length} packages, ${installed.length} with what they need`);
  summary(scanned);
  console.log(`  expected, with a reason: ${distinct(relevant) - distinct(alarms)}`);
  const judged = alarms.filter(({ isJudged }) => isJudged);
  const known = alarms.filter(({ isJudged }) => !isJudged);
  rate('patterns', known, scanned.bytes);
  rate('assignments, judged by name and look', judged, scanned.bytes);
  for (const alarm of [...known, ...judged])
    console.log(`false alarm, or not listed: ${line({ ...alarm, path: relative(root, alarm.path) })}`);
  for (const key of stale) console.log(`listed, and not found any more: ${key}`);
  const tooMany = judged.length > (scanned.bytes / PER) * MOST_JUDGED;
  return known.length + stale.length > 0 || tooMany ? 1 : 0;
}

function reportAll(scans) {
  for (const scanned of scans) {
    for (const finding of scanned.findings) console.log(line(finding));
    summary(scanned);
  }
}

function summary({ files, bytes, findings }) {
  const relevant = findings.filter(({ confidence }) => confidence !== 'low');
  const low = findings.filter(({ confidence }) => confidence === 'low');
  console.log(`${files} files, ${(bytes / 1e6).toFixed(0)} MB`);
  console.log(
    `medium and high confidence: ${distinct(relevant)} findings in ${relevant.length} places${byPattern(relevant)}`,
  );
  console.log(`low confidence: ${distinct(low)} findings in ${low.length} places${byPattern(low)}`);
}

function rate(name, alarms, bytes) {
  console.log(
    `  false alarms of ${name}: ${alarms.length}, ${((alarms.length / bytes) * PER).toFixed(2)} per ${PER / 1e6} MB`,
  );
}

function line({ path, line: number, pattern, confidence, id }) {
  return `${path}:${number} ${pattern} ${id} (${confidence})`;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** One secret in many places is one finding. */
function distinct(findings) {
  return new Set(findings.map(({ path, pattern, id }) => `${packageOf(path)} ${pattern} ${id}`)).size;
}

function byPattern(findings) {
  const counts = new Map();
  for (const { pattern } of findings) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([pattern, count]) => `\n    ${String(count).padStart(5)}  ${pattern}`).join('');
}

/** The package that a path below node_modules belongs to. */
function packageOf(path) {
  const [, scope, name] = /.*node_modules[/\\](?:(@[^/\\]+)[/\\])?([^/\\]+)/.exec(path) ?? [];
  return scope === undefined ? (name ?? '') : `${scope}/${name}`;
}

// npm run bench:detect [-- FOLDER]
//
// How exact detection is on the development half of CredData: precision, recall and F1 on labelled rows, by category, as
// `score.py` counts them. Assignments are scored by weights that were learned without their repository (five folds); the
// catalogue's patterns learn nothing. Beside it gitleaks as it comes, where it is installed (on the PATH, or GITLEAKS names
// it). FOLDER is where `score.py unpack` put the data. A secret is never printed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { crossValidated } from '../train/cross-validated.js';
import { coverage, scoreOf, unpacked } from './detect/creddata.js';
import { scanFolder } from './noise/scan-folder.js';
import { engineParts } from './parts.js';

const FEWEST_ROWS = 10;
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-detect-'));

try {
  const parts = await engineParts(scratch);
  const folder = process.argv[2] ?? unpacked(join(scratch, 'creddata'));
  const { rows, examples } = crossValidated(folder, parts);
  const catalogue = catalogueFindings(folder, parts);
  const assigned = examples.filter(({ score }) => score >= parts.MEDIUM);
  const scanners = [
    { name: 'hushkey, cross-validated', ...coverage(rows, [...catalogue, ...assigned]) },
    { name: 'its catalogue alone', ...coverage(rows, catalogue) },
    ...gitleaks(join(folder, 'data'), rows),
  ];
  print(rows, scanners);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** What the patterns of the catalogue find at medium confidence and more. */
function catalogueFindings(folder, parts) {
  const root = join(folder, 'data');
  return scanFolder(root, parts, { assignments: false })
    .findings.filter(({ confidence }) => confidence !== 'low')
    .map(({ path, line, lastLine }) => ({ file: relative(root, path), first: line, last: lastLine }));
}

/** @returns an empty list, and a line to say so, where it is not installed */
function gitleaks(folder, rows) {
  const report = join(scratch, 'gitleaks.json');
  const options = [
    '--report-format',
    'json',
    '--report-path',
    report,
    '--exit-code',
    '0',
    '--no-banner',
    '--log-level',
    'error',
  ];
  const { error, status } = spawnSync(process.env.GITLEAKS ?? 'gitleaks', ['dir', ...options, folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error?.code === 'ENOENT') {
    console.log('gitleaks is not installed: not measured\n');
    return [];
  }
  if (error || status !== 0) throw error ?? new Error(`gitleaks ended with ${status}`);
  const findings = JSON.parse(readFileSync(report, 'utf8')).map(({ File, StartLine, EndLine }) => ({
    file: relative(folder, File),
    first: StartLine,
    last: EndLine,
  }));
  return [{ name: 'gitleaks', ...coverage(rows, findings) }];
}

function print(rows, scanners) {
  const header = ['category', 'true rows', ...scanners.flatMap(({ name }) => [`${name}: P`, 'R', 'F1'])];
  const categories = [...new Set(rows.flatMap((row) => row.categories))]
    .map((name) => [name, rows.filter((row) => row.categories.includes(name))])
    .map(([name, own]) => ({ name, own, truths: scoreOf(own, new Set()).truths }))
    .filter(({ truths }) => truths >= FEWEST_ROWS)
    .sort((a, b) => b.truths - a.truths);
  const lines = [{ name: 'all', own: rows, truths: scoreOf(rows, new Set()).truths }, ...categories];
  console.log(`| ${header.join(' | ')} |\n|${header.map(() => '---|').join('')}`);
  for (const { name, own, truths } of lines)
    console.log(`| ${[name, truths, ...scanners.flatMap(({ hit }) => figures(scoreOf(own, hit)))].join(' | ')} |`);
  console.log();
  for (const { name, unlabelled } of scanners) console.log(`${name}: ${unlabelled} findings on lines without a label`);
}

function figures({ precision, recall, f1 }) {
  return [precision, recall, f1].map((share) => (Number.isNaN(share) ? '–' : (100 * share).toFixed(1)));
}

// npm run train [-- FOLDER]
//
// Learns the weights by which assignments are judged (src/detect/generic/learned/weights.ts) from the development half of
// CredData, and writes down how good they are (report.md): cross-validated by repository, so that no repository is ever
// on both sides. FOLDER is where `score.py unpack` put the data; without it the data is unpacked into a temporary folder.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpacked } from '../bench/detect/creddata.js';
import { engineParts } from '../bench/parts.js';
import { crossValidated } from './cross-validated.js';
import { learn } from './learn.js';
import { reportOn } from './report.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WEIGHTS = join(ROOT, 'src/detect/generic/learned/weights.ts');
/** Weights nearer to nothing are left out. */
const LEAST_WEIGHT = 0.02;

const scratch = mkdtempSync(join(tmpdir(), 'hushkey-train-'));
try {
  const parts = await engineParts(scratch);
  const learned = crossValidated(process.argv[2] ?? unpacked(join(scratch, 'creddata')), parts);
  const { examples, variants, vocabulary } = learned;
  writeWeights(learn([...examples, ...variants], vocabulary.size), vocabulary);
  const report = reportOn(learned, parts);
  writeFileSync(join(ROOT, 'train/report.md'), report);
  console.log(report);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function writeWeights(weights, vocabulary) {
  const groups = {};
  for (const [feature, index] of [...vocabulary].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const weight = Number(weights[index].toFixed(2));
    if (Math.abs(weight) < LEAST_WEIGHT) continue;
    const colon = feature.indexOf(':');
    groups[feature.slice(0, colon)] ??= {};
    groups[feature.slice(0, colon)][feature.slice(colon + 1)] = weight;
  }
  writeFileSync(
    WEIGHTS,
    [
      '// Written by train/train.js. What each feature of a candidate adds to its score, in logits; by group and label.',
      'type Weights = Readonly<Record<string, Readonly<Record<string, number>>>>;',
      `export const bias = ${Number(weights.at(-1).toFixed(2))};`,
      `export const weights = JSON.parse(\n  String.raw\`${JSON.stringify(groups).replaceAll('`', '\\u0060')}\`,\n) as Weights;`,
      '',
    ].join('\n'),
  );
  execFileSync(process.execPath, [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', WEIGHTS]);
}

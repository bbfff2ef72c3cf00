// npm run train:ngrams
//
// Counts how words and names are spelled: the table of src/detect/generic/word-likeness.ts. Its text is what lies in
// node_modules (declarations, sources, documentation; pinned by the lock file), of which only the distinct words are
// counted: a word that is written ten thousand times is no more of a word.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import glob from 'fast-glob';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'src/detect/generic/learned/ngrams.ts');
/** Longer lines were not written by people. */
const LONGEST_LINE = 200;
/** Seen in fewer files than this a word may be anything. */
const FEWEST_FILES = 2;

const files = (await glob('node_modules/**/*.{d.ts,md,ts,js,mjs,cjs}', { cwd: ROOT, dot: true })).sort();
const seenIn = new Map();
for (const file of files) {
  const words = new Set();
  for (const line of readFileSync(join(ROOT, file), 'utf8').split('\n')) {
    if (line.length > LONGEST_LINE) continue;
    for (const [segment] of line.matchAll(/[A-Z]?[a-z]{2,24}|[A-Z]{3,24}(?![a-z])/g)) words.add(segment.toLowerCase());
  }
  for (const word of words) seenIn.set(word, (seenIn.get(word) ?? 0) + 1);
}
const words = [...seenIn].filter(([, count]) => count >= FEWEST_FILES);

// 26 letters and the border of a word; three of them in a row.
const SYMBOLS = 27;
const counts = new Float64Array(SYMBOLS ** 3);
const pairs = new Float64Array(SYMBOLS ** 2);
const singles = new Float64Array(SYMBOLS);
for (const [word, files] of words) {
  const weight = Math.log2(1 + files);
  const codes = [0, 0, ...[...word].map((char) => char.charCodeAt(0) - 96), 0];
  for (let i = 2; i < codes.length; i++) {
    counts[(codes[i - 2] * SYMBOLS + codes[i - 1]) * SYMBOLS + codes[i]] += weight;
    pairs[codes[i - 1] * SYMBOLS + codes[i]] += weight;
    singles[codes[i]] += weight;
  }
}
const sum = (array, from, to) => array.subarray(from, to).reduce((total, value) => total + value, 0);
const total = sum(singles, 0, SYMBOLS);
// Witten-Bell would do as well; interpolation with fixed shares is plainer and measured no worse.
const table = new Uint8Array(SYMBOLS ** 3);
for (let a = 0; a < SYMBOLS; a++)
  for (let b = 0; b < SYMBOLS; b++) {
    const inTriples = sum(counts, (a * SYMBOLS + b) * SYMBOLS, (a * SYMBOLS + b + 1) * SYMBOLS);
    const inPairs = sum(pairs, b * SYMBOLS, (b + 1) * SYMBOLS);
    for (let c = 0; c < SYMBOLS; c++) {
      const third = inTriples > 0 ? counts[(a * SYMBOLS + b) * SYMBOLS + c] / inTriples : 0;
      const second = inPairs > 0 ? pairs[b * SYMBOLS + c] / inPairs : 0;
      const likelihood = 0.7 * third + 0.25 * second + 0.05 * ((singles[c] + 1) / (total + SYMBOLS));
      table[(a * SYMBOLS + b) * SYMBOLS + c] = Math.min(255, Math.round(-Math.log2(likelihood) * 16));
    }
  }
writeFileSync(
  OUT,
  `// Written by train/ngrams.js from ${words.length} words. For three symbols in a row (the border of a word, a to z) the\n` +
    `// bits that the third tells after the other two, in sixteenths; a byte each, in base64.\nexport const ngrams =\n  '${Buffer.from(table).toString('base64')}';\n`,
);
console.log(`${words.length} words of ${files.length} files`);

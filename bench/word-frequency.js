// node bench/word-frequency.js FOLDER...
//
// Counts how the words of real source begin and writes the commonest beginnings to src/detect/word-frequency.ts, by which
// the SIMD kernel chooses the words under which it files literals. Run it again when what people write has changed.
import { writeFileSync } from 'node:fs';
import { readSource } from './engine/source.js';

const MOST_BYTES = 200e6;
/** Eight bytes where the kernel looks a word up. */
const WORD = /(?<![A-Za-z0-9])[A-Za-z0-9](?=([A-Za-z0-9+/_-][\s\S]{6}))/g;
const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('name the folders whose source is counted');

const files = readSource(folders, MOST_BYTES);
const total = files.reduce((sum, { length }) => sum + length, 0);
const [four, eight] = [new Map(), new Map()];
for (const bytes of files) {
  for (const [first, rest] of bytes.toString('latin1').matchAll(WORD)) {
    const beginning = (first + rest).toLowerCase();
    count(four, beginning.slice(0, 4));
    count(eight, beginning);
  }
}
const lines = [
  '// Made by bench/word-frequency.js. Do not edit.',
  '',
  `/** How words in source code begin, in so many of a million bytes and more, without case; the commonest first. */`,
  `export const LEAST_FREQUENCY = { four: ${least(four, 400)}, eight: ${least(eight, 200)} };`,
  '',
  `export const COMMON_FOUR =\n  '${commonest(four, 400).join('')}';`,
  '',
  `export const COMMON_EIGHT =\n  '${commonest(eight, 200).join('')}';`,
];
writeFileSync('src/detect/word-frequency.ts', `${lines.join('\n')}\n`);

function count(counts, beginning) {
  if (/^[a-z0-9 _.:/=-]+$/.test(beginning)) counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
}

function sorted(counts, most) {
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, most);
}

function commonest(counts, most) {
  return sorted(counts, most).map(([beginning]) => beginning);
}

/** Of a million bytes, so many are the rarest of the commonest beginnings. */
function least(counts, most) {
  return Math.round((sorted(counts, most).at(-1)[1] / total) * 1e6);
}

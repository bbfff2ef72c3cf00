// What is learned from: every candidate in the labelled repositories, with its label and its weight.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';
import { labelledRows } from '../bench/detect/creddata.js';

/**
 * A candidate on a labelled line is worth 1. What stands on a line that nobody labelled is mostly no credential, and
 * counts little.
 */
const UNLABELLED = 0.15;
/** Beside a true value on the same line, and so not labelled itself. */
const BESIDE = 0.3;
/** A true row whose category is only that of an identifier. */
const IDENTIFIER = 0.5;

/**
 * @param folder of the unpacked data
 * @param parts of the engine: `candidateAt`, `stemsIn` and `whyNot`
 * @returns for each candidate its repository, file, lines, label (1 or 0) and weight
 */
export function labelledExamples(folder, parts) {
  const rows = labelledRows(folder);
  const byLine = new Map();
  for (const row of rows)
    for (let line = row.first; line <= row.last; line++) {
      const key = `${row.file}:${line}`;
      byLine.set(key, [...(byLine.get(key) ?? []), row]);
    }
  const examples = [];
  for (const file of glob.sync('**/*', { cwd: join(folder, 'data'), dot: true }).sort()) {
    const bytes = readFileSync(join(folder, 'data', file));
    const starts = lineStarts(bytes);
    for (const candidate of candidatesIn(bytes, parts)) {
      const line = lineAt(starts, candidate.from);
      const labelled = byLine.get(`${file}:${line}`) ?? [];
      const column = candidate.from - starts[line - 1];
      examples.push({
        candidate,
        file,
        repository: file.split('/')[0],
        first: line,
        last: lineAt(starts, Math.max(candidate.from, candidate.to - 1)),
        isLabelled: labelled.length > 0,
        ...judgement(labelled, line, column, candidate.value.length),
      });
    }
  }
  return { rows, examples };
}

/** Every candidate in some bytes that is weighed, each place once. */
export function candidatesIn(bytes, { candidateAt, stemsIn, whyNot }) {
  const found = new Map();
  for (const at of stemsIn(bytes)) {
    const candidate = candidateAt(bytes, at);
    if (candidate !== undefined && whyNot(candidate) === undefined && !found.has(candidate.from))
      found.set(candidate.from, candidate);
  }
  return [...found.values()];
}

function judgement(labelled, line, column, length) {
  const truths = labelled.filter((row) => row.isTrue);
  if (truths.length === 0) return { label: 0, weight: labelled.length > 0 ? 1 : UNLABELLED };
  const isMeant = truths.some(
    (row) =>
      row.valueStart === undefined ||
      row.first !== line ||
      (column < (row.valueEnd ?? Number.POSITIVE_INFINITY) && column + length > row.valueStart),
  );
  if (!isMeant) return { label: 0, weight: BESIDE };
  return { label: 1, weight: truths.some((row) => row.counts) ? 1 : IDENTIFIER };
}

function lineStarts(bytes) {
  const starts = [0];
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts, offset) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle] <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The labelled rows of CredData's development half (see ../../../shared/creddata/README.md), and how a scanner scores on
// them. Counts as `score.py` beside the data does: by line, on labelled rows.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../shared/creddata/score.py', import.meta.url));

/**
 * Unpacks the data into a folder.
 *
 * @returns the folder
 * @throws Error when the data is not beside the project
 */
export function unpacked(folder) {
  if (!existsSync(SCRIPT)) throw new Error(`the labelled data is not there: ${SCRIPT}`);
  const { status } = spawnSync('python3', [SCRIPT, 'unpack', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`unpacking ended with ${status}`);
  return folder;
}

/** Categories of identifiers: a true row that has no other does not count ("core" view). */
const IDENTIFIERS = new Set([
  'UUID',
  'Nonce',
  'Salt',
  'AWS S3 Bucket',
  'Firebase Domain',
  'Tencent WeChat API App ID',
  'Other',
]);

/**
 * @param folder into which `score.py unpack` put the data
 * @returns every labelled row; `counts` tells the core rows
 */
export function labelledRows(folder) {
  const rows = [];
  for (const name of readdirSync(join(folder, 'labels')).sort()) {
    const [header, ...lines] = readFileSync(join(folder, 'labels', name), 'utf8')
      .trim()
      .split(/\r?\n/);
    const names = header.split(',');
    for (const line of lines) {
      const row = Object.fromEntries(line.split(',').map((value, index) => [names[index], value]));
      rows.push(toRow(row, basename(name, '.csv')));
    }
  }
  const truths = new Set(rows.filter(({ isTrue }) => isTrue).flatMap(placesOf));
  for (const row of rows) row.isShadowed = !row.isTrue && placesOf(row).some((place) => truths.has(place));
  return rows;
}

function toRow(row, repository) {
  const categories = row.Category.split(':');
  const isTrue = row.GroundTruth === 'T';
  return {
    file: row.FilePath.slice('data/'.length),
    first: Number(row.LineStart),
    last: Number(row.LineEnd),
    /** T: a credential, F: none, X: a placeholder or test value. */
    label: row.GroundTruth,
    isTrue,
    categories,
    repository,
    counts: !(isTrue && categories.every((category) => IDENTIFIERS.has(category))),
    /** Columns of the value on its first line and its last, where the label tells them. */
    valueStart: row.ValueStart === '' ? undefined : Number(row.ValueStart),
    valueEnd: row.ValueEnd === '' ? undefined : Number(row.ValueEnd),
  };
}

function placesOf({ file, first, last }) {
  return Array.from({ length: last - first + 1 }, (_, index) => `${file}:${first + index}`);
}

/**
 * Which rows findings cover.
 *
 * @param findings places: file, first and last line
 * @returns the rows that were hit, and how many findings stand on lines that nobody labelled
 */
export function coverage(rows, findings) {
  const byPlace = new Map();
  for (const row of rows) for (const place of placesOf(row)) byPlace.set(place, [...(byPlace.get(place) ?? []), row]);
  const hit = new Set();
  const unlabelled = new Set();
  for (const finding of findings) {
    const isLong = finding.last - finding.first > 2;
    const touched = placesOf(isLong ? { ...finding, last: finding.first } : finding).flatMap(
      (p) => byPlace.get(p) ?? [],
    );
    if (isLong)
      touched.push(...placesOf(finding).flatMap((p) => (byPlace.get(p) ?? []).filter((row) => row.last > row.first)));
    for (const row of touched) hit.add(row);
    if (touched.length === 0) unlabelled.add(`${finding.file}:${finding.first}`);
  }
  return { hit, unlabelled: unlabelled.size };
}

/** True and false positives, precision, recall and F1 on the rows that count. */
export function scoreOf(rows, hit) {
  const counted = rows.filter(({ counts }) => counts);
  const truths = counted.filter(({ isTrue }) => isTrue);
  const found = truths.filter((row) => hit.has(row)).length;
  const wrong = counted.filter((row) => !row.isTrue && !row.isShadowed && hit.has(row)).length;
  const precision = found / (found + wrong);
  const recall = found / truths.length;
  return {
    truths: truths.length,
    found,
    wrong,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
  };
}

import { IdTable } from '../../git/ancestry/id-table.js';
import type { KnownObjects } from './known-objects.js';
import { littleEndian, numbersFrom } from './little-endian.js';

/**
 * What a scan leaves behind of commits and trees. Objects are numbered as in the table of known objects; behind these, the
 * ids that are not in it are counted on: such a number is called a node. No name is in it: each is told by a tree that has
 * it, and by where it begins there.
 */
export interface AncestryRecord {
  /** By commit: its number, its tree's node, and when it was committed, in seconds. */
  readonly commits: Uint32Array;
  readonly commitTrees: Uint32Array;
  readonly times: Float64Array;
  /** By commit: how many parents it and those before it have. */
  readonly parentEnds: Uint32Array;
  /** Places of commits in this record; with all bits turned, those of ids in `others`. */
  readonly parents: Int32Array;
  /** Ids of what was named and was not there. The first `missing` of them are those of files. */
  readonly others: Uint8Array;
  readonly missing: number;
  /** By name of a file or folder: the number of a tree, and a place in its bytes. In the first `found` something was found. */
  readonly nameTrees: Uint32Array;
  readonly nameStarts: Uint32Array;
  readonly found: number;
  /** Objects to which all ways were noted; behind all known objects, names are counted on. */
  readonly wanted: Uint32Array;
  /** Nodes of trees that lead to something: those that were read, and behind them those that were not. */
  readonly trees: Uint32Array;
  /** By tree that was read: an earlier one with the same entries; -1 when it has its own, and where these end. */
  readonly rowBases: Int32Array;
  readonly rowEnds: Uint32Array;
  readonly rows: Uint32Array;
  /** By entry: the place of the tree that it leads to, or of a wanted object with all bits turned; and its name. */
  readonly targets: Int32Array;
  readonly names: Uint32Array;
}

const COUNTS = 11;
/** None of them can be more: half as many bytes cannot be in a file. */
const MOST = 2 ** 30;

/** Counts, and behind them everything in the order in which it is told above. Numbers are little-endian. */
export function encodeRecord(record: AncestryRecord, idBytes: number): Buffer[] {
  const { others, missing, found } = record;
  const counts = Uint32Array.of(
    ...[record.commits.length, record.parents.length, others.length / idBytes, missing, record.nameTrees.length, found],
    ...[record.wanted.length, record.trees.length, record.rowEnds.length, record.rows.length, record.targets.length],
  );
  const numbers = [
    ...[record.commits, record.commitTrees, record.times, record.parentEnds, record.parents],
    ...[record.nameTrees, record.nameStarts, record.wanted, record.trees, record.rowBases, record.rowEnds],
    ...[record.rows, record.targets, record.names],
  ];
  return [littleEndian(counts), ...numbers.map(littleEndian), Buffer.from(others)];
}

/** @returns undefined when it is none, or does not fit the known objects: nothing in it leads anywhere else */
export function decodeRecord(bytes: Buffer, known: KnownObjects): AncestryRecord | undefined {
  if (bytes.length < COUNTS * 4) return undefined;
  const counts = numbersFrom(Uint32Array, bytes, 0, COUNTS);
  if (counts.some((count) => count > MOST)) return undefined;
  const [commits, parents, others, missing, names, found, wanted, trees, ends, rows, entries] = counts as unknown as [
    ...[number, number, number, number, number, number],
    ...[number, number, number, number, number],
  ];
  const numbers = 5 * commits + parents + 2 * names + wanted + trees + 2 * ends + rows + 2 * entries;
  const start = COUNTS * 4;
  const end = start + numbers * 4;
  if (end + others * known.idBytes !== bytes.length) return undefined;
  let at = start;
  const next = <T extends Uint32Array | Int32Array | Float64Array>(kind: Kind<T>, count: number): T => {
    const read = numbersFrom(kind, bytes, at, count);
    at += read.byteLength;
    return read;
  };
  const record: AncestryRecord = {
    commits: next(Uint32Array, commits),
    commitTrees: next(Uint32Array, commits),
    times: next(Float64Array, commits),
    parentEnds: next(Uint32Array, commits),
    parents: next(Int32Array, parents),
    nameTrees: next(Uint32Array, names),
    nameStarts: next(Uint32Array, names),
    wanted: next(Uint32Array, wanted),
    trees: next(Uint32Array, trees),
    rowBases: next(Int32Array, ends),
    rowEnds: next(Uint32Array, ends),
    rows: next(Uint32Array, rows),
    targets: next(Int32Array, entries),
    names: next(Uint32Array, entries),
    others: bytes.subarray(end),
    missing,
    found,
  };
  return fits(record, known) ? record : undefined;
}

type Kind<T> = { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number };

function fits(record: AncestryRecord, known: KnownObjects): boolean {
  const { count, idBytes } = known;
  const others = record.others.length / idBytes;
  const nodes = count + others;
  return (
    record.missing <= others &&
    record.found <= record.nameTrees.length &&
    allBelow(record.commits, count) &&
    allBelow(record.commitTrees, nodes) &&
    areEnds(record.parentEnds, record.parents.length) &&
    allBetween(record.parents, -others, record.commits.length) &&
    allBelow(record.nameTrees, count) &&
    allBelow(record.wanted, count + record.found) &&
    areUnknown(record.others, known) &&
    allBelow(record.trees, nodes) &&
    areDistinct(record.trees, nodes) &&
    areRows(record) &&
    allBelow(record.rows, record.targets.length) &&
    allBetween(record.targets, -record.wanted.length, record.trees.length) &&
    allBelow(record.names, record.nameTrees.length)
  );
}

/** Each of them once, and none that is in the table: no tree has two numbers. */
function areUnknown(others: Uint8Array, known: KnownObjects): boolean {
  const { idBytes } = known;
  for (let at = 0; at < others.length; at += idBytes) if (known.find(others, at) !== -1) return false;
  return IdTable.of(others, idBytes).count * idBytes === others.length;
}

function areDistinct(numbers: Uint32Array, end: number): boolean {
  const isSeen = new Uint8Array(end);
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (isSeen[number] === 1) return false;
    isSeen[number] = 1;
  }
  return true;
}

/** A row that has a base has nothing of its own: no row can be longer than the file. */
function areRows({ rowBases, rowEnds, rows, trees }: AncestryRecord): boolean {
  if (rowEnds.length > trees.length || !areEnds(rowEnds, rows.length)) return false;
  for (let row = 0; row < rowBases.length; row++) {
    const base = rowBases[row] as number;
    if (base === -1) continue;
    if (base < 0 || base >= row || rowBases[base] !== -1) return false;
    if (rowEnds[row] !== rowEnds[row - 1]) return false;
  }
  return true;
}

function areEnds(ends: Uint32Array, last: number): boolean {
  for (let at = 1; at < ends.length; at++) if ((ends[at] as number) < (ends[at - 1] as number)) return false;
  return (ends.at(-1) ?? 0) === last;
}

function allBelow(numbers: Uint32Array, end: number): boolean {
  for (let at = 0; at < numbers.length; at++) if ((numbers[at] as number) >= end) return false;
  return true;
}

function allBetween(numbers: Int32Array, least: number, end: number): boolean {
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (number < least || number >= end) return false;
  }
  return true;
}

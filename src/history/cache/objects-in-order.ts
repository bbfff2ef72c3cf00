import { compareIds, HAS_MATCHES, KnownObjects } from './known-objects.js';
import { SUMMARY_BYTES } from './match-summary.js';

/** Some more objects by ascending ids, as they are put together. */
export class ObjectsInOrder {
  readonly #idBytes: number;
  readonly #ids: Buffer;
  readonly #notes: Uint32Array;
  readonly #summaries: Uint8Array[] = [];
  #count = 0;

  /** @param most how many there can be */
  constructor(idBytes: number, most: number) {
    this.#idBytes = idBytes;
    this.#ids = Buffer.alloc(idBytes * most);
    this.#notes = new Uint32Array(most);
  }

  /** @param id lies in these bytes at this place */
  add(bytes: Buffer, at: number, note: number, summary?: Uint8Array): void {
    bytes.copy(this.#ids, this.#count * this.#idBytes, at, at + this.#idBytes);
    this.#notes[this.#count++] = note;
    if (summary !== undefined) this.#summaries.push(summary);
  }

  done(): KnownObjects {
    const ids = this.#ids.subarray(0, this.#count * this.#idBytes);
    return new KnownObjects(this.#idBytes, ids, this.#notes.subarray(0, this.#count), Buffer.concat(this.#summaries));
  }
}

/** Puts tables together, small ones first. */
export function united(tables: readonly KnownObjects[], idBytes: number): KnownObjects {
  const left = tables.filter(({ count }) => count > 0);
  while (left.length > 1) {
    left.sort((a, b) => b.count - a.count);
    left.push(merged(left.pop() as KnownObjects, left.pop() as KnownObjects));
  }
  return left[0] ?? KnownObjects.none(idBytes);
}

function merged(a: KnownObjects, b: KnownObjects): KnownObjects {
  const { idBytes } = a;
  const result = new ObjectsInOrder(idBytes, a.count + b.count);
  const [fromA, fromB] = [new Cursor(a, result), new Cursor(b, result)];
  while (fromA.isOn && fromB.isOn) {
    const order = compareIds(a.ids, fromA.at, b.ids, fromB.at, idBytes);
    if (order === 0) fromB.step(false);
    else (order < 0 ? fromA : fromB).step(true);
  }
  while (fromA.isOn) fromA.step(true);
  while (fromB.isOn) fromB.step(true);
  return result.done();
}

/** Goes through a table, and the summaries beside it. */
class Cursor {
  readonly #table: KnownObjects;
  readonly #to: ObjectsInOrder;
  #number = 0;
  #summary = 0;

  constructor(table: KnownObjects, to: ObjectsInOrder) {
    this.#table = table;
    this.#to = to;
  }

  get isOn(): boolean {
    return this.#number < this.#table.count;
  }

  /** Where its id lies. */
  get at(): number {
    return this.#number * this.#table.idBytes;
  }

  /** Goes on to the next one. @param keeps copies this one */
  step(keeps: boolean): void {
    const { ids, notes, summaries } = this.#table;
    const note = notes[this.#number] as number;
    const start = this.#summary * SUMMARY_BYTES;
    const summary = note === HAS_MATCHES ? summaries.subarray(start, start + SUMMARY_BYTES) : undefined;
    if (keeps) this.#to.add(ids, this.at, note, summary);
    if (summary !== undefined) this.#summary++;
    this.#number++;
  }
}

/** Those of a table that are there. @param isThere by number */
export function present(table: KnownObjects, isThere: Uint8Array): KnownObjects {
  if (!isThere.includes(0)) return table;
  const result = new ObjectsInOrder(table.idBytes, table.count);
  const cursor = new Cursor(table, result);
  for (const bit of isThere) cursor.step(bit === 1);
  return result.done();
}

import type { CollectedCommits } from '../../git/ancestry/commit-collector.js';
import { nameId } from '../../git/ancestry/name-id.js';
import type { CollectedTrees } from '../../git/ancestry/tree-rows.js';
import type { ObjectFormat } from '../../git/packs/object-format.js';
import type { FoundName } from '../name-search.js';
import type { AncestryRecord } from './ancestry-record.js';
import { type KnownObjects, NO_CONTENT } from './known-objects.js';
import { type ReadObject, readNames } from './name-places.js';

/**
 * What the last scan knew of commits and trees, as if they had been collected again: true as long as everything that was
 * there still is. For ids name the same bytes for ever, and what is new is read.
 */
export class KnownAncestry {
  readonly #record: AncestryRecord;
  readonly #known: KnownObjects;
  readonly #format: ObjectFormat;
  readonly #names: readonly Buffer[];
  /** By id, of objects and of names: the places in the list of those to which all ways are known. */
  readonly #covered: ReadonlyMap<string, number>;

  private constructor(record: AncestryRecord, known: KnownObjects, format: ObjectFormat, names: readonly Buffer[]) {
    this.#record = record;
    this.#known = known;
    this.#format = format;
    this.#names = names;
    this.#covered = new Map(Array.from(record.wanted, (number, at) => [this.#wantedId(number), at]));
  }

  /** @returns undefined when the trees that have its names cannot be read */
  static of(
    record: AncestryRecord,
    known: KnownObjects,
    format: ObjectFormat,
    read: ReadObject,
  ): KnownAncestry | undefined {
    const names = readNames(record, (number) => read(known.hexId(number)));
    return names && new KnownAncestry(record, known, format, names);
  }

  /** Names of files and folders in which something was found. */
  get found(): FoundName[] {
    const { found, nameTrees, nameStarts } = this.#record;
    return this.#names.slice(0, found).map((name, at) => ({
      name: name.toString('latin1'),
      tree: this.#known.hexId(nameTrees[at] as number),
      at: nameStarts[at] as number,
    }));
  }

  /** Files that trees name and that were not there. */
  get missing(): string[] {
    const { idBytes } = this.#format;
    const others = Buffer.from(this.#record.others);
    return Array.from({ length: this.#record.missing }, (_, at) =>
      others.toString('hex', at * idBytes, (at + 1) * idBytes),
    );
  }

  /** By number of a known object: whether it is a commit. */
  get commitNumbers(): Uint32Array {
    return this.#record.commits;
  }

  /** Whether all ways to these are known: to those that were there at all. @param objects ids */
  covers(objects: Iterable<string>): boolean {
    for (const id of objects)
      if (!this.#covered.has(id) && this.#known.find(Buffer.from(id, 'hex')) !== -1) return false;
    return true;
  }

  /** The same for names, one character for each byte. What is new among them is in no tree that was there. */
  coversNames(names: readonly string[]): boolean {
    const asked = new Set(names);
    return this.found.every(({ name }) => !asked.has(name) || this.#covered.has(this.#nameId(name)));
  }

  /** A tree was read, and what it leads to, if anything, is in `trees`. @param at where its id stands in some bytes */
  readonly isRead = (bytes: Uint8Array, at: number): boolean => {
    const number = this.#known.find(bytes, at);
    return number !== -1 && this.#known.notes[number] === NO_CONTENT;
  };

  commits(): CollectedCommits {
    const { commits, commitTrees, times, parentEnds, parents, others } = this.#record;
    const { idBytes } = this.#format;
    const ids = this.#idsOf(commits);
    const parentIds = new Uint8Array(parents.length * idBytes);
    for (let at = 0; at < parents.length; at++) {
      const parent = parents[at] as number;
      copyId(parent < 0 ? others : ids, parent < 0 ? ~parent : parent, parentIds, at, idBytes);
    }
    return {
      idBytes,
      ids,
      trees: this.#idsOf(commitTrees),
      times: times as Float64Array<ArrayBuffer>,
      parentEnds: Int32Array.from(parentEnds),
      parents: parentIds,
    };
  }

  /**
   * What a collector would have brought together, without what leads to something that nobody asks for.
   *
   * @param wanted ids of objects, and of names; all that were there are covered
   */
  trees(wanted: readonly string[]): CollectedTrees {
    const { trees, rowBases, rowEnds, rows, targets, names, wanted: covered } = this.#record;
    const asked = new Int32Array(covered.length).fill(NOBODY);
    for (const [number, id] of wanted.entries()) {
      const at = this.#covered.get(id);
      if (at !== undefined) asked[at] = number;
    }
    const ends = new Int32Array(rowEnds.length);
    const changes = new Int32Array(rows.length);
    let count = 0;
    for (let row = 0, at = 0; row < ends.length; row++) {
      for (const end = rowEnds[row] as number; at < end; at++) {
        const entry = rows[at] as number;
        const target = targets[entry] as number;
        if (target >= 0 || asked[~target] !== NOBODY) changes[count++] = entry;
      }
      ends[row] = count;
    }
    return {
      idBytes: this.#format.idBytes,
      ids: this.#idsOf(trees),
      rowTrees: Int32Array.from(rowEnds, (_, row) => row),
      rowBases: rowBases as Int32Array<ArrayBuffer>,
      rowEnds: ends,
      changes: changes.slice(0, count),
      targets: Int32Array.from(targets, (target) =>
        target >= 0 ? target : asked[~target] === NOBODY ? -1 : ~(asked[~target] as number),
      ),
      names: Int32Array.from(names),
      ...this.#nameTable(),
    };
  }

  #nameTable(): Pick<CollectedTrees, 'nameBytes' | 'nameEnds'> {
    let end = 0;
    const nameEnds = Int32Array.from(this.#names, ({ length }) => {
      end += length;
      return end;
    });
    return { nameBytes: new Uint8Array(Buffer.concat(this.#names)), nameEnds };
  }

  #wantedId(number: number): string {
    const name = number - this.#known.count;
    return name < 0 ? this.#known.hexId(number) : this.#nameId((this.#names[name] as Buffer).toString('latin1'));
  }

  #nameId(name: string): string {
    return nameId(this.#format, Buffer.from(name, 'latin1'));
  }

  #idsOf(nodes: Uint32Array): Uint8Array<ArrayBuffer> {
    const { count, ids: known } = this.#known;
    const { idBytes } = this.#format;
    const ids = new Uint8Array(nodes.length * idBytes);
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at] as number;
      copyId(node < count ? known : this.#record.others, node < count ? node : node - count, ids, at, idBytes);
    }
    return ids;
  }
}

/** In place of a number: it is not asked for. */
const NOBODY = -1;

function copyId(from: Uint8Array, number: number, to: Uint8Array, at: number, idBytes: number): void {
  for (let i = 0, own = number * idBytes, other = at * idBytes; i < idBytes; i++)
    to[other + i] = from[own + i] as number;
}

import { IdTable } from './id-table.js';
import { NameTable } from './name-table.js';
import { Numbers } from './numbers.js';
import { PairTable } from './pair-table.js';
import type { CollectedTrees } from './tree-rows.js';

/** What several collectors with the same wanted objects took, as if one had taken it. */
export function mergedTrees(parts: readonly [CollectedTrees, ...CollectedTrees[]]): CollectedTrees {
  if (parts.length === 1) return parts[0];
  const merger = new Merger(parts[0].idBytes);
  for (const part of parts) merger.add(part);
  return merger.done();
}

class Merger {
  readonly #ids: IdTable;
  readonly #names = new NameTable();
  readonly #entries = new PairTable();
  readonly #rowTrees = new Numbers();
  readonly #rowBases = new Numbers();
  readonly #rowEnds = new Numbers();
  readonly #changes = new Numbers();

  constructor(idBytes: number) {
    this.#ids = new IdTable(idBytes);
  }

  add(part: CollectedTrees): void {
    const { idBytes } = part;
    const trees = Int32Array.from({ length: part.ids.length / idBytes }, (_, at) =>
      this.#ids.add(part.ids, at * idBytes),
    );
    const names = Int32Array.from(part.nameEnds, (end, at) =>
      this.#names.add(part.nameBytes, at === 0 ? 0 : (part.nameEnds[at - 1] as number), end),
    );
    const entries = Int32Array.from(part.targets, (target, at) =>
      this.#entries.add(target < 0 ? target : (trees[target] as number), names[part.names[at] as number] as number),
    );
    const firstRow = this.#rowEnds.length;
    const firstChange = this.#changes.length;
    for (const tree of part.rowTrees) this.#rowTrees.push(tree === -1 ? -1 : (trees[tree] as number));
    for (const base of part.rowBases) this.#rowBases.push(base === -1 ? -1 : base + firstRow);
    for (const end of part.rowEnds) this.#rowEnds.push(end + firstChange);
    for (const change of part.changes)
      this.#changes.push(change < 0 ? ~(entries[~change] as number) : (entries[change] as number));
  }

  done(): CollectedTrees {
    return {
      idBytes: this.#ids.idBytes,
      ids: this.#ids.done(),
      rowTrees: this.#rowTrees.done(),
      rowBases: this.#rowBases.done(),
      rowEnds: this.#rowEnds.done(),
      changes: this.#changes.done(),
      targets: this.#entries.first.done(),
      names: this.#entries.second.done(),
      nameBytes: this.#names.bytes.slice(),
      nameEnds: this.#names.ends.done(),
    };
  }
}

import { DeltaForest, type ForestTables } from './delta-forest.js';
import type { LentPack, PackFile } from './pack-file.js';
import { shared } from './shared-memory.js';

/** A planned pack as another thread needs it. */
export interface LentPlannedPack {
  readonly pack: LentPack;
  readonly forest: ForestTables;
  readonly repeated: Uint8Array | undefined;
}

/** A pack that is read tree by tree. */
export class PlannedPack {
  readonly pack: PackFile;
  /** By row of its index: 1 when an earlier pack has the object too. Undefined when there is only one pack. */
  readonly repeated: Uint8Array | undefined;
  readonly #tables: ForestTables | undefined;
  #forest: DeltaForest | undefined;
  #isWanted: ((entry: number) => boolean) | undefined;

  constructor(pack: PackFile, repeated: Uint8Array | undefined, tables?: ForestTables) {
    this.pack = pack;
    this.repeated = repeated;
    this.#tables = tables;
  }

  /** Leaves out of its forest what is no base of these entries. To be told before anybody asks for the forest. */
  narrow(isWanted: (entry: number) => boolean): void {
    this.#isWanted = isWanted;
  }

  /** Its delta trees. Worked out when first asked for: that takes a look at every entry, or at those that are wanted. */
  get forest(): DeltaForest {
    this.#forest ??= new DeltaForest(this.pack, this.#tables, this.#isWanted);
    return this.#forest;
  }

  lend(): LentPlannedPack {
    const { pack, repeated } = this;
    return { pack: pack.lend(), forest: this.forest.lend(), repeated: repeated && shared(repeated) };
  }
}

import type { PackIndex } from './pack-index.js';

/** Which rows of several indexes have an id that an earlier index has too. */
export class RepeatedIds {
  readonly #indexes: PackIndex[] = [];
  /** Number of the first row of each index, all rows counted through. */
  readonly #starts: number[] = [];
  /** By slot: 1 more than the number of a row. As many slots are empty as are taken, or more. */
  #slots = new Uint32Array(1 << 10);
  #rows = 0;

  /** @returns by row: 1 when an index added before has its id too */
  add(index: PackIndex): Uint8Array {
    this.#starts.push(this.#rows);
    this.#indexes.push(index);
    this.#makeRoom(this.#rows + index.count);
    const repeated = new Uint8Array(index.count);
    for (let row = 0; row < index.count; row++) repeated[row] = this.#put(index.id(row), this.#rows + row);
    this.#rows += index.count;
    return repeated;
  }

  #put(id: Buffer, number: number): 0 | 1 {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = id.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[slot] as number;
      if (taken === 0) {
        slots[slot] = number + 1;
        return 0;
      }
      if (this.#id(taken - 1).equals(id)) return 1;
    }
  }

  #id(number: number): Buffer {
    let at = 0;
    for (let step = 2 ** Math.ceil(Math.log2(this.#starts.length)); step >= 1; step /= 2)
      if (at + step < this.#starts.length && (this.#starts[at + step] as number) <= number) at += step;
    return (this.#indexes[at] as PackIndex).id(number - (this.#starts[at] as number));
  }

  #makeRoom(rows: number): void {
    const room = 2 ** Math.ceil(Math.log2(rows * 2 + 1));
    if (room <= this.#slots.length) return;
    this.#slots = new Uint32Array(room);
    for (let number = 0; number < this.#rows; number++) this.#put(this.#id(number), number);
  }
}

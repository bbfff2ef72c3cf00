import { Numbers } from './numbers.js';

/** Pairs of numbers, each once, by the number in which they came. */
export class PairTable {
  readonly first = new Numbers();
  readonly second = new Numbers();
  /** By slot: 1 more than a number. */
  #slots = new Uint32Array(1 << 10);

  get count(): number {
    return this.first.length;
  }

  /** @returns the number of the pair, a new one when it was not known: then it is the highest */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const taken = this.#slots[slot] as number;
    if (taken > 0) return taken - 1;
    this.first.push(first);
    this.second.push(second);
    this.#slots[slot] = this.count;
    if (this.count * 2 > this.#slots.length) this.#makeSlots();
    return this.count - 1;
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const taken = (this.#slots[slot] as number) - 1;
      if (taken === -1 || (this.first.at(taken) === first && this.second.at(taken) === second)) return slot;
    }
  }

  #makeSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.count; number++)
      this.#slots[this.#slotOf(this.first.at(number), this.second.at(number))] = number + 1;
  }
}

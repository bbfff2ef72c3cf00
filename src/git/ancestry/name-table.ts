import { doubled } from '../../doubled.js';
import { Numbers } from './numbers.js';

/** Names of files and folders, as bytes, each once. */
export class NameTable {
  bytes = new Uint8Array(1 << 12);
  /** By number: where the name ends; it begins where the one before ends. */
  readonly ends = new Numbers();
  #slots = new Uint32Array(1 << 10);

  get count(): number {
    return this.ends.length;
  }

  /** @returns the number of the name that stands there */
  add(from: Uint8Array, start: number, end: number): number {
    const slot = this.#slotOf(from, start, end);
    const taken = this.#slots[slot] as number;
    if (taken > 0) return taken - 1;
    const own = this.#startOf(this.count);
    while (own + end - start > this.bytes.length) this.bytes = doubled(this.bytes);
    this.bytes.set(from.subarray(start, end), own);
    this.ends.push(own + end - start);
    this.#slots[slot] = this.count;
    if (this.count * 2 > this.#slots.length) this.#makeSlots();
    return this.count - 1;
  }

  /** @returns -1 when it is not known */
  find(from: Uint8Array, start: number, end: number): number {
    return (this.#slots[this.#slotOf(from, start, end)] as number) - 1;
  }

  name(number: number): Uint8Array {
    return this.bytes.subarray(this.#startOf(number), this.ends.at(number));
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : this.ends.at(number - 1);
  }

  #slotOf(from: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (from[at] as number), 0x01000193);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const taken = this.#slots[slot] as number;
      if (taken === 0 || this.#isAt(taken - 1, from, start, end)) return slot;
    }
  }

  #isAt(number: number, from: Uint8Array, start: number, end: number): boolean {
    const own = this.#startOf(number);
    if (this.ends.at(number) - own !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (this.bytes[own + i] !== from[start + i]) return false;
    return true;
  }

  #makeSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.count; number++)
      this.#slots[this.#slotOf(this.bytes, this.#startOf(number), this.ends.at(number))] = number + 1;
  }
}

import { createHash } from 'node:crypto';

/** Paths, each kept as a number of 48 bits: a layer can have a hundred thousand. Two of them are one once in a billion layers. */
export class PathSet {
  #keys = new Float64Array(64);
  #length = 0;
  #isSorted = true;

  add(path: string): void {
    if (this.#length === this.#keys.length) this.#grow();
    this.#keys[this.#length++] = keyOf(path);
    this.#isSorted = false;
  }

  has(path: string): boolean {
    if (!this.#isSorted) this.#sort();
    const key = keyOf(path);
    let [low, high] = [0, this.#length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#keys[middle] as number;
      if (found === key) return true;
      if (found < key) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  #sort(): void {
    this.#keys.subarray(0, this.#length).sort();
    this.#isSorted = true;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
  }
}

function keyOf(path: string): number {
  return createHash('sha256').update(path).digest().readUIntBE(0, 6);
}

import { doubled } from '../../doubled.js';

/** Object ids, each once, by the number in which they came. */
export class IdTable {
  readonly idBytes: number;
  count = 0;
  /** All ids, one behind the other. */
  bytes: Uint8Array;
  /** By slot: 1 more than a number. As many slots are empty as are taken, or more. */
  #slots: Uint32Array;
  readonly #hex: Buffer;

  constructor(idBytes: number, room = 1 << 10) {
    this.idBytes = idBytes;
    this.bytes = new Uint8Array(room * idBytes);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(room * 2)));
    this.#hex = Buffer.alloc(idBytes);
  }

  /** A table of ids of which none is repeated. */
  static of(bytes: Uint8Array, idBytes: number): IdTable {
    const count = bytes.length / idBytes;
    const table = new IdTable(idBytes, Math.max(1, count));
    for (let at = 0; at < bytes.length; at += idBytes) table.add(bytes, at);
    return table;
  }

  /** @returns the number of the id that stands there, a new one when it was not known */
  add(from: Uint8Array, at: number): number {
    const slot = this.#slotOf(from, at);
    const taken = this.#slots[slot] as number;
    if (taken > 0) return taken - 1;
    const number = this.count++;
    if ((number + 1) * this.idBytes > this.bytes.length) this.bytes = doubled(this.bytes);
    for (let i = 0, to = number * this.idBytes; i < this.idBytes; i++) this.bytes[to + i] = from[at + i] as number;
    this.#slots[slot] = number + 1;
    if (this.count * 2 > this.#slots.length) this.#makeSlots();
    return number;
  }

  /** @returns -1 when it is not known */
  find(from: Uint8Array, at: number): number {
    return (this.#slots[this.#slotOf(from, at)] as number) - 1;
  }

  addHex(id: string): number {
    this.#hex.write(id, 'hex');
    return this.add(this.#hex, 0);
  }

  findHex(id: string): number {
    if (id.length !== this.idBytes * 2) return -1;
    this.#hex.write(id, 'hex');
    return this.find(this.#hex, 0);
  }

  hex(number: number): string {
    const { buffer, byteOffset } = this.bytes;
    return Buffer.from(buffer, byteOffset + number * this.idBytes, this.idBytes).toString('hex');
  }

  /** By the order of their bytes. */
  compare(a: number, b: number): number {
    const { idBytes, bytes } = this;
    for (let i = 0; i < idBytes; i++) {
      const difference = (bytes[a * idBytes + i] as number) - (bytes[b * idBytes + i] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** A copy without room to grow. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.count * this.idBytes) as Uint8Array<ArrayBuffer>;
  }

  #slotOf(from: Uint8Array, at: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashAt(from, at) & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[slot] as number;
      if (taken === 0 || this.#isAt(taken - 1, from, at)) return slot;
    }
  }

  #isAt(number: number, from: Uint8Array, at: number): boolean {
    const { bytes, idBytes } = this;
    for (let i = 0, own = number * idBytes; i < idBytes; i++) if (bytes[own + i] !== from[at + i]) return false;
    return true;
  }

  #makeSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.count; number++)
      this.#slots[this.#slotOf(this.bytes, number * this.idBytes)] = number + 1;
  }
}

/** An id is a hash already. */
function hashAt(id: Uint8Array, at: number): number {
  return (
    (id[at] as number) | ((id[at + 1] as number) << 8) | ((id[at + 2] as number) << 16) | ((id[at + 3] as number) << 24)
  );
}

/** So many ids are remembered: as many as a large project has files, in a megabyte and a half. */
const SLOTS = 1 << 16;

/** Ids that were met not long ago, each in the one place that its bytes give it: a newer one takes it over. */
export class RecentIds {
  readonly #idBytes: number;
  readonly #ids: Uint8Array;
  readonly #isTaken = new Uint8Array(SLOTS);

  constructor(idBytes: number) {
    this.#idBytes = idBytes;
    this.#ids = new Uint8Array(SLOTS * idBytes);
  }

  /** The place of an id. Its bytes are a hash already. @param at where it stands in some bytes */
  slotOf(bytes: Uint8Array, at: number): number {
    return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  }

  holds(slot: number, bytes: Uint8Array, at: number): boolean {
    const from = slot * this.#idBytes;
    for (let i = 2; i < this.#idBytes; i++) if (this.#ids[from + i] !== bytes[at + i]) return false;
    return this.#isTaken[slot] === 1;
  }

  keep(slot: number, bytes: Uint8Array, at: number): void {
    const from = slot * this.#idBytes;
    for (let i = 0; i < this.#idBytes; i++) this.#ids[from + i] = bytes[at + i] as number;
    this.#isTaken[slot] = 1;
  }
}

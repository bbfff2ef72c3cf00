/** A file of more bytes is not kept for those that were made from it: they are looked at whole. */
const LARGEST = 16 << 20;

/** What other objects were made from, until the last of them came. */
export class KeptBases {
  readonly #kept = new Map<string, { readonly bytes: Buffer; left: number }>();

  /** @param derived how many objects will take it */
  keep(id: string, bytes: Buffer, derived: number): void {
    if (derived > 0 && bytes.length <= LARGEST) this.#kept.set(id, { bytes, left: derived });
  }

  /** @returns undefined when it was not kept, or could not be read */
  take(id: string): Buffer | undefined {
    const base = this.#kept.get(id);
    if (base !== undefined && --base.left === 0) this.#kept.delete(id);
    return base?.bytes;
  }
}

/** Bytes of which any part can be read. */
export interface RandomAccess {
  readonly size: number;
  /** Fewer bytes at the end. @throws what the system throws when it cannot read */
  read(at: number, length: number): Buffer;
}

/** Bytes in memory. */
export class BufferAccess implements RandomAccess {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  read(at: number, length: number): Buffer {
    return this.#bytes.subarray(at, at + length);
  }
}

/** A part, piece by piece. */
export function* piecesOf(access: RandomAccess, start = 0, end = access.size): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const piece = access.read(at, Math.min(PIECE, end - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}

const PIECE = 1 << 18;

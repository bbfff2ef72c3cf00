import type { ByteReader } from './byte-reader.js';
import { BufferAccess, type RandomAccess } from './random-access.js';

/** What all containers that are held in memory may take together, in bytes. */
const ROOM = 40 << 20;

/** A container that is held. */
export interface Spooled {
  readonly access: RandomAccess;
  release(): void;
}

/** Memory for containers that come as a stream, and are read best when any part of them can be. */
export class Room {
  #left = ROOM;

  /** Takes in all of a stream. @returns undefined when it is too large: then nothing of it was read */
  async spool(reader: ByteReader): Promise<Spooled | undefined> {
    const bytes = await reader.peek(this.#left + 1);
    if (bytes.length > this.#left) return undefined;
    // Fails when more should have come.
    const access = new BufferAccess(await reader.take(bytes.length));
    this.#left -= bytes.length;
    return {
      access,
      release: () => {
        this.#left += bytes.length;
      },
    };
  }
}

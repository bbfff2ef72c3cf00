import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { allocate } from './allocate.js';
import { UnreadError } from './unread-error.js';

/** The most that one system call is asked for: Linux gives 2 GiB at most. */
const LARGEST_READ = 1 << 30;
const PIECE = 1 << 20;

let opened = 0;

/** A file that is open already, as another thread can use it too: descriptors belong to the process. */
export interface LentFile {
  readonly path: string;
  readonly descriptor: number;
  readonly size: number;
}

/**
 * A file that stays readable when a repack deletes it meanwhile: it is opened once, and its bytes are read by position.
 * Positions may lie beyond 4 GiB.
 */
export class OpenFile {
  readonly path: string;
  readonly size: number;
  /** Of this file and no other that was opened here. */
  readonly number = ++opened;
  #descriptor: number | undefined;
  readonly #isLent: boolean;

  /**
   * @param file a path; or a file that somebody else opened, and will close when nobody reads it any more
   * @throws what the file system says when there is no such file
   */
  constructor(file: string | LentFile) {
    this.#isLent = typeof file !== 'string';
    this.path = typeof file === 'string' ? file : file.path;
    this.#descriptor = typeof file === 'string' ? openSync(file, 'r') : file.descriptor;
    this.size = typeof file === 'string' ? fstatSync(this.#descriptor).size : file.size;
  }

  /** The file for other threads, readable until it is closed here. @throws UnreadError when it is closed */
  lend(): LentFile {
    return { path: this.path, descriptor: this.#open(), size: this.size };
  }

  /**
   * Fills the target with the bytes from this position on.
   *
   * @throws UnreadError when the file ends before that
   */
  read(target: Uint8Array, position: number): void {
    const descriptor = this.#open();
    for (let filled = 0; filled < target.length; ) {
      const length = Math.min(target.length - filled, LARGEST_READ);
      const read = readSync(descriptor, target, filled, length, position + filled);
      if (read === 0) throw new UnreadError('its file ends too early');
      filled += read;
    }
  }

  /**
   * @returns so many bytes from this position on. Nothing is allocated for bytes that the file does not have
   * @throws UnreadError when the file ends before that
   */
  bytes(position: number, length: number): Buffer {
    if (position < 0 || position + length > this.size) throw new UnreadError('its file ends too early');
    const bytes = allocate(length);
    this.read(bytes, position);
    return bytes;
  }

  /** The bytes between two positions, a mebibyte at a time, each in memory of its own. */
  *pieces(start: number, end: number): Generator<Buffer> {
    for (let at = start; at < end; at += PIECE) yield this.bytes(at, Math.min(PIECE, end - at));
  }

  close(): void {
    if (this.#descriptor !== undefined && !this.#isLent) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new UnreadError('its file was closed');
    return this.#descriptor;
  }
}

import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode, type Memory } from './cache-format.js';

/** What came of looking for a memory; `none`: there is no such file yet. */
export type ReadMemory = Memory | 'none' | 'damaged' | 'copied' | 'other' | { readonly failure: NodeJS.ErrnoException };

/** More than any repository has objects for. */
const LARGEST = 2 ** 31;

/** The file below a git directory in which the last scan is remembered. */
export class CacheFile {
  readonly path: string;
  readonly #folder: string;

  /** @param gitDirectory the one that all worktrees share: no checkout ever writes there */
  constructor(gitDirectory: string) {
    this.#folder = join(gitDirectory, 'hushkey');
    this.path = join(this.#folder, 'history');
  }

  read(idBytes: number, key: Buffer): ReadMemory {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.path, 'r');
      const { size } = fstatSync(descriptor);
      if (size > LARGEST) return 'damaged';
      const bytes = Buffer.allocUnsafeSlow(size);
      let filled = 0;
      for (let read = -1; read !== 0 && filled < size; filled += read)
        read = readSync(descriptor, bytes, filled, size - filled, filled);
      return filled < size ? 'damaged' : decode(bytes, idBytes, { key, file: identityOf(descriptor) });
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code === undefined) throw error;
      return failure.code === 'ENOENT' ? 'none' : { failure };
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /**
   * Writes another file and puts it in the place of this one: whoever reads meanwhile, or writes too, has one of them whole.
   *
   * @returns why it could not be written
   */
  write(memory: Memory, key: Buffer): NodeJS.ErrnoException | undefined {
    const path = `${this.path}.${process.pid}.tmp`;
    try {
      this.#makeFolder();
      rmSync(path, { force: true });
      const descriptor = openSync(path, 'wx', 0o600);
      try {
        const bytes = encode(memory, { key, file: identityOf(descriptor) });
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      } finally {
        closeSync(descriptor);
      }
      renameSync(path, this.path);
      return undefined;
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code === undefined) throw error;
      removeQuietly(path);
      return failure;
    }
  }

  /** A link could lead out of the git directory. */
  #makeFolder(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    if (!lstatSync(this.#folder).isDirectory())
      throw Object.assign(new Error(`${this.#folder} is no folder`), { code: 'ENOTDIR' });
  }
}

/** What is left over of a file that could not be written does no harm. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/**
 * What tells a file from every copy of it: its number on the disk, and when it was made. A repository can bring files
 * below a folder that looks like a bare repository, and whoever scans there must not believe them.
 */
function identityOf(descriptor: number): Buffer {
  const { ino, birthtimeNs } = fstatSync(descriptor, { bigint: true });
  const identity = Buffer.alloc(16);
  identity.writeBigUInt64LE(BigInt.asUintN(64, ino));
  identity.writeBigUInt64LE(BigInt.asUintN(64, birthtimeNs), 8);
  return identity;
}

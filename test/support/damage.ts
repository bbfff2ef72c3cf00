import { chmodSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRepository } from './repository.js';

/** The file of a loose object, writable: git writes them read-only. */
export function looseFile(repository: TestRepository, object: string): string {
  const id = repository.git('rev-parse', object);
  const file = join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  return file;
}

/** Takes a loose object away. @returns its id */
export function lose(repository: TestRepository, object: string): string {
  const id = repository.git('rev-parse', object);
  rmSync(looseFile(repository, object));
  return id;
}

/** Flips the bytes of a loose object in its middle. @returns its id */
export function corrupt(repository: TestRepository, object: string): string {
  const id = repository.git('rev-parse', object);
  const file = looseFile(repository, object);
  flip(file, Math.floor(readFileSync(file).length / 2), 4);
  return id;
}

/** The only file with this ending in the folder of packs, writable. */
export function packFile(repository: TestRepository, ending: '.pack' | '.idx'): string {
  const folder = join(repository.folder, '.git/objects/pack');
  const [name, ...others] = readdirSync(folder).filter((file) => file.endsWith(ending));
  if (name === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} ${ending} files`);
  chmodSync(join(folder, name), 0o644);
  return join(folder, name);
}

export function flip(file: string, offset: number, length: number): void {
  const bytes = readFileSync(file);
  for (let at = offset; at < offset + length; at++) bytes[at] = ~(bytes[at] as number) & 0xff;
  writeFileSync(file, bytes);
}

/** Cuts off the last bytes. */
export function cutOff(file: string, bytes: number): void {
  truncateSync(file, readFileSync(file).length - bytes);
}

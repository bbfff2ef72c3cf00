import { createHash } from 'node:crypto';
import type { ObjectFormat } from '../packs/object-format.js';

/** What stands for the name of a file or folder among ids of objects. No object has it: their hashes begin otherwise. */
export function nameId(format: ObjectFormat, name: Uint8Array): string {
  return createHash(format.hash).update('name\0').update(name).digest('hex');
}

/** Names by what stands for them. @param names one character for each byte */
export function wantedNames(format: ObjectFormat, names: readonly string[]): Map<string, Uint8Array> {
  const bytes = names.map((name) => Buffer.from(name, 'latin1'));
  return new Map(bytes.map((name) => [nameId(format, name), name]));
}

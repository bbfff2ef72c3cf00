import type { Piece } from '../file-reader.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits.js';
import { containerAtEnd, containerKind, HEAD } from './container-kind.js';
import type { Item } from './members.js';
import { BufferAccess, type RandomAccess } from './random-access.js';

type FirstBytes = Extract<Piece, { kind: 'bytes' }>;

/**
 * What is inside of a file, when it is a container: then nothing else of it is to be read.
 *
 * @param first the first piece of the file
 * @returns undefined when it is none, or when this is not the first piece
 */
export function insideOf(
  { bytes, last, file }: FirstBytes,
  path: string,
  limits: Partial<ArchiveLimits> = {},
): AsyncGenerator<Item> | undefined {
  if (file === undefined) return undefined;
  const access = last ? new BufferAccess(bytes) : file;
  if (containerKind(bytes.subarray(0, HEAD)) === undefined && containerAtEnd(access) === undefined) return undefined;
  file.leave();
  return members(access, path, { ...ARCHIVE_LIMITS, ...limits });
}

/** Loaded when there is one. */
async function* members(access: RandomAccess, path: string, limits: ArchiveLimits): AsyncGenerator<Item> {
  const { membersOf } = await import('./members.js');
  yield* membersOf(access, { path }, limits);
}

import type { ArchiveLimits } from './containers/archive-limits.js';
import { containerAtEnd, containerKind, HEAD } from './containers/container-kind.js';
import { BufferAccess, type RandomAccess } from './containers/random-access.js';
import type { Piece } from './file-reader.js';
import { imageOptions } from './images/image-options.js';
import { isLayoutFolder, isSavedImage } from './images/recognised-image.js';
import type { Gap, SourceBlob, SourceChunk } from './source.js';

type FirstBytes = Extract<Piece, { kind: 'bytes' }>;
type Items = AsyncGenerator<SourceBlob | SourceChunk | Gap>;
/** How far archives are looked into; `false` for not at all. */
type Archives = Partial<ArchiveLimits> | false;

/**
 * What is inside of a file, when it is a saved image or an archive: then nothing else of it is to be read.
 *
 * @param first the first piece of the file
 * @returns undefined when it is neither, or when this is not the first piece
 */
export function insideOf({ bytes, last, file }: FirstBytes, path: string, archives: Archives = {}): Items | undefined {
  if (file === undefined) return undefined;
  const access = last ? new BufferAccess(bytes) : file;
  const inside = isSavedImage(access) ? image(access, path, archives) : inArchive(bytes, access, path, archives);
  if (inside !== undefined) file.leave();
  return inside;
}

function inArchive(bytes: Buffer, access: RandomAccess, path: string, archives: Archives): Items | undefined {
  if (archives === false) return undefined;
  const isArchive = containerKind(bytes.subarray(0, HEAD)) !== undefined || containerAtEnd(access) !== undefined;
  return isArchive ? members(access, path, archives) : undefined;
}

/** What is in a folder, when it is a layout of images. */
export function imageInFolder(folder: Buffer, path: string, archives: Archives = {}): Items | undefined {
  return isLayoutFolder(folder) ? layout(folder, path, archives) : undefined;
}

// What reads them is loaded when there is one.

async function* members(access: RandomAccess, path: string, limits: Partial<ArchiveLimits>): Items {
  const { membersOf } = await import('./containers/members.js');
  yield* membersOf(access, { path }, limits);
}

async function* image(access: RandomAccess, path: string, archives: Archives): Items {
  const { savedImage } = await import('./images/saved-image.js');
  yield* savedImage(access, { path, container: path }, imageOptions(archives));
}

async function* layout(folder: Buffer, path: string, archives: Archives): Items {
  const { layoutFolder } = await import('./images/layout-folder.js');
  yield* layoutFolder(folder, { path, container: path }, imageOptions(archives));
}

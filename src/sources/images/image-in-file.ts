import type { ArchiveLimits } from '../containers/archive-limits.js';
import { BufferAccess } from '../containers/random-access.js';
import type { Piece } from '../file-reader.js';
import { imageOptions } from './image-options.js';
import type { Item } from './image-reader.js';
import { isLayoutFolder, isSavedImage } from './recognised-image.js';

type FirstBytes = Extract<Piece, { kind: 'bytes' }>;

/**
 * What is in a file, when it is a saved image: then nothing else of it is to be read.
 *
 * @param first the first piece of the file
 * @param archives how far archives in it are looked into
 * @returns undefined when it is none, or when this is not the first piece
 */
export function imageInFile(
  { bytes, last, file }: FirstBytes,
  path: string,
  archives: Partial<ArchiveLimits> | false = {},
): AsyncGenerator<Item> | undefined {
  if (file === undefined) return undefined;
  const access = last ? new BufferAccess(bytes) : file;
  if (!isSavedImage(access)) return undefined;
  file.leave();
  return (async function* () {
    const { savedImage } = await import('./saved-image.js');
    yield* savedImage(access, { path, container: path }, imageOptions(archives));
  })();
}

/** What is in a folder, when it is a layout of images. */
export function imageInFolder(
  folder: Buffer,
  path: string,
  archives: Partial<ArchiveLimits> | false = {},
): AsyncGenerator<Item> | undefined {
  if (!isLayoutFolder(folder)) return undefined;
  return (async function* () {
    const { layoutFolder } = await import('./layout-folder.js');
    yield* layoutFolder(folder, { path, container: path }, imageOptions(archives));
  })();
}

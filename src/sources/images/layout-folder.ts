import { ContainerError } from '../containers/container-error.js';
import { readFilePieces } from '../file-reader.js';
import { walkFolder } from '../folder-walk.js';
import { type ImageMember, type ImageOptions, ImageReader, type Item, type Shown } from './image-reader.js';

/** Everything in the images of a layout. A blob that is a symbolic link counts as missing: it could lead anywhere. */
export function layoutFolder(folder: Buffer, shown: Shown, options?: ImageOptions): AsyncGenerator<Item> {
  return new ImageReader(shown, options).read(membersOf(folder));
}

function* membersOf(folder: Buffer): Generator<ImageMember> {
  for (const entry of walkFolder(folder)) {
    const name = entry.path.subarray(folder.length + 1);
    if (entry.kind === 'unread') yield { kind: 'unread', name, reason: entry.reason };
    else yield { kind: 'file', name, content: contentOf(entry.path) };
  }
}

function* contentOf(path: Buffer): Generator<Buffer> {
  for (const piece of readFilePieces(path)) {
    if (piece.kind === 'unread') throw new ContainerError(piece.reason);
    yield piece.bytes;
  }
}

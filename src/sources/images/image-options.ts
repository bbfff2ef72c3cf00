import type { ArchiveLimits } from '../containers/archive-limits.js';
import type { ByteReader } from '../containers/byte-reader.js';
import { containerKind, HEAD } from '../containers/container-kind.js';
import { textOf } from '../containers/text.js';
import type { Place } from '../source.js';
import type { ImageOptions, Item } from './image-reader.js';

/** How images are read, when files in them that are archives are read as archives on the disk are. */
export function imageOptions(archives: Partial<ArchiveLimits> | false = {}): ImageOptions {
  if (archives === false) return {};
  return { limits: archives, contentOf: (reader, place) => contentOf(reader, place, archives) };
}

async function* contentOf(reader: ByteReader, place: Place, limits: Partial<ArchiveLimits>): AsyncGenerator<Item> {
  if (containerKind(await reader.peek(HEAD)) === undefined) {
    yield* textOf(reader, place);
    return;
  }
  const { membersOf } = await import('../containers/members.js');
  yield* membersOf(reader.pass(), { path: place.path as string }, limits);
}

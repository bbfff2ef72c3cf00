import { ByteReader } from '../containers/byte-reader.js';
import { format as tar } from '../containers/formats/tar.js';
import { piecesOf, type RandomAccess } from '../containers/random-access.js';
import { type ImageMember, type ImageOptions, ImageReader, type Item, type Shown } from './image-reader.js';

/** Everything in a saved image that can be read anywhere. */
export function savedImage(access: RandomAccess, shown: Shown, options: ImageOptions = {}): AsyncGenerator<Item> {
  return savedImageIn(new ByteReader(piecesOf(access)), shown, { size: () => access.size, ...options });
}

/** Everything in a saved image that comes as a stream. */
export async function* savedImageIn(reader: ByteReader, shown: Shown, options?: ImageOptions): AsyncGenerator<Item> {
  try {
    yield* new ImageReader(shown, options).read(membersOf(reader));
  } finally {
    await reader.close();
  }
}

async function* membersOf(reader: ByteReader): AsyncGenerator<ImageMember> {
  for await (const part of tar.open({ reader })) {
    if (part.kind === 'member') yield { kind: 'file', name: part.name, content: part.content };
    else if (part.kind === 'name' && part.link !== undefined) yield { kind: 'link', name: part.name, link: part.link };
    else if (part.kind === 'unread') yield part;
    else if (part.kind === 'aside') yield { kind: 'file', name: Buffer.from(`<${part.what}>`), content: part.content };
  }
}

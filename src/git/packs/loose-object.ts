import type { ObjectType } from '../cat-file-parser.js';
import { allocate } from './allocate.js';
import { checkedPieces } from './checked-pieces.js';
import { canInflate, inflateInto, inflatePieces, inflateStart } from './inflate.js';
import { type ObjectFormat, objectId } from './object-format.js';
import { OpenFile } from './open-file.js';
import type { LargeObject, WholeObject } from './stored-object.js';
import { UnreadError } from './unread-error.js';

/** Compressed bytes that hold the header, however it is compressed. */
const ENOUGH_FOR_HEADER = 512;

interface Header {
  readonly type: ObjectType;
  /** Bytes of the content, and of the header before it. */
  readonly size: number;
  readonly length: number;
}

/**
 * Reads an object that has a file of its own: `TYPE SP SIZE NUL CONTENT`, all of it compressed.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 *
 * @param largest objects with more bytes come piece by piece
 * @throws UnreadError when it is damaged, or is another object than the id says
 * @throws what the file system says
 */
export function readLoose(path: string, id: string, format: ObjectFormat, largest: number): WholeObject | LargeObject {
  const file = new OpenFile(path);
  try {
    const header = readHeader(file);
    const { type, size, length } = header;
    const object = { kind: 'large', id, type, size } as const;
    if (size > largest) return { ...object, pieces: () => checkedPieces(pieces(path), object, format) };
    if (!canInflate(file.size, length + size)) throw new UnreadError('it is damaged: it is shorter than it says');
    const all = allocate(length + size);
    inflateInto(all, file.bytes(0, file.size), 0, file.size);
    const content = all.subarray(length);
    if (objectId(format, type, content).toString('hex') !== id)
      throw new UnreadError('it is damaged: its bytes are not those of its id');
    return { type, content };
  } finally {
    file.close();
  }
}

async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  const file = new OpenFile(path);
  try {
    const { size, length } = readHeader(file);
    let skip = length;
    for await (const piece of inflatePieces(file.pieces(0, file.size), length + size)) {
      if (piece.length > skip) yield piece.subarray(skip);
      skip = Math.max(0, skip - piece.length);
    }
  } finally {
    file.close();
  }
}

function readHeader(file: OpenFile): Header {
  const start = inflateStart(file.bytes(0, Math.min(file.size, ENOUGH_FOR_HEADER)));
  const end = start.subarray(0, LONGEST_HEADER).indexOf(0);
  const [, type, digits] =
    /^(blob|commit|tag|tree) (0|[1-9]\d{0,15})$/.exec(start.toString('latin1', 0, Math.max(0, end))) ?? [];
  if (type === undefined) throw new UnreadError('it is damaged: it does not begin as an object does');
  return { type: type as ObjectType, size: Number(digits), length: end + 1 };
}

/** "commit", a space, sixteen digits and NUL. */
const LONGEST_HEADER = 24;

import { ByteReader } from '../byte-reader.js';
import type { ContainerFormat, Part } from '../format.js';
import { inflated } from '../inflate.js';
import { piecesOf, type RandomAccess } from '../random-access.js';

const MAGIC = '%PDF-';

/**
 * PDF: its bytes as they are, and what its compressed streams become: texts, metadata, files that are attached. Streams
 * are found by their dictionaries and not by the table of objects, so that what an update took out is read too. ISO
 * 32000-1, §7.3.8.
 */
export const format: ContainerFormat = {
  name: 'PDF',
  begins: (head) => head.toString('latin1', 0, MAGIC.length) === MAGIC,
  wantsAccess: true,
  async *open({ access }): AsyncGenerator<Part> {
    yield { kind: 'raw' };
    if (access === undefined) {
      yield {
        kind: 'unread',
        reason: 'it is too large for its compressed texts to be read in an archive',
        advice: UNPACK,
      };
      return;
    }
    let number = 0;
    for (const start of streamsOf(access)) {
      if (start === 'encrypted') {
        yield { kind: 'unread', reason: 'it is encrypted', advice: 'decrypt it, and scan that' };
        return;
      }
      const content = inflated(new ByteReader(piecesOf(access, start + ZLIB_HEADER)));
      yield { kind: 'member', name: Buffer.from(`stream ${++number}`), content };
    }
  },
};

const UNPACK = 'unpack the archive, and scan the file';
const ZLIB_HEADER = 2;

/** A dictionary whose first filter is deflate, and the stream behind it. Keys of it are in any order. */
const STREAM =
  /\/Filter\s{0,9}\[?\s{0,9}\/(?:FlateDecode|Fl)\b(?:(?!endobj|stream)[\s\S]){0,400}?>>\s{0,9}stream\r?\n/g;
const ENCRYPTED = /\/Encrypt\s{1,9}\d/;

const WINDOW = 1 << 20;
const OVERLAP = 1 << 11;

/** Where the data of each such stream begins; or that all of them are encrypted. */
function* streamsOf(access: RandomAccess): Generator<number | 'encrypted'> {
  const tail = access.read(Math.max(0, access.size - OVERLAP), OVERLAP).toString('latin1');
  if (ENCRYPTED.test(tail)) yield 'encrypted';
  let last = -1;
  for (let at = 0; at < access.size; at += WINDOW) {
    const text = access.read(at, WINDOW + OVERLAP).toString('latin1');
    for (const { index, 0: found } of text.matchAll(STREAM)) {
      const start = at + index + found.length;
      if (start <= last) continue;
      last = start;
      yield start;
    }
  }
}

import type { ByteReader } from '../byte-reader.js';
import { BitReader } from '../bzip2/bit-reader.js';
import { BLOCK_MARK, decodeBlock, END_MARK } from '../bzip2/block.js';
import { expandRuns } from '../bzip2/runs.js';
import { ContainerError } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';

/**
 * bzip2: streams one behind the other, each of blocks of up to 900 kB, which can become 46 MB each.
 * https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf
 *
 * Read by code of our own: the libraries want all of the input, or make lists of numbers of all of the output.
 */
export const format: ContainerFormat = {
  name: 'bzip2',
  begins: (head) => {
    const level = head[3] as number;
    const mark = head.length >= 10 ? head.readUIntBE(4, 6) : 0;
    return (
      head.toString('latin1', 0, 3) === 'BZh' &&
      level > 0x30 &&
      level <= 0x39 &&
      (mark === BLOCK_MARK || mark === END_MARK)
    );
  },
  async *open({ reader }): AsyncGenerator<Part> {
    yield { kind: 'content', content: streams(reader) };
    yield { kind: 'aside', what: 'behind the end', content: reader.pass() };
  },
};

async function* streams(reader: ByteReader): AsyncGenerator<Buffer> {
  for (let head = await reader.peek(10); format.begins(head); head = await reader.peek(10)) {
    const most = ((head[3] as number) - 0x30) * 100_000;
    await reader.take(4);
    const bits = new BitReader(reader);
    let checksum = 0;
    for (let mark = await readMark(bits); mark !== END_MARK; mark = await readMark(bits)) {
      if (mark !== BLOCK_MARK) throw new ContainerError('it is damaged: a block does not begin where it should');
      const said = bits.read(32) >>> 0;
      const block = decodeBlock(bits, most);
      checksum = (((checksum << 1) | (checksum >>> 31)) ^ said) >>> 0;
      yield* expandRuns(block, said);
    }
    await bits.fill();
    if (bits.read(32) >>> 0 !== checksum) throw new ContainerError('it is damaged: its checksum is another one');
    bits.giveBack();
  }
}

async function readMark(bits: BitReader): Promise<number> {
  await bits.fill();
  return bits.read(24) * 2 ** 24 + bits.read(24);
}

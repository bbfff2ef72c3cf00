import { ContainerError, CUT_OFF } from '../container-error.js';
import type { ContainerFormat, Part } from '../format.js';
import { wholly } from '../wholly.js';

const MAGIC = '!<arch>\n';

/**
 * What `ar` makes: packages of Debian, static libraries. https://man.freebsd.org/cgi/man.cgi?query=ar&sektion=5 has both
 * ways in which long names are written.
 */
export const format: ContainerFormat = {
  name: 'ar',
  begins: (head) => head.toString('latin1', 0, MAGIC.length) === MAGIC,
  async *open({ reader }): AsyncGenerator<Part> {
    await reader.take(MAGIC.length);
    let longNames: Buffer = Buffer.alloc(0);
    for (let header = await reader.take(HEADER); header.length > 0; header = await reader.take(HEADER)) {
      if (header.length < HEADER) throw new ContainerError(CUT_OFF);
      let size = Number.parseInt(header.toString('latin1', 48, 58), 10);
      if (header.toString('latin1', 58, 60) !== '`\n' || !(size >= 0)) {
        reader.unread(header);
        yield { kind: 'aside', what: 'behind the end', content: reader.pass() };
        throw new ContainerError('it is damaged: a header is none');
      }
      const short = header.toString('latin1', 0, 16).trimEnd();
      const padding = size % 2;
      let name: Buffer = Buffer.from(short.replace(/\/$/, ''), 'latin1');
      if (short === '//') {
        longNames = Buffer.from(await reader.take(Math.min(size, LONGEST_TABLE)));
        yield { kind: 'name', name: longNames };
        await reader.skip(size - longNames.length + padding);
        continue;
      }
      if (/^\/\d+$/.test(short)) name = nameAt(longNames, Number(short.slice(1)));
      else if (/^#1\/\d+$/.test(short)) {
        const length = Math.min(size, Number(short.slice(3)), LONGEST_TABLE);
        name = Buffer.from(await reader.take(length));
        size -= length;
      }
      yield { kind: 'member', name: withoutNul(name), content: wholly(reader, size), isPlain: true };
      await reader.take(padding);
    }
  },
};

const HEADER = 60;
const LONGEST_TABLE = 1 << 20;

/** GNU ends a name with a slash and a line feed. */
function nameAt(table: Buffer, at: number): Buffer {
  const end = table.indexOf('\n', at);
  const name = table.subarray(at, end === -1 ? table.length : end);
  return name[name.length - 1] === 0x2f ? name.subarray(0, -1) : name;
}

function withoutNul(name: Buffer): Buffer {
  const end = name.indexOf(0);
  return end === -1 ? name : name.subarray(0, end);
}

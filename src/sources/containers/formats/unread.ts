import { ContainerError } from '../container-error.js';
import type { ContainerFormat } from '../format.js';

/** The first bytes of formats that no library reads which is well kept, small, and free. */
const NAMES: readonly (readonly [magic: Buffer, name: string])[] = [
  // https://7-zip.org/7z.html, "Archive structure" in 7zFormat.txt
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), '7z'],
  // https://www.rarlab.com/technote.htm
  [Buffer.from('Rar!\x1a\x07', 'latin1'), 'rar'],
  // https://www.nongnu.org/lzip/manual/lzip_manual.html#File-format
  [Buffer.from('LZIP\x01', 'latin1'), 'lzip'],
  // https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
  [Buffer.from([0x04, 0x22, 0x4d, 0x18]), 'lz4'],
  // https://learn.microsoft.com/previous-versions/bb417343(v=msdn.10)
  [Buffer.from('MSCF\0\0\0\0', 'latin1'), 'cab'],
  // https://rpm-software-management.github.io/rpm/manual/format_v4.html
  [Buffer.from([0xed, 0xab, 0xee, 0xdb]), 'rpm'],
];

/** What is known to be an archive, and not read: it must not look like one in which nothing was found. */
export const format: ContainerFormat = {
  name: 'an archive that is not read',
  begins: (head) => nameOf(head) !== undefined,
  // biome-ignore lint/correctness/useYield: it has no parts
  async *open({ reader }) {
    const name = nameOf(await reader.peek(8)) ?? 'such';
    throw new ContainerError(`${name} archives are not read`, 'unpack it, and scan what comes out of it');
  },
};

function nameOf(head: Buffer): string | undefined {
  return NAMES.find(([magic]) => head.subarray(0, magic.length).equals(magic))?.[1];
}

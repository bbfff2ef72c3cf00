/** An instruction of a delta: bytes to insert, or a range of the base. */
export type Instruction = Uint8Array | { readonly offset: number; readonly size: number };

/** Encodes a delta as it stands in a pack. https://git-scm.com/docs/gitformat-pack#_deltified_representation */
export function deltaBytes(sourceSize: number, targetSize: number, instructions: readonly Instruction[]): Buffer {
  return Buffer.concat([size(sourceSize), size(targetSize), ...instructions.map(encoded)]);
}

function encoded(instruction: Instruction): Buffer {
  if (instruction instanceof Uint8Array) return Buffer.concat([Buffer.of(instruction.length), instruction]);
  const { offset, size: length } = instruction;
  const bytes = [0x80];
  // 64 KiB are written as none.
  const numbers = [offset, length === 0x10000 ? 0 : length];
  for (const [index, number] of numbers.entries())
    for (let byte = 0; byte < (index === 0 ? 4 : 3); byte++) {
      const value = Math.floor(number / 2 ** (8 * byte)) % 256;
      if (value === 0) continue;
      bytes[0] = (bytes[0] as number) | (1 << (byte + (index === 0 ? 0 : 4)));
      bytes.push(value);
    }
  return Buffer.from(bytes);
}

function size(number: number): Buffer {
  const bytes: number[] = [];
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

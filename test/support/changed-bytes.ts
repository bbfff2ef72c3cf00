/** A change of the bytes of a file, as a disk, a transfer or a person makes it. @param next a number below another one */
export type Change = (bytes: Buffer, next: (below: number) => number) => Buffer;

export const CHANGES: Readonly<Record<string, Change>> = {
  'a flipped bit': (bytes, next) => {
    const at = next(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << next(8));
    return bytes;
  },
  'other bytes': (bytes, next) => {
    const at = next(bytes.length);
    for (let i = at; i < Math.min(bytes.length, at + 1 + next(40)); i++) bytes[i] = next(256);
    return bytes;
  },
  'a part that stands elsewhere too': (bytes, next) => {
    const from = next(bytes.length);
    bytes.copy(bytes, next(bytes.length), from, from + 4 + next(200));
    return bytes;
  },
  'a cut': (bytes, next) => bytes.subarray(0, next(bytes.length)),
  'bytes that come in between': (bytes, next) => {
    const at = next(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + next(30), next(256)), bytes.subarray(at)]);
  },
  zeros: (bytes, next) => bytes.fill(0, next(bytes.length), next(bytes.length)),
};

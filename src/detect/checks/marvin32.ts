/**
 * Marvin32, the keyed 32-bit hash that Microsoft's self-describing keys end in. The seed is eight ASCII characters read
 * as one big-endian number. https://github.com/microsoft/security-utilities
 */
export function marvin32(bytes: Uint8Array, seed: string): number {
  const key = Buffer.from(seed, 'latin1');
  const state: State = [key.readUInt32BE(4), key.readUInt32BE(0)];
  const words = bytes.length >> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let word = 0; word < words; word++) add(state, view.getUint32(word * 4, true));
  let last = 0x80;
  for (let at = bytes.length - 1; at >= words * 4; at--) last = (last << 8) | (bytes[at] as number);
  add(state, last);
  mix(state);
  return (state[0] ^ state[1]) >>> 0;
}

type State = [number, number];

function add(state: State, word: number): void {
  state[0] = (state[0] + word) | 0;
  mix(state);
}

function mix(state: State): void {
  let [p0, p1] = state;
  p1 ^= p0;
  p0 = (rotate(p0, 20) + p1) | 0;
  p1 = rotate(p1, 9) ^ p0;
  p0 = (rotate(p0, 27) + p1) | 0;
  p1 = rotate(p1, 19);
  state[0] = p0;
  state[1] = p1;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

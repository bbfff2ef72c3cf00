/** Bytes as they are hashed: upper-case letters are as lower-case ones, and no byte is zero. */
export const WITHOUT_CASE: u64 = 0x2020202020202020;

/** Knuth's multiplicative hash (2^32 / golden ratio); the highest bits are the best. `../literal-slots.ts` does the same. */
// @ts-ignore: decorator
@inline
export function hashOf(four: u32): u32 {
  return four * 0x9e3779b1;
}

/** Of eight bytes; of four, when the others are zero, it is that of four. */
// @ts-ignore: decorator
@inline
export function hashOfEight(eight: u64): u32 {
  return hashOf(u32(eight)) + u32(eight >> 32) * 0x85ebca6b;
}

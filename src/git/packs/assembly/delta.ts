import { COPIES, ENDS, MOST_INSTRUCTIONS, SOURCES } from './layout';

/** A copy of more bytes is left to the machine; for fewer, telling it costs more. */
const FEW_BYTES: usize = 512;

/**
 * Puts an object together from its base and a delta, and writes down each instruction.
 * https://git-scm.com/docs/gitformat-pack#_deltified_representation
 *
 * @param start where its instructions begin, behind the two sizes
 * @returns how many instructions there are; -1 when they are too many, or anything is wrong with them
 */
export function patch(delta: usize, start: usize, end: usize, base: usize, baseSize: usize, target: usize, size: usize): i32 {
  const stop = target + size;
  let at = start;
  let to = target;
  let count: u32 = 0;
  while (at < end) {
    if (count === MOST_INSTRUCTIONS) return -1;
    const instruction = u32(load<u8>(at++));
    let from: usize;
    let length: usize;
    if (instruction & 0x80) {
      let offset: u32 = 0;
      let wanted: u32 = 0;
      if (instruction & 0x01) offset = load<u8>(at++);
      if (instruction & 0x02) offset |= u32(load<u8>(at++)) << 8;
      if (instruction & 0x04) offset |= u32(load<u8>(at++)) << 16;
      if (instruction & 0x08) offset |= u32(load<u8>(at++)) << 24;
      if (instruction & 0x10) wanted = load<u8>(at++);
      if (instruction & 0x20) wanted |= u32(load<u8>(at++)) << 8;
      if (instruction & 0x40) wanted |= u32(load<u8>(at++)) << 16;
      length = wanted === 0 ? 0x10000 : wanted;
      if (at > end || u64(offset) + u64(length) > u64(baseSize) || length > stop - to) return -1;
      from = base + offset;
      store<u8>(COPIES + count, 1);
      store<u32>(SOURCES + 4 * count, offset);
    } else {
      length = instruction;
      if (length === 0 || at + length > end || length > stop - to) return -1;
      from = at;
      at += length;
      store<u8>(COPIES + count, 0);
      store<u32>(SOURCES + 4 * count, u32(from - delta));
    }
    copy(to, from, length);
    to += length;
    store<u32>(ENDS + 4 * count, u32(to - target));
    count++;
  }
  return to === stop ? i32(count) : -1;
}

/** May write a few bytes more: what comes next goes there, or slack. */
// @ts-ignore: decorator
@inline
function copy(target: usize, source: usize, length: usize): void {
  if (length > FEW_BYTES) {
    memory.copy(target, source, length);
    return;
  }
  const stop = target + length;
  let from = source;
  let to = target;
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (to < stop);
}

import { byteBefore, isAlnum } from './bytes';

/** A token can begin here; see `HitSink.literal`. */
export function canBegin(at: u32): bool {
  return at == 0 || !isAlnum(at - 1) || isBehindEscape(at) || isBehindColour(at);
}

/** Where an escape other than a colour could end, going by what introduces it. */
export function isBehindEscape(at: u32): bool {
  return (
    byteBefore(at, 2) == 0x5c ||
    byteBefore(at, 4) == 0x5c ||
    byteBefore(at, 6) == 0x5c ||
    byteBefore(at, 3) == 0x25 ||
    byteBefore(at, 5) == 0x25
  );
}

/** The same for a colour. */
function isBehindColour(at: u32): bool {
  if (byteBefore(at, 1) != 0x6d) return false;
  let back: u32 = 2;
  while (back <= 21 && isColourArgument(byteBefore(at, back))) back++;
  return byteBefore(at, back) == 0x5b && colourIntroducer(at - back) != 0;
}

/** How far before a bracket a colour is introduced: by the escape character, `\\e`, `\\033` or `\\x1b`, `\\u001b`; 0 if none is. */
export function colourIntroducer(bracket: u32): u32 {
  if (byteBefore(bracket, 1) == 0x1b) return 1;
  for (let distance: u32 = 2; distance <= 6; distance += 2) if (byteBefore(bracket, distance) == 0x5c) return distance;
  return 0;
}

// @ts-ignore: decorator
@inline
export function isColourArgument(byte: u32): bool {
  return byte == 0x3b || (byte >= 0x30 && byte <= 0x39);
}

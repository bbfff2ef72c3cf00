import { byteBefore, isAlnum } from './bytes';
import { INPUT } from './layout';
import { addPlace } from './places';

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
function colourIntroducer(bracket: u32): u32 {
  if (byteBefore(bracket, 1) == 0x1b) return 1;
  for (let distance: u32 = 2; distance <= 6; distance += 2) if (byteBefore(bracket, distance) == 0x5c) return distance;
  return 0;
}

// @ts-ignore: decorator
@inline
function isColourArgument(byte: u32): bool {
  return byte == 0x3b || (byte >= 0x30 && byte <= 0x39);
}

/** Adds the words that stand behind a terminal colour introduced in this chunk: `ESC [ 1 ; 31 m`, or as scripts spell it. */
export function coloured(at: u32, introducers: u64): void {
  while (introducers != 0) {
    const place = at + u32(ctz(introducers));
    introducers &= introducers - 1;
    const byte = load<u8>(INPUT + place);
    if (byte == 0x1b) behindColour(place + 1, 1);
    else if (byte == 0x5c) for (let distance: u32 = 2; distance <= 6; distance += 2) behindColour(place + distance, distance);
  }
}

/** @param distance of the bracket from what introduces it; the nearest of several introducers answers for it */
function behindColour(bracket: u32, distance: u32): void {
  if (load<u8>(INPUT + bracket) != 0x5b || colourIntroducer(bracket) != distance) return;
  let end = bracket + 1;
  while (end - bracket <= 20 && isColourArgument(load<u8>(INPUT + end))) end++;
  if (load<u8>(INPUT + end) == 0x6d && isAlnum(end + 1) && !isBehindEscape(end + 1)) addPlace(end + 1);
}

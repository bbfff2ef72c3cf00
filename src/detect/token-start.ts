/**
 * Where kernels say that a token can begin: at the beginning, behind a byte that is no letter or digit, or behind what
 * may be an escape, whose last characters look like the token's first ones: `\n`, `%3D`, `%253D`, `\x3d`, `\u003d`, a
 * terminal colour.
 *
 * It goes by what introduces an escape and takes in more than there is; the patterns' own borders decide (`boundary.ts`).
 * The same rules stand in `assembly/escapes.ts`.
 */
export function canBegin(bytes: Uint8Array, at: number): boolean {
  return at === 0 || !isAlnum(bytes[at - 1] as number) || isBehindEscape(bytes, at) || isBehindColour(bytes, at);
}

/** A letter or digit stands here behind the same one, and no escape may end between them. */
export function isInRow(bytes: Uint8Array, at: number): boolean {
  return at > 0 && bytes[at] === bytes[at - 1] && !canBegin(bytes, at);
}

const [BACKSLASH, PERCENT, ESCAPE, BRACKET] = [0x5c, 0x25, 0x1b, 0x5b];

function isBehindEscape(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at - 2] === BACKSLASH ||
    bytes[at - 4] === BACKSLASH ||
    bytes[at - 6] === BACKSLASH ||
    bytes[at - 3] === PERCENT ||
    bytes[at - 5] === PERCENT
  );
}

/** `ESC [ 38;5;196 m` is about as long as colours get. */
const LONGEST_ARGUMENT = 20;

function isBehindColour(bytes: Uint8Array, at: number): boolean {
  if (bytes[at - 1] !== 0x6d) return false;
  let bracket = at - 2;
  while (bracket >= at - 1 - LONGEST_ARGUMENT && isArgument(bytes[bracket] as number)) bracket--;
  return bytes[bracket] === BRACKET && isIntroduced(bytes, bracket);
}

/** By the escape character itself, or as scripts spell it: `\e`, `\033`, `\x1b`, `\u001b`. */
function isIntroduced(bytes: Uint8Array, bracket: number): boolean {
  return (
    bytes[bracket - 1] === ESCAPE ||
    bytes[bracket - 2] === BACKSLASH ||
    bytes[bracket - 4] === BACKSLASH ||
    bytes[bracket - 6] === BACKSLASH
  );
}

function isArgument(byte: number): boolean {
  return byte === 0x3b || (byte >= 0x30 && byte <= 0x39);
}

function isAlnum(byte: number): boolean {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x7a);
}

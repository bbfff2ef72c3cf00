/**
 * The lines between the BEGIN and END of an armoured key, as they are, as escapes in a string (`\n`, `&#10;`), or as
 * strings of their own, without headers (`DEK-Info: …`). Every step is linear: the text comes from a repository.
 */
export function armouredLines(text: string): string[] {
  return text
    .split(/\\[nrt]|&#(?:10|13|x0?[ad]);|[\r\n"'`]/i)
    .filter((line) => !/^\W{0,200}[A-Za-z][A-Za-z0-9-]{0,40}: /.test(line));
}

/**
 * The bytes that lines of base 64 may stand for, likeliest first. In source code a line also holds quotes, comment marks
 * and the `+` that joins strings, which base 64 has among its own characters; so there is more than one reading.
 */
export function* armouredBytes(lines: readonly string[]): Generator<Buffer> {
  const pieces = lines.map(longestPiece).filter((piece) => /[A-Za-z0-9]/.test(piece));
  yield decode(lines.join(''));
  yield decode(pieces.join(''));
  // A stored diff has a plus sign in front of every line.
  if (pieces.every((piece) => piece.startsWith('+'))) yield decode(pieces.map((piece) => piece.slice(1)).join(''));
}

function decode(text: string): Buffer {
  return Buffer.from(text.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
}

function longestPiece(line: string): string {
  let longest = '';
  for (const [piece] of line.matchAll(/[A-Za-z0-9+/=]+/g)) if (piece.length > longest.length) longest = piece;
  return longest;
}

/** A place in a text: line and column from 1, the column in UTF-16 units as SARIF and editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = 0x0a;

/**
 * The position of a byte offset. Lines end with LF; a CR before it is part of the line, as git and editors have it.
 * Read only for what is reported: it counts the lines from the beginning.
 */
export function positionAt(bytes: Buffer, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1 && at < offset; at = bytes.indexOf(LINE_FEED, at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: bytes.toString('utf8', lineStart, offset).length + 1 };
}

/** Byte offsets of the line that holds `offset`, without its line feed. */
export function lineAround(bytes: Buffer, offset: number): { readonly start: number; readonly end: number } {
  const end = bytes.indexOf(LINE_FEED, offset);
  return {
    start: offset === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, offset - 1) + 1,
    end: end === -1 ? bytes.length : end,
  };
}

import { StringDecoder } from 'node:string_decoder';

/** A place in a text: line and column from 1, the column in UTF-16 units as SARIF and editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Positions of byte offsets. Lines end with LF; a CR before it is part of the line, as git and editors have it. A byte
 * order mark is no part of the text.
 *
 * Counts on from the offset that was asked for last, so that many findings in one large file cost one pass, and in
 * pieces, because a line can be longer than the longest string.
 */
export class PositionFinder {
  readonly bytes: Buffer;
  #line: number;
  #column: number;
  #offset: number;
  /** Where the text begins. */
  readonly #first: number;
  /** Where it was before, by rising offset: the id of a pair can stand before its secret, which was asked for already. */
  readonly #passed: (Position & { readonly offset: number })[];

  /** @param start the position of the first whole character, when the bytes are from the middle of a text */
  constructor(bytes: Buffer, start?: Position) {
    this.bytes = bytes;
    this.#first = start === undefined ? byteOrderMark(bytes) : cutOffCharacter(bytes, 0);
    const { line, column } = start ?? TEXT_START;
    [this.#line, this.#column, this.#offset] = [line, column, this.#first];
    this.#passed = [{ line, column, offset: this.#first }];
  }

  at(offset: number): Position {
    const to = Math.max(offset, this.#first);
    if (to < this.#offset) this.#goBack(to);
    this.#skipLines(to);
    this.#column += utf16Length(this.bytes, this.#offset, to);
    this.#offset = to;
    const position = { line: this.#line, column: this.#column };
    const last = this.#passed.at(-1);
    if (last !== undefined && to - last.offset >= STRIDE) this.#passed.push({ ...position, offset: to });
    return position;
  }

  #goBack(to: number): void {
    const passed = this.#passed.findLast(({ offset }) => offset <= to);
    if (passed !== undefined) [this.#line, this.#column, this.#offset] = [passed.line, passed.column, passed.offset];
  }

  #skipLines(offset: number): void {
    for (;;) {
      const end = this.bytes.subarray(this.#offset, offset).indexOf(LINE_FEED);
      if (end === -1) return;
      this.#line++;
      this.#column = 1;
      this.#offset += end + 1;
    }
  }
}

/** Bytes between places that are remembered. */
const STRIDE = 4096;

const TEXT_START: Position = { line: 1, column: 1 };

/** Bytes of the byte order mark at the beginning, if there is one. */
function byteOrderMark(bytes: Buffer): number {
  return BYTE_ORDER_MARK.equals(bytes.subarray(0, BYTE_ORDER_MARK.length)) ? BYTE_ORDER_MARK.length : 0;
}

/** The bytes at `at` that end a character which began before: three at most (RFC 3629). */
export function cutOffCharacter(bytes: Buffer, at: number): number {
  let length = 0;
  while (length < 3 && at + length < bytes.length && ((bytes[at + length] as number) & 0xc0) === 0x80) length++;
  return length;
}

/** Bytes decoded at once. */
const PIECE = 1 << 20;

/** UTF-16 units of the text that these bytes are; what is no UTF-8 counts as the replacement character. */
function utf16Length(bytes: Buffer, start: number, end: number): number {
  if (end - start <= PIECE) return bytes.toString('utf8', start, end).length;
  const decoder = new StringDecoder('utf8');
  let length = 0;
  for (let at = start; at < end; at += PIECE)
    length += decoder.write(bytes.subarray(at, Math.min(end, at + PIECE))).length;
  return length + decoder.end().length;
}

/** A line that is longer is cut here: nobody reads so far, and looking for its ends again and again takes forever. */
const LONGEST_LINE = 1 << 17;

/**
 * Byte offsets of the line that holds `offset`, without its line feed; of a very long line, the part around it.
 *
 * @param most bytes to look at on either side
 */
export function lineAround(
  bytes: Buffer,
  offset: number,
  most: number = LONGEST_LINE,
): { readonly start: number; readonly end: number } {
  const from = Math.max(0, offset - most);
  const to = Math.min(bytes.length, offset + most);
  const before = bytes.subarray(from, offset).lastIndexOf(LINE_FEED);
  const after = bytes.subarray(offset, to).indexOf(LINE_FEED);
  return { start: before === -1 ? from : from + before + 1, end: after === -1 ? to : offset + after };
}

/**
 * Judges encoded data by how it begins, so that pictures, fonts and programs cost nothing: is it text in UTF-8, UTF-16 or
 * UTF-32? By chance, random bytes look like it once in millions.
 *
 * @param head the first bytes; only `length` of them count
 */
export function beginsAsText(head: Uint8Array, length: number): boolean {
  return isUtf8(head, length) || WIDTHS.some((width) => isWide(head, length, width));
}

/** RFC 1952 §2.3.1: the mark of gzip, and its only method of compression. */
export function beginsAsGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08;
}

/** What can be printed, white space among it, in ASCII. */
export function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || isSpace(byte);
}

function isSpace(byte: number): boolean {
  return byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** The last character may be cut off. */
function isUtf8(head: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at++) {
    const byte = head[at] as number;
    if (byte < 0x80) {
      if (!isPrintable(byte)) return false;
    } else {
      if (byte < 0xc2 || byte > 0xf4) return false;
      for (let more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3; more > 0 && at + 1 < length; more--)
        if (((head[++at] as number) & 0xc0) !== 0x80) return false;
    }
  }
  return true;
}

const WIDTHS = [2, 4];

/** Characters of ASCII in units of `width` bytes, of which the others are NUL; perhaps behind a byte order mark. */
function isWide(head: Uint8Array, length: number, width: number): boolean {
  const first = isByteOrderMark(head, width) ? width : 0;
  for (const place of [0, width - 1]) {
    let at = first;
    while (at < length && (at % width === place ? isPrintable(head[at] as number) : head[at] === 0)) at++;
    if (at === length) return true;
  }
  return false;
}

function isByteOrderMark(head: Uint8Array, width: number): boolean {
  const [a, b, c, d] = head;
  if (width === 2) return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
}

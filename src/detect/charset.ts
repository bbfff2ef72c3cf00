/**
 * Sets of bytes, written in pattern files as the content of a regex character class (`A-Za-z0-9_-`).
 * A table of 256 flags answers in one read and cannot backtrack.
 */
export type Charset = Uint8Array;

const compiled = new Map<string, Charset>();

/**
 * @param content the inside of a character class, without the brackets; empty for the empty set
 * @throws SyntaxError when it is no valid class
 */
export function charset(content: string): Charset {
  let table = compiled.get(content);
  if (table === undefined) {
    const regex = content === '' ? /(?!)/ : new RegExp(`[${content}]`);
    table = Uint8Array.from({ length: 256 }, (_, byte) => (regex.test(String.fromCharCode(byte)) ? 1 : 0));
    compiled.set(content, table);
  }
  return table;
}

/** Every character of the set, by code. */
export function membersOf(set: Charset): string {
  let members = '';
  for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) members += String.fromCharCode(byte);
  return members;
}

/** The bytes that runs of token characters are made of. */
export const IN_RUN = charset('A-Za-z0-9+/_-');

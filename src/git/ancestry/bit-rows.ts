// Rows of bits, one behind the other in an array of words: a bit for each of some wanted objects.

/** Some of a list, one behind the other. */
export interface Span {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
}

/** How many words of 32 bits a row needs that has a bit for each. */
export function wordsOf({ from, to }: Span): number {
  return (to - from + 31) >>> 5;
}

/** The word of a row in which a bit is. */
export function wordOf(bit: number): number {
  return bit >>> 5;
}

export function addBit(rows: Int32Array, row: number, bit: number, words: number): void {
  const at = row * words + wordOf(bit);
  rows[at] = (rows[at] as number) | (1 << bit);
}

/** Adds the bits of a row to another one, perhaps of other rows. */
export function addRow(from: Int32Array, row: number, to: Int32Array, other: number, words: number): void {
  for (let word = 0, at = row * words, into = other * words; word < words; word++, at++, into++)
    to[into] = (to[into] as number) | (from[at] as number);
}

/**
 * Context words are compared without case and separators: `NEW_RELIC`, `new-relic` and `newRelic` are one word.
 * For each byte its lower-case form, or 0 for what folding drops: the separators `- _ .` and space, and NUL.
 */
export const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => {
  if ('-_. '.includes(String.fromCharCode(byte))) return 0;
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
});

/** A context word of a pattern file, as it is compared. */
export function foldedWord(word: string): string {
  return word.toLowerCase().replace(/[-_. ]/g, '');
}

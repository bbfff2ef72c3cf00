/** The share of source code that a byte has, roughly: enough to tell a rare place of a literal from a common one. */
export function frequencyOf(byte: number): number {
  const char = String.fromCharCode(byte);
  if (char === ' ') return 0.15;
  if ('etaoinrs'.includes(char)) return 0.045;
  if (/[a-z]/.test(char)) return 0.018;
  if ('.,()_"\'=;:\n'.includes(char)) return 0.02;
  if (/[0-9]/.test(char)) return 0.008;
  if (/[A-Z/*\-{}[\]]/.test(char)) return 0.006;
  return byte < 0x80 ? 0.002 : 0.0003;
}

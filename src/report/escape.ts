/**
 * What must not reach a terminal raw: control characters (C0, C1, DEL), which can hide or rewrite what a person reads,
 * line ends that are none, and the invisible characters that turn the order of text around or hide words between words
 * (Unicode Technical Report 36, "Trojan Source").
 */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from a repository, fit for a terminal: hostile characters are shown as `\n`, `\t`, `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(HOSTILE, (char) => NAMED[char] ?? escapeCode(char.codePointAt(0) ?? 0));
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

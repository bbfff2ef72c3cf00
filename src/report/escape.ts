/**
 * What must not reach a terminal raw: control characters (C0, C1, DEL), which can hide or rewrite what a person reads,
 * and the invisible characters that turn the order of text around (Unicode Technical Report 36, "Trojan Source").
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const HOSTILE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Text from a repository, fit for a terminal: hostile characters are shown as `\n`, `\t`, `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(HOSTILE, (char) => NAMED[char] ?? escapeCode(char.charCodeAt(0)));
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCode(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

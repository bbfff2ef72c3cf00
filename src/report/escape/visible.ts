/**
 * What must not reach a terminal raw: control characters (C0, C1, DEL), which can hide or rewrite what a person reads,
 * line ends that are none, and the invisible characters that turn the order of text around or hide words between words
 * (Unicode Technical Report 36, "Trojan Source").
 */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * What CI systems take for a command wherever it stands in a log: `##[command]` of GitHub's runner and of Azure
 * Pipelines, `##vso[…]`, `##teamcity[…]`.
 */
const LOG_COMMAND = /##(?=\w*\[)/g;

/**
 * Text from a repository, fit for a terminal and for the log of a CI system: hostile characters are shown as `\n`, `\t`,
 * `\x1b`, `\u202e`.
 */
export function visible(text: string): string {
  return text
    .replace(HOSTILE, (char) => NAMED[char] ?? escapeCode(char.codePointAt(0) ?? 0))
    .replace(LOG_COMMAND, '#\\x23');
}

/**
 * The same for text that a line begins with: there `::` begins a command for GitHub's runner, however far the line is
 * indented (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
 */
export function visibleLine(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/, '$1\\x3a');
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

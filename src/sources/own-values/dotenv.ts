import type { ReadValue } from './own-value.js';

/** A name as dotenv and shells have it, with what may stand before it, up to where its value begins. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,127})[ \t]*(?:=|:[ \t])[ \t]*/;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Reads `NAME=value` lines: https://github.com/motdotla/dotenv#rules, with `export`, quotes of three kinds, values over
 * many lines, and comments.
 *
 * Readers of such files disagree about escapes and about a `#` inside a value, and nobody knows who reads this one. Where
 * they do, each of the values is given.
 *
 * @param shell the file is run by a shell (`.envrc`): an unquoted value ends with its word
 */
export function readDotenv(text: string, shell = false): ReadValue[] {
  const values: ReadValue[] = [];
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const end = endOfLine(text, at);
    const found = ASSIGNMENT.exec(text.slice(at, end));
    if (found === null) {
      at = end + 1;
      continue;
    }
    const [head, variable] = found as unknown as [string, string];
    const from = at + head.length;
    const quoted = readQuoted(text, from);
    const texts = quoted?.texts ?? unquoted(text.slice(from, end), shell);
    for (const value of new Set(texts))
      if (value !== '') values.push({ variable, value, ...(quoted?.quote === "'" && { literal: true }) });
    at = endOfLine(text, quoted?.end ?? from) + 1;
  }
  return values;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** The value in the quotes that begin at `from`; undefined when none do, or they never end. */
function readQuoted(text: string, from: number): { quote: string; texts: string[]; end: number } | undefined {
  const quote = text[from];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote !== "'") at++;
    else if (text[at] === quote) {
      const raw = text.slice(from + 1, at).replace(/\r\n/g, '\n');
      return { quote, texts: quote === '"' ? [unescaped(raw), lineEndsOnly(raw)] : [raw], end: at };
    }
  }
  return undefined;
}

/** As shells, Ruby and Python read it. */
function unescaped(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (_, char: string) => ESCAPES[char] ?? char);
}

/** As the dotenv of Node reads it: every other backslash stays. */
function lineEndsOnly(raw: string): string {
  return raw.replace(/\\([nr])/g, (_, char: string) => ESCAPES[char] as string);
}

function unquoted(rest: string, shell: boolean): string[] {
  if (shell) return [(/^[^\s;&|]*/.exec(rest) as RegExpExecArray)[0]];
  const value = rest.split(/(?:^|[ \t])#/, 1)[0]?.trim() ?? '';
  return [value, value.split('#', 1)[0]?.trim() ?? ''];
}

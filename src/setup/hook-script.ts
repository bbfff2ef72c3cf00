import { readShellScript, type ShellCommand } from './shell-script.js';

/** Where a new line went: at the end, or at the start and why. */
export type LinePlace = { readonly at: 'end' } | { readonly at: 'start'; readonly because: string };

/** What may stand before a command without changing which command it is: `if ! npx --no -- hushkey staged; then`. */
const BEFORE_A_COMMAND =
  /^(?:if|then|elif|else|while|until|do|!|\{|exec|command|env|time|npx|bunx|npm|pnpm|yarn|bun|dlx|run|x|node|-.*|[A-Za-z_]\w*=.*)$/s;

/** `hushkey`, with any path before it and the suffixes of its own file, of npm's Windows shims and of a version. */
const HUSHKEY = /(?:^|[\\/])hushkey(?:\.js|\.cmd|@[\w.^~-]+)?$/;

/** Whether a line of the script, and not only a comment or a text in it, runs `hushkey staged`, or another of its commands. */
export function runsHushkey(script: string, command = 'staged'): boolean {
  return readShellScript(script).commands.some(({ words }) =>
    words.some((_, index) => isHushkey(words, index, command)),
  );
}

function isHushkey(words: readonly string[], at: number, command: string): boolean {
  if (!HUSHKEY.test(words[at] as string)) return false;
  const next = words.slice(at + 1).find((word) => word === '--staged' || !word.startsWith('-'));
  if (next?.replace(/^--staged$/, 'staged') !== command) return false;
  return words.slice(0, at).every((word) => BEFORE_A_COMMAND.test(word) || HUSHKEY.test(word));
}

/**
 * A script with one more line. It goes to the end, so that it sees what the lines before it stage again (lint-staged
 * does); unless the end may not be reached, or not in the folder where the script began: then it goes to the start,
 * behind the leading comments. All other bytes stay as they are, and the line ends as the others do.
 *
 * @param script decoded so that it can be written back unharmed, for instance as Latin-1
 */
export function withLine(script: string, line: string): { readonly script: string; readonly place: LinePlace } {
  const windows = /\r\n/.test(script) && !/(?<!\r)\n/.test(script);
  const newline = windows ? '\r\n' : '\n';
  // A shell that takes the carriage return for a part of the last word finds it in a comment.
  const added = `${line}${windows ? ' #' : ''}${newline}`;
  const because = reasonForStart(script);
  if (because !== undefined) {
    const start = afterLeadingComments(script);
    return { script: script.slice(0, start) + added + script.slice(start), place: { at: 'start', because } };
  }
  const separator = script === '' || script.endsWith('\n') ? '' : newline;
  return { script: script + separator + added, place: { at: 'end' } };
}

function reasonForStart(script: string): string | undefined {
  const { commands, complete } = readShellScript(script);
  if (!complete) return 'its end is not complete';
  const own = commands.filter(({ inSubshell }) => !inSubshell).map(withoutPrefix);
  if (own.some(mayEndScript)) return 'it may end before its last line';
  if (returnsAtTopLevel(commands)) return 'it may end before its last line';
  return own.some(([name]) => name === 'cd' || name === 'pushd') ? 'it changes to another folder' : undefined;
}

const PREFIX = /^(?:if|then|elif|else|while|until|do|!|\{|command|builtin|[A-Za-z_]\w*=.*)$/s;

function withoutPrefix({ words }: ShellCommand): readonly string[] {
  const first = words.findIndex((word) => !PREFIX.test(word));
  return first === -1 ? [] : words.slice(first);
}

/**
 * `exit` with a status that lets the commit pass, or one that is not known; and `exec` with a command. `exit 1` refuses
 * the commit, so nothing passes unseen; `exec </dev/tty` only redirects.
 */
function mayEndScript([name, argument]: readonly string[]): boolean {
  if (name === 'exit') return !(/^\d+$/.test(argument ?? '') && Number(argument) % 256 !== 0);
  return name === 'exec' && argument !== undefined && !/^\d*[<>]/.test(argument);
}

/** `return` outside of a function ends the script in some shells; inside of one it is everyday. */
function returnsAtTopLevel(commands: readonly ShellCommand[]): boolean {
  let depth = 0;
  for (const command of commands) {
    const [name] = withoutPrefix(command);
    depth += command.words.filter((word) => word === '{').length;
    if (name === '}') depth--;
    else if (name === 'return' && depth <= 0) return true;
  }
  return false;
}

/** The first line that is neither blank nor a comment. A shebang is a comment to the shell. */
function afterLeadingComments(script: string): number {
  return /^(?:[ \t\r]*(?:#[^\n]*)?\n)*/.exec(script)?.[0].length ?? 0;
}

/** One simple command of a script: its words, quotes removed. Redirections are words too. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** True inside `( … )` and `$( … )`: there, `exit` and `cd` do not touch the script itself. */
  readonly inSubshell: boolean;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** False when the script ends inside a quotation, a here-document or a continued line. */
  readonly complete: boolean;
}

/** A carriage return is a blank here, because people edit hooks on Windows. */
const TOKEN = new RegExp(
  [
    /\\\r?\n/, // a continued line
    /(?<escaped>\\[\s\S])/,
    /'(?<single>[^']*)'/,
    /"(?<double>[^"\\]*(?:\\[\s\S][^"\\]*)*)"/,
    /<<(?!<)(?<tabs>-?)[ \t]*(?<end>[^\s;&|()<>]+)/, // a here-document begins on the next line
    /(?<comment>#[^\n]*)/,
    /(?<newline>\n)/,
    /(?<blank>[^\S\n]+)/,
    /(?<operator>[;&|()`])/,
    /(?<plain><<<|[<>]|[^\s;&|()<>`"'\\#]+)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
);

/**
 * Splits a script into simple commands, as the POSIX shell's token recognition does.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_03
 *
 * It knows quotes, comments, continued lines, here-documents and the operators between commands. It expands nothing and
 * does not know the grammar above them, so reserved words (`if`, `then`, `{`) are words at the front of a command.
 */
export function readShellScript(script: string): ShellScript {
  const reader = new Reader();
  let at = 0;
  while (at < script.length) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(script);
    if (groups === null) return { commands: reader.end(), complete: false }; // A quotation without its end.
    at = reader.take(groups.groups ?? {}, script, TOKEN.lastIndex);
  }
  return { commands: reader.end(), complete: reader.isComplete && !/\\\r?\n?$/.test(script) };
}

class Reader {
  readonly #commands: ShellCommand[] = [];
  readonly #hereDocuments: { readonly end: string; readonly tabs: boolean }[] = [];
  #words: string[] = [];
  #word: string | undefined;
  #depth = 0;

  get isComplete(): boolean {
    return this.#hereDocuments.length === 0;
  }

  /** @returns where to read on */
  take(token: Record<string, string | undefined>, script: string, next: number): number {
    if (token.comment !== undefined && this.#word !== undefined) {
      this.#word += '#'; // Only at the start of a word does it begin a comment.
      return next - token.comment.length + 1;
    }
    const text = token.escaped?.slice(1) ?? token.single ?? token.double?.replace(/\\([$`"\\])/g, '$1') ?? token.plain;
    if (text !== undefined) this.#word = (this.#word ?? '') + text;
    else if (token.blank !== undefined) this.#endWord();
    else if (token.operator !== undefined) this.#operator(token.operator);
    else if (token.end !== undefined)
      this.#hereDocuments.push({ end: token.end.replace(/['"\\]/g, ''), tabs: token.tabs === '-' });
    else if (token.newline !== undefined) return this.#newline(script, next);
    return next;
  }

  end(): readonly ShellCommand[] {
    this.#endCommand();
    return this.#commands;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(): void {
    this.#endWord();
    if (this.#words.length > 0) this.#commands.push({ words: this.#words, inSubshell: this.#depth > 0 });
    this.#words = [];
  }

  /** The patterns of `case` close parentheses that nobody opened: the depth never falls below the script's own. */
  #operator(char: string): void {
    this.#endCommand();
    if (char === '(') this.#depth++;
    if (char === ')') this.#depth = Math.max(0, this.#depth - 1);
  }

  #newline(script: string, start: number): number {
    this.#endCommand();
    let at = start;
    for (let document = this.#hereDocuments[0]; document !== undefined; document = this.#hereDocuments[0]) {
      const end = afterHereDocument(script, at, document);
      if (end === undefined) return script.length;
      this.#hereDocuments.shift();
      at = end;
    }
    return at;
  }
}

function afterHereDocument(
  script: string,
  start: number,
  { end, tabs }: { end: string; tabs: boolean },
): number | undefined {
  for (let at = start; at < script.length; ) {
    const feed = script.indexOf('\n', at);
    const next = feed === -1 ? script.length : feed + 1;
    const line = script.slice(at, next).replace(/\r?\n$/, '');
    if ((tabs ? line.replace(/^\t+/, '') : line) === end) return next;
    at = next;
  }
  return undefined;
}

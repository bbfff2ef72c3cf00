import type { Entry } from './manifest.js';

const TOKEN = /"((?:[^"\\]|\\.)*)"|[{}[\]:,]/g;

interface Token {
  readonly start: number;
  /** The content of a string, or the mark itself. */
  readonly text: string;
  readonly isString: boolean;
}

/** The entries of the maps of a Secret in JSON, given the text behind `"kind": "Secret"` or behind `"data": {`. */
export function jsonEntries(text: string, from: number, first: string): Entry[] {
  const tokens = tokensOf(text, from);
  return first === 'kind' ? afterKind(tokens) : beforeKind(tokens, first);
}

function afterKind(tokens: readonly Token[]): Entry[] {
  const entries: Entry[] = [];
  for (const { at, key } of members(tokens, 0)) {
    if (key === 'kind') break;
    if ((key === 'data' || key === 'stringData') && isMark(tokens[at], '{'))
      entries.push(...entriesOf(tokens, at + 1, key));
  }
  return entries;
}

function beforeKind(tokens: readonly Token[], map: string): Entry[] {
  const end = tokens.findIndex((token) => isMark(token, '}'));
  if (end === -1) return [];
  for (const { at, key } of members(tokens, end + 1))
    if (key === 'kind') return tokens[at]?.text === 'Secret' ? entriesOf(tokens, 0, map) : [];
  return [];
}

/** The members of the object that the token at `from` is inside of; `at` is the value's first token. */
function* members(tokens: readonly Token[], from: number): Generator<{ key: string; at: number }> {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (isMark(token, '{') || isMark(token, '[')) depth++;
    if ((isMark(token, '}') || isMark(token, ']')) && --depth < 0) return;
    if (depth === 0 && token.isString && isMark(tokens[at + 1], ':')) yield { key: token.text, at: at + 2 };
  }
}

/** The strings of a flat object, from behind its brace to the one that closes it. */
function entriesOf(tokens: readonly Token[], from: number, map: string): Entry[] {
  const entries: Entry[] = [];
  for (let at = from; at + 2 < tokens.length && !isMark(tokens[at], '}'); at++) {
    const [key, colon, value] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (!key?.isString || !isMark(colon, ':') || !value?.isString) continue;
    entries.push({ map, key: key.text, value: value.text, start: value.start, end: value.start + value.text.length });
    at += 2;
  }
  return entries;
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token !== undefined && !token.isString && token.text === mark;
}

function tokensOf(text: string, from: number): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = from;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const content = found[1];
    tokens.push(
      content === undefined
        ? { start: found.index, text: found[0], isString: false }
        : { start: found.index + 1, text: content, isString: true },
    );
  }
  return tokens;
}

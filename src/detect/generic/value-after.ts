import { type Bound, bindingsOf, type Syntax } from './bindings.js';

/** A value and how it is written. Offsets are in the text that was read. */
export interface AssignedValue {
  readonly syntax: Syntax;
  readonly start: number;
  readonly end: number;
  /** The quote around it; empty when it has none. */
  readonly quote: string;
  /** What is called around it: `Buffer.from`, `os.getenv`; empty when nothing is. */
  readonly wrapper: string;
  /** White space lay on both sides of the operator, as people write code and prose, and shells do not. */
  readonly spaced: boolean;
}

/** What may stand between the operator and the value: brackets, calls, a newline before a quote, a YAML block mark. */
const BLOCK = /[|>][+-]?[ \t]*\r?\n[ \t]{1,40}/y;
const NEXT_LINE = /\\?\r?\n[ \t]{0,60}(?=["'`])/y;
const BRACKETS = /[[({]{1,2}[ \t]{0,4}(?:\r?\n[ \t]{0,60}(?=["'`]))?/y;
const WRAPPER =
  /(?:new[ \t]+|await[ \t]+|&)?([A-Za-z_$@][\w.$:>-]{0,60}?)(?:<[^<>\n]{0,30}>)?!?\([ \t]{0,4}(?:\r?\n[ \t]{0,60}(?=["'`]))?(?:[A-Za-z_.]{1,30},[ \t]{0,2})?/y;
const BYTES = /\[\]byte\(/y;
const SCHEME = /(?:Bearer|Basic|Token|token|bearer|basic|Bot|ApiKey|Digest)(?:[ +]|%20)+/y;
/** Behind `Authorization` any word may be a scheme, when what looks like a token follows. */
const ANY_SCHEME = /[A-Za-z][A-Za-z-]{2,24} +(?=[\w{}+/=.-]{8})/y;
const OPENING_QUOTE = /(?:[bBrRuUfFLN@$]{1,2}(?=["'`]))?("""|'''|\\{0,3}["'`]|&quot;|&#3[49];|%22)/y;

/**
 * The value that a name is bound to, if the text says one.
 *
 * @param text a window of the bytes, as latin1
 * @param nameStart where the name begins in it
 * @param nameEnd where it ends
 */
export function valueAfter(text: string, nameStart: number, nameEnd: number): AssignedValue | undefined {
  // The last letter alone tells nearly always.
  const isMaybe = (text.charCodeAt(nameEnd - 1) | 0x20) === 0x6e;
  const scheme = isMaybe && /authorization$/i.test(text.slice(nameStart, nameEnd)) ? ANY_SCHEME : SCHEME;
  for (const bound of bindingsOf(text, nameStart, nameEnd)) {
    const value = valueAt(text, bound, scheme);
    if (value !== undefined) return value;
  }
  return undefined;
}

function valueAt(text: string, bound: Bound, scheme: RegExp): AssignedValue | undefined {
  let at = skip(BLOCK, text, bound.end);
  const isBlock = at > bound.end;
  at = skip(NEXT_LINE, text, at);
  const around = wrapperAt(text, at);
  OPENING_QUOTE.lastIndex = around.end;
  const opening = OPENING_QUOTE.exec(text);
  if (opening !== null) {
    const start = around.end + opening[0].length;
    return quotedValue(text, start, opening[1] as string, bound, around.wrapper, scheme);
  }
  if (bound.quoted || around.wrapper !== '') return undefined;
  return bareValue(text, skip(scheme, text, around.end), bound, isBlock);
}

/** What is called, or bracketed, around a value that begins behind it. */
function wrapperAt(text: string, from: number): { readonly wrapper: string; readonly end: number } {
  let at = from;
  let wrapper = '';
  if (!MAY_WRAP.test(text[from] ?? '')) return { wrapper, end: from };
  for (let depth = 0; depth < DEEPEST; depth++) {
    const afterBytes = skip(BYTES, text, at);
    const inside = afterBytes > at ? afterBytes : skip(BYTES, text, skip(BRACKETS, text, at));
    WRAPPER.lastIndex = inside;
    const call = WRAPPER.exec(text);
    if (call === null && inside === at) break;
    if (call !== null) wrapper = call[1] as string;
    else if (wrapper === '') wrapper = text.slice(at, inside).trim();
    at = inside + (call?.[0].length ?? 0);
  }
  return { wrapper, end: at };
}

const DEEPEST = 3;
/** What a bracket or a call begins with. */
const MAY_WRAP = /[A-Za-z_$@&[({]/;

function skip(regex: RegExp, text: string, at: number): number {
  regex.lastIndex = at;
  return regex.test(text) ? regex.lastIndex : at;
}

/** No value is longer. */
const LONGEST_VALUE = 512;

function quotedValue(
  text: string,
  start: number,
  quote: string,
  { syntax, spaced }: Bound,
  wrapper: string,
  scheme: RegExp,
): AssignedValue | undefined {
  const end = closing(text, start, quote);
  if (end === undefined) return undefined;
  const from = skip(scheme, text, start);
  return { syntax, start: Math.min(from, end), end, quote: quote.replace(/\\/g, ''), wrapper, spaced };
}

/** Where a quoted text ends: at its quote, in the same spelling, on the same line. */
function closing(text: string, start: number, quote: string): number | undefined {
  const limit = Math.min(text.length, start + LONGEST_VALUE);
  for (let at = start; at < limit; at++) {
    if (text[at] === '\n' && quote.length !== 3) return undefined;
    if (text.startsWith(quote, at)) return at;
    if (text[at] === '\\' && !quote.startsWith('\\')) at++;
  }
  return undefined;
}

/** What ends a value without quotes: white space, a quote; in an address and in code also what separates its parts. */
const BARE: Readonly<Partial<Record<Syntax, RegExp>>> = {
  query: /[^\s"'`<>&#;,)\]}|\\]{1,512}/y,
  element: /[^<>\n]{1,512}/y,
  table: /[^|\n`]{1,512}/y,
};
const BARE_IN_CODE = /(?:[^\s"'`<>|&,;}\])]|&(?![& \t]|#?\w{1,8};|[\w.%-]{1,40}=)){1,512}/y;
/** An ampersand, a comma or a semicolon ends it where another name and its value follow, and an ampersand where shells see one. */
const BARE_ELSEWHERE =
  /(?:[^\s"'`<>|&,;]|[,;](?![A-Za-z][\w. -]{0,30}=)|&(?![& \t]|#?\w{1,8};|[\w.%-]{1,40}=)){1,512}/y;

function bareValue(
  text: string,
  start: number,
  { syntax, spaced, inCode }: Bound,
  isBlock: boolean,
): AssignedValue | undefined {
  const regex = BARE[syntax] ?? (inCode ? BARE_IN_CODE : BARE_ELSEWHERE);
  regex.lastIndex = start;
  const found = regex.exec(text)?.[0].trimEnd();
  if (found === undefined || found.length === 0) return undefined;
  const isWhole = syntax === 'element' || syntax === 'table';
  const value = isWhole ? found : found.replace(/[,;)\]}:]+$/, '').replace(/\\[nrt]?$/, '');
  if (value.length === 0) return undefined;
  const end = start + value.length;
  const quote = isBlock ? '|' : syntax === 'table' && text[end] === '`' ? '`' : '';
  return { syntax, start, end, quote, wrapper: '', spaced };
}

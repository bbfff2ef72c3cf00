/**
 * Where a name's value stands: the everyday syntaxes of assignments, read forward from the name.
 *
 *     NAME=value    "name": "value"    name := `value`    name => 'value'    name: str = "value"    name string = "value"
 *     setName("value")    put("name", "value")    name = wrap("value")    name == "value"    ?name=value&    --name value
 *     <name>value</name>    <add key="name" value="value"/>    <key>name</key><string>value</string>    | name | value |
 *     - name: NAME         {"name": "NAME", "value": "value"}    IDENTIFIED BY 'value'    name: |
 *       value: value                                                                       value
 */

/** How a value is bound to its name. */
export type Syntax =
  | 'equals'
  | 'colon'
  | 'arrow'
  | 'compared'
  | 'call'
  | 'pair'
  | 'option'
  | 'definition'
  | 'clause'
  | 'element'
  | 'named-value'
  | 'query'
  | 'userinfo'
  | 'table'
  | 'words';

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

/** A quote as the text has it, perhaps escaped for one or two strings around it, or for HTML or a URL. */
const QUOTE = String.raw`(?:\\{0,3}["'\x60]|&quot;|&#3[49];|%22|'')`;
const CLOSING = String.raw`${QUOTE}?[\])}]{0,3}${QUOTE}?[?!]?`;

interface Binding {
  readonly syntax: Syntax;
  readonly regex: RegExp;
  /** Only a quoted value counts. */
  readonly quoted: boolean;
}

/** In the order in which they are tried. Each is anchored behind the name. */
const BINDINGS: readonly Binding[] = [
  binding('named-value', String.raw`${QUOTE}?,?\s{0,40}${QUOTE}?value${QUOTE}?[ \t]{0,4}[:=]>?[ \t]{0,4}`, false),
  binding('element', String.raw`</(?:key|name|[A-Za-z]*Name)>\s{0,40}<(?:string|value)>\s{0,8}`, false),
  binding('element', String.raw`(?:${QUOTE}[^<>\n]{0,80})?(?<!-|=)>(?![>=])\s{0,8}(?=[^<>\n]{1,400}<)`, false),
  binding('compared', String.raw`${CLOSING}[ \t]{0,8}(?:[=!]==?|=~|\.equals\(|\.eq\(|,? ?eq )[ \t]{0,8}`, true),
  binding('arrow', String.raw`${CLOSING}[ \t]{0,40}(?:=>|->|<-)[ \t]{0,40}`, false),
  binding(
    'equals',
    String.raw`${CLOSING}[ \t]{0,8}:[ \t]{0,8}[A-Za-z_&'][\w.<>\[\]|&' ]{0,40}?[ \t]{0,8}=[ \t]{0,8}(?=["'\x60A-Za-z(\[])`,
    true,
  ),
  binding(
    'equals',
    String.raw`[ \t]{1,40}\*?(?:string|char|String|str|text|varchar)(?:\[\]|\(\d{0,4}\))?[ \t]{0,40}:?=[ \t]{0,8}`,
    true,
  ),
  binding(
    'equals',
    String.raw`${CLOSING}[ \t]{0,60}(?:=|:=|\?=|\|\|=|\+=|::=|%3[Dd]|&#61;|\\u003[dD])[ \t]{0,60}`,
    false,
  ),
  binding('colon', String.raw`${CLOSING}[ \t]{0,40}:(?!:)[ \t]{0,60}`, false),
  binding('pair', String.raw`${QUOTE}\)?[ \t]{0,8},[ \t]{0,8}`, true),
  binding('call', String.raw`${QUOTE}?\]?\([ \t]{0,8}`, true),
  binding('table', String.raw`[*_\x60]{0,3}[ \t]{0,40}\|[ \t]{0,40}[*_\x60]{0,3}`, false),
  binding('option', String.raw`${QUOTE}?[ \t]{1,20}(?=[^\s=:|&<>-])`, false),
  binding('words', String.raw`[ \t](?:is|was|set to|of|=|:)[ \t:]{1,4}`, false),
];

function binding(syntax: Syntax, source: string, quoted: boolean): Binding {
  return { syntax, regex: new RegExp(source, 'y'), quoted };
}

/** What may stand between the operator and the value: brackets, calls, a newline before a quote, a YAML block mark. */
const BLOCK = /[|>][+-]?[ \t]*\r?\n[ \t]{1,40}/y;
const NEXT_LINE = /\\?\r?\n[ \t]{0,60}(?=["'`])/y;
const BRACKETS = /[[({]{1,2}[ \t]{0,4}/y;
const WRAPPER =
  /(?:new[ \t]+|await[ \t]+|&)?([A-Za-z_$@][\w.$:>-]{0,60}?)(?:<[^<>\n]{0,30}>)?!?\([ \t]{0,4}(?:[A-Za-z_.]{1,30},[ \t]{0,2})?/y;
const BYTES = /\[\]byte\(/y;
const SCHEME = /(?:Bearer|Basic|Token|token|bearer|basic|Bot|ApiKey|Digest)(?:[ +]|%20)+/y;
const OPENING_QUOTE = /(?:[bBrRuUfFLN@$]{1,2}(?=["'`]))?("""|'''|\\{0,3}["'`]|&quot;|&#3[49];|%22)/y;

/**
 * The value that a name is bound to, if the text says one.
 *
 * @param text a window of the bytes, as latin1
 * @param nameStart where the name begins in it
 * @param nameEnd where it ends
 */
export function valueAfter(text: string, nameStart: number, nameEnd: number): AssignedValue | undefined {
  for (const { syntax, regex, quoted } of BINDINGS) {
    regex.lastIndex = nameEnd;
    const found = regex.exec(text);
    if (found === null) continue;
    const bound = boundSyntax(syntax, text, nameStart, nameEnd, found[0]);
    if (bound === undefined) continue;
    const value = valueAt(
      text,
      nameEnd + found[0].length,
      bound,
      quoted || bound === 'call',
      /^[ \t].*[ \t]$/.test(found[0]),
    );
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Some bindings mean something only after certain names, or another thing in an address. */
function boundSyntax(
  syntax: Syntax,
  text: string,
  nameStart: number,
  nameEnd: number,
  found: string,
): Syntax | undefined {
  const before = text.slice(Math.max(0, nameStart - 12), nameStart);
  if (syntax === 'equals' && /[?&][\w.-]{0,8}$/.test(before) && !/\s/.test(found)) return 'query';
  if (syntax === 'option') return wordSyntax(before, text.slice(nameStart, nameEnd));
  if (syntax === 'table') return /\|[ \t*_`]*$/.test(before) ? 'table' : undefined;
  return syntax;
}

/** What only white space binds: `--name value`, `ENV NAME value`, `#define NAME "value"`, `identified by 'value'`. */
function wordSyntax(before: string, name: string): Syntax | undefined {
  if (/(?:^|[\s"'`(,[=])--?$/.test(before)) return 'option';
  if (/(?:^|[\s#])(?:ENV|ARG|set|setenv|define|DEFINE)[ \t]+$/.test(before)) return 'definition';
  return /^(?:identified by|passw(?:or)?d|bearer)$/i.test(name) ? 'clause' : undefined;
}

function valueAt(
  text: string,
  from: number,
  syntax: Syntax,
  onlyQuoted: boolean,
  spaced: boolean,
): AssignedValue | undefined {
  let at = skip(BLOCK, text, from);
  const isBlock = at > from;
  at = skip(NEXT_LINE, text, at);
  let wrapper = '';
  for (let depth = 0; depth < 3; depth++) {
    const inside = skip(BYTES, text, skip(BRACKETS, text, at));
    WRAPPER.lastIndex = inside;
    const call = inside === at || text[inside] !== undefined ? WRAPPER.exec(text) : null;
    if (call === null && inside === at) break;
    if (call !== null) wrapper = call[1] as string;
    else if (wrapper === '' && inside > at) wrapper = text.slice(at, inside).trim();
    at = inside + (call?.[0].length ?? 0);
  }
  OPENING_QUOTE.lastIndex = at;
  const opening = OPENING_QUOTE.exec(text);
  if (opening !== null) return quotedValue(text, at + opening[0].length, opening[1] as string, syntax, wrapper, spaced);
  if (onlyQuoted || wrapper !== '') return undefined;
  return bareValue(text, skip(SCHEME, text, at), syntax, spaced, isBlock);
}

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
  syntax: Syntax,
  wrapper: string,
  spaced: boolean,
): AssignedValue | undefined {
  const end = closing(text, start, quote);
  if (end === undefined) return undefined;
  const from = skip(SCHEME, text, start);
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

/** What ends a value without quotes: white space, a quote; in an address also what separates its parts. */
const BARE: Readonly<Partial<Record<Syntax, RegExp>>> = {
  query: /[^\s"'`<>&#;,)\]}|\\]{1,512}/y,
  element: /[^<>\n]{1,512}/y,
  table: /[^|\n]{1,512}/y,
};
const BARE_ELSEWHERE = /[^\s"'`<>|&]{1,512}/y;

function bareValue(
  text: string,
  start: number,
  syntax: Syntax,
  spaced: boolean,
  isBlock: boolean,
): AssignedValue | undefined {
  const regex = BARE[syntax] ?? BARE_ELSEWHERE;
  regex.lastIndex = start;
  const found = regex.exec(text)?.[0].trimEnd();
  if (found === undefined || found.length === 0) return undefined;
  const value =
    syntax === 'element' || syntax === 'table' ? found : found.replace(/[,;)\]}:]+$/, '').replace(/\\[nrt]?$/, '');
  if (value.length === 0) return undefined;
  return { syntax, start, end: start + value.length, quote: isBlock ? '|' : '', wrapper: '', spaced };
}

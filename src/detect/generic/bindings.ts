/**
 * How values are bound to names in everyday syntaxes, read forward from the name.
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

/** How a name is bound, and where what follows begins. */
export interface Bound {
  readonly syntax: Syntax;
  /** Only a quoted value counts. */
  readonly quoted: boolean;
  /** White space lay on both sides of the operator, as people write code and prose, and shells do not. */
  readonly spaced: boolean;
  /** It stands among statements or arguments: what separates those ends a value without quotes. */
  readonly inCode: boolean;
  readonly end: number;
}

/** A quote as the text has it, perhaps escaped for one or two strings around it, or for HTML or a URL. */
const QUOTE = String.raw`(?:\\{0,3}["'\x60]|&quot;|&#3[49];|%22|'')`;
const CLOSING = String.raw`${QUOTE}?[\])}]{0,3}${QUOTE}?\*{0,2}(?:[?!](?!=))?`;
/** Lines of a block in which a default stands: `variable "name" {`, a type, a description. */
const OTHER_SETTINGS = String.raw`(?:[a-z_]{1,20}[ \t]{0,20}=[^\n]{0,120}\n\s{0,20}){0,3}`;

interface Binding {
  readonly syntax: Syntax;
  readonly regex: RegExp;
  /** Only a quoted value counts. */
  readonly quoted: boolean;
}

/** In the order in which they are tried. Each is anchored behind the name. */
export const BINDINGS: readonly Binding[] = [
  binding('named-value', String.raw`${QUOTE}?,?\s{0,40}${QUOTE}?value${QUOTE}?[ \t]{0,4}[:=]>?[ \t]{0,4}`, false),
  binding('named-value', String.raw`${QUOTE}[ \t]{0,4}\{\s{0,40}${OTHER_SETTINGS}default[ \t]{0,20}=[ \t]{0,4}`, true),
  binding('element', String.raw`</(?:key|name|[A-Za-z]*Name)>\s{0,40}<(?:string|value)>\s{0,8}`, false),
  binding('element', String.raw`(?:${QUOTE}[^<>\n]{0,80})?(?<!-|=)>(?![>=])\s{0,8}(?=[^<>\n]{1,400}<)`, false),
  binding('compared', String.raw`${CLOSING}[ \t]{0,8}(?:[=!]==?|=~|\.equals\(|\.eq\(|,? ?eq )[ \t]{0,8}`, true),
  binding('equals', String.raw`(?:${QUOTE}?[\])]{1,2}|)[ \t]{0,8}(?:\|\||\?\?|or(?=[ \t]{1,8}["']))[ \t]{0,8}`, true),
  binding('arrow', String.raw`${CLOSING}[ \t]{0,40}(?:=>|->|<-)[ \t]{0,40}`, false),
  binding(
    'equals',
    String.raw`${CLOSING}[ \t]{0,8}:[ \t]{0,8}[A-Za-z_&'][\w.<>\[\]|&'? ]{0,40}?[ \t]{0,8}=[ \t]{0,8}(?=["'\x60A-Za-z(\[])`,
    true,
  ),
  binding(
    'equals',
    String.raw`[ \t]{1,40}\*?(?:As[ \t])?(?:string|char|String|str|text|varchar)(?:\[\]|\(\d{0,4}\))?[ \t]{0,40}:?=[ \t]{0,8}`,
    true,
  ),
  binding(
    'equals',
    String.raw`(?:\[\w{0,24}\]|[ \t]\{[ \t]?get;[^{}\n]{0,30}\}|${CLOSING})[ \t]{0,60}(?:=(?![=~])|:=|\?=|\|\|=|\+=|::=|%3[Dd]|&#61;|\\u003[dD])[ \t]{0,60}`,
    false,
  ),
  binding('colon', String.raw`${CLOSING}[ \t]{0,40}:(?![:=])\*{0,2}[ \t]{0,60}`, false),
  binding('pair', String.raw`${QUOTE}\)?[ \t]{0,8},[ \t]{0,8}`, true),
  binding('pair', String.raw`,(?=[^\s,;"'()\[\]{}]{3,512}[\r\n])`, false),
  binding('call', String.raw`${QUOTE}?\]?\([ \t]{0,8}`, true),
  binding('table', String.raw`[*_\x60]{0,3}[ \t]{1,40}\|[ \t]{1,40}(?:\*\*)?\x60?(?=[^|\n]{1,400}\|)`, false),
  binding('words', String.raw`[ \t](?:is|was|set to|=|:)[ \t:]{1,4}`, false),
  binding('option', String.raw`${QUOTE}?[ \t]{1,20}(?=[^\s=:|&<>-])`, false),
];

function binding(syntax: Syntax, source: string, quoted: boolean): Binding {
  return { syntax, regex: new RegExp(source, 'y'), quoted };
}

/**
 * The characters of which one must stand behind a name and the quotes, brackets and blanks that close around it for a
 * binding of a syntax to apply: it saves trying nearly all. A quote may be spelled with an ampersand or a percent sign.
 */
const SIGNS: Readonly<Partial<Record<Syntax, RegExp>>> = {
  'named-value': /[,v{\s&%]/i,
  compared: /[=!.,e?*&%]/,
  arrow: /[=<?!*&%-]/,
  equals: /[:=|?!+*&%u[{oscStvA]/,
  colon: /[:?!*&%]/,
  pair: /[,&%]/,
  call: /[(&%]/,
  table: /[*_|]/,
  words: /[iwso=:]/,
};

/** Those that may apply, by the sign; those behind a quote after the others. Filled as signs are met. */
const LIKELY: (readonly Binding[])[] = [];

/** The bindings that may apply, by the first character behind a name that is no quote, closing bracket or blank. */
function likelyBindings(text: string, nameEnd: number): readonly Binding[] {
  let at = nameEnd;
  while (at < text.length && IS_AROUND[text.charCodeAt(at) & 0xff] === 1) at++;
  if (at === text.length) return BINDINGS;
  const sign = text.charCodeAt(at) & 0xff;
  const isQuoted = IS_QUOTE[text.charCodeAt(nameEnd) & 0xff] === 1;
  const slot = sign + (isQuoted ? 256 : 0);
  LIKELY[slot] ??= BINDINGS.filter(({ syntax }) => mayApply(syntax, String.fromCharCode(sign), isQuoted));
  return LIKELY[slot];
}

/** Behind a quote an element may have further attributes before it ends. */
function mayApply(syntax: Syntax, sign: string, isQuoted: boolean): boolean {
  if (syntax === 'element') return isQuoted || sign === '<' || sign === '>';
  return SIGNS[syntax]?.test(sign) ?? true;
}

const IS_AROUND = flagsOf(/["'`\\\])} \t]/);
/** How a quote may begin, in its spellings. */
const IS_QUOTE = flagsOf(/["'`\\&%]/);

function flagsOf(set: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (set.test(String.fromCharCode(code)) ? 1 : 0));
}

/**
 * The ways in which a name may be bound to what follows it, the likeliest first.
 *
 * @param text a window of the bytes, as latin1
 * @param nameStart where the name begins in it
 * @param nameEnd where it ends
 * @param likely of all bindings those that are tried
 */
export function* bindingsOf(
  text: string,
  nameStart: number,
  nameEnd: number,
  likely = likelyBindings(text, nameEnd),
): Generator<Bound> {
  const before = `${nameStart < LOOKED_BACK ? '\n' : ''}${text.slice(Math.max(0, nameStart - LOOKED_BACK), nameStart)}`;
  for (const { syntax, regex, quoted } of likely) {
    regex.lastIndex = nameEnd;
    const found = regex.exec(text)?.[0];
    if (found === undefined) continue;
    const bound = syntaxAfter(before, text.slice(nameStart, nameEnd), syntax, found);
    if (bound === undefined) continue;
    yield {
      syntax: bound,
      quoted: quoted || bound === 'call' || (bound === 'definition' && BEGINS_LINE.test(before)),
      spaced: /^[ \t].*[ \t]$/.test(found),
      inCode: bound === 'colon' || (bound === 'equals' && IN_CODE.test(before)),
      end: nameEnd + found.length,
    };
  }
}

/** Characters before a name that tell how it is bound. */
const LOOKED_BACK = 40;
const BEGINS_LINE = /[\r\n][ \t]*$/;
const IN_CODE = /[.,;(){}!&|?]$/;

/** Some bindings mean something only after certain names, or another thing in an address. */
function syntaxAfter(before: string, name: string, syntax: Syntax, found: string): Syntax | undefined {
  if (syntax === 'equals' && /[?&][\w.-]{0,8}$/.test(before) && !/\s/.test(found)) return 'query';
  if (syntax === 'element' && found.startsWith('>') && !TAG_BEFORE.test(before)) return undefined;
  if (syntax === 'option') return wordSyntax(before, name);
  if (syntax === 'pair') return (found === ',' ? ROW_BEFORE : PAIR_BEFORE).test(before) ? 'pair' : undefined;
  if (syntax === 'table') return /\|[ \t]+[*_`]*$/.test(before) ? 'table' : undefined;
  return syntax;
}

/** The name is that of a tag, and not the end of an address in angle brackets. */
const TAG_BEFORE = /<[\w:.-]{0,30}$/;
/** The name is the first argument of a call or the first of two, or an option; in a longer list it has no value. */
const PAIR_BEFORE = /[([{]\s*["'`]$|["'`]--?$|[\r\n]["']$/;
/** The name is the first of two cells of a row. */
const ROW_BEFORE = /[\r\n]$/;

/** What only white space binds: `--name value`, `ENV NAME value`, `#define NAME "value"`, `identified by 'value'`. */
function wordSyntax(before: string, name: string): Syntax | undefined {
  if (/[\s"'`(,[=]--?$/.test(before)) return 'option';
  if (/[\s#](?:ENV|ARG|set|setenv|define|DEFINE)[ \t]+$/.test(before)) return 'definition';
  if (BEGINS_LINE.test(before)) return 'definition';
  return /^(?:identified by|passw(?:or)?d|bearer)$/i.test(name) ? 'clause' : undefined;
}

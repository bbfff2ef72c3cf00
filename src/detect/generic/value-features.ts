import { COMMON_VALUES } from './common-values.js';
import { areWithin, charactersOf, kindsOf, limitsOf } from './value-characters.js';
import { strangeness } from './word-likeness.js';

/** Told what holds of a candidate: a group, and which of the group's possibilities it is. */
export type Tell = (group: string, label: string) => void;

/** What its characters say of a value, one by one and together. Numbers become ranges: of the group `length` the label `8-9`. */
export function tellOfCharacters(value: string, tell: Tell): void {
  const { kinds, letters, digits, switches } = charactersOf(value);
  const strange = letters < 3 ? 'none' : STRANGENESS.label(Math.round(strangeness(value) * 10));
  const coarse = COARSE_LENGTHS.label(value.length);
  const { bits, distinct } = spread(value);
  tell('length', LENGTHS.label(value.length));
  tell('alphabet', alphabetOf(value, kinds));
  tell('entropy', ENTROPIES.label(Math.round(bits)));
  tell('distinct', DISTINCT.label(distinct));
  tell('switches', SWITCHES.label(Math.round((switches / value.length) * 100)));
  tell('symbols', SYMBOLS.label(value.length - digits - letters));
  tell('digits', DIGITS.label(digits));
  tell('strange', strange);
  tell('strange+length', `${strange}/${coarse}`);
  tell('strange+digits', `${strange}/${digits > 0 ? 'digits' : 'none'}`);
  if ((kinds & ~TOKEN) === 0) tell('core', 'whole');
  else tellOfCore(value, tell);
}

/** What a value looks like. */
export function tellOfShapes(value: string, tell: Tell): void {
  const { kinds, letters } = charactersOf(value);
  for (const { name, regex, limits } of LIMITED_SHAPES)
    if (areWithin(kinds, limits) && regex.test(value)) tell('shape', name);
  const lower = value.toLowerCase();
  if (COMMON_VALUES.has(lower)) tell('shape', 'common');
  else if (letters < value.length && COMMON_VALUES.has(lower.replace(/[^a-z]/g, ''))) tell('shape', 'common+symbols');
}

/** The bytes that runs are made of. */
const TOKEN = kindsOf('aA0_+/-');

/** The longest run of token characters in what is more than that: a cookie, an object, a command. */
function tellOfCore(value: string, tell: Tell): void {
  const runs = value.match(/[A-Za-z0-9_+/-]+/g) ?? [];
  const core = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
  if (core.length === value.length) {
    tell('core', 'whole');
    return;
  }
  const mixed = /[0-9]/.test(core) && /[A-Za-z]/.test(core) ? 'mixed' : 'plain';
  tell('core', `${COARSE_LENGTHS.label(core.length)}/${mixed}`);
  tell('core-strange', STRANGENESS.label(Math.round(strangeness(core) * 10)));
}

/** Ranges of whole numbers, each with a name: `0-2`, `3`, `4-5`, … `128+`. */
class Ranges {
  readonly #bounds: readonly number[];
  readonly #labels: readonly string[];

  /** @param bounds where ranges begin, rising; before the first there is one from 0 */
  constructor(...bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#labels = [0, ...bounds].map((from, index) => {
      const next = bounds[index];
      if (next === undefined) return `${from}+`;
      return from === next - 1 ? `${from}` : `${from}-${next - 1}`;
    });
  }

  label(number: number): string {
    let index = 0;
    while (index < this.#bounds.length && number >= (this.#bounds[index] as number)) index++;
    return this.#labels[index] as string;
  }
}

const LENGTHS = new Ranges(3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 33, 40, 41, 64, 65, 128);
const COARSE_LENGTHS = new Ranges(5, 8, 12, 20, 33);
const ENTROPIES = new Ranges(4, 8, 12, 16, 20, 26, 32, 40, 60, 80, 120, 200);
const DISTINCT = new Ranges(2, 3, 4, 5, 6, 8, 10, 12, 16, 20);
const SWITCHES = new Ranges(1, 10, 20, 30, 45, 60);
const SYMBOLS = new Ranges(1, 2, 3, 5, 8);
const DIGITS = new Ranges(1, 2, 3, 4, 5, 8, 16);
/** In tenths of a bit. */
const STRANGENESS = new Ranges(10, 30, 34, 37, 40, 43, 46, 49, 52, 56, 60, 65);

/** Which characters a value has, the narrowest that fits. */
const ALPHABETS: readonly (readonly [string, RegExp])[] = [
  ['digits', /^[0-9]+$/],
  ['lower', /^[a-z]+$/],
  ['upper', /^[A-Z]+$/],
  ['capitalised', /^[A-Z][a-z]+$/],
  ['hex', /^(?:[0-9a-f]+|[0-9A-F]+)$/],
  ['letters', /^[A-Za-z]+$/],
  ['lower-digits', /^[a-z0-9]+$/],
  ['upper-digits', /^[A-Z0-9]+$/],
  ['alnum', /^[A-Za-z0-9]+$/],
  ['lower-joined', /^[a-z0-9_-]+$/],
  ['upper-joined', /^[A-Z0-9_-]+$/],
  ['base64url', /^[A-Za-z0-9_-]+=*$/],
  ['base64', /^[A-Za-z0-9+/]+=*$/],
  ['dotted', /^[A-Za-z0-9._-]+$/],
  ['printable', /^[\x21-\x7e]+$/],
  ['spaced', /^[\x20-\x7e\t]+$/],
];

/** Each with the kinds of characters that its texts can have, read off those of two characters. */
function limitedAlphabets() {
  const chars = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  return ALPHABETS.map(([name, regex]) => {
    const allowed = chars.filter((char) => [char, `A${char}`, `${char}a`].some((text) => regex.test(text)));
    return { name, regex, limits: { ...limitsOf(''), only: kindsOf(allowed.join('')) } };
  });
}

/** Made when a value is weighed: it takes milliseconds, and most commits weigh none. */
let alphabets: ReturnType<typeof limitedAlphabets> | undefined;

function alphabetOf(value: string, kinds: number): string {
  alphabets ??= limitedAlphabets();
  return alphabets.find(({ regex, limits }) => areWithin(kinds, limits) && regex.test(value))?.name ?? 'other';
}

/** All zero between two calls. */
const counts = new Uint16Array(256);

/** The Shannon entropy of a latin1 text as a whole, in bits, and how many different characters it has. */
function spread(text: string): { readonly bits: number; readonly distinct: number } {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) & 0xff;
    counts[code] = (counts[code] as number) + 1;
  }
  let bits = 0;
  let distinct = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) & 0xff;
    const n = counts[code] as number;
    if (n === 0) continue;
    distinct++;
    bits -= n * Math.log2(n / text.length);
    counts[code] = 0;
  }
  return { bits, distinct };
}

export const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['interpolation', /\$\{|\{\{|#\{|<%|%[sdv(]|\$\(|\{[A-Za-z_0-9.]*\}|@@|__[A-Z]+__/],
  ['variable', /^[$%@&][A-Za-z_{(]/],
  ['angle', /^<[^<>]*>$|^\[[^[\]]*\]$|^\{[^{}]*\}$/],
  ['call', /[A-Za-z_]\(|\)$/],
  ['member', /^[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+(?:[[(].*)?$/],
  ['concatenation', /^["'`]?\s*[+.]\s*\w|\+\s*\w+\s*\+|^\s*\+/],
  ['index', /\w\[/],
  ['camel', /^[a-z]+(?:[A-Z][a-z]+)+[0-9]?$/],
  ['pascal', /^(?:[A-Z][a-z]+){2,}[0-9]?$/],
  ['snake', /^[a-z]+[0-9]?(?:_[a-z]+[0-9]?)+$/],
  ['constant', /^[A-Z]+[0-9]?(?:_[A-Z]+[0-9]?)+$/],
  ['kebab', /^[a-z]+[0-9]?(?:-[a-z]+[0-9]?)+$/],
  ['prose', /^[A-Za-z'"(-]+[,.]? [A-Za-z'"(-]+/],
  ['sentence', /^\S+(?: \S+){3,}/],
  ['ends-sentence', /[a-z)][.:!?]$/],
  ['non-ascii', /[\x80-\xff]/],
  ['path', /^(?:\.{0,2}|~|[A-Za-z]:)[\\/][\w.-]+|^[\w.-]+\/[\w.-]+\/[\w./-]+$|[\\/].*\.[a-z]{1,4}$/],
  [
    'file',
    /^[\w-]+(?:\.[\w-]+)*\.(?:json|js|ts|py|rb|go|java|key|pem|crt|cert|txt|ya?ml|xml|html?|php|md|conf|properties|jks|p12)$/i,
  ],
  ['url', /^[a-z][a-z0-9+.-]*:\/\//i],
  ['json', /^\{\s{0,4}\\{0,3}["']/],
  ['email', /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/],
  ['domain', /^(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|local|internal|de|uk)(?:[:/].*)?$/i],
  ['uuid', /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i],
  ['hash', /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i],
  [
    'crypt',
    /^\$(?:1|2[abxy]?|5|6|argon2\w*|apr1|pbkdf2[\w-]*)\$|^\{(?:SSHA|SHA|CRYPT|MD5|bcrypt|noop)\}|^(?:pbkdf2|bcrypt|sha1|sha256|md5)[_:$]/i,
  ],
  ['version', /^[v^~]?\d+\.\d+(?:\.\d+)?/],
  ['date', /^\d{4}[-/.]?\d{2}[-/.]?\d{2}/],
  ['number', /^[+-]?(?:0x[0-9a-f]+|\d+(?:\.\d+)?)[a-zA-Z%]{0,2}$/i],
  [
    'boolean',
    /^(?:true|false|yes|no|on|off|null|nil|none|undefined|void|any|string|str|int|bool|number|object|optional|required|unknown)[?;]?$/i,
  ],
  ['type', /^(?:std::|System\.|java\.|\w+<|\[\]|\*|&)[\w<[]/],
  [
    'placeholder',
    /example|sample|dummy|fake|mock|placeholder|change[-_ ]?(?:me|it|this)|replace|your|insert|todo|redacted|masked|hidden|removed|xxx|some[-_]|foobar|put[-_ ]|enter[-_ ]|fill/i,
  ],
  ['test', /test|demo|invalid|wrong|incorrect|bogus|bad|good|valid|correct|random/i],
  ['own', /^(?:my|the|a|new|old|another|other|our|user|admin)(?:[-_ ]|(?=[A-Z]))/],
  ['says-secret', /passw|pwd|secret|token|apikey|api[-_]key|credential/i],
  ['says-pass', /pass/i],
  ['masked', /\*{3}|\.{3}|\u2022{3}|x{4}|X{4}|#{3}|-{4}|_{4}/],
  ['repeated', /^(.)\1*$|(.)\2{3}/],
  ['sequence', /123|abc|qwe|asd|zxc|321/i],
  ['starts-symbol', /^[^A-Za-z0-9]/],
  ['regex', /\\[wdsbS]|\[\^|\(\?|\.\*|[)\]][*+?]/],
  ['escape', /\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[nrt0]/i],
  ['markup', /<\/?[a-z]+|&[a-z]+;/i],
  ['jwt', /^ey[JI][A-Za-z0-9_-]+\./],
  ['public-key', /^(?:ssh-|ecdsa-|AAAA[BCE])|BEGIN (?:PUBLIC|CERT)/],
  ['encrypted', /^(?:ENC\[|ENC\(|\{cipher\}|vault:|AQICA|\$ANSIBLE|encrypted:)/],
  ['word-digits', /^[A-Za-z]{3,}[0-9]{1,4}[!@#$%&*.?]{0,3}$/],
  ['mixed', /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{8,}$/],
  ['strong', /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])\S{7,40}$/],
  ['leet', /^(?=.*[a-z])[a-z@$!0134578]*[a-z][@$!013457][a-z][a-z@$!0134578]*$/i],
  ['object', /^[[{(]/],
  ['assigned', /^[\w.-]+[=:]\S/],
];

const LIMITED_SHAPES = SHAPES.map(([name, regex]) => ({ name, regex, limits: limitsOf(name) }));

/** Kinds of characters: a bit each. Letters of either case, digits, symbols one by one, and all that is not ASCII. */
const LOWER = 1;
const UPPER = 2;
const DIGIT = 4;
const OTHER = 8;
/** Those that a shape may need, from the fifth bit on. */
const SYMBOLS = '$#<%(@_[)+.-:=&*!/ {\\^|?;~,';

const KINDS = Uint32Array.from({ length: 256 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[a-z]/.test(char)) return LOWER;
  if (/[A-Z]/.test(char)) return UPPER;
  if (/[0-9]/.test(char)) return DIGIT;
  const symbol = SYMBOLS.indexOf(char);
  return symbol < 0 ? OTHER : 1 << (symbol + 4);
});

/** The kind of a character of a text. */
function kindOf(code: number): number {
  return code < 256 ? (KINDS[code] as number) : OTHER;
}

/** The kinds of all characters of a text. */
export function kindsOf(text: string): number {
  let kinds = 0;
  for (let i = 0; i < text.length; i++) kinds |= kindOf(text.charCodeAt(i));
  return kinds;
}

/** What a value is made of. */
export interface Characters {
  readonly kinds: number;
  readonly letters: number;
  readonly digits: number;
  /** How often neighbours are of different classes: lower, upper, digit, other. */
  readonly switches: number;
}

export function charactersOf(value: string): Characters {
  let [kinds, letters, digits, switches, last] = [0, 0, 0, 0, -1];
  for (let i = 0; i < value.length; i++) {
    const kind = kindOf(value.charCodeAt(i));
    kinds |= kind;
    if (kind < DIGIT) letters++;
    else if (kind === DIGIT) digits++;
    const one = kind > DIGIT ? OTHER : kind;
    if (one !== last && i > 0) switches++;
    last = one;
  }
  return { kinds, letters, digits, switches };
}

const ALNUM = LOWER | UPPER | DIGIT;

/** Kinds of characters of which every text of a shape has one at least, and those besides which it has none. */
export interface Limits {
  readonly needs: number;
  readonly only: number;
}

/** Texts of shapes that are not here may have any. */
const LIMITS: Readonly<Record<string, Partial<Limits>>> = {
  interpolation: { needs: kindsOf('$#<%@_{') },
  variable: { needs: kindsOf('$%@&') },
  angle: { needs: kindsOf('<[{') },
  call: { needs: kindsOf('()') },
  member: { needs: kindsOf('.-:') },
  concatenation: { needs: kindsOf('.+') },
  index: { needs: kindsOf('[') },
  camel: { needs: UPPER, only: ALNUM },
  pascal: { needs: UPPER, only: ALNUM },
  snake: { needs: kindsOf('_'), only: LOWER | DIGIT | kindsOf('_') },
  constant: { needs: kindsOf('_'), only: UPPER | DIGIT | kindsOf('_') },
  kebab: { needs: kindsOf('-'), only: LOWER | DIGIT | kindsOf('-') },
  prose: { needs: kindsOf(' ') },
  sentence: { needs: kindsOf(' ') },
  'ends-sentence': { needs: kindsOf('.:!?') },
  'non-ascii': { needs: OTHER },
  path: { needs: kindsOf('/\\') },
  file: { needs: kindsOf('.') },
  url: { needs: kindsOf(':') },
  json: { needs: kindsOf('{') },
  email: { needs: kindsOf('@') },
  domain: { needs: kindsOf('.') },
  uuid: { needs: kindsOf('-') },
  hash: { only: ALNUM },
  crypt: { needs: kindsOf('${_:') },
  version: { needs: kindsOf('.') },
  date: { needs: DIGIT },
  number: { needs: DIGIT },
  boolean: { only: LOWER | UPPER | kindsOf('?;') },
  type: { needs: kindsOf(':.<[*&') },
  regex: { needs: kindsOf('\\[(.)') | OTHER },
  escape: { needs: kindsOf('\\') },
  markup: { needs: kindsOf('<&') },
  jwt: { needs: kindsOf('.') },
  'word-digits': { needs: DIGIT },
  leet: { needs: DIGIT | kindsOf('@$!') },
  mixed: { needs: DIGIT },
  strong: { needs: DIGIT },
  object: { needs: kindsOf('[{(') },
  assigned: { needs: kindsOf('=:') },
};

const ANY = -1;

/** Quicker than to try its expression: nearly all shapes need a symbol. */
export function limitsOf(shape: string): Limits {
  return { needs: ANY, only: ANY, ...LIMITS[shape] };
}

/** @param kinds of a text that is not empty */
export function areWithin(kinds: number, { needs, only }: Limits): boolean {
  return (kinds & needs) !== 0 && (kinds & ~only) === 0;
}

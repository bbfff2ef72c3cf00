/**
 * Names that say "what is assigned to me is a credential", and how strongly they say it.
 */

/** What kind of credential a name promises. */
export type NameKind = 'password' | 'secret' | 'token' | 'key' | 'auth' | 'credential' | 'signature';

export interface Name {
  /** As the text has it. */
  readonly text: string;
  /** Its words in lower case: `dbPassword` has `db` and `password`. */
  readonly words: readonly string[];
  readonly kind: NameKind;
  /** A word that makes it the name of something else: `password_field`, `token_url`, `public_key`. */
  readonly negative: string | undefined;
  /** The word that says so is the last one. */
  readonly isLast: boolean;
}

/** A name and where it stands in a text. */
export interface PlacedName {
  readonly start: number;
  readonly end: number;
  readonly name: Name;
}

/**
 * What the words begin or end with; in bytes (latin1 of UTF-8) where they are not English. Those behind a `$` only count
 * as the end of a word.
 */
const KINDS: readonly (readonly [NameKind, RegExp])[] = [
  [
    'password',
    /^(?:[a-z0-9]*(?:password|passwd|passwort|passphrase|passcode|passw|pwd|pswd|psw)[a-z0-9]{0,3}|pass|[a-z]{1,12}pass|pw|[a-z]{2,6}pw|passe|senha|contrase.*|clave|parola?|parol\xc4\x83|kennwort|wachtwoord|motdepasse|mdp|mima|haslo|has\xc5[\x81\x82]o|heslo|l(?:o|\xc3\xb6)senord|passord|adgangskode|salasana|jelsz(?:o|\xc3\xb3)|lozinka|sifre|\xc5[\x9e\x9f]ifre|identified)$|(?:\xd0[\x9f\xbf]\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c|\xd0\x9f\xd0\x90\xd0\xa0\xd0\x9e\xd0\x9b\xd0\xac|\xe5\xaf\x86\xe7\xa0\x81|\xe5\xaf\x86\xe7\xa2\xbc|\xe3\x83\x91\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89|\xeb\xb9\x84\xeb\xb0\x80\xeb\xb2\x88\xed\x98\xb8)/,
  ],
  ['secret', /^(?:[a-z0-9]*secrets?|[a-z]*secret(?:key|id|token|base)?|jwtsecret|seed|mnemonic)[0-9]{0,2}$/],
  ['token', /^(?:[a-z0-9]*tokens?|[a-z]*token(?:key|value|secret)?|jwt|bearer|pat|otp|totp)[0-9]{0,2}$/],
  ['key', /^(?:[a-z0-9]*keys?|[a-z]*key(?:value|data|str|string|hex|base64)|apikey[a-z]*)[0-9]{0,2}$/],
  ['credential', /^(?:[a-z0-9]*credentials?|[a-z]*creds?|crendentials?)[0-9]{0,2}$/],
  ['auth', /^(?:[a-z0-9]*auth|authorization|auth[a-z]*|cookie)[0-9]{0,2}$/],
  ['signature', /^signature$/],
];

/** Words of a name that tell of something about a credential, or of another thing that has such a name. */
const NEGATIVE = new Set(
  `url uri endpoint path file filename dir directory field input name label title text placeholder hint message msg
  error err exception type kind class id ids length len size count limit max min num policy rule regex pattern format
  validator validate validation reset forgot forgotten change confirm confirmation expired expires expiry expiration
  ttl timeout age date time at prompt question required optional enabled disabled enable disable allow allowed is has
  use without show hide toggle visible visibility strength mode method scheme status state code index idx public
  primary foreign sort partition cache lookup group page next previous pagination csrf encoding version alias column
  table button link icon style event handler callback listener provider service manager factory helper util utils
  store ref reference arn resource header prefix suffix separator delimiter algorithm alg cipher usage bits
  press down up code map list set array object keyboard monkey help description desc info about doc docs example
  timestamp nonce region zone hostname audience issuer scope repository existing encrypted hashed hash checksum fingerprint digest thumbprint lang locale translation translations i18n tooltip dialog modal view page screen route`.split(
    /\s+/,
  ),
);

/** Words that end like one and are none. */
const NOT_ONE =
  /^(?:mon|don|tur|hoc|joc|whis|hot|wild)keys?$|^(?:by|com|over|under|sur|tres|en|im|ap|bypass|com)pass(?:es|ed)?$|^auth(?:or|ors|or(?:date|email|id|name|ship|time)s?|ority|orities|entic|orize|orized|orizer|ored|oring)$|^(?:keyboard|keystroke|keypress|keydown|keyup|keyframes?|keyword|keywords|keynote|keyof|keycode)$|^otpauth$|^(?:ssh|git)?askpass$|^passive$|^passport.*$|^passing$|^passed$|^passes$|^tokeniz|^accessor/;

/** Names that hold such a word and still mean something public. Applied to `snake_case`. */
const SOMETHING_ELSE = [
  /(?:^|_)(?:next|prev|previous|start|starting|page|paging|pagination|continuation|resume|cursor|sync|lock|client_request|idempotency|stream|delta|upload)_?tokens?$/,
  /(?:^|_)(?:max|min|num|pad|eos|bos|unk|cls|sep|mask|stop|budget|input|output|total|cached|prompt|completion)_?tokens?(?:_|$)/,
  /(?:^|_)(?:public|pub|vapid|sentry|primary|foreign|sort|range|partition|cache|shard|routing|result|tag|dead|gpg|map|object|hash|transport|bare)_?keys?$|^pubkeys?$/,
];

/** The signature of an address that somebody signed opens what it names; others prove something to the reader. */
const SIGNED_ADDRESS = /^x_(?:amz|goog)_signature$/;

/** The longest name that is read, in bytes. */
const LONGEST_NAME = 80;

/**
 * The name around a stem.
 *
 * @param at the offset of the stem in the text
 * @returns where the name stands; undefined when it is no name of a credential
 */
export function nameAround(text: string, at: number): PlacedName | undefined {
  let start = at;
  while (start > 0 && at - start < LONGEST_NAME && isNameChar(text, start - 1)) start--;
  let end = at;
  while (end < text.length && end - at < LONGEST_NAME && isNameChar(text, end)) end++;
  while (end > at && isJoint(text, end - 1)) end--;
  while (start < at && isJoint(text, start)) start++;
  const name = nameOf(text.slice(start, end));
  return name === undefined ? undefined : { start, end, name };
}

function isNameChar(text: string, at: number): boolean {
  return NAME_CHARS[text.charCodeAt(at) & 0xff] === 1;
}

const NAME_CHARS = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9_.$\x80-\xff-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Dots and dashes join the words of a name, and neither begin nor end it. */
function isJoint(text: string, at: number): boolean {
  return text[at] === '.' || text[at] === '-';
}

/** Names that were read already: source code says the same few again and again. Those that are not met again are forgotten. */
let known = new Map<string, Name | undefined>();
let knownBefore = known;
const MOST_KNOWN = 4096;

/** @returns undefined when nothing in the name says credential */
export function nameOf(text: string): Name | undefined {
  const found = known.get(text);
  if (found !== undefined || known.has(text)) return found;
  const name = knownBefore.has(text) ? knownBefore.get(text) : readName(text);
  if (known.size >= MOST_KNOWN) [knownBefore, known] = [known, new Map()];
  known.set(text, name);
  return name;
}

function readName(text: string): Name | undefined {
  const words = wordsOf(text);
  let best: { kind: NameKind; at: number } | undefined;
  for (const [index, word] of words.entries()) {
    if (NOT_ONE.test(word)) continue;
    const kind = KINDS.find(([, regex]) => regex.test(word))?.[0];
    if (kind === undefined) continue;
    if (best === undefined || RANK[kind] <= RANK[best.kind]) best = { kind, at: index };
  }
  if (best === undefined) return undefined;
  const { kind, at } = best;
  const snake = words.join('_');
  if (kind === 'signature' ? !SIGNED_ADDRESS.test(snake) : SOMETHING_ELSE.some((other) => other.test(snake)))
    return undefined;
  const negative = words.find((word, index) => index !== at && isNegative(word));
  return { text, words, kind, negative, isLast: at === words.length - 1 };
}

/** Also in the plural. */
function isNegative(word: string): boolean {
  return NEGATIVE.has(word) || (word.length > 4 && word.endsWith('s') && NEGATIVE.has(word.slice(0, -1)));
}

const RANK: Readonly<Record<NameKind, number>> = {
  password: 0,
  secret: 1,
  token: 2,
  key: 3,
  credential: 2,
  auth: 4,
  signature: 5,
};

/** The words of a name in any of the usual spellings, in lower case; bytes of other letters stay as they are. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .split(/[^a-z0-9\x80-\xff]+/)
    .filter((word) => word !== '');
}

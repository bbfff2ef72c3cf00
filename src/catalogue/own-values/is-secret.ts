import { isNoPassword } from '../../detect/checks/password-words.js';
import { namesCredential } from '../../detect/credential-name.js';
import { strangeness } from '../../detect/generic/word-likeness.js';
import { isIdentifier } from '../../detect/identifier.js';
import { isPlaceholder, saysPlaceholder } from '../../detect/placeholder.js';

/** Shorter passwords stand in too many texts by chance. */
export const SHORTEST_PASSWORD = 8;
/** A value without a telling name has to be as long as this. */
const SHORTEST_TOKEN = 16;

interface Named {
  readonly variable: string;
  readonly value: string;
  readonly credential?: true;
}

/**
 * True when the value of a variable is a secret: its name (or its file) says so and it is no everyday word, or it is a
 * token by its looks and its name does not say that it is something else.
 */
export function isSecret({ variable, value, credential }: Named): boolean {
  const isDrawn = isPlainlyDrawn(value);
  if (credential) return isDrawn ? !saysPlaceholder(value) : isPassword(value);
  if (isPublicName(variable)) return false;
  if (isDrawn) return (!namesOther(variable) || namesSecret(variable)) && !saysPlaceholder(value);
  if (isSomethingElse(value)) return false;
  return (namesSecret(variable) && isPassword(value)) || (!namesOther(variable) && isToken(value));
}

/**
 * Most secrets are this: characters of tokens, sixteen of which in a row are letters and digits by turns. A commit waits
 * for the answer, and no rule about words, places and references has anything to say about them.
 */
function isPlainlyDrawn(value: string): boolean {
  if (value.startsWith('/')) return false;
  let [length, turns, last] = [0, 0, 0];
  let isDrawn = false;
  for (let at = 0; at < value.length; at++) {
    const kind = kindOf(value.charCodeAt(at));
    if (kind === OTHER) return false;
    if (kind === DIGIT || kind === LETTER) {
      if (last !== 0 && kind !== last) turns++;
      last = kind;
    }
    // Names and paths are joined by these; base64 has only the slash, and takes more turns than a path.
    if (kind === JOINT) [length, turns, last] = [0, 0, 0];
    else length++;
    isDrawn ||= length >= SHORTEST_TOKEN && turns >= 8;
  }
  return isDrawn;
}

const [OTHER, JOINT, BASE64, DIGIT, LETTER] = [1, 2, 3, 4, 5];

function kindOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) return LETTER;
  const char = String.fromCharCode(code);
  return '+/='.includes(char) ? BASE64 : '_-'.includes(char) ? JOINT : OTHER;
}

/** Build tools put variables of these names into what every visitor loads. */
const PUBLIC_PREFIX =
  /^(?:NEXT_PUBLIC|NUXT_PUBLIC|NUXT_ENV|VITE|REACT_APP|EXPO_PUBLIC|GATSBY|VUE_APP|PUBLIC|STORYBOOK|NG_APP|SNOWPACK_PUBLIC|MIX|TARO_APP|PLASMO_PUBLIC)_/;

function isPublicName(variable: string): boolean {
  return PUBLIC_PREFIX.test(variable) || /(?:^|[_.-])(?:public|publishable|pub|site_?key)(?:[_.-]|$)/i.test(variable);
}

/** The last word says what a value is, and behind it only where or which one. */
const SECRET_NAME =
  /(?:keys?|tokens?|secrets?|passwords?|passwd|passphrase|passcode|pass|pwd|pw|pat|credentials?|creds?)(?:base|[0-9_]|prod|production|staging|stage|dev|development|test|local|live|sandbox|old|new|current|previous|next|primary|secondary|main|backup|ro|rw|admin|root)*$/;

function namesSecret(variable: string): boolean {
  if (!namesCredential(variable)) return false;
  return SECRET_NAME.test(variable.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Last words of names of ids, places and versions. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  `id ids uuid guid name names user users username host hosts hostname domain domains uri uris url urls endpoint dsn
  region regions zone bucket email emails mail mails path paths dir file files folder root version versions sha md hash
  digest checksum commit rev revision fingerprint model models image tag tags origin origins topic queue table channel
  locale tz timezone address addr cert certs certificate options opts flags args format pattern regex cron schedule arn
  prefix suffix label title description`.split(/\s+/),
);

function namesOther(variable: string): boolean {
  const [, last = ''] = /([A-Z]?[a-z]+|[A-Z]+)[0-9]*$/.exec(variable) ?? [];
  return OTHER_WORDS.has(last.toLowerCase());
}

/** What is no secret in any variable. */
function isSomethingElse(value: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|null|none|undefined)$/i.test(value) ||
    isNumber(value) ||
    isPlace(value) ||
    /^[^\s@]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/.test(value) ||
    /^(?:encrypted:|op:\/\/|vault:|secret:\/\/|ssm:|arn:|ref\+|keyring:|bw:\/\/|doppler:|sops:|ENC\[|age1|ssh-(?:rsa|ed25519|dss) |ecdsa-)/i.test(
      value,
    ) ||
    /^-----BEGIN (?:[A-Z0-9 ]{0,30}PUBLIC KEY|CERTIFICATE|X509 CRL)-----/.test(value)
  );
}

/** Digits and what stands between them: amounts, dates, times, versions, IPv4 addresses. */
function isNumber(value: string): boolean {
  return (
    /^[-+]?[0-9][0-9.,:_ TZ/+-]*(?:[a-z]{1,3}|%)?$/.test(value) ||
    /^v?[0-9]+(?:\.[0-9]+)+(?:[-+.][A-Za-z0-9.-]{1,40})?$/.test(value)
  );
}

/** URLs, paths and hosts. What is secret in a URL is asked for apart. */
function isPlace(value: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\//.test(value) ||
    /^(?:\.{0,2}|~)\/(?![A-Za-z0-9+/]{30,}={0,2}$)/.test(value) ||
    /^[A-Za-z]:\\/.test(value) ||
    /^[\w.@-]+(?:\/[\w.@-]+)+\.[a-z]{1,5}$/.test(value) ||
    /^(?:[a-z0-9-]{1,40}\.)+[a-z]{2,12}(?::[0-9]{1,5})?(?:\/\S*)?$/.test(value)
  );
}

/** A password that somebody chose or a token: no everyday word, no default, nothing that stands for one. */
function isPassword(value: string): boolean {
  if (value.length < SHORTEST_PASSWORD || isNumber(value) || /^<.*>$|\*{3}|x{6}/i.test(value)) return false;
  const plain = withoutBrackets(value);
  const joined = plain.replace(/[-_. ]/g, '');
  if (isNoPassword(plain) || isPlaceholder(joined) || SAYS_SO.test(value)) return false;
  if (strangeness(plain) >= UNLIKE_WORDS) return true;
  // Short and of one kind of letter it is some word; longer it is words in a row, which nobody else has in this row.
  if (/^[A-Za-z]?[a-z]*$|^[A-Z]*$/.test(joined)) return value.length >= 20 && !DEFAULT.test(value);
  if (/^[A-Za-z]*$/.test(joined)) return caseChanges(joined) >= 3 && !isIdentifier(value);
  if (!isPlaceholder(plain) || /[b-df-hj-np-tv-xz]{4}/i.test(value)) return true;
  // Words with something between them: a name of something, unless it is as rich as sites want passwords to be, or long.
  const isRich = value.length >= 12 && /[0-9]/.test(value) && /[A-Z]/.test(value);
  return !DEFAULT.test(value) && (value.length >= 20 || isRich);
}

/** Words and names have 2 to 4 bits a letter. */
const UNLIKE_WORDS = 5;

/** `supersecretjwtkey123`: in small letters, and it tells what it is. */
const SAYS_SO =
  /^(?=[a-z0-9 _.-]+$).*(?:secret|password|passwd|passphrase|credential|token|development|localhost|characters)/;

/** In code these make references and blanks. In a value that is known to be one they are characters of a password. */
function withoutBrackets(value: string): string {
  return value.replace(/[$<>{}]/g, '+');
}

/** Words of values that everybody who works on a project has. */
const DEFAULT =
  /(?:^|[^a-z])(?:dev|develop|development|tests?|testing|local|localhost|default|demo|dummy|sample|fake|mock|public|insecure|unsafe|dont|do-not|changed?|replaced?)(?:[^a-z]|$)/i;

function caseChanges(text: string): number {
  return text.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A token by its looks: somewhere in it stands a good piece that no words make. */
function isToken(value: string): boolean {
  if (value.length < SHORTEST_TOKEN || /\s/.test(value) || UUID.test(value)) return false;
  const plain = withoutBrackets(value);
  if (isPlaceholder(plain) || isNoPassword(plain) || isIdentifier(value)) return false;
  const pieces = value.split(/[^A-Za-z0-9]+/);
  return pieces.some(looksDrawn) || hasManySymbols(value);
}

/** Twelve characters, in which letters and digits, or small and capital letters, take turns. */
function looksDrawn(piece: string): boolean {
  if (piece.length < 12) return false;
  const turns = piece.match(/[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return turns >= 3 || caseChanges(piece) >= 5;
}

/** What password generators make: three symbols that join no words, among letters and digits. */
function hasManySymbols(value: string): boolean {
  const symbols = new Set(value.match(/[!#$%&*+?@^~|;<>()]/g) ?? []);
  const kinds = [/[0-9]/, /[a-z]/, /[A-Z]/].filter((kind) => kind.test(value));
  return symbols.size >= 3 && kinds.length === 3 && !/[[\]{}"]/.test(value);
}

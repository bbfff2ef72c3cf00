import { isNoPassword } from '../checks/password-words.js';
import { saysPlaceholder } from '../placeholder.js';
import type { Candidate } from './candidate.js';
import { isCode, isRegularExpression, isTime } from './code-value.js';
import { isAddress, isLookedUp, isPath, isReference } from './reference-value.js';
import { isBinary, isText } from './text-value.js';

/** What speaks against a candidate so much that nothing is weighed any more. */
export type Refusal =
  | 'too short'
  | 'reference'
  | 'placeholder'
  | 'code'
  | 'path'
  | 'address'
  | 'date'
  | 'regular expression'
  | 'looked up'
  | 'text'
  | 'binary'
  | 'public key'
  | 'digest'
  | 'badge'
  | 'own name'
  | 'everyday name';

/** `createToken("NUMBER", …)` */
const CONSTANT = /^[A-Z][A-Z0-9_]{2,15}$/;
/** A key of a map, a region, a file. */
const JOINED_WORDS = /^[A-Za-z]+[0-9]{0,4}(?:[_.-](?:[A-Za-z]+[0-9]{0,4}|[0-9]{1,4}))+$/;
/** What is called auth is mostly a way to log in: a word or two. */
const WAY_TO_LOG_IN = /^(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,14})(?:[ _-](?:[A-Z]?[a-z]{1,12}|[A-Z]{1,12})){0,3}$/;
const SHORTEST_SECRET = 3;
/** A name that is one everyday word says little: only a long value may be more than an entry of a list. */
const EVERYDAY: ReadonlyMap<string, number> = new Map([
  ['key', 16],
  ['keys', 16],
  ['tokens', 16],
  ['cookie', 16],
  ['seed', 16],
  ['token', 10],
  ['auth', 8],
]);

/** @returns undefined when the candidate may be a secret, and is to be weighed */
export function whyNot(candidate: Candidate): Refusal | undefined {
  const { name, value, syntax, quote, before } = candidate;
  if (value.length < SHORTEST_SECRET) return 'too short';
  if ((syntax === 'clause' || syntax === 'definition') && quote === '`') return 'text';
  // Behind the head of a function it says what that does.
  if (syntax === 'colon' && quote.length === 3) return 'text';
  if (isRegularExpression(value)) return 'regular expression';
  if (isReference(candidate)) return 'reference';
  if (isLookedUp(candidate)) return 'looked up';
  if (isTime(candidate)) return 'date';
  if (isCode(candidate)) return 'code';
  if (syntax === 'call' && name.kind !== 'password' && CONSTANT.test(value)) return 'code';
  if (isPath(value)) return 'path';
  if (isAddress(value)) return 'address';
  if (isText(candidate)) return 'text';
  if (isBinary(candidate)) return 'binary';
  if (PUBLIC_KEY.test(value)) return 'public key';
  if (DIGEST.test(value) && name.kind !== 'password' && name.words.some((word) => NAMES_DIGEST.test(word)))
    return 'digest';
  if (standsIn(value)) return 'placeholder';
  if (isOwnName(candidate)) return 'own name';
  if (syntax === 'query' && BADGE.test(before)) return 'badge';
  if ((name.kind === 'auth' || name.kind === 'credential') && WAY_TO_LOG_IN.test(value)) return 'everyday name';
  if (name.negative !== undefined && JOINED_WORDS.test(value)) return 'everyday name';
  if (name.words.length > 1) return undefined;
  if (name.kind === 'key' && JOINED_WORDS.test(value)) return 'everyday name';
  return value.length < (EVERYDAY.get(name.words[0] ?? '') ?? 0) ? 'everyday name' : undefined;
}

/** `apiToken: "api-token"`, `exports.EOAUTH2 = "EOAUTH2"`. */
function isOwnName({ name, value }: Candidate): boolean {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.length >= 3 && name.words.join('').endsWith(plain);
}

/** A digest in hexadecimal of the usual lengths, or as lock files have it. */
const DIGEST =
  /^(?:sha[0-9]{1,3}[:-])?(?:(?:[0-9A-Fa-f]{2}:?){16}|(?:[0-9A-Fa-f]{2}:?){20}|[0-9A-Fa-f]{56}|(?:[0-9A-Fa-f]{2}:?){32}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128}|[A-Za-z0-9+/]{43}=?)$/;
const NAMES_DIGEST =
  /^(?:fingerprint|thumbprint|digest|checksum|hash|hashed|sha|sha1|sha256|sha384|sha512|md5|etag|integrity)$/;
/** How a public key in DER begins, in base 64, and the public keys of SSH. */
const PUBLIC_KEY = /^(?:MII[BC]I[jT]AN|MFkwEw|MHYwEA|MCowBQ|MIG[ef]MA|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-)/;
/** The picture of a build's state, which everybody may see. */
const BADGE = /(?:\.svg|shields\.io\/[\w./-]{1,60}|codecov\/c\/[\w./-]{1,60})\?(?:[\w=&.-]{0,40}&)?$/;

/** It says of itself that it is none, perhaps in base 64: `cGFzc3dvcmQ=` is `password`. */
function standsIn(value: string): boolean {
  if (saysPlaceholder(value) || NO_PASSWORD.test(value)) return true;
  if (!BASE64.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return PRINTABLE.test(text) && (saysPlaceholder(text) || isNoPassword(text.slice(text.indexOf(':') + 1)));
}

/** What stands for a password where the user is a token, and for any value that is not known yet, or is none. */
const NO_PASSWORD =
  /^(?:x-(?:oauth-basic|access-token|token-auth)|todo|fixme|tb[ad]|n\/?a|none|null|nil|undefined|true|false|yes|no)$/i;
const BASE64 = /^(?:[A-Za-z0-9+/_-]{4}){2,16}(?:[A-Za-z0-9+/_-]{2,3}={0,2})?$/;
const PRINTABLE = /^[\x20-\x7e]+$/;

import { isNoPassword } from '../checks/password-words.js';
import { saysPlaceholder } from '../placeholder.js';
import type { Candidate } from './candidate.js';

/** What speaks against a candidate so much that nothing is weighed any more. */
export type Refusal =
  | 'too short'
  | 'reference'
  | 'placeholder'
  | 'code'
  | 'path'
  | 'text'
  | 'public key'
  | 'address'
  | 'date'
  | 'badge'
  | 'own name'
  | 'everyday name';

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
  const { name, value, syntax, before } = candidate;
  if (value.length < SHORTEST_SECRET) return 'too short';
  if (REFERENCE.test(value) || TEMPLATE.test(value)) return 'reference';
  if (isCode(candidate)) return 'code';
  if (PATH.test(value)) return 'path';
  if (ESCAPED_TEXT.test(value)) return 'text';
  if (PUBLIC_KEY.test(value)) return 'public key';
  if (ADDRESS.test(value)) return 'address';
  if (DATE.test(value)) return 'date';
  if (standsIn(value)) return 'placeholder';
  if (isOwnName(candidate)) return 'own name';
  if (syntax === 'query') return BADGE.test(before) ? 'badge' : undefined;
  if (name.words.length > 1) return undefined;
  return value.length < (EVERYDAY.get(name.words[0] ?? '') ?? 0) ? 'everyday name' : undefined;
}

/** `apiToken: "api-token"`, `exports.EOAUTH2 = "EOAUTH2"`. */
function isOwnName({ name, value }: Candidate): boolean {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.length >= 3 && name.words.join('').endsWith(plain);
}

/**
 * Without quotes: a number, a colour, an expression, or a name in a statement that ends behind it. And the names of
 * encodings and algorithms, which stand beside values in calls.
 */
function isCode({ value, quote, after, spaced, syntax }: Candidate): boolean {
  if (ALGORITHM.test(value)) return true;
  if (quote !== '' || syntax === 'userinfo' || syntax === 'query') return false;
  if (/^(?:!|\/[\^[(\\]|#[0-9a-f]{3,8}$)/i.test(value)) return true;
  if (!/^\s*(?:[;,)}\]|<&?=]|\/\*)/.test(after)) return false;
  if (/^(?:0x[0-9a-f]+|[0-9][0-9.eE/+*-]*)$/i.test(value)) return true;
  if (!spaced && syntax !== 'colon' && syntax !== 'arrow') return false;
  return EXPRESSION.test(value) || (/^[ \t]?[;|<]/.test(after) ? IDENTIFIER : TYPE).test(value);
}

const ALGORITHM =
  /^(?:utf-?(?:8|16)(?:le)?|base64(?:url)?|hex|ascii|latin1|binary|buffer|nfk?[cd]|sha-?[0-9]{1,3}|md5|[hrep]s(?:256|384|512)|eddsa|a(?:128|192|256)(?:kw|gcm|gcmkw|cbc-hs\d+)|p256dh|erc[0-9]{2,4}|tlsv1\.[0-3]|rsa\d{4})$/i;
const EXPRESSION = /[()?]|[!=]=|[A-Za-z]\+[A-Za-z]/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\[\])*$/;
/** Two words and more in camel case, perhaps with numbers between them: `Uint8Array`, `Base64URLString`. */
const TYPE = /^(?:[A-Z]{1,4}[a-z]+[0-9]{0,4}){2,}(?:\[\])*$|^[A-Za-z]+[0-9]{0,2}(?:\.[A-Za-z][A-Za-z0-9]+)+$/;
/** An address that holds neither a user nor a query. */
const ADDRESS = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s@?]*$/i;
const DATE = /^[0-9]{4}-[01][0-9]-[0-3][0-9](?:[T ][0-9:.+Z-]*)?$/;
const PATH = /^\.{1,2}\/|^[@\w.-]+(?:\/[\w.-]+)*\.(?:[cm]?[jt]sx?|json|py|rb|go|java|html?|css|svg|png|md)$/;
/** Text of another language, written in escapes. */
const ESCAPED_TEXT = /(?:\\u\{?[0-9A-Fa-f]{2,6}\}?.?){3}/;
/** How a public key in DER begins, in base 64, and the public keys of SSH. */
const PUBLIC_KEY = /^(?:MII[BC]I[jT]AN|MFkwEw|MHYwEA|MCowBQ|MIG[ef]MA|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-)/;
/** The picture of a build's state, which everybody may see. */
const BADGE = /\.svg\?(?:[\w=&.-]{0,40}&)?$/;

/** It says of itself that it is none, perhaps in base 64: `cGFzc3dvcmQ=` is `password`. */
function standsIn(value: string): boolean {
  if (saysPlaceholder(value) || NO_PASSWORD.test(value)) return true;
  if (!BASE64.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return PRINTABLE.test(text) && (saysPlaceholder(text) || isNoPassword(text.slice(text.indexOf(':') + 1)));
}

/** What stands for a password where the user is a token. */
const NO_PASSWORD = /^x-(?:oauth-basic|access-token|token-auth)$/;
const BASE64 = /^(?:[A-Za-z0-9+/_-]{4}){2,16}(?:[A-Za-z0-9+/_-]{2,3}={0,2})?$/;
const PRINTABLE = /^[\x20-\x7e]+$/;

/**
 * The value stands somewhere else: variables of shells and templates, of CI systems and programs, entries of vaults.
 * And what is bracketed to be replaced, or encrypted.
 */
const REFERENCE =
  /^(?:\$[A-Za-z_({]|\{\{|#\{|<[%?A-Za-z/_]|%[A-Za-z_({]|@[A-Za-z]+[({@]|op:\/\/|vault:|secretref:|\(\(|process\.env|os\.(?:environ|getenv)|System\.getenv|ENV\[|env\.|arn:aws|!?\[?REDACTED|ENC\[|AQICAH)|^[A-Za-z_$][\w$.]*(?:(?:->|::)[\w$.]+){0,4}\(|^\*+$|^[-.=_#x*]+$/;

/** `{name}`, `{name:12}`: to be filled in. */
const TEMPLATE = /\{[\w=][\w.:+/ -]*(?:\}|$)/;

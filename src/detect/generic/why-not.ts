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
  ['token', 8],
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
  if (standsIn(value)) return 'placeholder';
  if (value.toLowerCase().replace(/[^a-z0-9]/g, '') === name.words.join('')) return 'own name';
  if (syntax === 'query') return BADGE.test(before) ? 'badge' : undefined;
  if (name.words.length > 1) return undefined;
  return value.length < (EVERYDAY.get(name.words[0] ?? '') ?? 0) ? 'everyday name' : undefined;
}

/**
 * Without quotes: a number, a negation, a regular expression, or a name in a statement that ends behind it. And the names
 * of encodings, which stand beside values in calls.
 */
function isCode({ value, quote, after, spaced, syntax }: Candidate): boolean {
  if (ENCODING.test(value)) return true;
  if (quote !== '' || syntax === 'userinfo' || syntax === 'query') return false;
  if (/^(?:!|\/[\^[(\\])/.test(value)) return true;
  const endsStatement = /^\s?[;,)}\]|<&?]/.test(after);
  if (/^[0-9][0-9.eE/+*-]*$/.test(value)) return endsStatement;
  const isCodeLike = spaced || syntax === 'colon' || syntax === 'arrow';
  return isCodeLike && endsStatement && (/^[ \t]?[;|<]/.test(after) ? IDENTIFIER : TYPE).test(value);
}

const ENCODING =
  /^(?:utf-?(?:8|16)(?:le)?|base64(?:url)?|hex|ascii|latin1|binary|buffer|sha-?[0-9]{1,3}|md5|[hrep]s(?:256|384|512)|eddsa)$/i;
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\[\])*$/;
const TYPE =
  /^(?:[A-Z][a-z]+){2,}[0-9]{0,3}(?:[A-Z][A-Za-z0-9]*)?(?:\[\])*$|^[A-Z]?[a-z]+[0-9]{0,2}(?:\.[A-Z][a-z]+)+$/;
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

import { isNoPassword, isNoUser } from './password-words.js';
import type { Proof } from './proof.js';

/** White space and what can be printed, in UTF-8. */
const PRINTABLE = /^[\t\r\n\x20-\x7e\u00a0-\uffef]+$/;

/** Base 64 of `user:password`, as RFC 7617 has it, and Docker's and npm's configuration after it. */
export function basicAuth(secret: string): Proof {
  const pair = userAndPassword(secret);
  if (pair === undefined) return { verdict: 'refuted' };
  const { user, password } = pair;
  // Google's registries take a whole service account file for a password.
  if (user.startsWith('_json_key')) return { verdict: password.length > 100 ? 'open' : 'refuted' };
  if (isNoPassword(password) || user.toLowerCase() === password.toLowerCase()) return { verdict: 'refuted' };
  return { verdict: isNoUser(user) ? 'doubtful' : 'open' };
}

/** The same for a registry or a repository, where it helps to know whose password it is. */
export function registryAuth(secret: string): Proof {
  const proof = basicAuth(secret);
  const user = userAndPassword(secret)?.user ?? '';
  return proof.verdict !== 'refuted' && isName(user) ? { ...proof, notes: [`the password of ${user}`] } : proof;
}

/** A token can stand in the user's place; what is long or full of digits is not shown. */
function isName(user: string): boolean {
  return /^[A-Za-z_][A-Za-z_.+@$-]{0,39}[0-9]{0,4}$/.test(user) && user.length <= 40;
}

function userAndPassword(secret: string): { user: string; password: string } | undefined {
  const text = decoded(secret);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1) return undefined;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Base 64 of a password alone. */
export function base64Password(secret: string): Proof {
  const text = decoded(secret);
  return { verdict: text === undefined || isNoPassword(text) ? 'refuted' : 'open' };
}

/** The text that base 64 holds, or undefined when it holds something else. */
function decoded(secret: string): string | undefined {
  const text = Buffer.from(secret, 'base64').toString('utf8').replace(/\n$/, '');
  return PRINTABLE.test(text) && !text.includes('\ufffd') ? text : undefined;
}

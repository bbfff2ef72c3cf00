import { isNoPassword, isNoUser } from './password-words.js';
import type { Proof } from './proof.js';

/** White space and what can be printed, in UTF-8. */
const PRINTABLE = /^[\x20-\x7e\u00a0-\uffef]+$/;

/** Base 64 of `user:password`, as RFC 7617 has it, and Docker's and npm's configuration after it. */
export function basicAuth(secret: string): Proof {
  const text = decoded(secret);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1) return { verdict: 'refuted' };
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  if (isNoPassword(password) || user.toLowerCase() === password.toLowerCase()) return { verdict: 'refuted' };
  return { verdict: isNoUser(user) ? 'doubtful' : 'open' };
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

import { isNoHost } from './no-host.js';
import { isNoPassword, isNoUser } from './password-words.js';
import type { Proof } from './proof.js';
import { userNote } from './user-note.js';

/** `scheme://user:password@host`; what follows the host does not matter. */
const URL_PARTS = /:(?:\/\/|\\+\/\\+\/)([^:]*):.*@([^@]*)$/s;

const LOCAL_HOST = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|0\.0\.0\.0|\[?::1?\]?|host\.docker\.internal)$|\.localhost$/i;

/**
 * The password of a URL. Refuted when it is a word, a default or a reference, the same as the user's name, or when no
 * server can have the name of the host; doubtful beside a name as `user`; on the own machine it is of little use to others.
 *
 * @param match from the scheme to the host
 */
export function urlPassword(secret: string, match: string): Proof {
  const [, user = '', host = ''] = URL_PARTS.exec(match) ?? [];
  return passwordOf({ user, password: secret, host });
}

/** What a password is worth beside this user, on this host. */
export function passwordOf({ user, password, host }: { user: string; password: string; host: string }): Proof {
  const plain = percentDecoded(password);
  const name = host.toLowerCase().replace(/[.:]+$/, '');
  if (isNoPassword(plain) || isNoPassword(password) || isNoHost(name)) return { verdict: 'refuted' };
  // What follows `anonymous` is a courtesy, RFC 1635.
  if (/^anonymous$/i.test(user) || user.toLowerCase() === plain.toLowerCase()) return { verdict: 'refuted' };
  const known = isNoUser(user) ? 'doubtful' : 'open';
  const notes = userNote(user, name);
  return LOCAL_HOST.test(name) ? { verdict: known, severity: 'low', notes } : { verdict: known, notes };
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

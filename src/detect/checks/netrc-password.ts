import { isNoHost } from './no-host.js';
import { isNoPassword, isNoUser } from './password-words.js';
import type { Proof } from './proof.js';

const MACHINE_AND_LOGIN = /^machine\s+(\S+)\s+login\s+(\S+)/;

/**
 * The password of a machine in a `.netrc`. Refuted when it is a word or a reference, or when no server can have the name
 * of the machine; doubtful beside a name as `user`.
 *
 * @param match from `machine` to the password
 */
export function netrcPassword(secret: string, match: string): Proof {
  const [, machine = '', login = ''] = MACHINE_AND_LOGIN.exec(match) ?? [];
  if (isNoPassword(secret) || isNoHost(machine.toLowerCase())) return { verdict: 'refuted' };
  return { verdict: isNoUser(login) ? 'doubtful' : 'open' };
}

import { isIdentifier } from '../identifier.js';
import type { Proof } from './proof.js';

/** For a prefix that is also the name of something in code (`STS.`): refutes what goes on like a name. */
export function noIdentifier(secret: string): Proof {
  return { verdict: isIdentifier(secret) ? 'refuted' : 'open' };
}

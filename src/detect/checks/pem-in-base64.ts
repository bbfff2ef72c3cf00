import { isOneSequence, privateKey } from './private-key.js';
import type { Proof } from './proof.js';

/** A PEM private key that was put into base 64 as a whole, as kubeconfig and CI variables hold it. */
export function pemInBase64(secret: string): Proof {
  const text = Buffer.from(secret, 'base64').toString('latin1').trim();
  return privateKey(text);
}

/** A private key without the lines of PEM, as Java and payment services take it: the bytes are one SEQUENCE. */
export function derInBase64(secret: string): Proof {
  return { verdict: isOneSequence(Buffer.from(secret, 'base64')) ? 'proved' : 'refuted' };
}

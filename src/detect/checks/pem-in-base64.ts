import { privateKey } from './private-key.js';
import type { Proof } from './proof.js';

/** A PEM private key that was put into base 64 as a whole, as kubeconfig and CI variables hold it. */
export function pemInBase64(secret: string): Proof {
  const text = Buffer.from(secret, 'base64').toString('latin1').trim();
  return privateKey(text);
}

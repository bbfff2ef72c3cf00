import type { Proof } from './proof.js';

const HEADER = 9;

/**
 * What Jenkins writes into its configuration: version 1, the length of an initialization vector and of the ciphertext, then
 * both. https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/hudson/util/Secret.java
 */
export function jenkinsSecret(secret: string): Proof {
  const bytes = Buffer.from(secret.replace(/[{}]/g, ''), 'base64');
  if (bytes.length < HEADER || bytes[0] !== 1) return { verdict: 'doubtful' };
  const [vector, text] = [bytes.readUInt32BE(1), bytes.readUInt32BE(5)];
  const isWhole = vector === 16 && text % 16 === 0 && bytes.length === HEADER + vector + text;
  return { verdict: isWhole ? 'proved' : 'doubtful' };
}

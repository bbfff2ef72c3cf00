import type { Proof } from './proof.js';

/** The accounts that AWS's documentation is written with; nobody's. */
const PUBLISHED: ReadonlySet<string> = new Set(['123456789012', '111122223333', '111111111111', '444455556666']);

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const TYPE_LENGTH = 4;

/**
 * An AWS access key id holds the number of its account: the 16 base-32 characters behind the four letters of the type
 * are 80 bits, and bits 1 to 40 of them are the account. Ids of the generation before (fifth letter I or J) do not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function awsAccount(secret: string): Proof {
  const generation = secret[TYPE_LENGTH];
  if (generation === 'I' || generation === 'J') return { verdict: 'open' };
  // Ten characters hold the 48 bits that matter; 5 × 10 = 50 bits is still an exact number.
  let bits = 0;
  for (const char of secret.slice(TYPE_LENGTH, TYPE_LENGTH + 10)) {
    const value = BASE32.indexOf(char);
    if (value === -1) return { verdict: 'refuted' };
    bits = bits * 32 + value;
  }
  const firstSixBytes = Math.floor(bits / 4);
  const account = String(Math.floor((firstSixBytes % 2 ** 47) / 2 ** 7)).padStart(12, '0');
  return PUBLISHED.has(account) ? { verdict: 'refuted' } : { verdict: 'open', notes: [`AWS account ${account}`] };
}

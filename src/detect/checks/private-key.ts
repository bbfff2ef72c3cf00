import { openSshCipher } from './openssh.js';
import type { Proof } from './proof.js';

const LABEL = /-----BEGIN ((?:[A-Z0-9]+ ){0,4})PRIVATE KEY-----/;
const PROTECTED = 'protected by a passphrase';

/**
 * A PEM private key: the armour must hold what its label promises.
 *
 * RFC 7468 (armour), RFC 5208 and RFC 5958 (PKCS#8), RFC 8017 (PKCS#1), RFC 5915 (SEC 1), and OpenSSH's PROTOCOL.key.
 * A key under a passphrase is less urgent; one that does not parse may be damaged or invented, and is doubtful.
 */
export function privateKey(secret: string): Proof {
  const label = LABEL.exec(secret);
  if (label === null) return { verdict: 'refuted' };
  const text = secret.slice(label[0].length, secret.lastIndexOf('-----END'));
  const body = Buffer.from(base64Of(text), 'base64');
  const kind = (label[1] as string).trim();
  if (kind === 'OPENSSH') return openSsh(body);
  // RFC 1421 encryption: the body is ciphertext of whole blocks and cannot be parsed.
  if (/Proc-Type: *4, *ENCRYPTED/.test(text))
    return { verdict: body.length > 0 ? 'open' : 'doubtful', severity: 'medium', notes: [PROTECTED] };
  if (!isOneSequence(body)) return { verdict: 'doubtful' };
  return kind === 'ENCRYPTED' ? { verdict: 'proved', severity: 'medium', notes: [PROTECTED] } : { verdict: 'proved' };
}

function openSsh(body: Buffer): Proof {
  const cipher = openSshCipher(body);
  if (cipher === undefined) return { verdict: 'doubtful' };
  return cipher === 'none' ? { verdict: 'proved' } : { verdict: 'proved', severity: 'medium', notes: [PROTECTED] };
}

/** The base64 of a body that may stand in source code: escapes, quotes, `+` between strings, comment marks, headers. */
function base64Of(text: string): string {
  return text
    .replace(/\\+[nrt]/g, '\n')
    .replace(/["'`]\s*[+.&]?\s*(?:\\\s*)?["'`]/g, '\n')
    .replace(/^[ \t]*(?:\/\/|#|\*|>|\+)[ \t]?/gm, '')
    .replace(/^[ \t]*[A-Za-z0-9-]+: .*$/gm, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
}

/** DER (X.690): tag 0x30 SEQUENCE, then a length that takes in exactly the rest. */
function isOneSequence(der: Buffer): boolean {
  if (der.length < 16 || der[0] !== 0x30) return false;
  const first = der[1] as number;
  if (first < 0x80) return der.length === 2 + first;
  const lengthBytes = first & 0x7f;
  if (lengthBytes < 1 || lengthBytes > 4) return false;
  return der.length === 2 + lengthBytes + der.readUIntBE(2, lengthBytes);
}

import { armouredBytes, armouredLines } from './armour.js';
import { openSshCipher } from './openssh.js';
import type { Proof } from './proof.js';

const BEGIN = /^-----BEGIN ((?:[A-Z0-9]+ ){0,4})PRIVATE KEY-----/;
const END = /-----END ((?:[A-Z0-9]+ ){0,4})PRIVATE KEY-----$/;

/** The smallest key there is, Ed25519 in PKCS#8, has 48 bytes. Less is a label with some words. */
const SHORTEST_BODY = 40;

const OPEN: Proof = { verdict: 'proved' };
const PROTECTED: Proof = { verdict: 'proved', severity: 'medium', notes: ['protected by a passphrase'] };
const DOUBTFUL: Proof = { verdict: 'doubtful' };

/**
 * A PEM private key: the armour must hold what its label promises.
 *
 * RFC 7468 (armour), RFC 1421 (its old encryption), RFC 5208 and RFC 5958 (PKCS#8), RFC 8017 (PKCS#1), RFC 5915 (SEC 1),
 * and OpenSSH's PROTOCOL.key. A key under a passphrase is less urgent; one that does not parse may be damaged or
 * invented, and is doubtful.
 */
export function privateKey(secret: string): Proof {
  const [begin, end] = [BEGIN.exec(secret), END.exec(secret)];
  if (begin === null || end === null) return { verdict: 'refuted' };
  if (begin[1] !== end[1]) return DOUBTFUL;
  const text = secret.slice(begin[0].length, end.index);
  const bodies = [...armouredBytes(armouredLines(text))];
  if (bodies.every((body) => body.length < SHORTEST_BODY)) return { verdict: 'refuted' };
  if (/Proc-Type: {0,4}4, {0,4}ENCRYPTED/.test(text)) return encryptedBody(text, bodies);
  const kind = begin[1]?.trim();
  for (const body of bodies) {
    const proof = kind === 'OPENSSH' ? openSsh(body) : isOneSequence(body) ? OPEN : DOUBTFUL;
    if (proof !== DOUBTFUL) return kind === 'ENCRYPTED' ? PROTECTED : proof;
  }
  return DOUBTFUL;
}

/** RFC 1421 §4.6: the body is ciphertext and cannot be parsed, but its cipher is named and it is whole blocks. */
function encryptedBody(text: string, bodies: readonly Buffer[]): Proof {
  if (!/DEK-Info: {0,4}[A-Z0-9-]{3,20},[0-9A-Fa-f]{16}/.test(text)) return DOUBTFUL;
  for (const body of bodies) if (body.length > 0 && body.length % 8 === 0) return PROTECTED;
  return DOUBTFUL;
}

function openSsh(body: Buffer): Proof {
  const cipher = openSshCipher(body);
  if (cipher === undefined) return DOUBTFUL;
  return cipher === 'none' ? OPEN : PROTECTED;
}

/** DER (X.690): tag 0x30 SEQUENCE, then a length that takes in exactly the rest. */
export function isOneSequence(der: Buffer): boolean {
  if (der.length < 16 || der[0] !== 0x30) return false;
  const first = der[1] as number;
  if (first < 0x80) return der.length === 2 + first;
  const lengthBytes = first & 0x7f;
  if (lengthBytes < 1 || lengthBytes > 4) return false;
  return der.length === 2 + lengthBytes + der.readUIntBE(2, lengthBytes);
}

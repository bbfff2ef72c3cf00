import type { Proof } from './proof.js';

/** `header.payload.signature` in base64url, anywhere in the secret; some vendors put a prefix of their own in front. */
const PARTS = /(eyJ[A-Za-z0-9_-]{8,})\.(eyJ[A-Za-z0-9_-]{2,})\.([A-Za-z0-9_-]*)$/;

/** A JSON Web Token is what it says when header and payload are JSON objects and the header names an algorithm. RFC 7519. */
export function jwt(secret: string): Proof {
  const parts = PARTS.exec(secret);
  const header = parts && jsonObject(parts[1] as string);
  const payload = parts && jsonObject(parts[2] as string);
  return { verdict: header && payload && typeof header.alg === 'string' ? 'proved' : 'refuted' };
}

function jsonObject(base64url: string): Record<string, unknown> | undefined {
  const text = Buffer.from(base64url, 'base64url').toString('utf8').trimEnd();
  if (!text.endsWith('}')) return undefined;
  try {
    // It begins with `{"`, as `eyJ` says, so what it parses to is an object.
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined; // Not JSON is an answer here, not an error.
  }
}

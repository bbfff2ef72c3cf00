import type { Proof } from './proof.js';

/** `header.payload.signature` in base64url, anywhere in the secret; some vendors put a prefix of their own in front. */
const PARTS = /(eyJ[A-Za-z0-9_-]{8,})\.(eyJ[A-Za-z0-9_-]{2,})\.([A-Za-z0-9_-]*)$/;

type JsonObject = Readonly<Record<string, unknown>>;

const REFUTED: Proof = { verdict: 'refuted' };

/**
 * A JSON Web Token is what it says when header and payload are JSON objects and the header names an algorithm (RFC 7519).
 *
 * Refuted too: what is encrypted (a JWE says `enc`, RFC 7516), samples that everybody knows, and tokens without a signature.
 * Whoever would trust one of those (`alg: none`) trusts everybody who can write JSON, so it gives nothing away.
 */
export function jwt(secret: string): Proof {
  const [, head = '', body = '', signature = ''] = PARTS.exec(secret) ?? [];
  const header = jsonObject(head);
  const claims = jsonObject(body);
  if (header === undefined || claims === undefined) return REFUTED;
  const { alg } = header;
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none' || signature === '') return REFUTED;
  if ('enc' in header || isSample(claims)) return REFUTED;
  const expires = secondsOf(claims.exp);
  return { verdict: 'proved', notes: notesOn(alg, claims), ...(expires !== undefined && { expires }) };
}

/** A token that was put into base 64 as a whole, as Kubernetes and CI variables hold it. Supabase's `anon` is public. */
export function jwtInBase64(secret: string): Proof {
  const token = Buffer.from(secret, 'base64').toString('latin1').trim();
  const { iss, role } = jsonObject(PARTS.exec(token)?.[2] ?? '') ?? {};
  return iss === 'supabase' && role === 'anon' ? REFUTED : jwt(token);
}

function jsonObject(base64url: string): JsonObject | undefined {
  const text = Buffer.from(base64url, 'base64url').toString('utf8').trimEnd();
  if (!text.endsWith('}')) return undefined;
  try {
    // It begins with `{"`, as `eyJ` says, so what it parses to is an object.
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined; // Not JSON is an answer here, not an error.
  }
}

/** Hosts that nobody has: RFC 2606 and RFC 6761. */
const NO_HOST = /(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid)$/;

/** The token of jwt.io, the keys that every local Supabase has, the example of RFC 7519, and issuers that cannot exist. */
function isSample({ sub, iss, exp }: JsonObject): boolean {
  if (sub === '1234567890' || iss === 'supabase-demo') return true;
  if (iss === 'joe' && exp === 1_300_819_380) return true;
  return NO_HOST.test(hostOf(iss) ?? '');
}

/** Claims may be anybody's e-mail address, name or number; these two say something about the token alone. */
function notesOn(alg: string, claims: JsonObject): string[] {
  const notes = /^[A-Za-z0-9+-]{1,20}$/.test(alg) ? [`alg ${alg}`] : [];
  const issuer = hostOf(claims.iss) ?? plainWord(claims.iss);
  if (issuer !== undefined) notes.push(`issued by ${issuer}`);
  if (claims.exp === undefined) notes.push('carries no expiry');
  return notes;
}

const HOST = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?::[0-9]{1,5})?(?:[/?#]|$)/i;

/** Of a URL or a bare host name, in lower case. Never its path, user or query, where ids and keys may stand. */
function hostOf(issuer: unknown): string | undefined {
  if (typeof issuer !== 'string') return undefined;
  const host = HOST.exec(issuer)?.[1];
  return host !== undefined && host.length <= 100 ? host.toLowerCase() : undefined;
}

/** `supabase`, `accounts`: a name that somebody chose. With digits or capitals within it could be an id or a key. */
function plainWord(issuer: unknown): string | undefined {
  return typeof issuer === 'string' && /^[A-Za-z][a-z]{1,15}(?:[ _-][A-Za-z]?[a-z]{1,15}){0,3}$/.test(issuer)
    ? issuer
    : undefined;
}

/** The end of the year 9999; beyond it there are no dates to show, and nobody meant seconds. */
const LATEST = 253_402_300_799;

function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= LATEST ? Math.floor(value) : undefined;
}

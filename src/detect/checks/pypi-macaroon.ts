import type { Proof } from './proof.js';

const VERSION = 2;
const [LOCATION, IDENTIFIER] = [1, 2];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const SIGNATURE = Buffer.from([0, 0, 6, 32]);

/**
 * A PyPI token is a macaroon of version 2 in base64url: fields of type, length, value. The first is the location
 * (`pypi.org` or `test.pypi.org`), the second the identifier, which holds a UUID; the last is a signature of 32 bytes.
 * https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
 */
export function pypiMacaroon(secret: string): Proof {
  const bytes = Buffer.from(secret.slice(secret.indexOf('-') + 1), 'base64url');
  const location = field(bytes, 1, LOCATION);
  const identifier = location && field(bytes, 1 + location.size, IDENTIFIER);
  const isToken =
    bytes[0] === VERSION && /^(?:test\.)?pypi\.org$/.test(location?.value ?? '') && UUID.test(identifier?.value ?? '');
  if (!isToken) return { verdict: 'refuted' };
  const end = bytes.subarray(-32 - SIGNATURE.length, -32);
  return { verdict: end.equals(SIGNATURE) ? 'proved' : 'doubtful' };
}

/** A field whose length takes one byte, or two (the low seven bits first). */
function field(bytes: Buffer, at: number, type: number): { value: string; size: number } | undefined {
  const [kind, low, high] = bytes.subarray(at, at + 3);
  if (kind !== type || low === undefined || high === undefined) return undefined;
  const [start, length] = low < 0x80 ? [at + 2, low] : [at + 3, (low & 0x7f) + high * 128];
  if (start + length > bytes.length) return undefined;
  return { value: bytes.toString('latin1', start, start + length), size: start + length - at };
}

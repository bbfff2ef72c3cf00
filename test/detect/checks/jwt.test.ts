import { describe, expect, it } from 'vitest';
import { jwt, jwtInBase64 } from '../../../src/detect/checks/jwt.js';

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const HEADER = { alg: 'HS256', typ: 'JWT' };
const CLAIMS = { sub: 'somebody', exp: 1_682_899_200 };
const SIGNATURE = Buffer.alloc(32, 7).toString('base64url');

const token = (header: object, claims: object) => [encode(header), encode(claims), SIGNATURE].join('.');
const withClaims = (claims: object) => jwt(token(HEADER, claims));

describe('a JSON Web Token', () => {
  it('proves itself, also behind a prefix of the vendor', () => {
    const proof = { verdict: 'proved', notes: ['alg HS256'], expires: 1_682_899_200 };
    expect(jwt(token(HEADER, CLAIMS))).toEqual(proof);
    expect(jwt(`ghs_123456_${token(HEADER, CLAIMS)}`)).toEqual(proof);
  });

  it.each([
    ['two parts', [encode(HEADER), encode(CLAIMS)]],
    ['no signature', [encode(HEADER), encode(CLAIMS), '']],
    ['a header without an algorithm', [encode({ typ: 'JWT' }), encode(CLAIMS), SIGNATURE]],
    ['an algorithm that is no name', [encode({ alg: 5 }), encode(CLAIMS), SIGNATURE]],
    ['no algorithm but "none"', [encode({ alg: 'none' }), encode(CLAIMS), SIGNATURE]],
    ['no algorithm but "NONE"', [encode({ alg: 'NONE' }), encode(CLAIMS), SIGNATURE]],
    ['a header that says it is encrypted', [encode({ alg: 'dir', enc: 'A256GCM' }), encode(CLAIMS), SIGNATURE]],
    ['a header that is no JSON', [encode('{"alg":"HS256",}'), encode(CLAIMS), SIGNATURE]],
    ['a header that is cut off', [encode(HEADER).slice(0, -4), encode(CLAIMS), SIGNATURE]],
    ['claims that are no JSON', [encode(HEADER), encode('{"sub" "x"}'), SIGNATURE]],
    ['claims that are a list', [encode(HEADER), encode(['a']), SIGNATURE]],
    ['random letters', [`eyJ${'abcdefgh'.repeat(4)}`, `eyJ${'ijklmnop'.repeat(4)}`, SIGNATURE]],
    ['nothing', []],
  ])('is refuted when it has %s', (_, parts) => {
    expect(jwt(parts.join('.'))).toEqual({ verdict: 'refuted' });
  });

  it.each([
    ['jwt.io', { sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 }],
    ['jwt.io, with an admin', { sub: '1234567890', name: 'John Doe', admin: true }],
    ['every local Supabase', { iss: 'supabase-demo', role: 'service_role', exp: 1_983_812_996 }],
    ['RFC 7519', { iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true }],
    ['a host that cannot exist', { iss: 'https://auth.example.com/realm' }],
    ['a host for tests', { iss: 'https://issuer.test', sub: 'x' }],
  ])('is refuted when it is the sample of %s', (_, claims) => {
    expect(withClaims(claims)).toEqual({ verdict: 'refuted' });
  });

  it('in base 64 as a whole is the same', () => {
    const inBase64 = (claims: object) => jwtInBase64(Buffer.from(`${token(HEADER, claims)}\n`).toString('base64'));
    expect(inBase64(CLAIMS)).toEqual(jwt(token(HEADER, CLAIMS)));
    expect(inBase64({ iss: 'supabase', role: 'service_role' }).verdict).toBe('proved');
    expect(inBase64({ iss: 'supabase', role: 'anon' }).verdict).toBe('refuted');
    expect(jwtInBase64(Buffer.from('{"some":"JSON"}').toString('base64')).verdict).toBe('refuted');
  });
});

describe('what a token says of itself', () => {
  it.each([
    ['https://login.acme.io/tenants/4f2a/v2.0', 'login.acme.io'],
    ['http://Keycloak.internal:8080/realms/main', 'keycloak.internal'],
    ['accounts.google.com', 'accounts.google.com'],
    ['supabase', 'supabase'],
    ['Acme Orders', 'Acme Orders'],
  ])('names the issuer %s as %s', (iss, name) => {
    expect(withClaims({ iss, exp: 1 }).notes).toEqual(['alg HS256', `issued by ${name}`]);
  });

  it.each([
    ['an address', 'build@acme.iam.gserviceaccount.com'],
    ['an id', '4f2a9c3e7d'],
    ['a key', 'kQxRtZbVwYpLmNsD'],
    ['an id with dots', 'a1.b2.c3'],
    ['a URL with a user', 'https://jane:pw@acme.io/'],
    ['a path', '/home/jane/key'],
    ['a long text', 'Acme '.repeat(20)],
    ['no text', { name: 'acme' }],
  ])('keeps an issuer to itself that is %s', (_, iss) => {
    expect(withClaims({ iss, exp: 1 }).notes).toEqual(['alg HS256']);
  });

  it('keeps all other claims to itself', () => {
    const claims = { sub: 'jane', email: 'jane@acme.io', name: 'Jane', jti: 'abc', aud: 'orders', exp: 5 };
    expect(JSON.stringify(withClaims(claims))).toBe('{"verdict":"proved","notes":["alg HS256"],"expires":5}');
  });

  it.each(['a\nb', 'x'.repeat(30), 'HS256\u001b[0m'])('shows no algorithm that is no plain name', (alg) => {
    expect(jwt(token({ alg }, { exp: 5 }))).toEqual({ verdict: 'proved', notes: [], expires: 5 });
  });

  it('has a time of expiry where that is a time', () => {
    expect(withClaims({ exp: 1_700_000_000.9 }).expires).toBe(1_700_000_000);
    for (const exp of ['1700000000', -1, 0, 1.7e13, null, {}]) expect(withClaims({ exp }).expires).toBeUndefined();
    expect(withClaims({ exp: null }).notes).toEqual(['alg HS256']);
  });

  it('has none, and says so', () => {
    expect(withClaims({ iat: 5 })).toEqual({ verdict: 'proved', notes: ['alg HS256', 'carries no expiry'] });
  });
});

import { describe, expect, it } from 'vitest';
import { jwt } from '../../../src/detect/checks/jwt.js';

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const HEADER = { alg: 'HS256', typ: 'JWT' };
const CLAIMS = { sub: 'somebody', iat: 1_700_000_000 };
const SIGNATURE = Buffer.alloc(32, 7).toString('base64url');

describe('a JSON Web Token', () => {
  it('proves itself, also behind a prefix of the vendor', () => {
    const text = [encode(HEADER), encode(CLAIMS), SIGNATURE].join('.');
    expect(jwt(text)).toEqual({ verdict: 'proved' });
    expect(jwt(`ghs_123456_${text}`)).toEqual({ verdict: 'proved' });
  });

  it.each([
    ['two parts', [encode(HEADER), encode(CLAIMS)]],
    ['a header without an algorithm', [encode({ typ: 'JWT' }), encode(CLAIMS), SIGNATURE]],
    ['an algorithm that is no name', [encode({ alg: 5 }), encode(CLAIMS), SIGNATURE]],
    ['a header that is no JSON', [encode('{"alg":"HS256",}'), encode(CLAIMS), SIGNATURE]],
    ['a header that is cut off', [encode(HEADER).slice(0, -4), encode(CLAIMS), SIGNATURE]],
    ['claims that are no JSON', [encode(HEADER), encode('{"sub" "x"}'), SIGNATURE]],
    ['claims that are a list', [encode(HEADER), encode(['a']), SIGNATURE]],
    ['random letters', [`eyJ${'abcdefgh'.repeat(4)}`, `eyJ${'ijklmnop'.repeat(4)}`, SIGNATURE]],
    ['nothing', []],
  ])('is refuted when it has %s', (_, parts) => {
    expect(jwt(parts.join('.'))).toEqual({ verdict: 'refuted' });
  });
});

import { describe, expect, it } from 'vitest';
import { awsAccount } from '../../../src/detect/checks/aws-account.js';
import { base62, crc32 } from '../../../src/detect/checks/crc32.js';
import { githubChecksum } from '../../../src/detect/checks/github-checksum.js';
import { crc24 } from '../../../src/detect/checks/openpgp.js';

// Bodies and their sums, computed by hand of other tools. They are joined to tokens only when a test runs.

describe('the CRC-32', () => {
  it.each([
    ['', 0],
    ['123456789', 0xcbf43926],
    ['SyntheticGitHubBody0123456789A', 2315515141],
    ['SyntheticNpmTokenBody012345678', 2686762012],
    ['SyntheticVercelTokenBody01234567890123456789ABCDEF', 2583086627],
    ['SyntheticPadExample00000000001', 658830756],
    ['SyntheticCloudflareBody0123456789ABCDEFG', 0x093f8167],
    ['syntheticzuplobody0123456789abcd', 0x4c770450],
  ])('of %j is right', (text, sum) => {
    expect(crc32(text)).toBe(sum);
  });

  it('sums bytes, also those beyond ASCII', () => {
    expect(crc32('\xff\x00\xe9')).toBe(crc32(Buffer.from([0xff, 0, 0xe9]).toString('latin1')));
    expect(crc32('\xff')).not.toBe(crc32('\x7f'));
  });
});

describe('base 62', () => {
  it.each([
    [2315515141, '2WhfGP'],
    [2686762012, '2vpNXA'],
    [658830756, '0iaNyW'],
    [0, '000000'],
    [2 ** 32 - 1, '4gfFC3'],
  ])('of %d is right', (value, digits) => {
    expect(base62(value, 6)).toBe(digits);
  });
});

describe('the checksum of a GitHub token', () => {
  const bodies = [
    ['ghp_', 'SyntheticGitHubBody0123456789A', '2WhfGP'],
    ['gho_', 'SyntheticGitHubBody0123456789A', '2WhfGP'],
    ['ghr_', 'SyntheticRefreshBodySyntheticRefreshBodySyntheticRefreshBodySyntheticR', '38Rrrh'],
    ['ghu_', 'SyntheticPadExample00000000001', '0iaNyW'],
  ] as const;

  it.each(bodies)('proves %s and %s', (prefix, body, sum) => {
    expect(githubChecksum(prefix + body + sum)).toEqual({ verdict: 'proved' });
  });

  it.each(bodies)('refutes %s and %s with another sum, or another letter', (prefix, body, sum) => {
    expect(githubChecksum(`${prefix}${body}${sum.slice(0, 5)}_`).verdict).toBe('refuted');
    expect(githubChecksum(`${prefix}s${body.slice(1)}${sum}`).verdict).toBe('refuted');
    expect(githubChecksum(prefix + body + sum.toLowerCase()).verdict).toBe('refuted');
  });
});

describe('the account in an AWS access key id', () => {
  it.each([123_456_789_012n, 111_122_223_333n])("of the documentation, %d, is nobody's", (account) => {
    expect(awsAccount(accessKeyId(account))).toEqual({ verdict: 'refuted' });
  });

  it('is that of the worked example', () => {
    expect(awsAccount(`AKIA${'RZPUZDIKCVVYZHNO'}`)).toEqual({ verdict: 'refuted' });
    expect(awsAccount(accessKeyId(123_456_789_011n)).notes).toEqual(['AWS account 123456789011']);
  });

  it.each([
    [0n, '000000000000'],
    [1n, '000000000001'],
    [999_999_999_999n, '999999999999'],
  ])('is read when it is %d', (account, written) => {
    expect(awsAccount(accessKeyId(account)).notes).toEqual([`AWS account ${written}`]);
  });

  it.each(['I', 'J'])('is not in ids of the generation before, which have an %s', (letter) => {
    expect(awsAccount(`AKIA${letter}${'ABCDEFGHIJKLMNO'}`)).toEqual({ verdict: 'open' });
  });

  it('is no base 32 when there is a 0 or a 1', () => {
    expect(awsAccount(`AKIA${'Q01'}${'ABCDEFGHIJKLM'}`).verdict).toBe('refuted');
  });
});

/** An id for an account: its 40 bits behind one bit, in 80 bits of base 32. The first letter is neither I nor J. */
function accessKeyId(account: bigint): string {
  const bits = (1n << 79n) | (account << 39n) | 12_345n;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const letters = Array.from({ length: 16 }, (_, index) => alphabet[Number((bits >> BigInt(75 - 5 * index)) & 31n)]);
  return `AKIA${letters.join('')}`;
}

describe('the CRC-24 of OpenPGP', () => {
  it('of the bytes "synthetic" is right', () => {
    expect(crc24(Buffer.from('synthetic'))).toBe('gL9v');
  });

  it('of nothing is its initial value', () => {
    expect(crc24(new Uint8Array())).toBe(Buffer.from('b704ce', 'hex').toString('base64'));
  });
});

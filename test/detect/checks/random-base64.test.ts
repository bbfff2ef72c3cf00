import { describe, expect, it } from 'vitest';
import { randomBytes, seededRandom } from '../../../src/catalogue/random.js';
import { entropy, randomBase64 } from '../../../src/detect/checks/random-base64.js';

describe('forty characters of base 64', () => {
  it('are taken for a key when they were drawn', () => {
    const random = seededRandom(11);
    const dropped = Array.from({ length: 20_000 }, () => randomBytes(random, 30).toString('base64')).filter(
      (text) => randomBase64(text).verdict !== 'open',
    );
    expect(dropped).toHaveLength(0);
  });

  it.each([
    ['a git object', '9daeafb9864cf43055ae93beb0afd6c7d144bfa4'],
    ['capital hexadecimal', '9DAEAFB9864CF43055AE93BEB0AFD6C7D144BFA4'],
    ['a path', 'home/Deploy/apps/Web/aws/secret/key/x/y1'],
    ['small letters', 'thequickbrownfoxjumpsoverthelazydogagain'],
    ['capitals', 'THEQUICKBROWNFOXJUMPSOVERTHELAZYDOGAGAIN'],
    ['a name', 'AwsSecretAccessKeyAwsSecretAccessKeyName'],
  ])('are no key when they are %s', (_, text) => {
    expect(text).toHaveLength(40);
    expect(randomBase64(text).verdict).toBe('refuted');
  });
});

describe('entropy', () => {
  it.each([
    ['', 0],
    ['aaaa', 0],
    ['abab', 1],
    ['abcdefgh', 3],
  ])('of %j is %d bits a character', (text, bits) => {
    expect(entropy(text)).toBeCloseTo(bits);
  });
});

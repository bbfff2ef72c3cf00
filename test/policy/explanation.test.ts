import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { explainLine } from '../../src/policy/explanation.js';
import { explainText } from '../../src/report/explain-text.js';
import { CODE, CONFIGURATION, PROTOCOLS, SHELLS, TEXTS } from '../support/everyday-syntaxes.js';
import { anyToken, seededRandom } from '../support/judged.js';
import { catalogue } from '../support/token.js';

const engine = new Engine(catalogue.patterns, { assignments: true });
const OPTIONS = { minConfidence: 'medium', includePublic: false } as const;

/** Everything that is said of every line, for a person and for a program. */
function said(bytes: Buffer): string {
  const lines = bytes.toString('latin1').split('\n').length;
  return Array.from({ length: lines }, (_, index) => {
    const explanation = explainLine(engine, bytes, index + 1, OPTIONS);
    return explainText('a', explanation, false) + JSON.stringify(explanation);
  }).join('\n');
}

describe('an explanation', () => {
  it('shows no piece of a secret, however it is written', () => {
    const random = seededRandom(51);
    for (const { title, write, not } of [...CONFIGURATION, ...SHELLS, ...CODE, ...PROTOCOLS, ...TEXTS]) {
      const [first, second] = [anyToken(random, not), anyToken(random, not)];
      // A second one beside it, assigned to a name that looks like a token too.
      const text = said(Buffer.from(`${write('api_key', first).trimEnd()} x_token: "${second}"\n`));
      for (const secret of [first, second])
        for (let at = 0; at + 8 <= secret.length; at += 4)
          expect(text.includes(secret.slice(at, at + 8)), `a piece of a secret: ${title}`).toBe(false);
    }
  });

  it('can be given of any bytes', () => {
    const random = seededRandom(52);
    const parts = [
      'password',
      ' = ',
      '"',
      "'",
      ': ',
      '\n',
      'token',
      '(',
      '\u0000',
      'é',
      '://',
      '@',
      '\\',
      'key',
      '=>',
      '<',
      '>',
    ];
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.concat(
        Array.from({ length: 30 }, () =>
          random() < 0.3
            ? Buffer.from([Math.floor(random() * 256)])
            : Buffer.from(parts[Math.floor(random() * parts.length)] as string),
        ),
      );
      expect(said(bytes)).toContain('"line":1');
    }
  });

  it('of a very long line is given in time', () => {
    const bytes = Buffer.from('var a={password:"bcd",e:"f"};'.repeat(40_000));
    const started = process.cpuUsage();
    expect(explainLine(engine, bytes, 1, OPTIONS).candidates.length).toBeGreaterThan(0);
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });

  it('says which lines there are', () => {
    expect(() => explainLine(engine, Buffer.from('a\nb'), 3, OPTIONS)).toThrow(RangeError);
    expect(explainLine(engine, Buffer.from(''), 1, OPTIONS).matches).toEqual([]);
  });
});

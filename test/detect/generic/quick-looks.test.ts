import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBindBehind } from '../../../src/detect/assigned-place.js';
import { BINDINGS, bindingsOf } from '../../../src/detect/generic/bindings.js';
import { candidateAt } from '../../../src/detect/generic/candidate-at.js';
import { LOW } from '../../../src/detect/generic/confidence.js';
import { scoreFrom, scoreOf } from '../../../src/detect/generic/score.js';
import { stemsIn } from '../../../src/detect/generic/stems.js';
import { areWithin, charactersOf, limitsOf } from '../../../src/detect/generic/value-characters.js';
import { SHAPES } from '../../../src/detect/generic/value-features.js';
import { isWorthReading } from '../../../src/detect/generic/worth-reading.js';

/** Names, what binds them, and values, in any order. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('key', 'apiKey', 'TOKEN', 'db.password', '_pw', 'authorization', 'secret', 'https://', 'user'),
      fc.constantFrom(
        '=',
        ' = ',
        ': ',
        ':',
        ' ',
        '(',
        ', ',
        ' => ',
        '->',
        ' || ',
        '\n',
        '\n    ',
        ' | ',
        '>',
        '</',
        '[8]',
      ),
      fc.constantFrom('"', "'", '`', '\\"', '&quot;', '&#34;', '%3D', '[', ']', '{', '}', ';', '@', '-', '!', '+', '*'),
      fc.constantFrom(
        'value',
        'x7Gh_2kLp',
        'hunter2',
        'someOtherName',
        'aBcDeFgHiJkLmNoPqR',
        'is ',
        'get; set; ',
        'Bearer ',
      ),
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 12 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('a quick look', () => {
  it('lets through every stem that is worth reading', () => {
    fc.assert(
      fc.property(text, (written) => {
        const bytes = Buffer.from(written, 'latin1');
        for (const at of stemsIn(bytes))
          if (bytes[at] !== 0x3a && isWorthReading(bytes, at)) expect(mayBindBehind(bytes, at)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('lets through every stem at which there is a candidate', () => {
    fc.assert(
      fc.property(text, (written) => {
        const bytes = Buffer.from(written, 'latin1');
        for (const at of stemsIn(bytes))
          if (candidateAt(bytes, at) !== undefined) expect(mayBindBehind(bytes, at)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves out no binding that applies', () => {
    fc.assert(
      fc.property(text, (written) => {
        for (const { index, 0: name } of written.matchAll(/[A-Za-z_.]{2,}/g)) {
          const end = index + name.length;
          expect([...bindingsOf(written, index, end)]).toEqual([...bindingsOf(written, index, end, BINDINGS)]);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('rules out no shape that a value has', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 }),
      fc
        .array(
          fc.constantFrom('a', 'B', '0', 'word', 'Word', 'WORD', '_', '-', '.', ' ', '/', ':', '{', '}', '$', '=', '@'),
          {
            minLength: 1,
            maxLength: 8,
          },
        )
        .map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(value, (drawn) => {
        const { kinds } = charactersOf(drawn);
        for (const [name, regex] of SHAPES)
          if (regex.test(drawn)) expect(areWithin(kinds, limitsOf(name)), name).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives the same score as the whole sum, where that is enough', () => {
    fc.assert(
      fc.property(text, (written) => {
        const bytes = Buffer.from(written, 'latin1');
        for (const at of stemsIn(bytes)) {
          const candidate = candidateAt(bytes, at);
          if (candidate === undefined) continue;
          const whole = scoreOf(candidate);
          const score = scoreFrom(candidate, LOW);
          if (score === undefined) expect(whole).toBeLessThan(LOW);
          else expect(score).toBe(whole);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

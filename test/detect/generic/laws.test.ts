// What holds of every judgement, whatever is judged.
import { describe, expect, it } from 'vitest';
import { draw } from '../../../src/catalogue/shape.js';
import { Engine } from '../../../src/detect/engine.js';
import { GENERIC_REACH } from '../../../src/detect/generic/candidate-at.js';
import { LOW } from '../../../src/detect/generic/confidence.js';
import { featuresOf } from '../../../src/detect/generic/features.js';
import { assignedAt } from '../../../src/detect/generic/judge.js';
import { bias, weights } from '../../../src/detect/generic/learned/weights.js';
import { nameAround } from '../../../src/detect/generic/name.js';
import { contributionsTo, scoreOf } from '../../../src/detect/generic/score.js';
import { stemsIn } from '../../../src/detect/generic/stems.js';
import { valueAfter } from '../../../src/detect/generic/value-after.js';
import { whyNot } from '../../../src/detect/generic/why-not.js';
import { isWorthReading } from '../../../src/detect/generic/worth-reading.js';
import type { Match } from '../../../src/detect/match.js';
import { CODE, CONFIGURATION, PROTOCOLS, SHELLS, TEXTS } from '../../support/everyday-syntaxes.js';
import { anyPassword, anyToken, candidatesIn, seededRandom } from '../../support/judged.js';
import { catalogue } from '../../support/token.js';

const SYNTAXES = [...CONFIGURATION, ...SHELLS, ...CODE, ...PROTOCOLS, ...TEXTS];
const NAMES = ['api_key', 'db_password', 'client_secret', 'access_token'];

/** Every syntax, several times, with drawn values. */
function texts(seed: number, rounds = 5): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: rounds }, (_, round) =>
    SYNTAXES.map(({ write, not }, index) => {
      const make = (round + index) % 2 === 0 ? anyToken : anyPassword;
      return write(NAMES[(index + round) % NAMES.length] as string, make(random, not));
    }),
  ).flat();
}

/** What a match is, without the objects it is made of. */
function shown({ pattern, start, end, confidence, severity }: Match) {
  return { pattern: pattern.id, start, end, confidence, severity };
}

describe('the quick look', () => {
  it('turns away nothing that would be told, but bare words', () => {
    let turnedAway = 0;
    let read = 0;
    const words = ['userToken', 'value', 'request.token', 'readValue'];
    const ofCode = SYNTAXES.flatMap(({ write }) => words.map((word) => write('api_key', word)));
    for (const text of [...texts(21, 8), ...ofCode]) {
      const bytes = Buffer.from(text, 'utf8');
      const shownText = bytes.toString('latin1');
      for (const at of stemsIn(bytes)) {
        const name = nameAround(shownText, at);
        const value = name && valueAfter(shownText, name.start, name.end);
        if (value === undefined) continue;
        if (isWorthReading(bytes, at)) read++;
        else {
          turnedAway++;
          expect(value.quote === '' && /^[A-Za-z_.$?-]+$/.test(shownText.slice(value.start, value.end))).toBe(true);
        }
      }
    }
    expect(read).toBeGreaterThan(1000);
    expect(turnedAway).toBeGreaterThan(10);
  });
});

describe('a judgement is the same', () => {
  const bytes = Buffer.from(texts(22).join('\n'), 'utf8');
  const whole = new Engine(catalogue.patterns, { assignments: true, kernel: 'portable' }).scan(bytes).map(shown);

  it('by every kernel', () => {
    expect(whole.filter(({ pattern }) => pattern.startsWith('generic-')).length).toBeGreaterThan(500);
    const simd = new Engine(catalogue.patterns, { assignments: true, kernel: 'simd' });
    expect(simd.scan(bytes).map(shown)).toEqual(whole);
  });

  it('however the bytes are cut into chunks', () => {
    const far = Buffer.concat([Buffer.alloc(70_000, '.\n'), bytes, Buffer.alloc(70_000, '.\n'), bytes]);
    const once = new Engine(catalogue.patterns, { assignments: true }).scan(far).map(shown);
    for (const chunk of [1, 140_001])
      expect(new Engine(catalogue.patterns, { assignments: true, chunk }).scan(far).map(shown)).toEqual(once);
  });

  it('whatever stands outside its reach', () => {
    const random = seededRandom(23);
    const noise = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
    for (const text of texts(24, 2)) {
      const before = noise(GENERIC_REACH + 100);
      const after = noise(GENERIC_REACH + 100);
      const around = [
        Buffer.alloc(GENERIC_REACH, '.\n'),
        Buffer.from(text, 'utf8'),
        Buffer.alloc(GENERIC_REACH, '.\n'),
      ];
      const quiet = Buffer.concat(around);
      const noisy = Buffer.concat([before, ...around, after]);
      const judge = (buffer: Buffer, shift: number) =>
        stemsIn(around[1] as Buffer).map((at) => {
          const match = assignedAt(buffer, at + GENERIC_REACH + shift);
          return match && { ...shown(match), start: match.start - shift, end: match.end - shift };
        });
      expect(judge(noisy, before.length)).toEqual(judge(quiet, 0));
    }
  });

  it('in a new process: nothing is remembered but names', () => {
    const first = texts(25).map((text) => candidatesIn(Buffer.from(text)).map(scoreOf));
    const again = texts(25)
      .reverse()
      .map((text) => candidatesIn(Buffer.from(text)).map(scoreOf))
      .reverse();
    expect(again).toEqual(first);
  });
});

describe('what speaks against a candidate', () => {
  const random = seededRandom(27);
  const DRAWS = 400;

  it.each([
    '{0-9a-f:16}',
    '{0-9a-f:32}',
    '{0-9A-F:40}',
    '{0-9a-f:64}',
    '{A-Za-z0-9:10}',
    '{A-Za-z0-9:16}',
    '{A-Za-z0-9:40}',
    '{a-z0-9:20}',
    '{A-Z0-9:24}',
    '{A-Z2-7:32}',
    '{A-Za-z0-9+/:43}=',
    '{A-Za-z0-9_-:43}',
    '{A-Za-z0-9:8}-{A-Za-z0-9:8}',
    '{A-Za-z0-9:6}.{A-Za-z0-9:22}',
    '{!-~:16}',
  ])('is said of no random token: %s', (shape) => {
    let refused = 0;
    for (let i = 0; i < DRAWS; i++) {
      const value = draw(shape, random);
      if (/["\\]/.test(value)) continue;
      for (const text of [
        `client_secret = "${value}"\n`,
        `{"db_password": "${value}"}`,
        `set("api_token", "${value}")\n`,
      ])
        if (candidatesIn(Buffer.from(text)).some((one) => one.value === value && whyNot(one) !== undefined)) refused++;
    }
    // Chance makes one of a thousand look like something: `$a…` is a variable.
    expect(refused).toBeLessThanOrEqual(3 * DRAWS * (shape === '{!-~:16}' ? 0.05 : 0.002));
  });
});

describe('a score', () => {
  const candidates = texts(26).flatMap((text) => candidatesIn(Buffer.from(text, 'utf8')));

  it('is the sum of what is shown of it', () => {
    expect(candidates.length).toBeGreaterThan(500);
    for (const candidate of candidates) {
      const sum = contributionsTo(candidate).reduce((total, { weight }) => total + weight, 0);
      expect(sum).toBeCloseTo(scoreOf(candidate), 9);
    }
  });

  it('counts each feature once', () => {
    for (const candidate of candidates) {
      const features = featuresOf(candidate).filter((feature) => !feature.startsWith('word:'));
      expect(new Set(features).size).toBe(features.length);
    }
  });

  it('is bounded: no feature decides alone', () => {
    const all = Object.values(weights).flatMap((group) => Object.values(group));
    expect(all.length).toBeGreaterThan(500);
    for (const weight of [bias, ...all]) expect(Math.abs(weight)).toBeLessThan(4);
    expect(LOW).toBeLessThan(0);
  });

  it('has a feature for every group of weights', () => {
    const groups = new Set(candidates.flatMap(featuresOf).map((feature) => feature.slice(0, feature.indexOf(':'))));
    expect(
      Object.keys(weights).filter((group) => !groups.has(group) && group !== 'negative' && group !== 'shape'),
    ).toEqual([]);
  });
});

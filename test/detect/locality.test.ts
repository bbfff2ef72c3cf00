import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';
import { catalogue, patternFiles, WRITTEN_BY_HAND } from '../support/token.js';

/** Each match alone: what goes together is decided between matches, and proved in pairs.test.ts. */
const patterns = catalogue.patterns.map(({ pairs, ...pattern }) => pattern);
const engine = new Engine(patterns);
const secrets = patternFiles.flatMap(({ content }) => (WRITTEN_BY_HAND.has(content.provider) ? content.secrets : []));
const shapes = secrets.flatMap(({ shapes }) => shapes);
const shortShapes = shapes.filter((shape) => !shape.includes('-----BEGIN'));
const names = secrets.flatMap(({ env }) => env ?? []);
const words = secrets.flatMap(({ context }) => context?.words ?? []);

const drawnFrom = (from: readonly string[]) =>
  fc.tuple(fc.constantFrom(...from), fc.nat()).map(([shape, seed]) => draw(shape, seededRandom(seed)));

const space = fc
  .tuple(fc.constantFrom(' ', '\n', 'lorem ipsum, ', 'lorem\n'), fc.integer({ min: 0, max: 320 }))
  .map(([unit, length]) => unit.repeat(length).slice(0, length));

/** A word at about the distance at which it ceases to count, with a token that means nothing without it. */
const bareShapes = secrets.filter(({ context }) => context !== undefined).flatMap(({ shapes }) => shapes);
const atTheReach = fc
  .tuple(
    fc.constantFrom(...words, ...names),
    fc.integer({ min: 225, max: 280 }),
    fc.constantFrom(' ', '\n'),
    fc.constantFrom('key=', 'token: "', ''),
    drawnFrom(bareShapes),
    fc.boolean(),
  )
  .map(([word, distance, unit, name, token, isBefore]) =>
    isBefore
      ? `${word}${unit.repeat(distance - name.length)} ${name}${token}`
      : `${name}${token} ${unit.repeat(distance)}${word}`,
  );

/** Pieces that have something to do with a decision: tokens, names, words, operators, escapes, lines, and much space. */
const piece = fc.oneof(
  { weight: 6, arbitrary: drawnFrom(shortShapes) },
  { weight: 1, arbitrary: drawnFrom(shapes) },
  { weight: 6, arbitrary: fc.constantFrom(...names).map((name) => `${name}=`) },
  { weight: 3, arbitrary: fc.constantFrom(...words, 'token: "', 'key = ', 'password ', 'example') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('\n', '\r\n', ' ', '"', "'", ', ', '\\n', '%3D', '\x1b[31m', '\\', ':-', '-', '_'),
  },
  { weight: 4, arbitrary: space },
  { weight: 6, arbitrary: atTheReach },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
);

const text = fc.array(piece, { maxLength: 24, size: 'max' }).map((pieces) => Buffer.from(pieces.join('')));

/** All that a match says of itself, at an offset counted from `from`. */
function described({ pattern, start, end, ...rest }: Match, from: number) {
  return { pattern: pattern.id, start: start - from, end: end - from, ...rest };
}

/** Matches so far inside that nothing outside the text has a say in them, counted from `from`. */
function inside(matches: readonly Match[], from: number, to: number) {
  return matches
    .filter(({ pattern, start, end }) => start - pattern.reach >= from && end + pattern.reach <= to)
    .map((match) => described(match, from));
}

describe('whether bytes are a match', () => {
  it('does not change when everything further away than the reach is cut off', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (bytes, before, behind) => {
        for (const match of engine.scan(bytes)) {
          const { reach } = match.pattern;
          const from = Math.max(0, match.start - reach - (before % 50));
          const to = Math.min(bytes.length, match.end + reach + (behind % 50));
          const again = engine.scan(bytes.subarray(from, to)).map((other) => described(other, -from));
          expect(again).toContainEqual(described(match, 0));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('does not change with what stands around the text', () => {
    fc.assert(
      fc.property(text, text, text, (before, bytes, behind) => {
        const all = Buffer.concat([before, bytes, behind]);
        const [from, to] = [before.length, before.length + bytes.length];
        expect(inside(engine.scan(all), from, to)).toEqual(inside(engine.scan(bytes), 0, bytes.length));
      }),
      { numRuns: 400 },
    );
  });

  it('does not change for a key of many lines', () => {
    const reach = Math.max(...catalogue.patterns.map((pattern) => pattern.reach));
    const padding = fc.array(fc.constantFrom('-----BEGIN ', 'PRIVATE KEY-----', 'x'.repeat(99), '\n'), {
      minLength: 0,
      maxLength: 9,
    });
    const far = Buffer.alloc(reach, 'lorem ipsum\n');
    const armoured = shapes.filter((shape) => shape.includes('-----BEGIN'));
    fc.assert(
      fc.property(drawnFrom(armoured), padding, padding, (key, before, behind) => {
        const bytes = Buffer.concat([far, Buffer.from(`\n${key}\n`), far]);
        const [alone] = inside(engine.scan(bytes), 0, bytes.length);
        const start = Buffer.from(before.join(''));
        const all = Buffer.concat([start, bytes, Buffer.from(behind.join(''))]);
        expect(alone).toBeDefined();
        expect(inside(engine.scan(all), start.length, start.length + bytes.length)).toEqual([alone]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the matches of a text', () => {
  it('come in order and never overlap', () => {
    fc.assert(
      fc.property(text, (bytes) => {
        const matches = engine.scan(bytes);
        for (const [index, match] of matches.entries()) {
          expect(match.end).toBeGreaterThan(match.start);
          expect(match.start).toBeGreaterThanOrEqual(matches[index - 1]?.end ?? 0);
          expect(match.end - match.start).toBeLessThanOrEqual(match.pattern.reach);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on the order of the patterns', () => {
    const reversed = new Engine([...patterns].reverse());
    fc.assert(
      fc.property(text, (bytes) => {
        const [one, other] = [engine, reversed].map((each) => each.scan(bytes).map((match) => described(match, 0)));
        expect(one).toEqual(other);
      }),
      { numRuns: 200 },
    );
  });
});

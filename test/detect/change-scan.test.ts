import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangeScanner } from '../../src/detect/delta/change-scanner.js';
import { Difference } from '../../src/detect/delta/difference.js';
import { Engine } from '../../src/detect/engine.js';
import { secretOf } from '../../src/detect/match.js';
import { everyPart } from '../../src/detect/pairs.js';
import { adversaries } from '../support/adversarial-families.js';
import type { DeltaFamily } from '../support/delta-family.js';
import { familyOf, familyRecipe, longFamilyRecipe } from '../support/family-recipes.js';
import { catalogue, token } from '../support/token.js';

// The promise: a text that is said to hold nothing new holds no secret that the text before it had not.

/** Families of texts; `DELTA_RUNS` asks for more, after a change to what is compared. */
const RUNS = Number(process.env.DELTA_RUNS ?? 150);

const engine = new Engine(catalogue.patterns, { assignments: true });
const scanner = new ChangeScanner(engine);

/** All that is told of a text, and all that gave way to something else in it: that stood there as well. */
function secretsIn(text: Buffer): Set<string> {
  const found = [...everyPart(engine.scan(text)), ...everyPart(engine.found(text))];
  return new Set(found.map((match) => secretOf(match, text)));
}

interface Counts {
  quiet: number;
  news: number;
}

function expectNothingNewWhereItIsSaid(family: DeltaFamily, counts: Counts): void {
  for (const [number, { content, base }] of family.members.entries()) {
    if (base === undefined) continue;
    const before = family.content(base);
    const known = secretsIn(before);
    const isNew = everyPart(engine.scan(content)).some((match) => !known.has(secretOf(match, content)));
    const mayBe = scanner.mayHoldNew(before, content);
    if (isNew) expect(mayBe, `object ${number}`).toBe(true);
    if (isNew) counts.news++;
    if (!mayBe) counts.quiet++;
  }
}

describe('a text in which nothing is new', () => {
  it.each<[string, typeof familyRecipe, number]>([
    ['short ones', familyRecipe, RUNS],
    ['long ones', longFamilyRecipe, RUNS],
  ])('is told from one in which something may be, in random texts changed at random: %s', (_, recipes, numRuns) => {
    const counts = { quiet: 0, news: 0 };
    fc.assert(
      fc.property(recipes, (recipe) => expectNothingNewWhereItIsSaid(familyOf(recipe), counts)),
      { numRuns },
    );
    // It would prove nothing if all were called new, or nothing were.
    expect(counts.quiet).toBeGreaterThan(numRuns / 10);
    expect(counts.news).toBeGreaterThan(numRuns / 10);
  });

  it.each(adversaries())('is not one with $name', ({ family }) => {
    expectNothingNewWhereItIsSaid(family, { quiet: 0, news: 0 });
  });

  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, number) => `const value${from + number} = compute(${from + number});\n`).join(
      '',
    );

  it('has secrets that moved with the lines around them', () => {
    const held = `${lines(0, 80)}const key = "${token('openai-project-key')}";\n${lines(20, 99)}`;
    const before = Buffer.from(`${lines(100, 200)}${held}${lines(200, 300)}`);
    expect(scanner.mayHoldNew(before, Buffer.from(`${held}${lines(100, 150)}new();\n${lines(150, 300)}`))).toBe(false);
  });

  it('is none when a word next to a secret makes it one', () => {
    const uuid = randomUUID();
    const text = (name: string) => Buffer.from(`${lines(0, 50)}${name} = "${uuid}"\n${lines(50, 99)}`);
    expect(engine.scan(text('PINECONE_API_KEY'))).toHaveLength(1);
    expect(scanner.mayHoldNew(text('REQUEST_ID'), text('PINECONE_API_KEY'))).toBe(true);
  });
});

describe('the difference of two texts', () => {
  const difference = new Difference();

  /** Puts a text together as a person does: of lines, some of them of the text before. */
  const line = fc.oneof(fc.constantFrom('', '}', 'return value;', 'x'.repeat(300)), fc.string({ maxLength: 80 }));
  const block = fc.array(line, { maxLength: 30, size: 'max' }).map((all) => all.join('\n'));

  it('leaves out nothing but stretches of the earlier text', () => {
    let stretches = 0;
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(20), { maxLength: 10 }),
        block,
        (blocks, order, added) => {
          const before = Buffer.from(blocks.join('\n'));
          const after = Buffer.from(order.map((number) => blocks[number] ?? added).join('\n'));
          difference.read(before, after);
          let end = 0;
          for (let change = 0; change <= difference.count; change++) {
            const isLast = change === difference.count;
            const next = isLast ? after.length : (difference.from[change] as number);
            expect(next).toBeGreaterThanOrEqual(end);
            const stretch = after.subarray(end, next);
            expect(before.includes(stretch)).toBe(true);
            // What begins, or ends, the text without a change begins, or ends, the earlier one.
            if (change === 0) expect(before.subarray(0, next).equals(stretch)).toBe(true);
            if (isLast) expect(before.subarray(before.length - stretch.length).equals(stretch)).toBe(true);
            if (stretch.length > 0) stretches++;
            if (!isLast) end = difference.to[change] as number;
          }
          if (difference.count === 0) expect(after.equals(before)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(stretches).toBeGreaterThan(500);
  });

  it('knows what is touched: what is new, and what has lost something in its middle', () => {
    const before = Buffer.from(`${'a'.repeat(400)}REMOVED${'b'.repeat(400)}`);
    difference.read(before, Buffer.from(`${'a'.repeat(400)}${'b'.repeat(400)}`));
    expect(difference.touches(0, 400)).toBe(false);
    expect(difference.touches(400, 800)).toBe(false);
    expect(difference.touches(399, 401)).toBe(true);
  });
});

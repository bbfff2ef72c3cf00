import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { drawExample } from '../../src/catalogue/shape.js';
import { Engine, type EngineOptions } from '../../src/detect/engine.js';
import { adversaries, hugeAdversaries } from '../support/adversarial-families.js';
import { DeltaFamily, walkFamily } from '../support/delta-family.js';
import { type DeltaScanner, deltaScanner } from '../support/delta-scanner.js';
import { describedMatches } from '../support/described-match.js';
import { familyOf, familyRecipe, longFamilyRecipe } from '../support/family-recipes.js';
import { OWN_VALUES } from '../support/fragments.js';
import { ownPatterns } from '../support/own-secret.js';
import { catalogue, patternFiles } from '../support/token.js';
import { type Mistake, WrongScanner } from '../support/wrong-scanners.js';

// The promise: what is found through deltas is what is found in every object read whole. Exactly, in every respect.

/** Families of objects; `DELTA_RUNS` asks for more, after a change to what is translated. */
const RUNS = Number(process.env.DELTA_RUNS ?? 250);

const patterns = [...catalogue.patterns, ...ownPatterns(OWN_VALUES)];
const engineWith = (options: EngineOptions = {}) => new Engine(patterns, { assignments: true, ...options });
const oracle = engineWith();
const scanner = deltaScanner(engineWith());

/** @returns how many matches each member has */
function expectSameAsWhole(family: DeltaFamily, tested: DeltaScanner = scanner): number[] {
  const counts: number[] = [];
  walkFamily(family, (number, content, depth, delta) => {
    const found = describedMatches(tested.scan(content, depth, delta));
    expect(found, `object ${number}`).toEqual(describedMatches(oracle.scan(content)));
    counts[number] = found.length;
  });
  return counts;
}

describe('a scan through deltas finds what a scan of every object finds', () => {
  it.each<[string, EngineOptions, typeof familyRecipe, number]>([
    ['short ones', {}, familyRecipe, RUNS],
    ['long ones', {}, longFamilyRecipe, RUNS / 2],
    ['with the portable kernel', { kernel: 'portable' }, familyRecipe, RUNS / 5],
    ['with nothing decoded', { depth: 0 }, familyRecipe, RUNS / 5],
  ])('in random texts, changed at random: %s', (_, options, recipes, numRuns) => {
    const whole = engineWith(options);
    const tested = deltaScanner(engineWith(options));
    let found = 0;
    fc.assert(
      fc.property(recipes, (recipe) => {
        walkFamily(familyOf(recipe), (number, content, depth, delta) => {
          const expected = describedMatches(whole.scan(content));
          expect(describedMatches(tested.scan(content, depth, delta)), `object ${number}`).toEqual(expected);
          if (delta !== undefined) found += expected.length;
        });
      }),
      { numRuns },
    );
    // Texts in which nothing is found prove nothing.
    expect(found).toBeGreaterThan(numRuns);
  });

  it.each([...adversaries(), ...hugeAdversaries()])('$name', ({ family, finds }) => {
    const counts = expectSameAsWhole(family);
    for (const [number, count] of finds.entries())
      if (count !== undefined) expect(counts[number], `matches in object ${number}`).toBe(count);
    expect(Math.max(...counts)).toBeGreaterThan(0);
  });

  it('in objects of several chunks', () => {
    const tested = deltaScanner(engineWith({ chunk: 1 }));
    const [large] = adversaries().filter(({ name }) => name.startsWith('more than a chunk'));
    expect(expectSameAsWhole((large as { family: DeltaFamily }).family, tested)[0]).toBe(5);
  });
});

describe('every pattern is found through deltas', () => {
  const secrets = patternFiles.flatMap(({ content }) => content.secrets);

  /** An example, put together at a seam in three ways, torn apart and changed around its middle. */
  function cutAt(text: string, cut: number): DeltaFamily {
    const family = new DeltaFamily();
    const padding = 'lorem ipsum\n'.repeat(30);
    const [before, behind] = [text.slice(0, cut), text.slice(cut)];
    const first = family.whole(padding + before);
    const whole = family.delta(first, { offset: 0, size: family.content(first).length }, behind);
    const second = family.whole(`${behind}\n${padding}${before}`);
    family.delta(
      second,
      { offset: behind.length + 1, size: padding.length + before.length },
      { offset: 0, size: behind.length },
    );
    family.edit(whole, padding.length + before.length, 0, '~');
    family.edit(whole, padding.length, 0, 'x');
    return family;
  }

  it('from its first example, wherever a seam cuts it', () => {
    let found = 0;
    for (const [number, { examples, shapes }] of secrets.entries()) {
      const random = seededRandom(number);
      const shape = shapes[number % shapes.length] as string;
      const text = Buffer.from(drawExample(examples[number % examples.length] as string, shape, random).text).toString(
        'latin1',
      );
      const cut = Math.floor(text.length * (0.2 + 0.3 * (number % 3)));
      found += expectSameAsWhole(cutAt(text, cut))[1] ?? 0;
    }
    expect(found).toBeGreaterThan(secrets.length);
  });
});

describe('this proof notices', () => {
  function isRight(tested: DeltaScanner, family: DeltaFamily): boolean {
    let isSame = true;
    walkFamily(family, (_, content, depth, delta) => {
      const found = JSON.stringify(describedMatches(tested.scan(content, depth, delta)));
      isSame &&= found === JSON.stringify(describedMatches(oracle.scan(content)));
    });
    return isSame;
  }

  it.each<[string, Mistake]>([
    ['a match that is believed when only itself is copied', { reach: 0 }],
    ['a match that is believed with 16 bytes around it', { reach: 16 }],
    ['a match that is believed with 64 bytes around it', { reach: 64 }],
    ['a match that is believed with 200 bytes around it', { reach: 200 }],
    ['a base that is taken for another', { forgetsBranches: true, reach: 300 }],
    ['a range that is copied twice', { copiesOnce: true, reach: 300 }],
  ])('%s', (_, mistake) => {
    const tested = new WrongScanner(engineWith(), mistake);
    const { failed } = fc.check(
      fc.property(familyRecipe, (recipe) => isRight(tested, familyOf(recipe))),
      { numRuns: 6000, endOnFailure: true, seed: 5 },
    );
    expect(failed).toBe(true);
  });

  it('a match that is believed whatever was changed 2000 bytes away', () => {
    const tested = new WrongScanner(engineWith(), { reach: 2000 });
    expect(adversaries().filter(({ family }) => !isRight(tested, family)).length).toBeGreaterThan(0);
  });
});

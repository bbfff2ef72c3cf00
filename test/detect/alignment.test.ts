import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aligned } from '../../src/detect/alignment.js';

interface Span {
  readonly start: number;
  readonly end: number;
}

const REACH = 20;
const costOf = (a: Span, b: Span) => (b.end <= a.start ? a.start - b.end : b.start - a.end + 0.5);

/** The most pairs, then the least cost, of all ways to pair two lists in their order: tried out. */
function best(leads: readonly Span[], partners: readonly Span[]): [number, number] {
  const [lead, ...others] = leads;
  if (lead === undefined) return [0, 0];
  const ways = [best(others, partners)];
  for (const [index, partner] of partners.entries()) {
    const cost = costOf(lead, partner);
    if (cost > REACH + 0.5) continue;
    const [count, sum] = best(others, partners.slice(index + 1));
    ways.push([count + 1, sum + cost]);
  }
  return ways.sort(([count, cost], [other, otherCost]) => other - count || cost - otherCost)[0] as [number, number];
}

it('pairs as many as there can be, at the least cost, in their order', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 24 })), { maxLength: 9 });
  fc.assert(
    fc.property(steps, (list) => {
      let at = 0;
      const spans = list.map(([isLead, gap]) => {
        const start = at + gap;
        at = start + 3;
        return { isLead, start, end: at };
      });
      const [leads, partners] = [spans.filter(({ isLead }) => isLead), spans.filter(({ isLead }) => !isLead)];
      const pairs = aligned(leads, partners, REACH, costOf);
      const cost = pairs.reduce((sum, [a, b]) => sum + costOf(a, b), 0);
      expect([pairs.length, cost]).toEqual(best(leads, partners));
      for (const [index, [lead, partner]] of pairs.entries()) {
        expect(lead.start).toBeGreaterThan(pairs[index - 1]?.[0].start ?? -1);
        expect(partner.start).toBeGreaterThan(pairs[index - 1]?.[1].start ?? -1);
      }
    }),
    { numRuns: 2000 },
  );
});

it('leaves alone what does not go together, however near', () => {
  const [a, b] = [
    { start: 0, end: 3 },
    { start: 4, end: 7 },
  ];
  expect(aligned([a], [b], REACH, () => undefined)).toEqual([]);
  expect(aligned([a], [b], REACH, () => 1)).toEqual([[a, b]]);
});

it('takes a hundred thousand in a row in its stride', () => {
  const row = (first: number) =>
    Array.from({ length: 100_000 }, (_, n) => ({ start: n * 8 + first, end: n * 8 + first + 3 }));
  expect(aligned(row(0), row(4), 256, costOf)).toHaveLength(100_000);
});

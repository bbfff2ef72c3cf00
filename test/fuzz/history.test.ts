import { beforeEach, expect, it } from 'vitest';
import { numbers } from '../support/grown-repository.js';
import { expectNoCrash } from '../support/history.js';
import { placesIn } from '../support/history-places.js';
import { leaveHook } from '../support/outside-hooks.js';
import { HUSHKEY } from '../support/repository.js';
import { ADDED, DAMAGES, type Damage, type Next, putFiles } from './damages.js';
import { Reader } from './reader.js';
import { type Specimen, specimens } from './specimens.js';
import type { Answer } from './subject.js';

// Whatever happens to what is stored: an answer that is right, or a gap. No crash, no hang, nothing found that is not there.
// `npm run fuzz:history -- --seconds 600 --seed 7` goes on for longer, and from somewhere else.

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 6);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** What a reader works with, and some that is not collected yet; damages announce gigabytes. */
const MOST_MEMORY = 300e6;
/** The built program takes longer to start than to read. */
const LONGEST_RUN = 60_000;
const PROGRAM_ROUNDS = Math.max(10, Math.floor(SECONDS / 4));

beforeEach(leaveHook);

/** What was done, to be told when it comes out wrong. */
interface Round {
  readonly specimen: Specimen;
  readonly damages: readonly Damage[];
  readonly what: string;
  undo(): void;
}

function damaged(all: readonly Specimen[], round: number, isAllowed: (damage: Damage) => boolean): Round {
  const next: Next = numbers(SEED * 1_000_003 + round);
  for (let warmUp = 0; warmUp < 5; warmUp++) next(2);
  const specimen = all[next(all.length)] as Specimen;
  const possible = DAMAGES.filter(isAllowed);
  const damages = Array.from({ length: next(3) === 0 ? 2 : 1 }, () => possible[next(possible.length)] as Damage);
  const files = new Map(specimen.files);
  for (const damage of damages) damage.apply(files, next);
  const what = `seed ${SEED}, round ${round}, ${specimen.name}: ${damages.map(({ name }) => name).join(', and ')}`;
  return { specimen, damages, what, undo: putFiles(specimen.objects, specimen.files, files) };
}

/** @returns how many objects were read */
function judge({ specimen, damages, what }: Round, answer: Answer | Error | undefined): number {
  expect(answer, `${what}: it hangs`).toBeDefined();
  if (answer instanceof Error) throw new Error(`${what}: the thread died`, { cause: answer });
  const { objects, unread, thrown, memory } = answer as Answer;
  expect(thrown, what).toBeUndefined();
  expect(memory, `${what}: bytes of memory`).toBeLessThan(MOST_MEMORY);
  for (const { reason } of unread) expect(reason, what).toMatch(/^[a-z][^\n]{5,200}[^.]$/);
  for (const [id, [object, matches]] of objects) {
    if (id === ADDED) continue;
    expect([object, matches], `${what}: object ${id}`).toEqual(specimen.truth.get(id));
  }
  const told = new Set([...objects.keys(), ...unread.map(({ subject }) => subject)]);
  // An id that nobody ever had is one that was damaged in an index with a checksum that fits.
  const isElsewhere = unread.some(({ subject, isObject }) => !isObject || !specimen.truth.has(subject));
  const isAnythingUntold = isElsewhere || damages.some(({ takesAway }) => takesAway);
  if (!isAnythingUntold)
    expect(
      [...specimen.truth.keys()].filter((id) => !told.has(id)),
      `${what}: objects that are lost without a word`,
    ).toEqual([]);
  return objects.size;
}

it(
  'the reader gives an answer or a gap',
  async () => {
    const all = await specimens();
    const reader = await Reader.start();
    const end = Date.now() + SECONDS * 1000;
    let [read, expected] = [0, 0];
    try {
      for (let round = 0; Date.now() < end; round++) {
        const now = damaged(all, round, () => true);
        const { objects, hash } = now.specimen;
        const checkIds = now.damages.some(({ isForged }) => isForged) || round % 2 === 0;
        try {
          read += judge(now, await reader.read({ objects, hash, checkIds }));
        } finally {
          now.undo();
        }
        expected += now.specimen.truth.size;
      }
    } finally {
      await reader.close();
    }
    console.log(`${read} of ${expected} objects read`);
    // Most damages leave most objects readable: a reader that gives up at once would prove nothing.
    expect(read).toBeGreaterThan(expected / 3);
  },
  SECONDS * 1000 + 120_000,
);

it(
  'history gives an answer or a gap',
  async () => {
    const all = await specimens();
    let complete = 0;
    for (let round = 0; round < PROGRAM_ROUNDS; round++) {
      const { specimen, damages, what, undo } = damaged(all, 1_000_000 + round, ({ isForged }) => !isForged);
      try {
        const run = ['-k', '5', `${LONGEST_RUN / 1000}`, process.execPath, HUSHKEY, 'history', '--format', 'json'];
        run.push('--no-cache', '--threads', `${1 + (round % 3)}`);
        const outcome = specimen.repository.run('timeout', run);
        expect(outcome.code, `${what}: it hangs`).not.toBe(124);
        expectNoCrash(outcome);
        expect([0, 1, 3], `${what}: ${outcome.output}`).toContain(outcome.code);
        expect(outcome.stdout, what).toMatch(/^\{/);
        const { findings, gaps } = JSON.parse(outcome.stdout);
        const { places } = specimen;
        const found = [...placesIn(findings)];
        expect(
          found.filter((place) => !places.has(place)),
          `${what}: found what is not there`,
        ).toEqual([]);
        if (gaps.length > 0) continue;
        complete++;
        if (!damages.some(({ takesAway }) => takesAway))
          expect(found.length, `${what}: missed without a gap`).toBe(places.size);
      } finally {
        undo();
      }
    }
    expect(complete).toBeLessThan(PROGRAM_ROUNDS);
  },
  PROGRAM_ROUNDS * LONGEST_RUN,
);

import fc from 'fast-check';
import { DeltaFamily } from './delta-family.js';
import { ENCODINGS } from './encoding.js';
import { type Fragment, written } from './fragments.js';
import { patternFiles, WRITTEN_BY_HAND } from './token.js';

/** A place in a base: so many bytes from one of the places where something begins or ends there. */
interface Mark {
  readonly mark: number;
  readonly shift: number;
}

type Step = { readonly copyFrom: Mark; readonly copyTo: Mark } | { readonly insert: readonly Fragment[] };

interface Edit {
  readonly at: Mark;
  readonly removed: Mark;
  readonly insert: readonly Fragment[];
}

/** How an object is made of another one: edits as an editor makes them, or steps in any order. */
type Change = { readonly edits: readonly Edit[] } | { readonly steps: readonly Step[] };

export interface FamilyRecipe {
  readonly root: readonly Fragment[];
  readonly versions: readonly { readonly of: number; readonly change: Change }[];
}

const entries = patternFiles.flatMap(({ content }) =>
  content.secrets.map((secret) => ({ ...secret, isByHand: WRITTEN_BY_HAND.has(content.provider) })),
);
const idsOf = (some: typeof entries) => some.map(({ id }) => id);
const isLong = ({ shapes }: (typeof entries)[number]) =>
  shapes.some((shape) => /-----BEGIN|\{=(?:der|pem)/.test(shape));
const short = entries.filter((entry) => !isLong(entry));
const names = [...new Set(entries.flatMap(({ isByHand, env }) => (isByHand ? (env ?? []) : [])))];
const words = [...new Set(entries.flatMap(({ context }) => context?.words ?? []))];

const seed = fc.nat(0xffff);
const drawnOf = (ids: readonly string[]) => fc.record({ pattern: fc.constantFrom(...ids), shape: fc.nat(3), seed });
const anyShort = fc.oneof(
  drawnOf(idsOf(short.filter(({ isByHand }) => isByHand))),
  drawnOf(idsOf(short.filter(({ context }) => context !== undefined))),
  drawnOf(idsOf(short)),
);
const wholeToken = (drawn: typeof anyShort): fc.Arbitrary<Fragment> =>
  drawn.map((of) => ({ kind: 'token', from: 0, to: 1000, ...of }));

const plain = (...texts: string[]): fc.Arbitrary<Fragment> =>
  fc.constantFrom(...texts).map((text) => ({ kind: 'plain', text }));
const space: fc.Arbitrary<Fragment> = fc.record({
  kind: fc.constant('space' as const),
  unit: fc.constantFrom(' ', '\n', 'lorem ipsum, ', 'lorem\n', '\0', 'a'),
  length: fc.oneof({ weight: 3, arbitrary: fc.nat(40) }, { weight: 2, arbitrary: fc.integer({ min: 150, max: 300 }) }),
});
const assigned: fc.Arbitrary<Fragment> = fc.record({
  kind: fc.constant('assigned' as const),
  name: fc.constantFrom(
    'password',
    'DB_PASSWORD',
    'apiKey',
    'secret',
    'auth_token',
    '"pwd"',
    'user.pass',
    'has\xc5\x82o',
  ),
  operator: fc.constantFrom('=', ': ', ' = ', ' := ', '\\":\\"', '%3D', ' => ', '='.repeat(2)),
  value: fc.constantFrom('password' as const, 'token' as const),
  quote: fc.constantFrom('', '"', "'", '`'),
  seed,
});
const partOfToken: fc.Arbitrary<Fragment> = fc
  .tuple(anyShort, fc.nat(1000), fc.nat(1000))
  .map(([of, one, other]) => ({ kind: 'token', from: Math.min(one, other), to: Math.max(one, other), ...of }));
const pair: fc.Arbitrary<Fragment> = fc
  .tuple(drawnOf(idsOf(short.filter(({ pairs }) => pairs !== undefined))), fc.nat(300), fc.boolean())
  .map(([of, gap, isSwapped]) => ({ kind: 'pair', gap, isSwapped, ...of }));
const example: fc.Arbitrary<Fragment> = fc
  .tuple(drawnOf(idsOf(short)), fc.nat(6))
  .map(([of, number]) => ({ kind: 'example', number, ...of }));
const own: fc.Arbitrary<Fragment> = fc
  .tuple(fc.nat(3), fc.constantFrom(0, 0, 0, 100, 500), fc.constantFrom(1000, 1000, 1000, 900, 500))
  .map(([number, from, to]) => ({ kind: 'own', number, from, to }));
const longToken = wholeToken(drawnOf(idsOf(entries.filter(isLong))));
const run: fc.Arbitrary<Fragment> = fc.record({
  kind: fc.constant('run' as const),
  alphabet: fc.constantFrom('base64' as const, 'hex' as const),
  length: fc.oneof(fc.nat(80), fc.integer({ min: 80, max: 1200 })),
  seed,
});

/** What stands between things that matter, and decides whether they do. */
const glue = fc.oneof(
  plain('\n', '\r\n', ' ', '"', "'", ', ', '\\n', '%3D', '\x1b[31m', '\\', ':-', '-', '_', '=', ': ', '\r', '/', '\0'),
  plain('example', 'your-', '-here', 'xxxx', 'changeme', '<', '>', '${', '}', 'process.env.', 'test', 'ENC[', 'SEED'),
  plain(
    'token: "',
    'key = ',
    'password ',
    'data:\n  ',
    'kind: Secret\n',
    '"private_key": ',
    '-----END ',
    '-----BEGIN ',
  ),
  plain(...names.map((name) => `${name}=`)),
  plain(...words),
);

const unencoded: fc.Arbitrary<Fragment> = fc.oneof(
  { weight: 6, arbitrary: wholeToken(anyShort) },
  { weight: 8, arbitrary: glue },
  { weight: 3, arbitrary: partOfToken },
  { weight: 3, arbitrary: assigned },
  { weight: 3, arbitrary: space },
  { weight: 2, arbitrary: pair },
  { weight: 2, arbitrary: example },
  { weight: 1, arbitrary: run },
  { weight: 1, arbitrary: own },
);
const encoded: fc.Arbitrary<Fragment> = fc.record({
  kind: fc.constant('encoded' as const),
  encoding: fc.oneof(fc.constant('lines' as const), fc.nat(ENCODINGS.length - 1)),
  inside: fc.array(unencoded, { minLength: 1, maxLength: 4 }),
});
const fragment = fc.oneof(
  { weight: 20, arbitrary: unencoded },
  { weight: 3, arbitrary: encoded },
  { weight: 1, arbitrary: longToken },
);

/** Seams lie beside what matters, in it, or about as far away as the reach. */
const mark: fc.Arbitrary<Mark> = fc.record({
  mark: fc.nat(60),
  shift: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
    { weight: 3, arbitrary: fc.integer({ min: -60, max: 60 }) },
    { weight: 2, arbitrary: fc.integer({ min: -300, max: 300 }) },
  ),
});

/** Texts of such pieces and changes of them, in chains and trees. */
function families(piece: fc.Arbitrary<Fragment>, shift: fc.Arbitrary<Mark>): fc.Arbitrary<FamilyRecipe> {
  const insert = fc.array(piece, { maxLength: 3 });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ copyFrom: shift, copyTo: shift }) },
    { weight: 2, arbitrary: fc.record({ insert }) },
  );
  const edit = fc.record({ at: shift, removed: shift, insert });
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ edits: fc.array(edit, { maxLength: 4 }) }) },
    { weight: 2, arbitrary: fc.record({ steps: fc.array(step, { maxLength: 8 }) }) },
  );
  return fc.record({
    root: fc.array(piece, { maxLength: 10, size: 'max' }),
    versions: fc.array(fc.record({ of: fc.nat(7), change }), { minLength: 1, maxLength: 6, size: 'max' }),
  });
}

/** Short texts: nothing is far from anything. */
export const familyRecipe = families(fragment, mark);

/** Much of nothing in between, so that seams are further away than patterns of many lines and long runs reach. */
const padding: fc.Arbitrary<Fragment> = fc.record({
  kind: fc.constant('space' as const),
  unit: fc.constantFrom('lorem ipsum, ', 'const key = value(1);\n', 'data: {"a": [1, 2]}\n', '0', ' '),
  length: fc.integer({ min: 300, max: 24_000 }),
});

/** A long run, whose first byte decides what stands at its end. */
const longEncoded: fc.Arbitrary<Fragment> = fc
  .tuple(fc.oneof(fc.constant('lines' as const), fc.nat(ENCODINGS.length - 1)), padding, unencoded, unencoded)
  .map(([encoding, ...inside]) => ({ kind: 'encoded', encoding, inside }));

export const longFamilyRecipe = families(
  fc.oneof(
    { weight: 5, arbitrary: fragment },
    { weight: 2, arbitrary: padding },
    { weight: 2, arbitrary: longToken },
    { weight: 2, arbitrary: longEncoded },
  ),
  mark,
);

/** The objects of a recipe. Each version is made of one of those before it, mostly of the last one. */
export function familyOf({ root, versions }: FamilyRecipe): DeltaFamily {
  const family = new DeltaFamily();
  const first = new Written(root);
  family.whole(first.bytes);
  const marks = [first.marks];
  for (const { of, change } of versions) {
    const base = of < family.members.length ? family.members.length - 1 - of : family.members.length - 1;
    const from = new Places(marks[base] as readonly number[], family.content(base).length);
    const steps = 'steps' in change ? change.steps.map((one) => stepOf(one, from)) : editSteps(change.edits, from);
    const next: number[] = [0];
    let end = 0;
    const instructions = steps.map((one) => {
      if (!('insert' in one)) {
        next.push(
          ...from.marks
            .filter((at) => at >= one.offset && at <= one.offset + one.size)
            .map((at) => at - one.offset + end),
        );
        end += one.size;
        return one;
      }
      next.push(...one.insert.marks.map((at) => at + end));
      end += one.insert.bytes.length;
      return one.insert.bytes;
    });
    family.delta(base, ...instructions);
    marks.push([...new Set(next)].sort((a, b) => a - b));
  }
  return family;
}

type Made = { readonly offset: number; readonly size: number } | { readonly insert: Written };

function stepOf(step: Step, from: Places): Made {
  if ('insert' in step) return { insert: new Written(step.insert) };
  return from.between(step.copyFrom, step.copyTo);
}

/** Copies of what no edit takes out, and what each puts in. */
function editSteps(edits: readonly Edit[], from: Places): Made[] {
  const sorted = edits
    .map(({ at, removed, insert }) => ({ ...from.between(at, removed), insert: new Written(insert) }))
    .sort((a, b) => a.offset - b.offset);
  const made: Made[] = [];
  let done = 0;
  for (const { offset, size, insert } of sorted) {
    if (offset < done) continue;
    made.push({ offset: done, size: offset - done }, { insert });
    done = offset + size;
  }
  return [...made, { offset: done, size: from.length - done }];
}

class Written {
  readonly bytes: Buffer;
  /** Where each piece begins or ends. */
  readonly marks: readonly number[];

  constructor(fragments: readonly Fragment[]) {
    const texts = fragments.map((one) => written([one]));
    this.bytes = Buffer.from(texts.join(''), 'latin1');
    const marks = [0];
    for (const text of texts) marks.push((marks.at(-1) as number) + text.length);
    this.marks = marks;
  }
}

class Places {
  constructor(
    readonly marks: readonly number[],
    readonly length: number,
  ) {}

  between(one: Mark, other: Mark): { offset: number; size: number } {
    const [from, to] = [this.#at(one), this.#at(other)].sort((a, b) => a - b) as [number, number];
    return { offset: from, size: to - from };
  }

  #at({ mark, shift }: Mark): number {
    const at = (this.marks[mark % this.marks.length] as number) + shift;
    return Math.max(0, Math.min(this.length, at));
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBindBehind } from '../../src/detect/assigned-place.js';
import { mayHoldEncoded } from '../../src/detect/encoded-run.js';
import {
  CASE_CHANGES,
  HINT_REACH,
  type Kernel,
  type Literal,
  type LiteralPlace,
  LONG_RUN,
  SHORTEST_LITERAL,
} from '../../src/detect/kernel.js';
import { SHORTEST_RUN } from '../../src/detect/pattern.js';
import { PortableKernel } from '../../src/detect/portable-kernel.js';
import { LARGEST_INPUT, SimdKernel } from '../../src/detect/simd-kernel.js';

interface Hits {
  readonly literals: { offset: number; literal: number }[];
  readonly runs: { start: number; end: number }[];
  readonly longRuns: { start: number; end: number }[];
  readonly escapes: number[];
}

const nothing = (): Hits => ({ literals: [], runs: [], longRuns: [], escapes: [] });

function search(kernel: Kernel, bytes: Uint8Array, from?: number, to?: number): Hits {
  const hits = nothing();
  const sink = {
    literal: (literal: number, offset: number) => hits.literals.push({ offset, literal }),
    run: (start: number, end: number) => hits.runs.push({ start, end }),
    longRun: (start: number, end: number) => hits.longRuns.push({ start, end }),
    escape: (offset: number) => hits.escapes.push(offset),
  };
  kernel.search(bytes, sink, from, to);
  return inOrder(hits);
}

/** Those that begin in a range. */
function within({ literals, runs, longRuns, escapes }: Hits, from: number, to: number): Hits {
  const isHere = (offset: number) => offset >= from && offset < to;
  return {
    literals: literals.filter(({ offset }) => isHere(offset)),
    runs: runs.filter(({ start }) => isHere(start)),
    longRuns: longRuns.filter(({ start }) => isHere(start)),
    escapes: escapes.filter(isHere),
  };
}

/** Kernels promise no order. */
function inOrder({ literals, runs, longRuns, escapes }: Hits): Hits {
  return {
    literals: literals.sort((a, b) => a.offset - b.offset || a.literal - b.literal),
    runs: runs.sort((a, b) => a.start - b.start),
    longRuns: longRuns.sort((a, b) => a.start - b.start),
    escapes: escapes.sort((a, b) => a - b),
  };
}

/** The obvious way: every literal at every place, and a regex for the runs. */
function naiveSearch(literals: readonly Literal[], hints: readonly string[], bytes: Uint8Array): Hits {
  const text = Buffer.from(bytes).toString('latin1');
  const folded = asciiLowerCase(text);
  const runs = [...text.matchAll(/[A-Za-z0-9+/_-]+/g)].filter((run) => run[0].length >= SHORTEST_RUN);
  const hits = nothing();
  for (const { index } of text.matchAll(/\\(?=[x/01]|[uU](?:00|\{))|%(?=[0-9A-Fa-f]{2})|&(?=#)/g))
    hits.escapes.push(index);
  for (let offset = 0; offset < text.length; offset++)
    for (const [literal, { text: wanted, ignoreCase, place }] of literals.entries())
      if (ignoreCase ? folded.startsWith(asciiLowerCase(wanted), offset) : text.startsWith(wanted, offset))
        if (counts(place, text, offset)) hits.literals.push({ offset, literal });
  for (const { index, 0: run } of runs) {
    const changes = run.match(/(?<=[a-z])[A-Z]|(?<=[A-Z])[a-z]/g)?.length ?? 0;
    if (!/[0-9]/.test(run) && changes < CASE_CHANGES) continue;
    const end = index + run.length;
    const around = folded.slice(Math.max(0, index - HINT_REACH), end);
    if (hints.some((hint) => around.includes(hint))) hits.runs.push({ start: index, end });
    if (run.length >= LONG_RUN && mayHoldEncoded(bytes, index, end)) hits.longRuns.push({ start: index, end });
  }
  return inOrder(hits);
}

/** What a kernel may take for the end of an escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one
const MAYBE_ESCAPE = /(?:\\.|\\.{3}|\\.{5}|%.{2}|%.{4}|(?:\x1b|\\.|\\.{3}|\\.{5})\[[0-9;]{0,20}m)$/s;

function counts(place: LiteralPlace, text: string, offset: number): boolean {
  if (place === 'anywhere') return true;
  if (place === 'assigned') return mayBindBehind(Buffer.from(text, 'latin1'), offset);
  const before = text.slice(0, offset);
  const begins = !/[A-Za-z0-9]$/.test(before) || MAYBE_ESCAPE.test(before.slice(-40));
  if (place === 'ahead') return begins || text[offset - 1] !== text[offset];
  return begins && (place === 'word' || /^[A-Za-z0-9+/_-]{16}/.test(text.slice(offset)));
}

function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Few letters, so that literals overlap, hold each other and differ only in case; and every byte there is. */
const fewLetters = fc.constantFrom(...'aAbB-_');
const anyByte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const textOf = (unit: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(unit, { minLength, maxLength }).map((units) => units.join(''));

const literalText = fc.oneof(
  textOf(fewLetters, SHORTEST_LITERAL, 6),
  textOf(anyByte, SHORTEST_LITERAL, 6),
  textOf(fc.constantFrom('a'), SHORTEST_LITERAL, 6),
  textOf(fc.constantFrom(...'ab.'), SHORTEST_LITERAL, 10),
);
const literalList = fc.array(
  fc.record({
    text: literalText,
    ignoreCase: fc.boolean(),
    place: fc.constantFrom<LiteralPlace>('anywhere', 'ahead', 'word', 'run', 'assigned'),
  }),
  {
    maxLength: 12,
  },
);
const hintList = fc.array(fc.constantFrom('ab', 'aba', 'b-a', '://', 'xyz', '01'), { maxLength: 4 });

/** Text made of the literals themselves, in either case, with other bytes and long runs between them. */
const searchCase = literalList.chain((literals) => {
  const texts = literals.flatMap(({ text }) => [text, text.toUpperCase(), text.slice(0, -1), text.slice(1)]);
  const piece = fc.oneof(
    fc.constantFrom('', ...texts.map((text) => Buffer.from(text, 'latin1').toString('latin1'))),
    textOf(fewLetters, 0, 20),
    textOf(anyByte, 0, 8),
    textOf(fc.constantFrom(...'abcXYZ019+/_-'), 10, 40),
    fc.constantFrom(
      '\\x4',
      '\\\\/',
      '&#',
      '&',
      '%4',
      '\\',
      '%',
      '\x1b',
      '\\n',
      '%3D',
      '%253D',
      '\\u003d',
      '\x1b[1;31m',
      '\\033[m',
      '[0m',
      '://',
    ),
    fc
      .constantFrom('/', '%3D', '0x', '\\n', '')
      .chain((before) =>
        fc
          .string({ minLength: 10, maxLength: 40 })
          .chain((text) =>
            fc
              .constantFrom<BufferEncoding>('base64', 'base64url', 'hex')
              .map((as) => before + Buffer.from(text).toString(as)),
          ),
      ),
    fc.constantFrom('H4sI', '1f8B', 'lorem+', '0123', ' '.repeat(70), '.'.repeat(200), 'xyz'),
  );
  return fc.tuple(
    fc.constant(literals),
    hintList,
    fc.array(piece, { maxLength: 16 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1')),
  );
});

/** Names, what binds, quotes and values in any order, so that all rules for what is assigned come into play. */
const assignedCase = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'key',
        'KEY',
        'token',
        'author',
        'password',
        '_pw',
        '://',
        'user',
        'Authorization',
        'is ',
        'set to ',
      ),
      fc.constantFrom(
        ' = ',
        '=',
        ': ',
        ':',
        ' ',
        '   ',
        ' || ',
        ', ',
        ',',
        '(',
        ')',
        ' => ',
        '->',
        '>',
        '</',
        '\n',
        '\r\n  ',
        ' | ',
      ),
      fc.constantFrom(
        '"',
        "'",
        '`',
        '\\"',
        '&quot;',
        '&#34;',
        '%3D',
        '%',
        '&',
        '[20]',
        ']',
        '{',
        ' {',
        '}',
        ';',
        '@',
        '-',
        '- ',
      ),
      fc.constantFrom(
        'value',
        'Val',
        'hunter2',
        'someName',
        'Some.Name',
        'aBcDeFgHiJkLmNoPq',
        'x+y',
        'get; ',
        '!',
        '\0',
        '\xe9',
      ),
      textOf(anyByte, 1, 3),
      fc.constantFrom('a'.repeat(30), ' '.repeat(80), 'name.'.repeat(20), '"x'.repeat(40)),
    ),
    { maxLength: 14 },
  )
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1'));

const STEMS: readonly Literal[] = ['key', 'token', 'auth', 'pass', '_pw', '://', 'pw=', 'some.name'].map((text) => ({
  text,
  ignoreCase: true,
  place: 'assigned',
}));

type Make = (literals: readonly Literal[], hints?: readonly string[]) => Kernel;

const KERNELS: readonly (readonly [string, Make])[] = [
  ['portable', (literals, hints = []) => new PortableKernel(literals, hints)],
  ['SIMD', (literals, hints = []) => new SimdKernel(literals, hints)],
];

it('is tested with SIMD: this Node can run it', () => {
  expect(SimdKernel.isSupported()).toBe(true);
});

describe.each(KERNELS)('the %s kernel', (_, make) => {
  it('finds what the obvious search finds', () => {
    fc.assert(
      fc.property(searchCase, ([literals, hints, bytes]) => {
        expect(search(make(literals, hints), bytes)).toEqual(naiveSearch(literals, hints, bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds stems where a value may be assigned behind them', () => {
    const kernel = make(STEMS);
    fc.assert(
      fc.property(assignedCase, (bytes) => {
        expect(search(kernel, bytes)).toEqual(naiveSearch(STEMS, [], bytes));
      }),
      { numRuns: 5000 },
    );
  });

  it('tells of what begins in a range what it would tell of it in the whole', () => {
    const words = ['key = ', '"$1$ longer', '::: name.name.name.', 'pass'].map((text, index) => ({
      text,
      ignoreCase: index === 2,
      place: (['anywhere', 'ahead', 'word', 'run'] as const)[index] ?? 'anywhere',
    }));
    const kernel = make([...STEMS, ...words], ['key', 'pass']);
    const isToken = (byte: number | undefined) =>
      byte !== undefined && /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte));
    fc.assert(
      fc.property(fc.array(assignedCase, { minLength: 2, maxLength: 40 }), fc.nat(), fc.nat(), (texts, a, b) => {
        const bytes = Buffer.concat(texts);
        const borders = [a, b].map((at) => at % (bytes.length + 1)).sort((x, y) => x - y);
        // Nobody asks for a range that cuts a run.
        const [from, to] = borders.map((at) => {
          let border = at;
          while (border > 0 && isToken(bytes[border - 1]) && isToken(bytes[border])) border--;
          return border;
        }) as [number, number];
        expect(search(kernel, bytes, from, to)).toEqual(within(search(kernel, bytes), from, to));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['apiKey = "x1y2"', 1],
    ["'token': 'abc'", 1],
    ['password=hunter', 1],
    ['key', 0],
    ['const key = other.key;', 0],
    ['the token never leaves', 0],
    ['https://user:secret@host', 1],
    ['https://host/user', 0],
    ['--password x1y2', 1],
    ['- name: TOKEN\n  value: abc', 1],
    ['TOKEN\nother: abc', 0],
  ])('looks behind a stem: %j', (text, count) => {
    expect(search(make(STEMS), Buffer.from(text)).literals).toHaveLength(count);
  });

  it('finds a literal of any three bytes, at both ends and alone', () => {
    for (let byte = 0; byte < 256; byte++) {
      const text = String.fromCharCode(byte, 255 - byte, byte);
      const kernel = make([{ text, ignoreCase: false, place: 'anywhere' }]);
      expect(search(kernel, Buffer.from(text, 'latin1')).literals).toEqual([{ offset: 0, literal: 0 }]);
      const both = search(kernel, Buffer.from(`${text}....${text}`, 'latin1')).literals;
      expect(both.filter(({ offset }) => offset === 0 || offset === 7)).toHaveLength(2);
    }
  });

  it('ignores the case of letters and of nothing else', () => {
    const kernel = make([
      { text: 'k@[', ignoreCase: true, place: 'anywhere' },
      { text: '\xe9\xe9\xe9', ignoreCase: true, place: 'anywhere' },
    ]);
    const offsets = (text: string) => search(kernel, Buffer.from(text, 'latin1')).literals.map(({ offset }) => offset);
    expect(offsets('K@[ k@[ k`{ K`[')).toEqual([0, 4]);
    expect(offsets('\xe9\xe9\xe9 \xc9\xc9\xc9')).toEqual([0]);
  });

  it('can be asked again, about another text', () => {
    const kernel = make([{ text: 'abc', ignoreCase: false, place: 'anywhere' }]);
    const first = search(kernel, Buffer.from('ab'));
    expect(search(kernel, Buffer.from('c abc')).literals).toEqual([{ offset: 2, literal: 0 }]);
    expect(first).toEqual(nothing());
  });

  it('reads a view into a larger buffer and nothing around it', () => {
    const whole = Buffer.from(`abc${'x1'.repeat(20)}abc`);
    const kernel = make([{ text: 'abc', ignoreCase: false, place: 'anywhere' }], ['x1']);
    const hits = search(kernel, whole.subarray(1, whole.length - 1));
    expect(hits).toMatchObject({ literals: [], runs: [{ start: 0, end: 44 }], longRuns: [{ start: 0, end: 44 }] });
  });

  it.each([
    [15, []],
    [16, [{ start: 1, end: 17 }]],
    [17, [{ start: 1, end: 18 }]],
  ])('takes %d token characters for a run, or not', (length, runs) => {
    expect(search(make([], ['a1']), Buffer.from(`=${'a1+/_-Z'.repeat(9).slice(0, length)}=`)).runs).toEqual(runs);
  });

  it('keeps apart literals that share their first three bytes', () => {
    const texts = ['sk-', 'sk-ant-', 'sk-ant-api', 'sk-proj-'];
    const kernel = make(texts.map((text) => ({ text, ignoreCase: false, place: 'anywhere' })));
    expect(search(kernel, Buffer.from('sk-ant-api')).literals.map(({ literal }) => texts[literal])).toEqual(
      texts.slice(0, 3),
    );
  });

  it('refuses a literal that is too short to search for', () => {
    expect(() => make([{ text: 'ab', ignoreCase: false, place: 'anywhere' }])).toThrow(RangeError);
  });

  it('reports a run of words only when it looks drawn by chance', () => {
    const runsOf = (text: string) => search(make([], ['key']), Buffer.from(`key ${text}`)).runs.length;
    expect(runsOf('qWxEzRvTyUiOpAsD')).toBe(1);
    expect(runsOf('getElementsByTagName')).toBe(0);
    expect(runsOf('aninternationalization')).toBe(0);
    expect(runsOf('aninternationalization1')).toBe(1);
  });

  it('takes more hits than it has room for at once', () => {
    const bytes = Buffer.from('abcabc/'.repeat(60_000));
    const literals: Literal[] = [
      { text: 'abc', ignoreCase: false, place: 'anywhere' },
      { text: 'abc', ignoreCase: true, place: 'run' },
      { text: 'bca', ignoreCase: false, place: 'anywhere' },
    ];
    const hits = search(make(literals), bytes);
    expect(hits.literals.filter(({ literal }) => literal === 0)).toHaveLength(120_000);
    expect(hits.literals.filter(({ literal }) => literal === 1)).toHaveLength(60_000 - 2);
    expect(hits.literals.filter(({ literal }) => literal === 2)).toHaveLength(60_000);
  });

  it('takes a run only where a hint is near, in either case', () => {
    const run = '0123456789abcdef';
    const runsOf = (text: string) => search(make([], ['token', 'pw']), Buffer.from(text)).runs.length;
    expect(runsOf(`token=${run}`)).toBe(1);
    expect(runsOf(`TOKEN=${' '.repeat(HINT_REACH - 6)}${run}`)).toBe(1);
    expect(runsOf(`TOKEN=${' '.repeat(HINT_REACH - 5)}${run}`)).toBe(0);
    expect(runsOf(`${run} token`)).toBe(0);
    expect(runsOf(`${run}/toke token`)).toBe(0);
    expect(runsOf(`${run}/pw`)).toBe(1);
    expect(runsOf(`${run}-to ken ${run}-token`)).toBe(1);
  });

  it('tells apart a thousand literals that begin alike', () => {
    const literals = Array.from(
      { length: 1000 },
      (_, i): Literal => ({ text: `alike${i}`, ignoreCase: false, place: 'word' }),
    );
    const hits = search(make(literals), Buffer.from('alike7 alike77 malike777 alike777')).literals;
    expect(hits.map(({ literal }) => literal)).toEqual([7, 7, 77, 7, 77, 777]);
  });

  it('takes thousands of long runs and escapes', () => {
    const hits = search(make([]), Buffer.from(`${'bG9yZW0gaXBzdW0gZG9sb3Ig '}\\x%41&#`.repeat(70_000)));
    expect(hits.longRuns).toHaveLength(70_000);
    expect(hits.escapes).toHaveLength(210_000);
  });

  it('takes thousands of short runs', () => {
    const bytes = Buffer.from('0123456789abcdef '.repeat(50_000));
    expect(search(make([], ['ab']), bytes).runs).toHaveLength(50_000);
  });
});

describe('the SIMD kernel', () => {
  it('refuses more bytes than it has room for', () => {
    const kernel = new SimdKernel([], ['a1']);
    expect(() => search(kernel, Buffer.alloc(LARGEST_INPUT + 1))).toThrow(RangeError);
    expect(search(kernel, Buffer.alloc(LARGEST_INPUT, 'a1')).runs).toEqual([{ start: 0, end: LARGEST_INPUT }]);
  });
});

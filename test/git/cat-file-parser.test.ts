import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CatFileParser, type GitObject, type MissingObject } from '../../src/git/cat-file-parser.js';

type Answer = GitObject | MissingObject;

/** What the parser makes of a stream that arrives in these pieces. */
function answersOf(chunks: readonly Buffer[]): Answer[] {
  const answers: Answer[] = [];
  const parser = new CatFileParser((answer) => answers.push(answer));
  for (const chunk of chunks) parser.push(chunk);
  return answers;
}

/** An answer and the bytes that git writes for it. */
interface Spoken {
  readonly bytes: Buffer;
  readonly answer: Answer;
}

function object(id: string, type: GitObject['type'], content: Uint8Array): Spoken {
  const bytes = Buffer.concat([Buffer.from(`${id} ${type} ${content.length}\n`), content, Buffer.from('\n')]);
  return { bytes, answer: { found: true, id, type, bytes: Buffer.from(content) } };
}

function refused(line: string, reason: string): Spoken {
  return { bytes: Buffer.from(`${line}\n`), answer: { found: false, fatal: false, reason } };
}

const MISSING = 'it is missing from the object database, or damaged';

const id = fc.constantFrom(40, 64).map((digits) => randomBytes(digits / 2).toString('hex'));
/** Contents that look like git's own lines are the ones a parser could fall for. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .constantFrom('', '\n', '\n\n', 'abc missing\n', `${'a'.repeat(40)} blob 3\nabc\n`, '\0')
    .map((t) => Buffer.from(t)),
);
const spoken: fc.Arbitrary<Spoken> = fc.oneof(
  fc
    .tuple(id, fc.constantFrom('blob', 'commit', 'tag', 'tree'), content)
    .map(([name, type, bytes]) => object(name, type as GitObject['type'], bytes)),
  id.map((name) => refused(`${name} missing`, MISSING)),
  fc.constant(refused('HEAD^{tree} missing', MISSING)),
  fc.constant(refused('abcd ambiguous', 'abcd ambiguous')),
);

describe('CatFileParser', () => {
  it('gives the same answers however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 6 }), fc.array(fc.nat(400)), (answers, cuts) => {
        const stream = Buffer.concat(answers.map(({ bytes }) => bytes));
        const at = [...new Set([0, ...cuts.filter((cut) => cut < stream.length), stream.length])].sort((a, b) => a - b);
        const chunks = at.slice(1).map((end, i) => stream.subarray(at[i], end));
        expect(answersOf(chunks)).toEqual(answers.map(({ answer }) => answer));
      }),
    );
  });

  it('gives the same answers when every byte comes alone', () => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 6 }), (answers) => {
        const stream = Buffer.concat(answers.map(({ bytes }) => bytes));
        const chunks = Array.from({ length: stream.length }, (_, at) => stream.subarray(at, at + 1));
        expect(answersOf(chunks)).toEqual(answers.map(({ answer }) => answer));
      }),
    );
  });

  it('gives the same answers with one cut at every place', () => {
    const answers = [
      object('a'.repeat(40), 'blob', Buffer.from('one\ntwo')),
      refused(`${'b'.repeat(40)} missing`, MISSING),
      object('c'.repeat(64), 'tree', Buffer.alloc(0)),
      object('d'.repeat(40), 'commit', Buffer.from('\n')),
    ];
    const stream = Buffer.concat(answers.map(({ bytes }) => bytes));
    for (let cut = 0; cut <= stream.length; cut++)
      expect(answersOf([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(answers.map(({ answer }) => answer));
  });

  it('gives no answer before its last byte is there', () => {
    const { bytes } = object('a'.repeat(40), 'blob', Buffer.from('content'));
    expect(answersOf([bytes.subarray(0, -1)])).toEqual([]);
    expect(answersOf([bytes])).toHaveLength(1);
  });

  it('keeps the bytes of an object when the chunk they came in is used again', () => {
    const chunk = object('a'.repeat(40), 'blob', Buffer.from('content')).bytes;
    const [answer] = answersOf([chunk]);
    chunk.fill(0);
    expect(answer).toMatchObject({ found: true, bytes: Buffer.from('content') });
  });

  it('skips an object that no memory holds, says so, and reads on', () => {
    vi.spyOn(Buffer, 'allocUnsafeSlow');
    const next = object('b'.repeat(40), 'blob', Buffer.from('next'));
    const large = Buffer.from(`${'a'.repeat(40)} blob 9\n1 blob 3\n\n`);
    for (let cut = 0; cut < large.length; cut++) {
      vi.mocked(Buffer.allocUnsafeSlow).mockImplementationOnce(() => {
        throw new RangeError('no memory');
      });
      expect(answersOf([large.subarray(0, cut), large.subarray(cut), next.bytes])).toEqual([
        { found: false, fatal: false, reason: 'it is too large for the memory (9 bytes)' },
        next.answer,
      ]);
    }
    vi.restoreAllMocks();
  });

  it('does not fall over a size that no buffer can have', () => {
    expect(answersOf([Buffer.from(`${'a'.repeat(40)} blob ${Number.MAX_SAFE_INTEGER}\n`), Buffer.alloc(9)])).toEqual(
      [],
    );
  });

  it('takes a line that is no answer for a reason', () => {
    expect(answersOf([Buffer.from('A'.repeat(40).concat(' blob 3\n'))])).toEqual([
      { found: false, fatal: false, reason: `${'A'.repeat(40)} blob 3` },
    ]);
  });

  it('does not keep a header without end', () => {
    const [answer] = answersOf([...Array.from({ length: 100 }, () => Buffer.alloc(65_536, 'x')), Buffer.from('\n')]);
    expect(answer?.found === false && answer.reason.length).toBe(4096);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitFailedError } from '../../src/git/git-error.js';
import { parseRawDiff, type StagedEntry } from '../../src/git/staged-entries.js';

const NONE = '0'.repeat(40);
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);

function raw(header: string, path: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${header}\0`), Buffer.from(path as string), Buffer.from([0])]);
}

function only(header: string): Partial<StagedEntry> {
  const [entry, ...rest] = parseRawDiff(raw(header, 'a.ts'));
  expect(rest).toEqual([]);
  const { path, ...facts } = entry as StagedEntry;
  expect(path.toString()).toBe('a.ts');
  return facts;
}

describe('parseRawDiff', () => {
  it('reads both sides of every status', () => {
    expect(only(`:000000 100644 ${NONE} ${NEW} A`)).toEqual({ status: 'added', blob: NEW });
    expect(only(`:100644 100755 ${OLD} ${NEW} M`)).toEqual({ status: 'modified', blob: NEW, previous: OLD });
    expect(only(`:120000 100644 ${OLD} ${NEW} T`)).toEqual({ status: 'typechanged', blob: NEW, previous: OLD });
    expect(only(`:100644 000000 ${OLD} ${NONE} D`)).toEqual({ status: 'deleted', previous: OLD });
    expect(only(`:100644 000000 ${OLD} ${NONE} U`)).toEqual({ status: 'unmerged', previous: OLD });
    expect(only(`:000000 100644 ${NONE} ${NONE} U`)).toEqual({ status: 'unmerged' });
  });

  it('takes the commit of a submodule for no blob', () => {
    expect(only(`:160000 160000 ${OLD} ${NEW} M`)).toEqual({ status: 'modified' });
    expect(only(`:160000 100644 ${OLD} ${NEW} T`)).toEqual({ status: 'typechanged', blob: NEW });
    expect(only(`:120000 160000 ${OLD} ${NEW} T`)).toEqual({ status: 'typechanged', previous: OLD });
  });

  it('reads ids of SHA-256', () => {
    const id = 'c'.repeat(64);
    expect(only(`:000000 100644 ${'0'.repeat(64)} ${id} A`)).toEqual({ status: 'added', blob: id });
  });

  it('reads nothing where nothing is staged', () => {
    expect(parseRawDiff(Buffer.alloc(0))).toEqual([]);
  });

  it('hands every path over byte by byte', () => {
    const name = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => bytes.map((byte) => byte || 0x3a));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const output = Buffer.concat(names.map((path) => raw(`:000000 100644 ${NONE} ${NEW} A`, path)));
        expect(parseRawDiff(output).map(({ path }) => [...path])).toEqual(names.map((path) => [...path]));
      }),
    );
  });

  it('takes an answer that is cut anywhere for a failure, and never for fewer files', () => {
    const whole = Buffer.concat([
      raw(`:000000 100644 ${NONE} ${NEW} A`, 'a'),
      raw(`:100644 100644 ${OLD} ${NEW} M`, 'b'),
    ]);
    const ends = [0, whole.length / 2, whole.length];
    for (let end = 0; end <= whole.length; end++) {
      if (ends.includes(end)) expect(parseRawDiff(whole.subarray(0, end))).toHaveLength(ends.indexOf(end));
      else expect(() => parseRawDiff(whole.subarray(0, end))).toThrow(GitFailedError);
    }
  });

  it.each([
    `:100644 100644 ${OLD} ${NEW} X`,
    `:100644 100644 ${OLD} ${NEW} R100`,
    `:100644 100644 ${OLD} ${NEW}`,
    `:100644 100644 ${OLD} ${NEW} M extra`,
    `100644 100644 ${OLD} ${NEW} M`,
    '',
  ])('takes the header "%s" for a failure', (header) => {
    expect(() => parseRawDiff(raw(header, 'a.ts'))).toThrow(GitFailedError);
  });
});

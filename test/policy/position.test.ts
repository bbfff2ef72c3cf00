import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAround, PositionFinder } from '../../src/policy/position.js';

/** The position of the first `^` in a text. */
function positionOf(text: string | Buffer) {
  const bytes = Buffer.from(text);
  return new PositionFinder(bytes).at(bytes.indexOf('^'));
}

describe('a position', () => {
  it.each([
    ['^', 1, 1],
    ['ab^', 1, 3],
    ['ab\n^', 2, 1],
    ['ab\r\n^', 2, 1],
    ['\n\n\n  ^', 4, 3],
    ['a\rb^', 1, 4],
    ['\t^', 1, 2],
    ['é^', 1, 2],
    ['日本語^', 1, 4],
    ['😀^', 1, 3],
    ['e\u0301^', 1, 3],
    ['😀\n😀😀^', 2, 5],
    ['\ufeff^', 1, 1],
    ['\ufeffab^', 1, 3],
    ['\ufeffab\n^', 2, 1],
    ['ab\ufeff^', 1, 4],
  ])('in %j is line %d, column %d', (text, line, column) => {
    expect(positionOf(text)).toEqual({ line, column });
  });

  it('counts bytes that are no UTF-8 as one character each', () => {
    expect(positionOf(Buffer.from('caf\xe9 \x80\x81^', 'latin1'))).toEqual({ line: 1, column: 8 });
  });

  it('does not depend on what was asked before', () => {
    const unit = fc.constantFrom('a', '\n', '\r\n', 'é', '😀', '日', '\ufeff', 'b'.repeat(5000));
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 40 }),
        fc.array(fc.nat({ max: 40 }), { maxLength: 6 }),
        (units, asked) => {
          const bytes = Buffer.from(units.join(''));
          const finder = new PositionFinder(bytes);
          for (const count of asked.filter((index) => index <= units.length)) {
            const before = units.slice(0, count).join('');
            const lines = before.replace(/^\ufeff/, '').split('\n');
            expect(finder.at(Buffer.byteLength(before))).toEqual({
              line: lines.length,
              column: (lines.at(-1) as string).length + 1,
            });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is found on a line of many megabytes', () => {
    const bytes = Buffer.concat([Buffer.alloc(3 << 20, 'é'), Buffer.from('^')]);
    expect(positionOf(bytes)).toEqual({ line: 1, column: (3 << 19) + 1 });
  });
});

describe('the line around an offset', () => {
  const lineAt = (text: string, offset: number) => {
    const bytes = Buffer.from(text);
    const { start, end } = lineAround(bytes, offset);
    return bytes.toString('utf8', start, end);
  };

  it.each([
    ['one', 0, 'one'],
    ['one', 3, 'one'],
    ['one\ntwo\nthree', 0, 'one'],
    ['one\ntwo\nthree', 3, 'one'],
    ['one\ntwo\nthree', 4, 'two'],
    ['one\ntwo\nthree', 6, 'two'],
    ['one\ntwo\nthree', 13, 'three'],
    ['one\r\ntwo', 0, 'one\r'],
    ['\n\n', 1, ''],
    ['', 0, ''],
  ])('in %j at %d is %j', (text, offset, line) => {
    expect(lineAt(text, offset)).toBe(line);
  });

  it('is cut where it is too long to be one', () => {
    const bytes = Buffer.alloc(1000, 'x');
    expect(lineAround(bytes, 500, 100)).toEqual({ start: 400, end: 600 });
  });
});

import { describe, expect, it } from 'vitest';
import { bordersAfter, bordersBefore, tokenStarts } from '../../src/detect/boundary.js';
import { charset, membersOf } from '../../src/detect/charset.js';
import { SHORTEST_REACH } from '../../src/detect/pattern.js';

const WORD = charset('A-Za-z0-9_-');

function borderBehind(text: string): boolean {
  return bordersBefore(Buffer.from(text, 'latin1'), text.length, WORD);
}

describe('a token can begin behind', () => {
  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a quote', '"'],
    ['an equals sign', 'KEY='],
    ['a byte beyond ASCII', 'caf\xc3\xa9'],
    ['a literal \\n', 'text\\n'],
    ['a literal \\t', '\\t'],
    ['an escaped backslash before a literal \\n', '\\\\\\n'],
    ['a literal \\x3d', 'KEY\\x3d'],
    ['a literal \\u003d', 'KEY\\u003d'],
    ['%3D', 'KEY%3D'],
    ['%3d', 'KEY%3d'],
    ['%253D', 'KEY%253D'],
    ['a colour', '\x1b[31m'],
    ['a long colour', '\x1b[1;38;5;196m'],
    ['an ended colour', '\x1b[m'],
    ['a colour as \\e', '\\e[31m'],
    ['a colour as \\033', '\\033[0;31m'],
    ['a colour as \\x1b', '\\x1b[31m'],
    ['a colour as \\u001B', '\\u001B[31m'],
    ["the shell's :-", '$'.concat('{KEY:-')],
    ['a minus at the beginning of a line', 'KEY\n-'],
    ['a minus at the beginning of the text', '-'],
  ])('%s', (_, text) => {
    expect(borderBehind(text)).toBe(true);
  });
});

describe('a token cannot begin behind', () => {
  it.each([
    ['a letter', 'x'],
    ['a digit', '7'],
    ['a dash in a word', 'task-'],
    ['the n of an escaped backslash', '\\\\n'],
    ['the n of two escaped backslashes', '\\\\\\\\n'],
    ['a letter that escapes nothing', '\\q'],
    ['an x of no hexadecimal digits', '\\xg0'],
    ['a percent sign with one digit', '%D'],
    ['digits like those of a percent escape', '3D'],
    ['a bracket that begins no colour', '[31m'],
    ['a colour with letters in it', '\x1b[3a1m'],
    ['a unit', '31m'],
    ['a minus in a line', 'KEY -'],
    ['two minus signs', '\n--'],
  ])('%s', (_, text) => {
    expect(borderBehind(text)).toBe(false);
  });

  it('an escape that is further away than any reach', () => {
    expect(borderBehind(`\x1b[${'1;'.repeat(SHORTEST_REACH)}31m`)).toBe(false);
  });
});

describe('how far a border looks', () => {
  it('is never further than the shortest reach', () => {
    const tails = [
      'n',
      '3D',
      '\\n',
      '%3D',
      ';31m',
      '[1;31m',
      `${'0'.repeat(18)}m`,
      `${'1;'.repeat(9)}m`,
      `${'\\'.repeat(40)}n`,
    ];
    for (const tail of tails) {
      for (const lead of ['\\', '\\\\', '\x1b', '\x1b[', '\\e[', '\\033[', '\\u001b[', '%', '%25', 'x', '']) {
        const near = (lead + tail).padStart(80, '#').slice(-SHORTEST_REACH);
        const answers = ['', '#'.repeat(9), '\\'.repeat(7), '\x1b[', '%25'].map((far) => borderBehind(far + near));
        expect(new Set(answers).size, JSON.stringify(near)).toBe(1);
      }
    }
  });
});

describe('a token ends before', () => {
  const endsBefore = (text: string) => bordersAfter(Buffer.from(text), 0, WORD);

  it.each(['', ' ', '"', '\\n', '%26', '\x1b[0m', '\n', '&', '.', 'é'])('%j', (text) => {
    expect(endsBefore(text)).toBe(true);
  });

  it.each(['a', '0', '_', '-'])('and not before %j', (text) => {
    expect(endsBefore(text)).toBe(false);
  });
});

describe('where a token can begin in a run', () => {
  it.each([
    ['KEY=', 'abcdef0123456789', [0]],
    ['\\', 'nabcdef0123456789', [0, 1]],
    ['KEY%', '3Dabcdef0123456789', [0, 2]],
    ['KEY%', '253Dabcdef0123456789', [0, 2, 4]],
    ['KEY\\', 'u003dabcdef0123456789', [0, 5]],
    ['\x1b[', '31mabcdef0123456789', [0, 3]],
    ['\x1b[1;', '196mabcdef0123456789', [0, 4]],
    [':', '-abcdef0123456789', [0, 1]],
    ['\n', '+abcdef0123456789', [0, 1]],
    ['x', '-abcdef0123456789', [0]],
  ])('behind %j, at %j, is known', (before, run, starts) => {
    const bytes = Buffer.from(before + run, 'latin1');
    expect(tokenStarts(bytes, before.length).map((at) => at - before.length)).toEqual(starts);
  });
});

describe('a set of bytes', () => {
  it.each([
    ['a-c', 'abc'],
    ['0-3_-', '-0123_'],
    ['\\x2b/', '+/'],
    ['', ''],
  ])('written %j is %j', (content, members) => {
    expect(membersOf(charset(content))).toBe(members);
  });

  it('can be everything but', () => {
    expect(membersOf(charset('^a'))).toHaveLength(255);
  });

  it('has all 256 bytes in it', () => {
    expect([...charset('\\x00-\\xff')]).toEqual(Array(256).fill(1));
  });

  it('is refused when it is no character class', () => {
    expect(() => charset('z-a')).toThrow(SyntaxError);
  });
});

import { describe, expect, it } from 'vitest';
import { regexShape } from '../../src/catalogue/regex-shape.js';

describe('the literals that a regex begins with', () => {
  it.each([
    ['sk-proj-[a-z]{4}', ['sk-proj-']],
    ['gh[opsu]_[a-z]{4}', ['gho_', 'ghp_', 'ghs_', 'ghu_']],
    ['sk-(?:svcacct|service)-x', ['sk-svcacct-x', 'sk-service-x']],
    ['(?:ab|cd|)ef', ['abef', 'cdef', 'ef']],
    ['key_(?<secret>[a-z]{4})', ['key_']],
    ['a{3}b', ['aaab']],
    ['a{2,3}b', ['aa']],
    ['\\x41\\u0042C', ['ABC']],
    ['abc(?!d)[a-z]', ['abc']],
    ['pre[0-9]{2}fix', ['pre']],
  ])('are read from %s', (regex, literals) => {
    expect([...regexShape(regex).literals].sort()).toEqual(literals.sort());
  });

  it.each(['[a-z]{20}', '(?:abc)?[0-9]{20}', '(?:abc|[0-9]{3})x', '\\d{4}abc'])('are none in %s', (regex) => {
    expect(regexShape(regex).literals).toEqual([]);
  });

  it('stop where there would be too many', () => {
    expect(regexShape('[a-h][a-h][a-h]x').literals).toHaveLength(64);
  });
});

describe('the bounds of a regex', () => {
  it.each([
    ['abc', 3, 3],
    ['[a-z]{2,5}', 2, 5],
    ['a?b', 1, 2],
    ['(?:ab|cde){2}', 4, 6],
    ['(?:a{2,3}-){1,4}x', 4, 17],
    ['abc(?=def)', 3, 3],
    ['x{0}', 0, 0],
  ])('are read from %s', (regex, shortest, longest) => {
    expect(regexShape(regex)).toMatchObject({ shortest, longest });
  });
});

describe('the characters of a regex', () => {
  it('are those a match can end in, for the border behind it', () => {
    expect(regexShape('[a-c]{2}x?').last).toBe('a-cx');
    expect(regexShape('[a-c]{2}(?:=|==)').last).toBe('\\x3d');
  });

  it('are those among its first sixteen, for the run it is found in', () => {
    expect(regexShape('[0-3]{16}[a-z]').head).toBe('0-3');
    expect(regexShape('[0-3]{15}[ab]-').head).toBe('0-3ab');
  });

  it('are both cases when case does not count', () => {
    expect(regexShape('[0a]{20}', true)).toMatchObject({ head: '0Aa', last: '0Aa' });
  });
});

describe('how far a regex looks', () => {
  it.each([
    ['abc', 3],
    ['[a-z]{2,5}', 5],
    ['abc(?=def)', 6],
    ['(?=[a-z]{0,60}[0-9])[a-z0-9]{8}', 61],
    ['(?:a(?!bcd)){3}', 6],
    ['(?:ab|c(?=defg))x?', 5],
  ])('is read from %s', (regex, furthest) => {
    expect(regexShape(regex).furthest).toBe(furthest);
  });
});

describe('the opening of a regex', () => {
  it.each([
    ['ab[0-9]{2}', ['a', 'b', '0-9', '0-9']],
    ['(?:ab|cd)[x-z]', ['ac', 'bd', 'x-z']],
    ['(?:ab|c)[x-z]', ['ac']],
    ['a?b', []],
    ['ab{1,2}c', ['a', 'b']],
    ['(?:ab){2}(?=z)c', ['a', 'b', 'a', 'b', 'c']],
  ])('is what each place of %s can have', (regex, opening) => {
    expect(regexShape(regex).opening).toEqual(opening);
  });

  it('is both cases when case does not count, and no longer than it has to be', () => {
    expect(regexShape('[ab]c', true).opening).toEqual(['ABab', 'Cc']);
    expect(regexShape('[a-z]{4000}').opening).toHaveLength(24);
  });
});

describe('a regex that cannot be anchored or bounded', () => {
  it.each([
    ['a+', /upper bound/],
    ['a*b', /upper bound/],
    ['a{3,}', /upper bound/],
    ['a.*?b', /upper bound/],
    ['(?:a|b+)c', /upper bound/],
    ['a(?=.*b)', /upper bound/],
    ['^abc', /use boundary/],
    ['abc$', /use boundary/],
    ['\\babc', /use boundary/],
    ['(?<=x)abc', /use boundary/],
    ['abc(?!$)', /use boundary/],
    ['(a)\\1', /bounded and read once/],
    ['日本', /no byte/],
    ['ab\\u2028', /no byte/],
    ['[一-龥]{4}', /no byte/],
    ['a(', /Unterminated/],
    ['a{2,1}', /out of order/],
  ])('is refused: %s', (regex, problem) => {
    expect(() => regexShape(regex)).toThrow(problem);
    expect(() => regexShape(regex)).toThrow(SyntaxError);
  });
});

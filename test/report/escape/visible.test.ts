import { expect, it } from 'vitest';
import { visible, visibleLine } from '../../../src/report/escape/visible.js';

it.each([
  ['plain text, ä 日本 😀', 'plain text, ä 日本 😀'],
  ['\u001b[31m\u009b', '\\x1b[31m\\x9b'],
  ['\n\r\t\0\u007f', '\\n\\r\\t\\x00\\x7f'],
  ['\u202e\u2066\u200b\ufeff', '\\u202e\\u2066\\u200b\\ufeff'],
  ['\ud800', '\\ud800'],
  ['\u{e0041}', '\\u{e0041}'],
  ['##[error]x', '#\\x23[error]x'],
  ['a ##vso[task.complete]', 'a #\\x23vso[task.complete]'],
  ['###[x]', '##\\x23[x]'],
  ['## a [link]', '## a [link]'],
  ['std::vector', 'std::vector'],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(shown)).toBe(shown);
});

it.each([
  ['::error::x', '\\x3a:error::x'],
  ['  ::error::x', '  \\x3a:error::x'],
  [':::x', '\\x3a::x'],
  ['a ::error::x', 'a ::error::x'],
  [': x', ': x'],
])('a line that begins with %j begins with %s', (text, shown) => {
  expect(visibleLine(text)).toBe(shown);
});

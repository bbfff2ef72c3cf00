import { expect, it } from 'vitest';
import { pathText } from '../../src/git/path-text.js';

it.each(['a.ts', 'ü/😀.ts', 'line\nfeed', '\ufeffbom', 'back\\slash'])('leaves %j as it is', (path) => {
  expect(pathText(Buffer.from(path))).toBe(path);
});

it.each([
  { bytes: [0x61, 0xff, 0x2e, 0x74, 0x73], text: 'a\\xff.ts' },
  { bytes: [0xc3], text: '\\xc3' },
  { bytes: [0xed, 0xa0, 0x80], text: '\\xed\\xa0\\x80' },
  { bytes: [0xc0, 0x80], text: '\\xc0\\x80' },
])('shows bytes that are no UTF-8 as $text', ({ bytes, text }) => {
  expect(pathText(Buffer.from(bytes))).toBe(text);
});

it('shows different bytes as different texts', () => {
  expect(pathText(Buffer.from([0x61, 0xfe]))).not.toBe(pathText(Buffer.from([0x61, 0xff])));
});

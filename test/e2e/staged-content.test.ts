// What is in a file: bytes of any kind are scanned whole, and a place is line and column as an editor counts them.
import { expect, it } from 'vitest';
import { expectHidden, expectPassed, expectRefused, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

it.each([
  { what: 'at the first byte', before: '', after: '\nend\n', place: '1:1' },
  { what: 'at the last byte', before: 'start\nkey=', after: '', place: '2:5' },
  { what: 'as the whole file', before: '', after: '', place: '1:1' },
  { what: 'behind NUL bytes', before: '\0\0\0binary\0\nkey=', after: '\0\0', place: '2:5' },
  { what: 'between CRLF line ends', before: 'one\r\ntwo\r\nkey=', after: '\r\nend\r\n', place: '3:5' },
  { what: 'between CR line ends, which are no lines to git', before: 'one\rkey=', after: '\rend', place: '1:9' },
  { what: 'in a last line without its line feed', before: 'one\n\nkey: ', after: '', place: '3:6' },
  { what: 'behind a byte order mark, which no editor counts', before: '\ufeff', after: '\n', place: '1:1' },
  { what: 'below a byte order mark', before: '\ufeffone\nkey=', after: '\n', place: '2:5' },
  { what: 'behind an emoji, which is two UTF-16 units', before: '/* 😀 */ key=', after: '', place: '1:14' },
  { what: 'behind a letter of two bytes', before: 'schlüssel=', after: '', place: '1:11' },
  { what: 'behind a line separator, which ends no line', before: 'one\u2028key=', after: '', place: '1:9' },
  { what: 'in a string of JSON', before: '{"a":"x\\n', after: '\\n"}', place: '1:10' },
])('finds a secret $what', ({ before, after, place }) => {
  const repository = new TestRepository();
  const key = leak();
  repository.stage('file.txt', before + key.secret + after);
  expectRefused(repository.hushkey('staged'), key, [`file.txt:${place}`]);
});

it('finds a secret among bytes that are no UTF-8', () => {
  const repository = new TestRepository();
  const key = leak();
  repository.stage('file.bin', Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a, 0xe9]), Buffer.from(` ${key.secret}`)]));
  expectRefused(repository.hushkey('staged'), key, ['file.bin:2:3']);
});

it('finds a secret at the far end of one line of 30 MB', () => {
  const repository = new TestRepository();
  const key = leak();
  const filler = 'var a=[0,1];'.repeat(2_500_000);
  repository.stage('bundle.js', `${filler}k="${key.secret}"`);
  expectRefused(repository.hushkey('staged'), key, [`bundle.js:1:${filler.length + 4}`]);
});

it('finds a secret in 30 MB of token characters without an end', () => {
  const repository = new TestRepository();
  const key = leak();
  repository.stage('run.txt', `${'A1b2'.repeat(7_500_000)}\n${key.secret}\n${'/'.repeat(1_000_000)}`);
  expectRefused(repository.hushkey('staged'), key, ['run.txt:2:1']);
});

it('scans an empty file and thousands of small ones', () => {
  const repository = new TestRepository();
  const key = leak();
  repository.stage('empty.ts', '');
  for (let i = 0; i < 2000; i++) repository.write(`many/${i % 20}/${i}.ts`, `export const n = ${i};\n`);
  repository.git('add', 'many');
  const outcome = repository.hushkey('staged');
  expectPassed(outcome);
  expect(outcome.stdout).toContain('(2001 files staged, ');
  repository.stage('many/19/1999.ts', key.line);
  expectRefused(repository.hushkey('staged'), key, ['many/19/1999.ts:1:8']);
});

it('says where each of several secrets is, and shows none', () => {
  const repository = new TestRepository();
  const [one, two, three] = [leak(), leak('github-classic-pat'), leak('anthropic-api-key')];
  repository.stage('a.env', `A=${one.secret} B=${two.secret}\n`);
  repository.stage('b.env', `C=${three.secret}\n`);
  const outcome = repository.hushkey('staged');
  expectRefused(outcome, [one, two, three], ['a.env:1:3', `a.env:1:${6 + one.secret.length}`, 'b.env:1:3']);
  for (const { secret } of [one, two, three]) expectHidden(outcome, secret);
});

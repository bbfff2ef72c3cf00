// A secret that is written in another spelling: found, told with the way to it, and shown in neither.
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { BASE64, ENCODINGS } from '../support/encoding.js';
import { expectHidden, expectPassed, expectRefused, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A repository in which this text is staged. */
function staged(text: string): TestRepository {
  const repository = new TestRepository();
  repository.stage('config.txt', Buffer.from(text, 'latin1'));
  return repository;
}

it.each(ENCODINGS)('refuses a commit for a secret in $name', ({ hide, decoded }) => {
  const key = leak();
  const { text } = hide({ text: key.line, start: 7, end: 7 + key.secret.length });
  const outcome = staged(`first\nx "${text}"\n`).hushkey('staged');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toMatch(new RegExp(`^ {2}config\\.txt:2:\\d+ {2}in ${decoded.join(' → ')}$`, 'm'));
  expectHidden(outcome, key.secret);
  expectHidden(outcome, text);
});

it('stops `git commit` for a secret in base 64 in base 64', () => {
  const key = leak();
  const inner = BASE64.hide({ text: key.line, start: 7, end: 7 + key.secret.length });
  const outer = BASE64.hide({ text: `inner: ${inner.text}\n`, start: 7 + inner.start, end: 7 + inner.end });
  const repository = staged(`data: "${outer.text}"\n`);
  repository.installHook();
  const outcome = repository.tryGit('commit', '--message', 'a message');
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain('commit refused, 1 secret in what is staged');
  expect(outcome.output).toContain(`  config.txt:1:${8 + outer.start}  in base64 → base64\n`);
  expectHidden(outcome, key.secret);
});

it('tells programs the place of the encoded bytes, and what they are encoded in', () => {
  const key = leak();
  const hidden = BASE64.hide({ text: key.line, start: 7, end: 7 + key.secret.length });
  const { findings } = JSON.parse(staged(`v: ${hidden.text}\n`).hushkey('staged', '--format', 'json').stdout);
  expect(findings).toHaveLength(1);
  expect(findings[0].locations).toMatchObject([
    { line: 1, column: 4 + hidden.start, endLine: 1, endColumn: 4 + hidden.end, decoded: ['base64'] },
  ]);
});

it('knows a secret again, however it is written', () => {
  const key = leak();
  const repository = staged(`${key.line}`);
  repository.commit();
  repository.stage('config.txt', `v: ${base64(key.secret)}\n`);
  expectPassed(repository.hushkey('staged'));
  repository.stage('other.txt', `${key.line}v: ${base64(key.secret)}\n`);
  expectRefused(repository.hushkey('staged'), key, ['other.txt:1:8']);
});

it('is excused by a comment on the line of the encoded bytes', () => {
  const outcome = staged(`v: ${base64(leak().secret)} # hushkey:ignore openai-project-key\n`).hushkey('staged');
  expectPassed(outcome);
  expect(outcome.stdout).toContain('1 ignored by comments');
});

it('tells what is too large to be decompressed, and never ends with 0 then', () => {
  const outcome = staged(`data: "${gzipSync(Buffer.alloc(40 << 20)).toString('base64')}"\n`).hushkey('staged');
  expect(outcome.code, outcome.output).toBe(3);
  expect(outcome.output).toContain('not scanned  config.txt\n  it holds compressed data');
});

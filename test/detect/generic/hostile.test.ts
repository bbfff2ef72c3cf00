import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/detect/engine.js';
import { nameOf } from '../../../src/detect/generic/name.js';

const engine = new Engine([], { assignments: true });
const SIZE = 2_000_000;
/** Microseconds of the processor; see `hostile-input.test.ts`. What grows with the square takes minutes. */
const LONGEST = 10_000_000;

const again = (unit: string, size = SIZE) =>
  Buffer.from(unit.repeat(Math.ceil(size / unit.length)).slice(0, size), 'latin1');

function time(bytes: Buffer): number {
  const started = process.cpuUsage();
  engine.scan(bytes);
  return process.cpuUsage(started).user;
}

const INPUTS: readonly (readonly [string, () => Buffer])[] = [
  ['stems in a row', () => again('password', 8_000_000)],
  ['short stems in a row', () => again('key')],
  ['stems with dots', () => again('pass.')],
  ['stems with dashes', () => again('--key')],
  ['one endless name', () => again('a_key_')],
  ['names of digits', () => again('0token')],
  ['names that almost are', () => again('authorkeyboardmonkeypass')],
  ['names in capitals', () => again('PASSword')],
  ['names in another script', () => again('\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c')],
  ['keys and equals signs', () => again('key=')],
  ['keys and equals signs with spaces', () => again('key = ')],
  ['keys and colons', () => again('key:')],
  ['keys and quotes', () => again('key="')],
  ['keys and nested quotes', () => again('key=\\\\\\"\'`"\'`')],
  ['keys and backslashes', () => again(`key=${'\\'.repeat(400)}`)],
  ['keys and brackets', () => again(`key=${'([{'.repeat(200)}`)],
  ['keys and calls', () => again(`key=${'a('.repeat(300)}`)],
  ['keys and long calls', () => again(`key=${'a.'.repeat(300)}(`)],
  ['keys and operators', () => again(`key${'=:>-|'.repeat(100)}`)],
  ['keys and types', () => again(`key: ${'a<'.repeat(50)}`)],
  ['keys and types in words', () => again(`key: ${'a '.repeat(60)}=`)],
  ['keys and spaces', () => again(`key${' '.repeat(900)}`)],
  ['keys and line ends', () => again(`key:${'\n'.repeat(900)}`)],
  ['keys and defaults', () => again(`"key" {${' a = b\n'.repeat(120)}`)],
  ['keys and values', () => again('key", "value": "key", "value": ')],
  ['keys and elements', () => again('<key>key</key><string>')],
  ['elements that never end', () => again(`<password>${'a'.repeat(500)}`)],
  ['tables', () => again('| key | ')],
  ['rows', () => again('key,key\n')],
  ['quoted values that never end', () => again(`key="${'a'.repeat(700)}\n`)],
  ['values in three quotes that never end', () => again(`key="""${'\n'.repeat(700)}`)],
  ['values of commas and names', () => again(`key=${',a b.c-'.repeat(80)}`)],
  ['values of ampersands', () => again(`key=${'&a1'.repeat(200)}`)],
  ['values of ampersands and names', () => again(`key=a${'&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(12)}`)],
  ['values like types', () => again(`key=${'Aa'.repeat(200)}1 `)],
  ['values like expressions', () => again(`key="${'[a-z'.repeat(120)}"\n`)],
  ['values like words', () => again(`key="${'a b,'.repeat(120)}1"\n`)],
  ['values like digests', () => again(`key_hash="${'ab:'.repeat(120)}1"\n`)],
  ['values like addresses', () => again(`key="https://${'a/'.repeat(200)}"\n`)],
  ['values like lookups', () => again(`key=get("${'A_'.repeat(200)}")\n`)],
  ['values like base 64 of nothing', () => again(`key="${'QUJD'.repeat(120)}"\n`)],
  ['users of addresses', () => again('://a:')],
  ['users that never end', () => again(`://${'a'.repeat(80)}`)],
  ['passwords of addresses that never end', () => again(`://a:${'b'.repeat(200)} `)],
  ['passwords of many signs', () => again(`://a:${'@'.repeat(130)}`)],
  ['identified by', () => again('identified by ')],
  ['bearers', () => again('Bearer ')],
  ['headers', () => again('Authorization: ')],
];

describe('a file made to be slow for the judge', () => {
  it.each(INPUTS)('is read in time: %s', (_, make) => {
    expect(time(make())).toBeLessThan(LONGEST);
  });

  it('is read in time: a password and 100 MB of spaces', () => {
    const bytes = Buffer.alloc(100_000_000, ' ');
    bytes.write('password:');
    expect(time(bytes)).toBeLessThan(LONGEST);
  });

  it('keeps no more names than a few thousand', () => {
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < 300_000; n++) nameOf(`key${n}${'x'.repeat(60)}`);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });
});

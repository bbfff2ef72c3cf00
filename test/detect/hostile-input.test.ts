import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { isIgnoredInline } from '../../src/policy/inline-ignore.js';
import { excerpt } from '../../src/policy/redact.js';
import { catalogue } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const SIZE = 2_000_000;

/**
 * Microseconds of the processor, which other work on the machine does not change much.
 *
 * Far more than any of these takes on a slow machine (all stay below 2 s for 2 MB, most below 0.2 s), and far less than
 * one that grows with the square of its length: those took minutes.
 */
const LONGEST = 10_000_000;

const again = (unit: string) => Buffer.from(unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE), 'latin1');

/** Many different tokens, each in its surroundings. */
function drawn(shape: string): Buffer {
  const random = seededRandom(99);
  const parts: string[] = [];
  for (let size = 0; size < SIZE; ) {
    const part = draw(shape, random);
    parts.push(part);
    size += part.length;
  }
  return Buffer.from(parts.join(''), 'latin1');
}

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = `-----END${BEGIN.slice(10)}`;
const PGP = '-----BEGIN PGP PRIVATE KEY BLOCK-----';

const INPUTS: readonly (readonly [string, () => Buffer])[] = [
  ['one long run', () => again('a')],
  ['one long run of hexadecimal digits', () => again('0123456789abcdef')],
  ['many short runs', () => again('0123456789abcdef ')],
  ['runs inside a run', () => again('0123456789abcdef0123-')],
  ['beginnings of armour', () => again('-----BEGIN ')],
  ['beginnings of private keys', () => again(BEGIN)],
  ['beginnings of private keys with many labels', () => again('-----BEGIN ABCDEFGHIJKL ABCDEFGHIJKL ABCDEFGHIJKL X')],
  ['beginnings of OpenPGP keys', () => again(PGP)],
  ['private keys of nothing', () => again(`${BEGIN}${'A'.repeat(70)}${END}`)],
  ['private keys of quotes and spaces', () => again(`${BEGIN}"${' '.repeat(13_000)}${END}`)],
  ['private keys of quotes', () => again(`${BEGIN}${'" '.repeat(6500)}${END}`)],
  ['private keys of backslashes', () => again(`${BEGIN}${'\\'.repeat(13_000)}${END}`)],
  ['private keys of plus signs', () => again(`${BEGIN}${'+ '.repeat(6500)}${END}`)],
  ['private keys of headers', () => again(`${BEGIN}${'A: '.repeat(4300)}${END}`)],
  ['private keys of dashes', () => again(`${BEGIN}${'----\n'.repeat(2700)}${END}`)],
  ['private keys of letters that repeat late', () => again(`${BEGIN}${'abcde'}${'f'.repeat(13_000)}g${END}`)],
  ['prefixes', () => again('sk-')],
  ['prefixes with spaces', () => again('sk- ')],
  ['long tokens that are too long', () => again(` sk-${'a'.repeat(120)}`)],
  ['prefixes of one vendor', () => again(' sk-ant-api03-')],
  ['markers', () => again(` sk-${'T3BlbkFJ'.repeat(13)}`)],
  ['half markers', () => again(` sk-aaaaaaaaaaaaaaaa-${'a'.repeat(110)}T3BlbkF`)],
  ['beginnings of JSON Web Tokens', () => again('eyJ')],
  ['JSON Web Tokens without end', () => again('ghs_1_eyJ')],
  ['JSON Web Tokens of nothing', () => again('hf_oauth_eyJaaaaaaaa.eyJaa.')],
  ['digits behind nested quotes', () => again(`key=${'"\'`'.repeat(16)}0123456789abcdef0123456789abcdef01234568 `)],
  ['digits behind many names', () => drawn(`${'a.b_c-d$'.repeat(20)}{ :16}={ :16}{0-9a-f:40}\n`)],
  ['digits behind operators', () => drawn(`key ${'=:,|'.repeat(36)}{0-9a-f:40} `)],
  ['digits behind escapes', () => drawn(`key=${'\\\\'.repeat(70)}{0-9a-f:40} `)],
  ['keys of Weights & Biases', () => drawn('wandb key={0-9a-f:40} ')],
  ['keys of AWS', () => drawn('aws_secret={A-Za-z0-9+/:40} ')],
  ['access key ids', () => drawn('AKIA{A-Z2-7:16} ')],
  ['access key ids with their secrets', () => drawn('AKIA{A-Z2-7:16},{A-Za-z0-9+/:40} ')],
  ['access key ids among digests', () => drawn('AKIA{A-Z2-7:16} {0-9a-f:40} {0-9a-f:40} {0-9a-f:40} ')],
  ['tokens on one line', () => drawn('hf_{A-Za-z0-9:34} ')],
  ['tokens on lines of their own', () => drawn('hf_{A-Za-z0-9:34}\n')],
  [
    'tokens with one context for all',
    () => drawn('pinecone key={0-9a-f:8}-{0-9a-f:4}-{0-9a-f:4}-{0-9a-f:4}-{0-9a-f:12}\n'),
  ],
  ['words', () => again(` bt-st-${'word-'.repeat(23)}`)],
  ['nearly words', () => again(` bt-st-${'A-'.repeat(59)}1`)],
  ['backslashes', () => again('\\')],
  ['kinds of Secrets', () => again('kind: Secret\n')],
  ['kinds of Secrets with escaped line ends', () => again('kind: Secret\\n  a: b\\n')],
  ['Secrets of nothing', () => again('kind: Secret\ndata:\n  a: b\n')],
  ['maps without a kind', () => again('data:\n  a: b\n')],
  ['maps without a kind in strings', () => again('data:\\n  a: b\\n')],
  ['one map that never ends', () => Buffer.concat([again('data:\n'), again('  a: b\n')])],
  ['kinds in JSON', () => again('"kind":"Secret",')],
  ['maps in JSON', () => again('"data":{"a":"b"},')],
  ['maps in JSON that never end', () => again('"data":{')],
  ['instances of a state', () => again('"schema_version": 0,')],
  ['instances of a state in strings', () => again('\\"schema_version\\": 0, \\"password\\": \\"aaaa\\"')],
  ['beginnings of PuTTY files', () => again('PuTTY-User-Key-File-3: ')],
  [
    'PuTTY files of nothing',
    () => again(`PuTTY-User-Key-File-3: x\n${'A\n'.repeat(5000)}Private-MAC: ${'0'.repeat(64)}`),
  ],
  ['words for seeds', () => again('mnemonic ')],
  ['words of seeds', () => again('mnemonic abandon ability able about above absent ')],
  ['settings of a connection', () => again('Server=a;')],
  ['passwords among settings', () => again('Password=abcd;')],
  ['drivers of JDBC', () => again('jdbc:a2:')],
  ['parameters of JDBC', () => again('jdbc:mysql://a?a=b&a=b&')],
  ['login modules', () => again('LoginModule required a="b" ')],
  ['machines', () => again('machine a login b ')],
  ['servers of Maven', () => again('<server><id>a</id>')],
  ['colours', () => again('\x1b[1;1;1;1;1;1;1msk-')],
];

describe('a file made to be slow', () => {
  it.each(INPUTS)('is scanned in time: %s', (_, make) => {
    const bytes = make();
    const started = process.cpuUsage();
    engine.scan(bytes);
    expect(process.cpuUsage(started).user).toBeLessThan(LONGEST);
  });

  it.each([
    ['tokens on one line', 'hf_{A-Za-z0-9:34} '],
    ['tokens on lines of their own', 'hf_{A-Za-z0-9:34}\n'],
    ['tokens between names of passwords', `${'pass'.repeat(99)} password=x hf_{A-Za-z0-9:34} `],
    ['tokens in lines with many comments', `{hf_:0}${'hushkey:ignore other '.repeat(40)}hf_{A-Za-z0-9:34} `],
    ['tokens below comments', '# hushkey:ignore other\nhf_{A-Za-z0-9:34}\n'],
  ])('is reported in time: %s', (_, shape) => {
    const bytes = drawn(shape);
    const matches = engine.scan(bytes);
    expect(matches.length).toBeGreaterThan(1000);
    const started = process.cpuUsage();
    for (const match of matches) {
      isIgnoredInline(match, bytes);
      excerpt(match, matches, bytes);
    }
    expect(process.cpuUsage(started).user).toBeLessThan(LONGEST);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/catalogue/random.js';
import { Engine } from '../../../src/detect/engine.js';
import { secretOf } from '../../../src/detect/match.js';
import { BASE64, ENCODINGS, type Encoding, type Hidden, inLines } from '../../support/encoding.js';
import { patternWith } from '../../support/pattern.js';
import { catalogue, token } from '../../support/token.js';

const engine = new Engine(catalogue.patterns);
const PATTERN = 'huggingface-user-token';

const bytesOf = (text: string) => Buffer.from(text, 'latin1');

/** A text between others. */
function between(before: string, { text, start, end }: Hidden, behind: string): Hidden {
  return { text: before + text + behind, start: before.length + start, end: before.length + end };
}

const alone = (secret: string): Hidden => ({ text: secret, start: 0, end: secret.length });

/** Fails unless exactly this secret is found, there and so. Says nothing of the secret itself. */
function expectFound(hidden: Hidden, secret: string, decoded: readonly string[], by = engine): void {
  const bytes = bytesOf(hidden.text);
  const found = by.scan(bytes).map((match) => ({
    pattern: match.pattern.id,
    start: match.start,
    end: match.end,
    decoded: match.decoded,
    isSecret: secretOf(match, bytes) === secret,
  }));
  const { start, end } = hidden;
  expect(found).toEqual([{ pattern: PATTERN, start, end, decoded, isSecret: true }]);
}

describe.each(ENCODINGS)('a secret in $name', (encoding) => {
  it.each([
    ['alone', '', ''],
    ['assigned', 'x="', '"\n'],
    ['behind an escape', 'a\\n', '\\n'],
    ['in a line', 'some words ', ' and more'],
  ])('is found %s, in its place', (_, before, behind) => {
    const secret = token(PATTERN);
    expectFound(between(before, encoding.hide(alone(secret)), behind), secret, encoding.decoded);
    const line = between('A=1\nKEY: ', alone(secret), '\nB=2\n');
    expectFound(between(before, encoding.hide(line), behind), secret, encoding.decoded);
  });
});

describe('a secret in encodings around each other', () => {
  /** What has bytes of every value can stand in what writes every byte. */
  const nest = (depth: number) =>
    fc
      .array(fc.constantFrom(...ENCODINGS), { minLength: depth, maxLength: depth })
      .filter((encodings) =>
        encodings.every((inner, at) => !inner.isBinary || takesBytes(encodings[at + 1], at + 1 === encodings.length)),
      );
  const takesBytes = (outer: Encoding | undefined, isOutermost: boolean) =>
    isOutermost || ['base64', 'hex'].includes(outer?.decoded[0] ?? '');

  const filler = fc
    .array(
      fc.constantFrom('lorem ipsum ', 'let a = [1, 2];\n', '{"a": "b"}\n', '\n', 'https://host.test/path?q=%20x ', 'é'),
      { maxLength: 60, size: 'max' },
    )
    .map((parts) => Buffer.from(parts.join('')).toString('latin1'));
  const delimiters = fc.constantFrom<readonly [string, string]>(['"', '"'], ["b='", "'\n"], ['\n', '\n'], ['(', ')']);

  /** From the innermost to the outermost, each in a text of its own. */
  function hiddenIn(
    encodings: readonly Encoding[],
    secret: string,
    [before, behind]: readonly [string, string],
  ): Hidden {
    const written = (hidden: Hidden) => between(`first line\nvalue: ${before}`, hidden, `${behind}, last line\n`);
    return encodings.reduce((hidden, encoding) => encoding.hide(written(hidden)), alone(secret));
  }

  const decodedOf = (encodings: readonly Encoding[]) => [...encodings].reverse().flatMap(({ decoded }) => decoded);

  it.each([1, 2, 3])('is found once, by the way to it and in its place: %d deep', (depth) => {
    fc.assert(
      fc.property(nest(depth), fc.nat(), delimiters, filler, filler, (encodings, seed, quotes, before, behind) => {
        const secret = token(PATTERN, 0, seededRandom(seed));
        const hidden = hiddenIn(encodings, secret, quotes);
        expectFound(between(`${before} "`, hidden, `" ${behind}`), secret, decodedOf(encodings));
      }),
      { numRuns: 300 },
    );
  });

  it('is not looked for deeper than three, or than was asked for', () => {
    fc.assert(
      fc.property(nest(4), fc.nat(), (encodings, seed) => {
        const secret = token(PATTERN, 0, seededRandom(seed));
        const hidden = hiddenIn(encodings, secret, ['"', '"']);
        expect(engine.scan(bytesOf(hidden.text))).toEqual([]);
        expectFound(hidden, secret, decodedOf(encodings), new Engine(catalogue.patterns, { depth: 4 }));
        expect(new Engine(catalogue.patterns, { depth: 3 }).scan(bytesOf(hidden.text))).toEqual([]);
      }),
      { numRuns: 30 },
    );
    const hidden = BASE64.hide(alone(token(PATTERN)));
    expect(new Engine(catalogue.patterns, { depth: 0 }).scan(bytesOf(hidden.text))).toEqual([]);
  });
});

describe('base 64', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['LF and an indent', '\n    '],
    ['a written \\n', '\\n'],
    ['a written \\r\\n', '\\r\\n'],
  ])('is read over lines that end with %s', (_, lineBreak) => {
    for (const length of [60, 64, 76])
      for (let lead = 0; lead < 120; lead++) {
        const secret = token(PATTERN);
        const hidden = inLines(
          between(`${'lorem ipsum '.repeat(20)}${'.'.repeat(lead)} `, alone(secret), ' end'),
          lineBreak,
          length,
        );
        expectFound(between('key: |\n', hidden, '\nnext: 1\n'), secret, ['base64']);
      }
  });

  it('does not take the name on the next line for its last line', () => {
    const secret = token(PATTERN);
    const line = BASE64.hide(between('0123456789 ', alone(secret), ''));
    expect(line.text).toHaveLength(64);
    for (const next of ['NAME=x', 'a: b', 'OTHER = 1', 'FOO=1'])
      expectFound(between('A=', line, `\n${next}\n`), secret, ['base64']);
  });

  it('is found behind a path, an option or a name in the same run', () => {
    const secret = token(PATTERN);
    for (const before of ['https://host.test/api/', '--data-', 'x_', '/a/b/c/'])
      expectFound(between(before, BASE64.hide(between('{"a":"', alone(secret), '"}')), ' '), secret, ['base64']);
  });

  it('is whole when its slashes and signs are escaped', () => {
    const secret = token(PATTERN);
    const { text } = BASE64.hide(between('??>?>~?~?>', alone(secret), '~?>?'));
    for (const written of [text.replaceAll('/', '\\/'), text.replace(/[+/=]/g, encodeURIComponent)]) {
      const [match, ...others] = engine.scan(bytesOf(`"${written}"`));
      expect(others).toEqual([]);
      expect(match?.text === secret).toBe(true);
    }
  });
});

describe('escapes', () => {
  it('may be few among plain characters', () => {
    const secret = token(PATTERN);
    for (const [written, encoding] of [
      ['%5f', 'percent'],
      ['%5F', 'percent'],
      ['\\x5f', 'escape'],
      ['\\u005F', 'escape'],
      ['\\\\u005f', 'escape'],
      ['&#95;', 'entity'],
      ['&#X5F;', 'entity'],
    ] as const) {
      const text = secret.replace('_', written);
      expectFound(between('a="', alone(text), '"'), secret, [encoding]);
    }
  });

  it('around a secret leave it in its place, as it is written', () => {
    const secret = token(PATTERN);
    const bytes = bytesOf(`https://host.test/?next=%2Flogin%3Ftoken%3D${secret}%26b%3D2`);
    const matches = engine.scan(bytes);
    expect(matches).toHaveLength(1);
    expect(matches[0]?.decoded).toBeUndefined();
  });
});

describe('UTF-16 and UTF-32', () => {
  const swapped = (text: string, width: number) => {
    const bytes = bytesOf(text);
    return (width === 2 ? bytes.swap16() : bytes.swap32()).toString('latin1');
  };

  it.each([
    ['utf-16', 2, '\xff\xfe'],
    ['utf-32', 4, '\xff\xfe\0\0'],
  ] as const)('are read in either order, with a byte order mark and without: %s', (name, width, mark) => {
    const secret = token(PATTERN);
    const wide = (text: string) => [...text].map((char) => char + '\0'.repeat(width - 1)).join('');
    const lead = 'Windows Registry Editor\r\n"key"="';
    const text = wide(`${lead}${secret}"\r\n`);
    const place = (offset: number) => ({ start: offset, end: offset + width * secret.length });
    for (const before of ['', mark])
      for (const written of [before + text, swapped(before + text, width)])
        expectFound({ text: written, ...place(before.length + width * lead.length) }, secret, [name]);
  });
});

describe('what a secret is decoded from', () => {
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
  const found = (text: string) => engine.scan(bytesOf(text));

  it('is read with what stands around it: the name it is assigned to', () => {
    const secret = token('wandb-api-key-legacy');
    const named = found(`WANDB_API_KEY: ${base64(secret)}\n`);
    expect(named.map(({ pattern, decoded }) => [pattern.id, decoded])).toEqual([['wandb-api-key-legacy', ['base64']]]);
    expect(found(`WANDB_CHECKSUM: ${base64(secret)}\n`)).toEqual([]);
  });

  it('is read with what stands around it: the other half of a pair', () => {
    const [id, secret] = [token('aws-access-key-id'), token('aws-secret-access-key')];
    for (const text of [
      base64(`[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`),
      `AWS_ACCESS_KEY_ID: ${base64(id)}\nAWS_SECRET_ACCESS_KEY: ${base64(secret)}\n`,
      `AWS_ACCESS_KEY_ID: ${id}\nAWS_SECRET_ACCESS_KEY: ${base64(secret)}\n`,
    ]) {
      const matches = found(text);
      expect(matches.map(({ pattern, parts }) => [pattern.id, parts?.map((part) => part.pattern.id)])).toEqual([
        ['aws-secret-access-key', ['aws-access-key-id']],
      ]);
      expect(matches[0]?.text === secret).toBe(true);
    }
  });

  it('can hold several, each in its place', () => {
    const secrets = [token(PATTERN), token('github-classic-pat'), token(PATTERN)];
    const text = base64(secrets.join(' '));
    const matches = found(`x ${text}`);
    expect(matches.map(({ text }, index) => text === secrets[index])).toEqual([true, true, true]);
    for (const [index, { start, end }] of matches.entries())
      expect(Buffer.from(text.slice(start - 2, end - 2), 'base64').includes(secrets[index] as string)).toBe(true);
  });

  it('is one finding when it says something as it is written', () => {
    const jwt = token('jwt');
    expect(found(`token = "${jwt}"`).map(({ decoded }) => decoded)).toEqual([undefined]);
    const pem = found(`KEY=${base64(token('pem-private-key'))}\n`);
    expect(pem.map(({ pattern, decoded }) => [pattern.id, decoded])).toEqual([['pem-private-key-base64', undefined]]);
    const password = found(`kind: Secret\ndata:\n  password: ${base64('qX7!hk29Zt')}\n`);
    expect(password.map(({ pattern }) => pattern.id)).toEqual(['kubernetes-secret-data']);
  });

  it('is told as what it is, where what is written says less', () => {
    const secret = token(PATTERN);
    const matches = found(`kind: Secret\ndata:\n  password: ${base64(secret)}\n`);
    expect(matches.map(({ pattern, decoded }) => [pattern.id, decoded])).toEqual([[PATTERN, ['base64']]]);
  });
});

describe('what is found in encoded texts', () => {
  const patterns = [patternWith({ id: 'acme', reach: 64 })];
  const whole = new Engine(patterns);
  const inChunks = new Engine(patterns, { chunk: 1 });
  const piece = fc.oneof(
    fc
      .tuple(fc.constantFrom(...ENCODINGS), fc.constantFrom('', 'KEY=', 'lorem ipsum dolor '))
      .map(([encoding, lead]) => `"${encoding.hide(between(lead, alone('acme_qwhzkbnm'), ' and so on')).text}"\n`),
    fc.constantFrom('acme_qwhzkbnm ', '\n', '\\', '%', 'A1b2'.repeat(50), 'lorem ipsum '.repeat(30)),
    fc.integer({ min: 1, max: 900 }).map((length) => '. '.repeat(length)),
  );
  const text = fc.array(piece, { maxLength: 16, size: 'max' }).map((pieces) => pieces.join(''));
  const described = (by: Engine, text: string, from = 0) =>
    by.scan(bytesOf(text)).map(({ start, end, decoded }) => [start - from, end - from, decoded]);

  it('does not depend on where chunks end', () => {
    fc.assert(
      fc.property(text, (text) => {
        expect(described(inChunks, text)).toEqual(described(whole, text));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on what stands further away', () => {
    const far = '. '.repeat(600);
    fc.assert(
      fc.property(text, text, text, (before, text, behind) => {
        const lead = `${before}\n${far}`;
        const [from, to] = [lead.length, lead.length + text.length];
        const all = described(whole, `${lead}${text}${far}${behind}`, from).filter(
          ([start, end]) => Number(start) >= 0 && Number(end) <= to - from,
        );
        expect(all).toEqual(described(whole, text));
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { SecretEntry } from '../../src/catalogue/pattern-file.js';
import { type Random, seededRandom } from '../../src/catalogue/random.js';
import { type DrawnExample, draw, drawExample } from '../../src/catalogue/shape.js';
import { charset, membersOf } from '../../src/detect/charset.js';
import { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';
import { catalogue, patternFiles, WRITTEN_BY_HAND } from '../support/token.js';

const DRAWS = 50;
const engine = new Engine(catalogue.patterns);

const secrets = patternFiles.flatMap(({ content }) =>
  content.secrets.map((secret) => ({ provider: content.provider, secret })),
);

/** What was found, without the secret: a failing test prints it. Places are in UTF-16 units, as in the text. */
function found(text: string): { pattern: string; start: number; end: number }[] {
  const bytes = Buffer.from(text);
  const unit = (offset: number) => bytes.toString('utf8', 0, offset).length;
  return engine
    .scan(bytes)
    .map(({ pattern, start, end }: Match) => ({ pattern: pattern.id, start: unit(start), end: unit(end) }));
}

/** Says which draw failed without printing what looks like a token. */
function expectDraws(seed: string, check: (random: Random) => void): void {
  for (let index = 0; index < DRAWS; index++) {
    try {
      check(seededRandom(hashOf(`${seed}/${index}`)));
    } catch (error) {
      throw new Error(`draw ${index}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function hashOf(text: string): number {
  return [...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);
}

function expectOnly(id: string, { text, secret }: DrawnExample): void {
  const matches = found(text);
  expect(matches.map(({ pattern }) => pattern)).toEqual([id]);
  if (secret !== undefined) expect(matches[0]).toMatchObject({ start: secret.start, end: secret.end });
}

describe.each(secrets)('the pattern $secret.id', ({ provider, secret }) => {
  it.each(secret.examples)('is all that is found in %j, whatever token stands there', (example) => {
    for (const shape of secret.shapes)
      expectDraws(`${secret.id}/${shape}/${example}`, (random) =>
        expectOnly(secret.id, drawExample(example, shape, random)),
      );
  });

  it.each(secret.counterexamples)('finds nothing in %j', (counterexample) => {
    expectDraws(`${secret.id}/${counterexample}`, (random) => {
      expect(found(draw(counterexample, random)).map(({ pattern }) => pattern)).not.toContain(secret.id);
    });
  });

  // The catalogue's long tail is drawn from facts: its own examples prove it. The files written by hand promise more.
  if (!WRITTEN_BY_HAND.has(provider)) return;

  const oneLine = secret.shapes.filter((shape) => !draw(shape, seededRandom(1)).includes('\n'));
  const name = secret.env?.[0] ?? `${provider.toUpperCase().replaceAll('-', '_')}_API_KEY`;

  it.each(CARRIERS)('is found once, with its exact place, %s', (_, carrier) => {
    for (const shape of oneLine)
      expectDraws(`${secret.id}/${shape}/${carrier}`, (random) =>
        expectOnly(secret.id, drawExample(carrier.replaceAll('NAME', name), shape, random)),
      );
  });

  if (!hasBorders(secret)) return;

  it.each(oneLine)('is not found in %j with one more character at either end', (shape) => {
    expectDraws(`${secret.id}/${shape}/border`, (random) => {
      const token = draw(shape, random);
      for (const char of borderCharacters(shape)) {
        if (/[A-Za-z0-9]/.test(char)) expectNone(secret, `${name}=${char}${token}`);
        if (!isToken(secret, token + char)) expectNone(secret, `${name}=${token}${char}`);
      }
    });
  });
});

/** Everyday places of a token; `NAME` is the variable that holds it by convention, which gives bare shapes their context. */
const CARRIERS: readonly (readonly [string, string])[] = [
  ['in JSON', '{ "a": 1, "NAME": "{secret}", "b": [] }'],
  ['in JSON inside JSON', '{"body":"{\\"NAME\\":\\"{secret}\\"}"}'],
  ['in YAML', 'env:\n  NAME: {secret}\n  OTHER: x\n'],
  ['in the query of a URL', 'https://host.test/path?a=1&NAME={secret}&b=2'],
  ['in a line of shell', "export NAME='{secret}' && run --fast"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is shell
  ['as the default of a shell variable', 'run "${NAME:-{secret}}"'],
  ['in minified code', 'var a=1,NAME="{secret}",b=function(){return a};'],
  ['behind a literal \\n', '{"text":"first line\\nNAME:\\n{secret}\\nlast line"}'],
  ['behind an encoded equals sign', 'https://host.test/?next=%2Flogin%3FNAME%3D{secret}%26b%3D2'],
  ['behind a doubly encoded equals sign', 'https://host.test/?next=NAME%253D{secret}%2526b'],
  ['behind a terminal colour', 'NAME=\x1b[1;31m{secret}\x1b[0m\n'],
  ['behind a terminal colour as scripts write it', 'echo -e "NAME=\\033[31m{secret}\\033[0m"'],
  ['in a stored diff', '--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-NAME=\n+NAME={secret}\n'],
  ['in a line that ends with CR LF', 'A=1\r\nNAME={secret}\r\nB=2\r\n'],
  ['in the quotes of a word processor', 'Use NAME = “{secret}” here, naïvely'],
];

/** Families take what they can get; armour ends where it says so. */
function hasBorders(secret: SecretEntry): boolean {
  return (secret.kind ?? 'exact') === 'exact' && secret.boundary?.before !== '';
}

/** A pattern of many lengths takes one more character as part of the token. */
function isToken(secret: SecretEntry, text: string): boolean {
  return new RegExp(`^(?:${secret.regex})$`, secret.ignoreCase ? 'i' : '').test(text);
}

/** Letters, digits, and what the shape itself draws from. */
function borderCharacters(shape: string): string[] {
  const sets = [...shape.matchAll(/\{([^{}=:]+):[0-9,]+\}/g)].map(([, set]) => membersOf(charset(set as string)));
  return [...new Set(['a', 'Z', '0', 'f', ...sets.join('')])];
}

function expectNone(secret: SecretEntry, text: string): void {
  expect(found(text).map(({ pattern }) => pattern)).not.toContain(secret.id);
}

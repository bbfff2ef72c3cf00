import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/catalogue/compile.js';
import { loadPatternFiles } from '../../src/catalogue/load.js';
import { PatternFileError } from '../../src/catalogue/pattern-file-error.js';
import { withUserPatterns } from '../../src/catalogue/user.js';
import { temporaryFolder } from '../support/repository.js';
import { catalogue } from '../support/token.js';

const GOOD = `provider: acme
name: Acme
category: own

secrets:
  - id: acme-key
    name: API key
    regex: acme_[a-z]{20}
    severity: high
    shapes:
      - acme_{a-z:20}
    examples:
      - ACME_KEY={secret}
    counterexamples:
      - ACME_KEY=acme_{a-z:10}
`;

const LINE = { provider: 1, category: 3, id: 6, name: 7, regex: 8, severity: 9, shapes: 10 };

/** Loads and compiles a file with this text. */
function load(text: string) {
  const file = join(temporaryFolder(), 'acme.yaml');
  writeFileSync(file, text);
  return compile(loadPatternFiles(file));
}

function errorOf(action: () => unknown): PatternFileError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(PatternFileError);
    return error as PatternFileError;
  }
  throw new Error('nothing was refused');
}

/** The good file with one line in place of another. */
function withLine(old: string, line: string): string {
  expect(GOOD).toContain(old);
  return GOOD.replace(old, line);
}

describe('a pattern file', () => {
  it('becomes a pattern and the facts about it', () => {
    const { patterns, facts } = load(`links:\n  revoke: https://acme.test/keys\n${GOOD}`);
    expect(patterns).toEqual([
      {
        id: 'acme-key',
        provider: 'acme',
        anchor: { literals: ['acme_'], place: 'run' },
        regex: 'acme_[a-z]{20}',
        ignoreCase: false,
        before: 'A-Za-z0-9',
        after: 'A-Za-z0-9a-z',
        reach: 256,
        furthest: 25,
        opening: { from: 5, classes: [['a-z', 19]] },
        specificity: 'exact',
        confidence: 'high',
        severity: 'high',
      },
    ]);
    expect(facts).toEqual([
      {
        id: 'acme-key',
        provider: 'acme',
        category: 'own',
        title: 'Acme API key',
        severity: 'high',
        forms: ['acme_…'],
        env: [],
        revoke: 'https://acme.test/keys',
      },
    ]);
  });

  it('takes what it does not say from its kind and its regex', () => {
    const family = load(withLine('severity: high', 'severity: low\n    kind: family')).patterns[0];
    expect(family).toMatchObject({ specificity: 'family', confidence: 'medium' });
    expect(load(withLine('{20}', '{20,400}')).patterns[0]).toMatchObject({ reach: 405 });
    const run = load(withLine('acme_[a-z]{20}', '"[0-9]{20}"\n    context: { words: [acme], assigned: true }'))
      .patterns[0];
    expect(run).toMatchObject({
      anchor: { run: '0-9', shortest: 20, longest: 20 },
      context: { words: ['acme'] },
    });
  });

  it.each([
    ['no valid YAML', withLine('name: API key', 'name: "API" key'), LINE.name, /not valid YAML/],
    ['one key twice', withLine('name: API key', 'name: a\n    name: b'), LINE.name + 1, /not valid YAML/],
    ['two documents', `${GOOD}---\n${GOOD}`, 16, /not valid YAML/],
    ['an alias that leads nowhere', withLine('name: API key', 'name: *nothing'), undefined, /not valid YAML/],
    ['nothing in it', '', 1, /the file must be object/],
    ['an unknown key', withLine('severity: high', 'severity: high\n    colour: red'), 10, /unknown key "colour"/],
    [
      'an unknown key with a block',
      withLine('severity: high', 'severity: high\n    x:\n      y: z'),
      10,
      /unknown key "x"/,
    ],
    ['an unknown key at the top', `${GOOD}extra: 1\n`, 16, /unknown key "extra"/],
    ['a wrong type', withLine('name: API key', 'name: [1, 2]'), LINE.name, /secrets\.0\.name must be string/],
    ['a number for a name', withLine('name: API key', 'name: 12'), LINE.name, /secrets\.0\.name must be string/],
    ['a missing key', withLine('    severity: high\n', ''), LINE.id, /must have required property 'severity'/],
    ['no provider', withLine('provider: acme\n', ''), 1, /must have required property 'provider'/],
    ['no secret', GOOD.replace(/secrets:.*/s, 'secrets: []\n'), 5, /secrets must NOT have fewer than 1 items/],
    [
      'a severity that does not exist',
      withLine('high', 'huge'),
      LINE.severity,
      /must be one of critical, high, medium/,
    ],
    ['an id with capitals', withLine('acme-key', 'Acme-Key'), LINE.id, /secrets\.0\.id must match pattern/],
    ['a link that is no https address', `links:\n  revoke: http://acme.test\n${GOOD}`, 2, /links\.revoke must match/],
    ['a reach out of bounds', withLine('severity: high', 'severity: high\n    reach: 8'), 10, /reach must be >= 32/],
  ])('is refused with its line when it has %s', (_, text, line, problem) => {
    const error = errorOf(() => load(text));
    expect(error.problem).toMatch(problem);
    expect(error.line).toBe(line);
    expect(error.message).toContain(line === undefined ? 'acme.yaml: ' : `acme.yaml:${line}: `);
  });

  it.each([
    ['an unbounded regex', withLine('{20}', '+'), LINE.regex, /acme-key: a repetition without an upper bound/],
    ['a look-behind', withLine('acme_', '(?<=x)acme_'), LINE.regex, /use boundary instead/],
    ['a regex that does not parse', withLine('{20}', '{20}('), LINE.regex, /Unterminated group/],
    ['a regex without end', withLine('[a-z]{20}', '(?:[a-z]{1,9}){1,9}!'), LINE.regex, /it takes forever/],
    ['a regex longer than any reach', withLine('{20}', '{40000}'), LINE.regex, /40005 bytes long; 32768 is the most/],
    [
      'a reach that is too small',
      withLine('severity: high', 'severity: low\n    reach: 32').replace('{20}', '{60}'),
      10,
      /65 bytes long, more than its reach of 32/,
    ],
    [
      'an unknown check',
      withLine('severity: high', 'severity: high\n    check: magic'),
      10,
      /no check "magic"; there are .*aws-account,/,
    ],
    [
      'a check named like a property of objects',
      withLine('severity: high', 'severity: high\n    check: toString'),
      10,
      /no check "toString"/,
    ],
    ['nothing to anchor on', withLine('acme_[a-z]{20}', '"[a-z]{12}"'), LINE.regex, /nothing to anchor on/],
    ['no literal and no context', withLine('acme_[a-z]{20}', '"[a-z]{20}"'), LINE.id, /needs context words/],
    [
      'no literal and a context that need not name it',
      withLine('acme_[a-z]{20}', '"[a-z]{20}"\n    context: { words: [acme] }'),
      LINE.regex + 1,
      /and assigned: true/,
    ],
    [
      'no literal and a run with dots',
      withLine('acme_[a-z]{20}', '"[a-z.]{20}"\n    context: { words: [acme], assigned: true }'),
      LINE.regex,
      /must be letters, digits/,
    ],
    [
      'a literal that the regex does not begin with',
      withLine('severity: high', 'severity: high\n    literals: [xyz_]'),
      10,
      /can begin with "acme_"/,
    ],
    [
      'a literal that is no bytes',
      withLine('acme_[a-z]{20}', '"[a-z]{20}"\n    literals: [鍵鍵鍵]'),
      9,
      /more than one byte/,
    ],
    [
      'an unknown structure',
      withLine('severity: high', 'severity: high\n    inside: a-house'),
      10,
      /no structure "a-house"; there are gcp-service-account/,
    ],
    [
      'a structure out of its reach',
      withLine('severity: high', 'severity: high\n    inside: gcp-service-account'),
      10,
      /the reach must not be less/,
    ],
    [
      'itself for a partner',
      withLine('severity: high', 'severity: high\n    pairs: [[acme-id, acme-key]]'),
      10,
      /no part of itself/,
    ],
    [
      'partners though it is public',
      withLine('severity: high', 'severity: high\n    public: true\n    pairs: [acme-id]'),
      11,
      /let the secret name its partners/,
    ],
    [
      'a partner for a context, and no check',
      withLine('severity: high', 'severity: high\n    pairs: [acme-id]\n    context: { words: [acme], partner: true }'),
      11,
      /a check can tell from chance/,
    ],
    [
      'a border that is no class',
      withLine('severity: high', 'severity: high\n    boundary: { before: z-a }'),
      10,
      /"z-a" is no content of a character class/,
    ],
  ])('is refused with its line when a secret has %s', (_, text, line, problem) => {
    const error = errorOf(() => load(text));
    expect(error.problem).toMatch(problem);
    expect(error.line).toBe(line);
  });

  it('is not taken down by aliases that multiply', () => {
    const bomb = Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [${Array(9).fill(i === 0 ? 'x' : `*a${i - 1}`)}]`);
    expect(errorOf(() => load(bomb.join('\n'))).problem).toMatch(/not valid YAML: Excessive alias count/);
  });

  it('names the other file when an id is used twice', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.yaml'), GOOD);
    mkdirSync(join(folder, 'deeper'));
    writeFileSync(join(folder, 'deeper', 'b.yml'), `# a comment\n${GOOD}`);
    const error = errorOf(() => compile(loadPatternFiles(folder)));
    expect(error.message).toMatch(/b\.yml:7: acme-key: this id is used already, in .*a\.yaml$/);
  });
});

describe('a place for pattern files', () => {
  it('can be a folder; other files in it do not matter', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'README.md'), 'not: [a pattern');
    writeFileSync(join(folder, 'b.yaml'), GOOD.replaceAll('acme', 'beta'));
    writeFileSync(join(folder, 'a.yml'), GOOD);
    expect(compile(loadPatternFiles(folder)).patterns.map(({ id }) => id)).toEqual(['acme-key', 'beta-key']);
  });

  it('is refused when it does not exist', () => {
    const missing = join(temporaryFolder(), 'nowhere.yaml');
    expect(errorOf(() => loadPatternFiles(missing)).message).toBe(
      `${missing}: there is no such pattern file or folder`,
    );
  });

  it('is refused when it is a folder without pattern files', () => {
    const folder = temporaryFolder();
    expect(errorOf(() => loadPatternFiles(folder)).message).toMatch(/no pattern file \(\*\.yaml\) in this folder$/);
  });

  it('is refused when it is a link in a circle', () => {
    const link = join(temporaryFolder(), 'loop.yaml');
    symlinkSync(link, link);
    expect(errorOf(() => loadPatternFiles(link)).message).toContain('no such pattern file');
  });

  it('is refused when it cannot be read', async () => {
    const socket = join(temporaryFolder(), 'socket.yaml');
    const server = createServer();
    await new Promise<void>((done) => server.listen(socket, done));
    try {
      expect(errorOf(() => loadPatternFiles(socket)).message).toBe(`${socket}: cannot be read (ENXIO)`);
    } finally {
      server.close();
    }
  });
});

describe("somebody's own patterns", () => {
  it('are added to the shipped ones, and take the place of one with the same id', () => {
    const file = join(temporaryFolder(), 'own.yaml');
    writeFileSync(file, `${GOOD}${GOOD.slice(GOOD.indexOf('  - id')).replaceAll('acme-key', 'openai-project-key')}`);
    const { patterns, facts } = withUserPatterns(catalogue, [file]);
    const ids = patterns.map(({ id }) => id);
    expect(ids).toHaveLength(catalogue.patterns.length + 1);
    expect(ids.filter((id) => id === 'openai-project-key')).toHaveLength(1);
    expect(patterns.find(({ id }) => id === 'openai-project-key')?.provider).toBe('acme');
    expect(facts.find(({ id }) => id === 'openai-project-key')?.title).toBe('Acme API key');
  });
});
